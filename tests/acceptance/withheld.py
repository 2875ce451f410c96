"""A site with something withheld in every way there is, each of its texts marked with a name of its own.

`zqcasechargenotexx` is the note of a charge of the case that is closed: kind of withholding, model, column.
Whoever finds such a name in an answer knows what leaked. Rows are recorded while they are public,
where they ever were, and taken back afterwards: history remembers all of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import CharField, JSONField, TextField

from accounts.models import Invitation, SignIn
from kit.filtering import stamp
from kit.partial_dates import PartialDateField
from people.models import Identifier, IdentityDecision, OtherName, Party
from proceedings.law.codes import EventKind
from proceedings.models import (
    Case,
    CaseLink,
    Charge,
    ChargeLink,
    Citation,
    Claim,
    ClaimLink,
    Correction,
    Court,
    Defendant,
    DisputedClaim,
    Effect,
    Event,
    EventParty,
    HarmedPerson,
    Incident,
    Load,
    Look,
    OtherDocket,
    Participation,
    PressFact,
    PressFactEvent,
    Report,
    Representation,
    ReviewNote,
    SentenceComponent,
    Source,
    Upload,
)
from proceedings.record import party_merge, services
from proceedings.record.history import last_instant
from proceedings.record.roles import Role, group_of
from tests.factories import (
    CaseFactory,
    ChargeFactory,
    ClaimFactory,
    DefendantFactory,
    IncidentFactory,
    PartyFactory,
    RestrictionFactory,
    SourceFactory,
)
from tests.proceedings.website.records.matter import Matter, invent

MARK = re.compile(r"zq[a-z]+?xx")
# What is withheld, and how.
KINDS: dict[str, str] = {
    "party": "a party closed everywhere: accused, judge, witness, represented and harmed",
    "case": "a case that is closed, with its matter",
    "defendant": "a defendant closed in one case",
    "event": "an event that is closed",
    "charge": "a charge that is closed",
    "merged": "a closed party put together with another",
    "private": "a party who is not named, in every role",
    "victim": "a victim for whom no reason to be named is recorded",
    "harmed": "a person harmed for whom none is",
    "docket": "a docket number not to be printed",
    "source": "a source not to be linked",
    "statement": "a statement of an account that is not public",
    "draft": "a draft of every kind of event, with all that it brings",
    "drafted": "a case and a matter of drafts only",
    "withdrawn": "a draft withdrawn before anybody published it",
    "desk": "what editors and readers write to each other, and who they are",
}
# Kinds of which a name is withheld wherever it is written, also in texts of others.
NAMED = ("party", "case", "defendant", "merged", "private", "victim", "harmed")
# Columns that hold no text of anybody: what is in them, by column or by model and column.
FORMED: dict[str, str] = {
    "country": "two letters",
    "currency": "three letters",
    "subdivision": "a code",
    "time_zone": "a name from a list",
    "docket_key": "made from the docket number",
    "courts_db_id": "an id of a public list of courts",
    "case_type": "a code",
    "people.identifier.scheme": "the name of a public register",
    "proceedings.court.place": "courts are public, whoever appears before them",
    "proceedings.court.key": "the same",
    "proceedings.court.name": "the same",
    "proceedings.court.note": "the same",
    "proceedings.load.name": "which load it is",
    "proceedings.look.model": "the name of a model",
    "proceedings.merge.moved": "numbers of rows",
    "proceedings.statusspan.counts": "numbers and codes; the labels are read from the charges",
    "proceedings.statusspan.qualifiers": "numbers and codes",
    "proceedings.reportcount.sender": "a hash",
    "proceedings.report.reference": "random letters, known to their holder",
    "proceedings.upload.kind": "a code",
    "accounts.shared.cache_key": "counts of attempts",
    "accounts.shared.value": "counts of attempts",
    "auth.user.password": "a hash, never printed",
    "auth.permission.name": "ours",
    "auth.permission.codename": "ours",
    "auth.group.name": "the name of a role",
    "admin.logentry.change_message": "codes",
}
MODELS_OF = ("people", "proceedings", "accounts", "auth", "admin")
_numbers = count(1)


@dataclass(slots=True)
class Withheld:
    """The matter beside which things are withheld, their rows by kind, and when they were public."""

    matter: Matter
    rows: dict[str, list[Any]] = field(default_factory=dict)
    then: str = ""
    before: str = ""

    def of(self, kind: str, model: type[models.Model]) -> Iterator[Any]:
        """Yield the rows of a model that are withheld in one way."""
        return (row for row in self.rows[kind] if isinstance(row, model))


def text_columns(model: type[models.Model]) -> list[Any]:
    """Return the columns of a model in which somebody can write something."""
    return [
        column
        for column in model._meta.concrete_fields
        if isinstance(column, CharField | TextField | JSONField)
        and not isinstance(column, PartialDateField)
        and not column.choices
        and column.name not in FORMED
        and f"{model._meta.label_lower}.{column.name}" not in FORMED
    ]


def project_models() -> list[type[models.Model]]:
    """Return the models whose rows may hold a text, but for history."""
    return [
        model
        for app in MODELS_OF
        for model in apps.get_app_config(app).get_models()
        if not model._meta.proxy and not hasattr(model, "instance_type")
    ]


def mark_of(kind: str, model: type[models.Model], column: str) -> str:
    """Return the name that stands in a column: `("case", Charge, "note")` -> `zqcasechargenotexx`."""
    return f"zq{kind}{model._meta.model_name}{column.replace('_', '')}xx"


def mark(kind: str, row: Any, *only: str) -> Any:
    """Write its name into every text of a row, or into some columns."""
    for column in text_columns(type(row)):
        if only and column.name not in only:
            continue
        name, number = mark_of(kind, type(row), column.name), next(_numbers)
        text: Any = name.title()
        if isinstance(column, models.SlugField):
            text = f"{name}-{number}"
        elif isinstance(column, models.URLField):
            text = f"https://gazette.example/{name}/{number}"
        elif isinstance(column, models.EmailField):
            text = f"{name}-{number}@nowhere.example"
        elif isinstance(column, JSONField):
            text = {"by": text, "reason": text, "text": text}
        elif isinstance(row, Party) and row.kind == "person" and column.name in {"name", "sort_name"}:
            text = f"Testa {text}" if column.name == "name" else f"{text}, Testa"
        elif column.name in {"docket_number", "number", "value", "username", "reference"}:
            text = f"{name.upper()}-{number}"[-(column.max_length or 200) :]
        elif column.max_length:
            text = text[-column.max_length :]
        setattr(row, column.name, text)
    return row


class Marker:
    """Records rows of one kind, each with its names."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.rows: list[Any] = []

    def __call__(self, row: Any, *only: str) -> Any:
        """Record a row with its names in all texts, or in some columns."""
        services.record(mark(self.kind, row, *only))
        self.rows.append(row)
        return row

    def person(self) -> Party:
        """Record somebody under every kind of name."""
        party: Party = self(PartyFactory())
        self(OtherName(party=party))
        self(Identifier(party=party, scheme="made-up", value="x"), "value")
        return party

    def accused(self, case: Case, party: Party | None = None) -> Defendant:
        """Record a defendant of a case, and a charge or a claim."""
        defendant: Defendant = self(DefendantFactory(case=case, party=party or self.person(), position=9))
        self.count(defendant)
        return defendant

    def count(self, defendant: Defendant) -> Charge | Claim:
        """Record a charge or a claim, cited."""
        row: Charge | Claim = (ClaimFactory if defendant.case.is_civil else ChargeFactory)(
            defendant=defendant
        )
        self(row)
        if isinstance(row, Charge):
            self(Citation(charge=row, source=self(SourceFactory())))
        return row

    def events(self, counted: Charge | Claim, publication: str, case: Case | None = None) -> list[Event]:
        """Record an event of every kind that acts on one charge or claim alone, with all its parts."""
        made = []
        for number, kind in enumerate(EventKind):
            event = Event(
                case=case or counted.defendant.case,
                kind=kind.value,
                date=f"2024-03-{number + 1:02d}",
                publication=publication,
                judge=self(PartyFactory()),
                key=f"{self.kind}-{next(_numbers)}",
                what="x",
            )
            if kind is EventKind.HEARING:
                event.scheduled_on = date(2099, 3, 1)
            mark(self.kind, event)
            event.withdrawal_reason = ""
            outcome = "claim_filed" if isinstance(counted, Claim) else "concerns"
            if kind is EventKind.FILING and isinstance(counted, Charge):
                outcome = "filed"
            elif kind is EventKind.SENTENCE and isinstance(counted, Charge):
                outcome = "sentenced"
            target = {"claim" if isinstance(counted, Claim) else "charge": counted}
            parts = [
                Effect(event=event, defendant=counted.defendant, outcome=outcome, **target),
                Citation(event=event, source=self(SourceFactory())),
                EventParty(event=event, party=self(PartyFactory())),
            ]
            if kind is EventKind.SENTENCE:
                parts.append(
                    SentenceComponent(event=event, defendant=counted.defendant, kind="other", position=1)
                )
            services.record(event, parts=[mark(self.kind, part) for part in parts])
            for part in parts:
                if isinstance(part, SentenceComponent):
                    self(Citation(component=part, source=self(SourceFactory())))
            self.rows += [event, *parts]
            made.append(event)
        return made

    def corrections(self, **about: Any) -> None:
        """Record a public note of what was wrong with a record."""
        self(Correction(made_at=datetime.now(UTC), was="x", now="x", why="x", **about))

    def incident(self) -> Incident:
        """Record a matter with all that is told of it."""
        incident: Incident = self(IncidentFactory())
        source = self(SourceFactory())
        self(HarmedPerson(incident=incident, party=self.person(), harm="killed"))
        self(DisputedClaim(incident=incident, claim="x"))
        self(PressFact(incident=incident, source=source, number=1, fact="x"))
        self(Citation(incident=incident, source=source))
        return incident

    def case(self, matter: Matter, publication: str, *, civil: bool = False) -> Case:
        """Record a whole case with its matter, joined to public ones."""
        kind = "civil" if civil else "criminal"
        case: Case = self(CaseFactory(incident=self.incident(), type=kind, court=matter.second.court))
        self(OtherDocket(case=case, number="x"))
        self(Citation(case=case, source=self(SourceFactory())))
        defendant = self.accused(case)
        counted: Charge | Claim = defendant.claims.get() if civil else defendant.charges.get()
        events = self.events(counted, publication)
        for role in ("judge", "witness", "victim", "defence_attorney"):
            taking = self(Participation(case=case, party=self.person(), role=role))
            if role == "defence_attorney":
                services.record(Representation(participation=taking, party=defendant.party))
        self.corrections(case=case)
        self.corrections(event=events[0])
        services.record(CaseLink(case=matter.first, other=case, kind="related"))
        services.record(CaseLink(case=case, other=matter.second, kind="refiled_as"))
        if isinstance(counted, Charge):
            services.record(ChargeLink(charge=counted, other=matter.charge, kind="amends"))
        else:
            other = matter.sued.claims.earliest("pk")
            services.record(ClaimLink(claim=counted, other=other, kind="continues"))
        self.roles(matter, defendant.party)
        return case

    def roles(self, matter: Matter, party: Party) -> None:
        """Let a party who is withheld be concerned by a public event, too."""
        concerned = Event.objects.filter(case=matter.second, publication="published").earliest("pk")
        services.record(EventParty(event=concerned, party=party))


def build() -> Withheld:
    """Record the site: all that was ever public is public, and not taken back yet."""
    matter = invent()
    world = Withheld(matter, before=stamp(last_instant()))
    with services.writing():
        for kind in KINDS:
            marker = Marker(kind)
            RECORD[kind](marker, matter)
            world.rows[kind] = marker.rows
    _write_names_everywhere(world)
    world.then = stamp(last_instant())
    return world


def closed_party(marker: Marker, matter: Matter) -> None:
    """Let the party be accused alone, accused with others, judge, witness, represented, harmed."""
    party = marker.person()
    marker.events(marker.accused(matter.second, party).charges.get(), "published")
    _in_every_role(marker, matter, party)


def _in_every_role(marker: Marker, matter: Matter, party: Party) -> None:
    marker.roles(matter, party)
    for role in ("witness", "judge"):
        taking = Participation(case=matter.suit, party=party, role=role)
        services.record(mark(marker.kind, taking, "note") if marker.kind == "party" else taking)
    services.record(Representation(participation=matter.counsel, party=party))
    judged = Event.objects.filter(case=matter.second, kind="ruling", judge=None).earliest("pk")
    judged.judge = party
    services.record(judged)
    harmed = HarmedPerson(incident=matter.incident, party=party, harm="wounded")
    services.record(harmed if marker.kind == "harmed" else mark(marker.kind, harmed))


def merged_party(marker: Marker, matter: Matter) -> None:
    """Let two parties be accused, who are put together later."""
    for case in (matter.first, matter.second):
        marker.events(marker.accused(case).charges.get(), "published")


def private_party(marker: Marker, matter: Matter) -> None:
    """Let the party be accused and have every other role."""
    party = marker.person()
    defendant = DefendantFactory(case=matter.second, party=party, position=8)
    marker(defendant, "name_as_printed")
    happened = ChargeFactory(defendant=defendant, count_label="Count 8")
    open_events = Marker("open").events  # its texts are public, and hold no name
    services.record(happened)
    for event in open_events(happened, "published"):
        _plain(event)
    _in_every_role(marker, matter, party)


def _plain(event: Event) -> None:
    """Let the texts of an event that stays public say nothing that is looked for."""
    rows: list[Any] = [event, *event.effects.all(), *event.citations.all(), *event.components.all()]
    rows += [row.source for row in event.citations.all()] + [event.judge]
    rows += [row.party for row in event.event_parties.all()]
    for row in rows:
        for column in text_columns(type(row)):
            value = getattr(row, column.name)
            if not isinstance(column, models.SlugField | models.URLField):
                value = {} if isinstance(value, dict) else re.sub("(?i)zqopen|xx", "", value)
                setattr(row, column.name, value)
        services.record(row)


def unnamed_victim(marker: Marker, matter: Matter) -> None:
    """Let a victim be named for a reason that goes, represented and concerned by an event."""
    party = marker.person()
    marker(Participation(case=matter.second, party=party, role="victim"))
    services.record(Representation(participation=matter.counsel, party=party))
    marker.roles(matter, party)


def unnamed_harmed(marker: Marker, matter: Matter) -> None:
    """Let a person harmed be named for a reason that goes."""
    party = marker.person()
    marker(HarmedPerson(incident=matter.incident, party=party, harm="wounded"))
    services.record(Representation(participation=matter.counsel, party=party))
    marker.roles(matter, party)


def docket(marker: Marker, matter: Matter) -> None:
    """Let the number of a public case, and another style of it, be printed at first."""
    case = marker(CaseFactory(incident=matter.incident), "docket_number")
    marker(OtherDocket(case=case, number="x"))
    _filed(case)


def _filed(case: Case, source: Source | None = None) -> None:
    charge = ChargeFactory(defendant=DefendantFactory(case=case))
    event = Event(case=case, kind="filing", date="2024-02-01", what="It is filed.", publication="published")
    parts: list[Any] = [Effect(event=event, defendant=charge.defendant, charge=charge, outcome="filed")]
    if source is not None:
        parts.append(Citation(event=event, source=source))
    services.record(event, parts=parts)


def unlinked(marker: Marker, matter: Matter) -> None:
    """Let a source be linked at first."""
    source = marker(SourceFactory(), "url", "archived_url", "checksum")
    _filed(CaseFactory(incident=matter.incident), source)


def statement(marker: Marker, matter: Matter) -> None:
    """Let a statement be public at first, and its source cited by nothing else."""
    said = PressFact(incident=matter.incident, source=marker(SourceFactory()), number=9, fact="x")
    marker(said)
    services.record(PressFactEvent(press_fact=said, event=matter.dismissal))


def closed_event(marker: Marker, matter: Matter) -> None:
    """Record events that act on a public charge."""
    for event in marker.events(matter.charge, "published"):
        marker.corrections(event=event)


def closed_charge(marker: Marker, matter: Matter) -> None:
    """Record a charge of a public defendant, with all that happened to it."""
    marker.events(marker.count(matter.tried), "published")


def drafts(marker: Marker, matter: Matter) -> None:
    """Record drafts of every kind in public cases: with new charges, claims and people."""
    for defendant in (matter.tried, matter.sued):
        marker.events(marker.count(defendant), "draft")
    for event in marker.events(matter.charge, "draft"):
        marker.corrections(event=event)
    marker.events(marker.accused(matter.second).charges.get(), "draft")


def withdrawn_draft(marker: Marker, matter: Matter) -> None:
    """Record drafts that are withdrawn in the same hour."""
    for event in marker.events(marker.count(matter.tried), "draft"):
        services.withdraw(event, because=mark_of("withdrawn", Event, "withdrawal_reason"))


def desk(marker: Marker, matter: Matter) -> None:
    """Record what is about people who work here, and what they and readers say."""
    user = mark("desk", User(is_staff=True))
    user.set_unusable_password()
    user.save()
    user.groups.add(group_of(Role.PUBLISHER))
    now = datetime.now(UTC)
    tomorrow = now + timedelta(days=1)
    marker(matter.judge.party, "note")
    services.record(matter.first, by=user, reason="x")
    matter.first.note = "Corrected."
    services.record(matter.first, by=user, reason="zqdeskhistoryreasonxx")
    restricted = PartyFactory()
    marker(RestrictionFactory(party=restricted))
    first, second = PartyFactory(), PartyFactory()
    marker(IdentityDecision(first=first, second=second, same=False))
    merged = party_merge.merge(first, PartyFactory(), because="zqdeskmergereasonxx", by=user)
    content = {"content": b"x", "sent_at": now, "expires_at": tomorrow}
    rows = [
        mark("desk", ReviewNote(case=matter.second, written_by=user)),
        mark("desk", Report(case=matter.second, kind="error", received_at=now, reference="MADE-UPP")),
        mark("desk", Upload(by=user, **content)),
        mark("desk", Look(by=user, model="people.party", record=1)),
        mark("desk", Load(name="made-up")),
        mark("desk", SignIn(at=now, outcome="signed_in", user=user)),
        mark("desk", Invitation(role=group_of(Role.EDITOR), invited_by=user)),
        mark(
            "desk",
            LogEntry(
                user=user,
                content_type=ContentType.objects.get_for_model(Case),
                object_id="1",
                action_flag=CHANGE,
            ),
        ),
    ]
    for row in rows:
        row.save()
    marker.rows += [*rows, user, merged]


RECORD: dict[str, Any] = {
    "party": closed_party,
    "case": lambda marker, matter: [marker.case(matter, "published", civil=civil) for civil in (False, True)],
    "defendant": lambda marker, matter: marker.events(
        marker.accused(matter.second).charges.get(), "published"
    ),
    "event": closed_event,
    "charge": closed_charge,
    "merged": merged_party,
    "private": private_party,
    "victim": unnamed_victim,
    "harmed": unnamed_harmed,
    "docket": docket,
    "source": unlinked,
    "statement": statement,
    "draft": drafts,
    "drafted": lambda marker, matter: [marker.case(matter, "draft", civil=civil) for civil in (False, True)],
    "withdrawn": withdrawn_draft,
    "desk": desk,
}


def names(world: Withheld, kinds: Iterable[str] = NAMED) -> list[str]:
    """Return every name under which somebody withheld is known."""
    found = []
    for kind in kinds:
        for party in world.of(kind, Party):
            found += [party.name, *party.other_names.values_list("name", flat=True)]
        found += [row.name_as_printed for row in world.of(kind, Defendant)]
    return sorted(set(found))


def _write_names_everywhere(world: Withheld) -> None:
    """Write the names that are withheld into all texts of records that stay public."""
    said = names(world)
    held = {(type(row), row.pk) for kind in KINDS for row in world.rows[kind]}
    with services.writing() as work:
        _moved = work.instant
        for model in project_models():
            if not hasattr(model, "history") or model is Court:
                continue
            for number, row in enumerate(model._base_manager.order_by("pk")):
                if (model, row.pk) not in held:
                    _write_names(row, said, number)
        work.touch(Defendant.objects.values_list("pk", flat=True))


def _write_names(row: Any, said: list[str], number: int) -> None:
    """Write as many names as a text has room for, another one first in each row."""
    changed = False
    for column in text_columns(type(row)):
        if isinstance(column, models.SlugField | models.URLField) or column.name in UNNAMED_COLUMNS:
            continue
        place = number % len(said)
        ordered = said[place:] + said[:place]
        value = getattr(row, column.name)
        if isinstance(column, JSONField):
            setattr(row, column.name, value | {"reason": f"So says {ordered[0]}", "by": ordered[1]})
        else:
            room = (column.max_length or 2_000) - len(value)
            words = ""
            for name in ordered:
                if len(words) + len(name) + 2 > room:
                    break
                words += f", {name}"
            setattr(row, column.name, value + words)
        changed = True
    if changed:
        row.save()


# Of public rows: a number, a name under which the row is sorted, and what is never public anyway.
UNNAMED_COLUMNS = frozenset(
    {"docket_number", "number", "sort_name", "checksum", "value", "named_because", "withdrawal_reason"}
)


def take_back(world: Withheld) -> None:
    """Withhold all that may not be told any more."""
    rows = world.rows
    people = {kind: next(world.of(kind, Party)) for kind in ("party", "private", "victim", "harmed")}
    RestrictionFactory(party=people["party"])
    for case in world.of("case", Case):
        RestrictionFactory(case=case)
    for defendant in world.of("defendant", Defendant):
        RestrictionFactory(defendant=defendant)
    for event in world.of("event", Event):
        RestrictionFactory(event=event)
    for charge in world.of("charge", Charge):
        RestrictionFactory(charge=charge)
    accused = [row.party for row in world.of("merged", Defendant)]
    party_merge.merge(accused[1], accused[0], because="One and the same.")
    RestrictionFactory(party=accused[1])
    _set(people["private"], private=True)
    for kind, model in (("victim", Participation), ("harmed", HarmedPerson)):
        for row in world.of(kind, model):
            _set(row, named_because="")
    for case in world.of("docket", Case):
        _set(case, print_docket=False)
    for source in world.of("source", Source):
        _set(source, link_public=False)
    for said in (row for row in rows["statement"] if isinstance(row, PressFact)):
        _set(said, public=False)


def _set(row: Any, **values: Any) -> None:
    row.refresh_from_db()
    for name, value in values.items():
        setattr(row, name, value)
    services.record(row)
