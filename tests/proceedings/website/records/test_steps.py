"""The ways from a day to the change before and the change after say in words what changed."""

import pytest

from proceedings.law import rules
from proceedings.models import StatusSpan
from proceedings.record.as_of import Clocks
from proceedings.record.history import BEFORE_ALL
from proceedings.website.records.status_view import steps
from tests.proceedings.law.rules.docket import Docket, day, term


def sent(counts: int) -> Docket:
    """Return charges sent for trial in 2019."""
    return Docket(counts).on("2019-01-01", "filed").on("2019-02-01", "bound_over")


def later(docket: Docket, on: str) -> str:
    """Return the words of the way to the change after a day."""
    spans = [
        StatusSpan(
            status=one.status.code.value,
            counts=one.status.counts,
            qualifiers=one.status.qualifiers,
            particulars=one.status.particulars,
            valid_from=one.valid_from,
            valid_until=one.valid_until,
        )
        for one in rules.derive(docket.record)
    ]
    clocks = Clocks(on=day(on), known=BEFORE_ALL)
    way = steps(spans, action="/", clocks=clocks, recorded=()).later
    assert way is not None
    return way.text


@pytest.mark.parametrize(
    ("docket", "expected"),
    [
        (sent(1).on("2019-10-01", "not_guilty_jury", 1), "1 October 2019: Acquitted"),
        (sent(2).on("2019-10-01", "not_guilty_jury", 1), "1 October 2019: Acquitted on 1 of 2"),
        (
            sent(1).on("2019-10-01", "found_guilty", 1, after="2019-06-29"),
            "29 June 2019: Date uncertain: may have changed between 29 June 2019 and 1 October 2019",
        ),
    ],
    ids=["another status", "a number", "a stretch of days"],
)
def test_a_change_is_said_to_the_end(docket: Docket, expected: str) -> None:
    assert later(docket, "2019-03-01") == expected


def test_a_number_that_grows_is_said_again() -> None:
    docket = sent(3).on("2019-10-01", "not_guilty_jury", 1).on("2019-11-01", "not_guilty_jury", 2)
    assert later(docket, "2019-10-02") == "1 November 2019: Acquitted on 2 of 3"


def test_what_took_the_place_of_something_is_named_and_not_what_is_gone() -> None:
    docket = sent(1).on("2019-03-01", "dismissed_with_prejudice", 1)
    docket.on("2019-10-01", "appeal_noticed", by="prosecution").on("2019-11-01", "appeal_withdrawn")
    assert later(docket, "2019-10-02") == "1 November 2019: Appeal ended"


def test_another_number_of_charges_is_said_as_such() -> None:
    docket = Docket(3).on("2019-01-01", "filed", 1).on("2019-03-01", "filed", 2, 3)
    assert later(docket, "2019-02-01") == "1 March 2019: 3 charges, before that 1"
    suit = Docket(2, civil=True).on("2019-01-01", "claim_filed", 1).on("2019-03-01", "claim_filed", 2)
    assert later(suit, "2019-02-01") == "1 March 2019: 2 claims, before that 1"


def test_a_sentence_that_changes_under_one_status_is_said_as_such() -> None:
    docket = sent(1).on("2019-03-01", "sentenced", 1, parts=(term(6),))
    docket.on("2019-05-01", "sentence_modified", 1, parts=(term(4),))
    assert later(docket, "2019-04-01") == "1 May 2019: the sentence changes"


def test_a_charge_that_moves_under_one_status_is_said_as_such() -> None:
    docket = Docket(2).on("2019-01-01", "filed").on("2019-02-01", "bound_over", 1)
    docket.on("2019-03-01", "bound_over", 2)
    assert later(docket, "2019-02-02") == "1 March 2019: a charge moves, the status stays"
