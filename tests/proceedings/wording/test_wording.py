"""The sentences people read: exact words, and the presumption of innocence in all of them."""

from decimal import Decimal
from typing import Any

import pytest

from proceedings.law.codes import ComponentKind, QualifierCode, StatusCode
from proceedings.law.rules import (
    PRECEDENCE_CIVIL,
    PRECEDENCE_CRIMINAL,
    Component,
    charge_states,
)
from proceedings.wording import (
    component_words,
    components_words,
    qualifier_sentence,
    qualifier_sentences,
    sentence_for,
    short_label,
    why_sentence,
)
from proceedings.wording.states import state_words
from tests.proceedings.law.rules.docket import (
    Docket,
    day,
    standing_at,
    term,
)
from tests.proceedings.law.rules.test_hard_cases import (
    fictional_corp,
    mockingbird_first,
    mockingbird_second,
    paused_suit,
    placeholder,
    specimen,
)
from tests.proceedings.law.rules.test_statuses import CIVIL_ROWS, ROWS

NAMES = {2: "D-101-CR-0000-00002 (Fictional Court)"}


def words(docket: Docket, when: str = "2040-01-01", names: dict[int, str] | None = None) -> str:
    status = docket.status(when)
    return sentence_for(
        status.code,
        status.counts,
        status.qualifiers,
        status.particulars,
        table=status.table,
        case_names=names,
    )


def beside(docket: Docket, when: str = "2040-01-01", names: dict[int, str] | None = None) -> list[str]:
    return qualifier_sentences(docket.status(when).qualifiers, names)


def sentenced(*parts: Component) -> Docket:
    return standing_at("found_guilty").on("2024-04-15", "sentenced", 1, parts=parts)


FINE = Component(kind="fine", amount=Decimal(500), currency="USD")
WORK = Component(kind="community_service", maximum=Decimal(24), unit="hours")
PROBATION = Component(kind="probation", maximum=Decimal(6), unit="months")


def no_contest() -> Docket:
    parts = (term(6, suspended=6), PROBATION, FINE, WORK, Component(kind="programme"))
    docket = standing_at("filed").on("2023-03-31", "plea_accepted", 1, plea="no_contest")
    return docket.on("2023-03-31", "sentenced", 1, parts=parts)


SENTENCES: list[tuple[str, Docket, str]] = [
    ("2033-01-25", mockingbird_first(), "No charge recorded on this date"),
    ("2033-02-01", mockingbird_first(), "Charged; not tried"),
    (
        "2034-02-01",
        mockingbird_first(),
        "Dismissed without prejudice by the prosecution; this does not itself bar a new charge",
    ),
    ("2034-05-25", mockingbird_second(), "Awaiting trial"),
    ("2034-07-11", mockingbird_second(), "On trial"),
    (
        "2034-07-12",
        mockingbird_second(),
        "Dismissed with prejudice by the court; cannot be refiled unless reversed",
    ),
    (
        "2034-12-01",
        mockingbird_second(),
        (
            "Dismissed with prejudice by the court; cannot be refiled unless reversed; "
            "appeal pending by the prosecution"
        ),
    ),
    (
        "2034-03-07",
        specimen(),
        "Found guilty on 1 of 2 charges; awaiting sentence; acquitted on 1 of 2",
    ),
    (
        "2034-10-01",
        specimen(),
        (
            "Convicted on 1 of 2 charges; sentenced on 15 April 2034 to 18 months in custody; "
            "acquitted on 1 of 2; appeal pending by the defense"
        ),
    ),
    (
        "2040-01-01",
        no_contest(),
        (
            "Convicted on the only charge (plea of no contest); sentenced on 31 March 2023 to "
            "6 months in custody, wholly suspended, 6 months' probation, and 3 other terms"
        ),
    ),
    (
        "2033-04-01",
        placeholder(),
        (
            "Convicted on the only charge (plea of no contest); sentenced on 31 March 2033 to "
            "6 months in custody, wholly suspended and 6 months' unsupervised probation"
        ),
    ),
    ("2040-01-01", fictional_corp(), "Suit transferred to another case"),
    ("2034-12-10", paused_suit(), "Sued; proceedings paused"),
    ("2040-01-01", paused_suit(), "Suit pending"),
    (
        "2040-01-01",
        standing_at("filed").on("2021-01-01", "plea_accepted", 1, plea="no_contest"),
        "Pleaded no contest to the only charge; awaiting sentence",
    ),
    (
        "2040-01-01",
        standing_at("found_guilty").on("2021-01-01", "died"),
        "Found guilty on the only charge",
    ),
    (
        "2040-01-01",
        standing_at("filed").on("2021-01-01", "incompetent"),
        "Charged; proceedings paused (the defendant is not competent to stand trial)",
    ),
    (
        "2040-01-01",
        standing_at("filed").on("2021-01-01", "stayed", reason="awaiting a ruling of another court"),
        "Charged; proceedings paused (awaiting a ruling of another court)",
    ),
    (
        "2040-01-01",
        Docket().on("2021-01-01", "filed", 1, text="mise en examen"),
        "Under formal investigation",
    ),
    ("2040-01-01", standing_at("remanded"), "Conviction overturned on appeal; charges remain"),
    (
        "2040-01-01",
        standing_at("dismissed").on("2021-01-01", "reversed_and_remanded", 1),
        "Dismissal overturned on appeal; charges remain",
    ),
    ("2040-01-01", standing_at("acquitted"), "Acquitted by a jury"),
    (
        "2040-01-01",
        standing_at("filed").on("2021-01-01", "no_evidence_offered", 1),
        "Acquitted; the prosecution offered no evidence",
    ),
    (
        "2040-01-01",
        standing_at("convicted").on("2021-01-01", "reversed_acquitted", 1),
        "Acquitted on appeal",
    ),
    (
        "2040-01-01",
        standing_at("filed").on("2021-01-01", "dismissed_unspecified", 1),
        "Dismissed by the court; whether with prejudice is not stated",
    ),
    (
        "2040-01-01",
        {number: docket for number, _code, docket in ROWS}[24],
        "Ended without a conviction: acquitted on 1, dismissed on 1 and left on the file on 1",
    ),
    (
        "2040-01-01",
        Docket(civil=True, administrative=True).on("2021-01-01", "claim_filed", 1),
        "Citation pending",
    ),
    (
        "2040-01-01",
        sentenced(term(12)).on("2025-01-01", "released", ground="supervision"),
        (
            "Convicted on the only charge; sentenced on 15 April 2024 to 12 months in custody; "
            "released under supervision"
        ),
    ),
    (
        "2040-01-01",
        sentenced(term(6, suspended=6)).on("2024-06-01", "suspension_activated", 1),
        "Convicted on the only charge; suspended term activated on 1 June 2024: 6 months in custody",
    ),
    (
        "2040-01-01",
        standing_at("found_guilty").on("2024-04-15", "sentenced", 1, after="2024-04-01", parts=(FINE,)),
        "Convicted on the only charge; sentenced between 1 April 2024 and 15 April 2024 to a fine of $500",
    ),
]


@pytest.mark.parametrize(
    ("when", "docket", "expected"),
    SENTENCES,
    ids=[row[2][:60] for row in SENTENCES],
)
def test_a_status_reads_as_people_speak_of_it(when: str, docket: Docket, expected: str) -> None:
    assert words(docket, when) == expected


HISTORIES = [docket for _number, _code, docket in (*ROWS, *CIVIL_ROWS)]


@pytest.mark.parametrize("docket", HISTORIES, ids=[row[1] for row in (*ROWS, *CIVIL_ROWS)])
def test_every_row_has_words_that_presume_nothing(docket: Docket) -> None:
    told = words(docket)
    assert told
    assert told[0].isupper()
    assert not told.endswith(".")
    assert "%" not in told
    assert "innocent" not in told.lower()
    if docket.civil:
        assert "charge" not in told.lower()
    if docket.status().counts["guilty"] == 0:
        assert "convicted" not in told.lower()


def test_a_plea_on_some_of_the_charges_is_said_of_these_alone() -> None:
    docket = Docket(13).on("2020-01-01", "filed").on("2020-02-01", "plea_accepted", 1, 2, 3, 4)
    docket.on("2020-03-01", "sentenced", *range(1, 14), parts=(FINE,))
    assert words(docket).startswith(
        "Convicted on 13 of 13 charges (plea of guilty on 4 and finding not recorded on 9); sentenced on"
    )


def test_different_pleas_are_said_with_their_numbers_and_a_verdict_without_words() -> None:
    docket = Docket(4).on("2020-01-01", "filed").on("2020-02-01", "plea_accepted", 1, 2)
    docket.on("2020-02-02", "plea_accepted", 3, plea="no_contest").on("2020-02-03", "found_guilty", 4)
    docket.on("2020-03-01", "sentenced", 1, 2, 3, 4, parts=(FINE,))
    assert words(docket).startswith(
        "Convicted on 4 of 4 charges (plea of guilty on 2 and plea of no contest on 1); sentenced on"
    )


def test_how_guilt_was_found_is_not_said_of_a_part_of_the_guilty_charges() -> None:
    docket = Docket(2).on("2020-01-01", "filed").on("2020-02-01", "plea_accepted", 1)
    docket.on("2020-02-03", "found_guilty", 2).on("2020-03-01", "sentenced", 2, parts=(FINE,))
    assert words(docket).startswith("Convicted on 1 of 2 charges; sentenced on")


def test_pleas_of_different_kinds_are_a_finding_of_guilt() -> None:
    docket = Docket(2).on("2020-01-01", "filed").on("2020-02-01", "sentenced", 1, parts=(FINE,))
    docket.on("2020-02-02", "sentence_vacated", 1).on("2020-02-03", "plea_accepted", 2)
    assert words(docket).startswith("Found guilty on 2 of 2 charges; awaiting sentence")


def test_a_mixed_dismissal_says_how_many_on_which_terms() -> None:
    mixed = next(docket for number, _code, docket in ROWS if number == 23)
    assert words(mixed) == (
        "Dismissed: 1 with prejudice, 1 without prejudice, 1 after conditions were met, "
        "1 on terms not stated and 1 not sent to trial"
    )


def test_a_status_of_the_other_table_is_refused() -> None:
    with pytest.raises(ValueError, match="not a status of the civil table"):
        sentence_for("charged", {"charges": 1}, [], {}, table="civil")


def test_a_case_closed_to_the_reader_is_never_named() -> None:
    docket = mockingbird_first()
    assert beside(docket) == ["Refiled as another case"]
    assert beside(docket, names=NAMES) == ["Refiled as D-101-CR-0000-00002 (Fictional Court)"]


def test_a_suit_names_the_case_that_carries_it_on() -> None:
    assert words(fictional_corp(), names=NAMES) == "Suit transferred to D-101-CR-0000-00002 (Fictional Court)"


def test_what_is_said_inside_the_sentence_is_not_said_beside_it_again() -> None:
    assert beside(specimen(), "2034-10-01") == [
        "Reported by weak sources only, and not counted: a fine of $5,000",
    ]


@pytest.mark.parametrize(
    ("qualifier", "expected"),
    [
        (
            {"code": "date_uncertain", "from": "2023-01-01", "until": "2023-01-31"},
            "Date uncertain: may have changed between 1 January 2023 and 31 January 2023",
        ),
        (
            {"code": "date_uncertain", "from": "0001-01-01", "until": "2023-02-01"},
            "Date uncertain: may have changed on or before 1 February 2023",
        ),
        (
            {"code": "projected_end_passed", "on": "2023-09-30"},
            "Projected end passed on 30 September 2023; completion not recorded",
        ),
        (
            {"code": "stale", "last": "2023-09-30"},
            "Nothing recorded since 30 September 2023; this may be out of date",
        ),
        ({"code": "appeal_pending", "by": []}, "Appeal pending"),
        (
            {"code": "appeal_ended", "by": ["prosecution"], "how": "appeal_withdrawn", "on": "2024-12-23"},
            "Appeal by the prosecution withdrawn on 23 December 2024",
        ),
        (
            {"code": "appeal_ended", "by": [], "how": "affirmed", "on": "2024-12-23"},
            "Appeal decided on 23 December 2024: the decision stands",
        ),
        (
            {"code": "appeal_ended", "by": ["defence"], "how": "claim_appeal_ended", "on": "2024-12-23"},
            "Appeal by the defense ended on 23 December 2024 without a change",
        ),
        (
            {"code": "appeal_pending", "by": ["defence", "prosecution"]},
            "Appeal pending by the defense and the prosecution",
        ),
        ({"code": "refiled_from", "cases": [5, 6]}, "Refiled from other cases"),
        (
            {"code": "inconsistent", "events": [1, 2]},
            "Record inconsistent: 2 recorded events do not follow from what came before them",
        ),
    ],
    ids=lambda value: value["code"] if isinstance(value, dict) else "",
)
def test_a_qualifier_is_a_sentence_of_its_own(qualifier: dict[str, Any], expected: str) -> None:
    assert qualifier_sentence(qualifier) == expected


def test_every_qualifier_has_words() -> None:
    full = {
        "count": 1,
        "of": 2,
        "by": ["defence"],
        "how": "appeal_withdrawn",
        "on": "2024-01-01",
        "last": "2024-01-01",
        "from": "2024-01-01",
        "until": "2024-02-01",
        "cases": [2],
        "events": [1],
        "components": [{"kind": "fine"}],
    }
    for code in QualifierCode:
        told = qualifier_sentence({"code": code.value, **full}, NAMES)
        assert told[0].isupper()
        assert "%" not in told


PARTS: list[tuple[Component, str]] = [
    (term(18), "18 months in custody"),
    (term(1), "1 month in custody"),
    (term(18, suspended=12), "18 months in custody, 12 months of it suspended"),
    (term(18, credit=Decimal(40)), "18 months in custody, less 40 days of credit"),
    (term(6, time_served=True), "6 months in custody, already served"),
    (
        Component(kind="imprisonment", minimum=Decimal(2), maximum=Decimal(5), unit="years"),
        "2 to 5 years in custody",
    ),
    (Component(kind="imprisonment"), "custody"),
    (
        Component(kind="life", minimum=Decimal(25), unit="years"),
        "life imprisonment, at least 25 years",
    ),
    (
        Component(kind="probation", maximum=Decimal(1), unit="years", supervised=False),
        "1 year's unsupervised probation",
    ),
    (Component(kind="fine", amount=Decimal("1234.50"), currency="GBP"), "a fine of £1,234.50"),
    (Component(kind="restitution", amount=Decimal(300), currency="CHF"), "restitution of 300 CHF"),
    (Component(kind="programme", text="a firearms safety course"), "a firearms safety course"),
    (
        Component(kind="disqualification", maximum=Decimal(3), unit="years"),
        "disqualification for 3 years",
    ),
    (
        Component(kind="no_contact", text="with the cast of a fictional play"),
        "a no-contact order (with the cast of a fictional play)",
    ),
]


@pytest.mark.parametrize(("part", "expected"), PARTS, ids=[row[1] for row in PARTS])
def test_a_part_of_a_sentence_keeps_the_unit_of_the_court(part: Component, expected: str) -> None:
    assert component_words(part) == expected


def test_every_kind_of_component_has_words() -> None:
    assert all(component_words(Component(kind=kind)) for kind in ComponentKind)


def test_how_terms_stand_to_each_other_is_told_and_never_assumed() -> None:
    assert components_words([term(6, relation="concurrent"), term(3), FINE]) == (
        "6 months in custody (concurrent), "
        "3 months in custody (whether concurrent or consecutive is not stated) and a fine of $500"
    )


def test_the_sentence_of_a_status_leaves_long_texts_to_the_page() -> None:
    course = Component(kind="programme", text="Course in fictional safety; within 60 days")
    order = Component(kind="other", text="To testify at every fictional hearing")
    one, several = sentenced(term(6), course, order), sentenced(order, term(6), order)
    assert words(one).endswith("to 6 months in custody, a program and another order")
    assert words(several).endswith("to 6 months in custody and other orders")
    assert component_words(order) == "To testify at every fictional hearing"


def test_the_row_of_the_table_is_told() -> None:
    assert why_sentence(20, "criminal") == "Row 20: all dismissed with prejudice"
    assert why_sentence(7, "civil") == "Row 7: all settled"
    assert all(why_sentence(row.number, "criminal") for row in PRECEDENCE_CRIMINAL)
    assert all(why_sentence(row.number, "civil") for row in PRECEDENCE_CIVIL)


@pytest.mark.parametrize("civil", [False, True])
def test_of_a_charge_no_day_is_recorded_for_nothing_is_said_that_may_be_untrue(civil: bool) -> None:
    (state,) = charge_states(Docket(civil=civil).record, day("2030-01-01")).values()
    assert state_words(state) == "No filing recorded"


def test_every_status_has_a_short_label() -> None:
    assert len({short_label(code) for code in StatusCode}) == len(StatusCode)


def test_a_range_of_days_is_told_as_a_range() -> None:
    docket = standing_at("filed").on("2023-03-31", "warrant_issued", after="2023-02-01")
    assert qualifier_sentence(docket.qualifiers()["warrant_outstanding"]) == (
        "Warrant outstanding, issued between 1 February 2023 and 31 March 2023"
    )
