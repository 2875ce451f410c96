"""The first page: one question, what changed lately, what is to come, and how many stand where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from kit.svg import percent
from proceedings import wording
from proceedings.law import rules
from proceedings.law.codes import EventKind, HearingOutcome, StatusCode
from proceedings.models import Event, Incident
from proceedings.models.status_span_queries import today
from proceedings.record import record_urls
from proceedings.record.as_of import Clocks
from proceedings.record.public_rows import Facts
from proceedings.record.redaction import Redactor
from proceedings.record.visibility import public_events, public_incidents
from proceedings.research.statistics.aggregates import at_statuses
from proceedings.research.statistics.incremental_counts import everybody
from proceedings.research.statuses import StatusLoader, with_related
from proceedings.website.date_format import say
from proceedings.website.view_models import Head, Link, StandingWords

LATELY = 8
TO_COME = 8
MATTERS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A status that began lately."""

    name: str
    href: str
    standing: StandingWords
    case: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """How many defendants in cases stand at one status, with the list of them."""

    label: str
    phase: str
    number: int
    width: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The bars of one table of statuses; criminal and civil are never added up."""

    heading: str
    caption: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage:
    """Everything the template prints."""

    head: Head
    changes: tuple[Change, ...]
    to_come: tuple[Link, ...]
    matters: tuple[Link, ...]
    tallies: tuple[Tally, ...]


def home_page(clocks: Clocks) -> HomePage:
    """Assemble the page."""
    redactor = Redactor.now()
    return HomePage(
        head=Head(
            title=_("Where does a case stand?"),
            description=_(
                "Where each defendant's case stands, on any date, why, and who says so: every status with "
                "the event that decided it and its sources."
            ),
            canonical=reverse("home"),
        ),
        changes=tuple(_changes(clocks, redactor)),
        to_come=tuple(_to_come(redactor)),
        matters=tuple(_matters(redactor)),
        tallies=tuple(_tallies(clocks, redactor)),
    )


def _changes(clocks: Clocks, redactor: Redactor) -> Iterator[Change]:
    """Return the statuses that began last, in the order of the list."""
    facts = Facts(clocks, closed=redactor)
    spans = with_related(everybody(clocks, redactor).standing, facts)
    for row in StatusLoader(list(spans.order_by("-since", "defendant_id")[:LATELY]), facts).rows:
        yield Change(
            name=row.name,
            href=row.url,
            standing=StandingWords(
                phase=row.phase,
                label=row.label,
                words="",
                since=wording.since_words(row.since, row.since_earliest),
            ),
            case=row.caption,
        )


def _to_come(redactor: Redactor) -> Iterator[Link]:
    """Return the next hearings that are set."""
    hearings = public_events(
        Event.objects.filter(
            kind=EventKind.HEARING.value,
            scheduled_on__gte=today(),
            outcome__in=("", HearingOutcome.SCHEDULED.value),
        )
    )
    for event in hearings.select_related("case").order_by("scheduled_on", "scheduled_at", "pk")[:TO_COME]:
        caption = redactor.text(event.case.caption, case_id=event.case_id)
        yield Link(
            words=say(event.scheduled_on) if event.scheduled_on else "",
            text=caption,
            href=f"{record_urls.case(event.case_id, caption)}#event-{event.pk}",
            note=redactor.text(event.what, case_id=event.case_id),
        )


def _matters(redactor: Redactor) -> Iterator[Link]:
    """Return the matters with public cases."""
    for incident in public_incidents(Incident.objects.order_by("title"))[:MATTERS]:
        yield Link(
            text=redactor.text(incident.title),
            href=record_urls.incident(incident.key),
            note=redactor.text(incident.summary),
        )


def _tallies(clocks: Clocks, redactor: Redactor) -> Iterator[Tally]:
    """Count who stands where today: criminal and civil apart."""
    counted = at_statuses(everybody(clocks, redactor))
    numbers = {StatusCode(status): number for status, number in counted.items()}
    for heading, caption, chosen in (
        (_("Criminal cases"), _("One unit is one defendant in one case."), False),
        (
            _("Civil and administrative cases"),
            _("One unit is one defendant sued or cited in one case."),
            True,
        ),
    ):
        held = {code: numbers[code] for code in StatusCode if code in numbers and code.is_civil is chosen}
        if held:
            yield Tally(heading=heading, caption=caption, bars=tuple(_bars(held)))


def _bars(numbers: dict[StatusCode, int]) -> Iterator[Bar]:
    """Draw each number against the largest."""
    largest = max(numbers.values())
    for code, number in numbers.items():
        yield Bar(
            label=wording.short_label(code),
            phase=rules.phase_of(code).value,
            number=number,
            width=percent(number / largest),
            href=f"{reverse('defendants')}?{urlencode({'status': code.value})}",
        )
