"""No withheld name passes the last gate, in whatever shape an answer has it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from proceedings.record.answer_redaction import redacted
from proceedings.record.redaction import Redactor
from tests.factories import ChargeFactory, DefendantFactory, PartyFactory, RestrictionFactory, happen

pytestmark = pytest.mark.django_db
NAME, WITHHELD = "Testa Canaryname", "[name withheld]"


@dataclass(frozen=True, slots=True)
class Page:
    """A page with a text, a part of its own and texts in a row."""

    text: str
    part: Page | None = None
    texts: tuple[str, ...] = ()


@pytest.mark.parametrize(
    ("answer", "shown"),
    [
        ("By Canaryname", f"By {WITHHELD}"),
        ({"by": "Canaryname", "code": "filed", "number": 7}, {"by": WITHHELD, "code": "filed", "number": 7}),
        ([{"name": NAME}, None, True], [{"name": WITHHELD}, None, True]),
        (Page("x", Page(NAME), ("x", NAME)), Page("x", Page(WITHHELD), ("x", WITHHELD))),
        ("https://gazette.example/testa-canaryname", ""),
        ("/defendants/12-testa-canaryname/", ""),
        ("/defendants/12-mockingbird/", "/defendants/12-mockingbird/"),
    ],
)
def test_a_withheld_name_leaves_in_no_shape(answer: Any, shown: Any) -> None:  # any shape
    RestrictionFactory(party=PartyFactory(name=NAME))

    assert redacted(answer, Redactor.now()) == shown


def test_a_code_of_ours_is_no_name() -> None:
    RestrictionFactory(party=PartyFactory(name="Filed", kind="organisation"))

    assert redacted({"status": "filed", "text": "Filed it"}, Redactor.now()) == {
        "status": "filed",
        "text": f"{WITHHELD} it",
    }


def test_a_name_closed_in_one_case_is_withheld_in_what_is_of_that_case() -> None:
    party = PartyFactory(name=NAME)
    closed, shown = DefendantFactory(party=party), DefendantFactory(party=party)
    for one in (closed, shown):
        happen(ChargeFactory(defendant=one), "filed", "2024-01-01", kind="filing")
    RestrictionFactory(defendant=closed)
    redactor = Redactor.now()

    assert redacted((NAME,), redactor, shown.case_id) == (NAME,)
    assert redacted((NAME,), redactor, shown.case_id, closed.case_id) == (WITHHELD,)
    assert redactor.in_any_case(NAME) == WITHHELD


def test_nothing_is_made_anew_where_nothing_is_withheld() -> None:
    answer = {"name": NAME}

    assert redacted(answer, Redactor.now()) is answer
