"""Parties and courts are found as defendants are: folded, in any order, by other names, with one slip."""

from __future__ import annotations

import pytest
from django.test import Client

from people.models import OtherName, Party
from proceedings.models import Participation, PartyWord, Spelling
from proceedings.record import services
from tests.factories import (
    CaseFactory,
    ChargeFactory,
    CourtFactory,
    DefendantFactory,
    PartyFactory,
    RestrictionFactory,
    happen,
)
from tests.proceedings.research.lists.desk import ids
from tests.worlds import again


def bench() -> dict[str, int]:
    """Record a case with a judge of two names, a defendant of a joined one, and somebody not named."""
    court = CourtFactory(name="Tribunal Supérieur de Nulle-Part", place="Ødeby")
    case = CaseFactory(court=court)
    accused = PartyFactory(name="Testa Mockierrez-Reed")
    happen(ChargeFactory(defendant=DefendantFactory(case=case, party=accused)), "filed", "2023-01-31")
    judge = PartyFactory(name="Łucja Ørsted")
    services.record(judge, parts=[OtherName(party=judge, name="Whimbrel the Just")])
    hidden = PartyFactory(name="Testa Canarina", private=True)
    for party, role in ((judge, "judge"), (hidden, "witness")):
        services.record(Participation(case=case, party=party, role=role))
    return {"judge": judge.pk, "accused": accused.pk, "court": court.pk}


@pytest.fixture
def sitting(db: None) -> dict[str, int]:
    """Put the bench into the database."""
    return again(bench)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("orsted", ["judge"]),
        ("ØRSTED lucja", ["judge"]),
        ("luc ors", ["judge"]),
        ("whimb", ["judge"]),
        ("mockierrez reed", ["accused"]),
        ("mockierrez-reed", ["accused"]),
        ("mockierrezreed", ["accused"]),
        ("mockierez", ["accused"]),
        ("mocckierez", ["accused"]),
        ("orsted mockierrez", []),
        ("sted", []),
        ("canarina", []),
        ("canarin", []),
        ("---a", []),
    ],
)
def test_people_are_found_as_defendants_are(
    client: Client, sitting: dict[str, int], text: str, found: list[str]
) -> None:
    assert ids(client, "people", "csv", f"q={text}") == [sitting[name] for name in found]


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("superieur", True),
        ("nulle-part tribunal", True),
        ("trib nullepart", True),
        ("odeby", True),
        ("superiur", True),
        ("bunal", False),
        ("elsewhere", False),
    ],
)
def test_courts_are_found_as_defendants_are(
    client: Client, sitting: dict[str, int], text: str, is_found: bool
) -> None:
    assert ids(client, "courts", "csv", f"q={text}") == [sitting["court"]] * is_found


@pytest.mark.parametrize(
    ("slug", "text"), [("people", "mocckierez"), ("courts", "superiur"), ("defendants", "mocckierez")]
)
def test_a_typing_error_is_said(client: Client, sitting: dict[str, int], slug: str, text: str) -> None:
    page = client.get(f"/{slug}/?q={text}").content.decode()
    assert f"No exact match; showing names close to “{text}”." in page
    assert client.get(f"/api/v1/{slug}/?q={text}").json()["close_to"] == text
    right = text.replace("mocckierez", "mockierrez").replace("superiur", "superieur")
    assert "No exact match" not in client.get(f"/{slug}/?q={right}").content.decode()


def test_a_closed_party_decides_nothing(client: Client, sitting: dict[str, int]) -> None:
    RestrictionFactory(party=Party.objects.get(pk=sitting["judge"]))
    assert ids(client, "people", "csv", "q=orsted") == []
    assert "Łucja" not in client.get("/people/?q=orstad").content.decode()


def test_words_follow_the_names_of_a_party(client: Client, sitting: dict[str, int]) -> None:
    judge = Party.objects.get(pk=sitting["judge"])
    judge.name = "Testa Renamed"
    services.record(judge)
    assert ids(client, "people", "csv", "q=renamed") == [judge.pk]
    assert ids(client, "people", "csv", "q=orsted") == []
    assert not PartyWord.objects.filter(word="orsted").exists()
    assert not Spelling.objects.filter(word="orsted").exists()
