"""A victim who takes part in a case is named nowhere in public until a reason to name them is recorded."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from kit.filtering import stamp
from people.models import Party
from proceedings.casefiles.dump.files import dump
from proceedings.models import Participation, Representation
from proceedings.opendata import TABLES, Public, releases
from proceedings.record import record_urls, services
from proceedings.record.history import last_instant
from proceedings.record.roles import Role
from tests.factories import PartyFactory
from tests.proceedings.admin.conftest import page, signed_in, somebody
from tests.proceedings.opendata.files import zip_tables
from tests.proceedings.website.records.matter import Matter, invent
from tests.worlds import again

pytestmark = pytest.mark.django_db
NAME, WORD, REASON = "Testa Lapwing", "Lapwing", "Invented: the court papers name her."


def harm() -> tuple[Matter, Participation]:
    """Record the invented matter with a victim in one case, and counsel who acts for the victim."""
    matter = invent()
    victim = PartyFactory(name=NAME, sort_name="Lapwing, Testa", key="testa-lapwing")
    services.record(row := Participation(case=matter.second, party=victim, role="victim", note="Whistled at"))
    counsel = Participation(
        case=matter.second, party=PartyFactory(name="Testa Avocet"), role="plaintiff_attorney"
    )
    services.record(counsel, parts=[Representation(participation=counsel, party=victim)])
    return matter, row


@pytest.fixture
def harmed(db: None) -> tuple[Matter, Participation]:
    """Put the matter with a victim into the database."""
    return again(harm)


def told(matter: Matter, victim: Participation, known: str = "") -> dict[str, bool]:
    """Tell for each public place whether it names the victim."""
    reader = Client()
    places = {
        "case": record_urls.case(matter.second.pk, matter.second.caption),
        "defendant": record_urls.defendant(matter.tried.pk, matter.tried.party.name),
        "incident": record_urls.incident(matter.incident.key),
        "party": record_urls.person(victim.party_id, NAME),
        "changes": record_urls.case(matter.second.pk, matter.second.caption) + "changes/",
        "record": f"/api/v1/people/{victim.party_id}/",
        "list": "/people/",
        "victims": "/people/?role=victim",
        "api": "/api/v1/people/",
        "file": "/people.csv",
    }
    answers = {
        place: reader.get(address, {"known": known} if known else {}) for place, address in places.items()
    }
    found = {
        place: answer.status_code for place, answer in answers.items() if place not in {"party", "record"}
    }
    assert set(found.values()) == {200}, found
    return {place: WORD in answer.getvalue().decode() for place, answer in answers.items()}


def tables() -> str:
    """Return every public row of every table, as text."""
    public = Public()
    return str([list(public.records(table)) for table in TABLES])


def test_a_victim_is_unnamed_until_a_reason_is_recorded(harmed: tuple[Matter, Participation]) -> None:
    matter, victim = harmed
    assert not any(told(matter, victim).values()), told(matter, victim)
    assert WORD not in tables()

    before = stamp(last_instant())
    victim.named_because = REASON
    services.record(victim)

    named = told(matter, victim)
    # A matter names whom it harmed for a reason of its own; nothing said of this role was changed.
    assert [place for place, is_named in named.items() if not is_named] == ["incident", "changes"]
    assert WORD in tables()
    assert REASON not in tables()
    then = told(matter, victim, before)
    assert not any(then.values()), then


def test_a_name_that_is_taken_back_is_taken_out_of_pages_and_releases(
    harmed: tuple[Matter, Participation], settings: Settings, tmp_path: Path
) -> None:
    settings.DATA_DIR = tmp_path / "data"
    matter, victim = harmed
    victim.named_because = REASON
    services.record(victim)
    victim.note = "Whistled at, twice"
    services.record(victim)
    release = releases.make("first")
    assert NAME in str(zip_tables(releases.ready(release).folder / release.edition.zip_name))
    shown = told(matter, victim)
    assert shown["case"]
    assert shown["changes"]

    victim.named_because = ""
    services.record(victim)

    assert not any(told(matter, victim).values())
    assert NAME not in str(zip_tables(releases.ready(release).folder / release.edition.zip_name))


def test_another_public_role_of_the_same_person_is_told_without_the_harm(
    harmed: tuple[Matter, Participation],
) -> None:
    matter, victim = harmed
    services.record(Participation(case=matter.suit, party=victim.party, role="plaintiff"))

    reader = Client()
    assert reader.get("/api/v1/people/", {"role": "victim"}).json()["results"] == []
    (row,) = reader.get("/api/v1/people/", {"role": "plaintiff"}).json()["results"]
    assert (row["id"], row["roles"]) == (victim.party_id, "Plaintiff")
    person = reader.get(record_urls.person(victim.party_id, NAME)).text
    assert "Plaintiff" in person
    assert "Named as harmed" not in person
    case = reader.get(record_urls.case(matter.second.pk, matter.second.caption)).text
    assert WORD not in case


def test_case_files_keep_the_reason_and_editors_see_the_name(harmed: tuple[Matter, Participation]) -> None:
    matter, victim = harmed
    desk = signed_in(somebody(Role.EDITOR))
    assert WORD in desk.get(page("participation", "change", victim.pk)).text
    victim.named_because = REASON
    services.record(victim)
    blocks = [case for case in dump()["cases"] if case["id"] == matter.second.key]
    (part,) = (part for part in blocks[0]["participants"] if part["role"] == "victim")
    assert part["named_because"] == REASON
    assert Party.objects.get(pk=victim.party_id).private is False
