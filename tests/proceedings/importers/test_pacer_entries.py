"""Docket entries: what each unmistakably says of whom, and that the others are only listed."""

from __future__ import annotations

import pytest

from tests.proceedings.importers.pacer_docket import (
    CASE,
    INDICTED,
    TESTA,
    case_of,
    count,
    defendant,
    docket,
    entry,
    events,
    outcomes,
    parcel,
)


def test_an_order_that_accepts_a_plea_names_its_counts() -> None:
    text = f"ORDER ACCEPTING GUILTY PLEA as to count(s) 1 of the indictment, as to {TESTA}."
    given = docket(
        defendant(count("Imaginary trespass(1)")), entries=(INDICTED, entry("2020-06-08", "13", text))
    )
    accepted = events(given)["plea-accepted-guilty-testa-q-mockingbird-2020-06-08"]
    assert outcomes(accepted) == [("plea_accepted", ["count-1"])]


def test_minutes_that_give_the_day_first_are_read() -> None:
    text = (
        f"TEXT MINUTE ENTRY for proceedings held before Judge Pat Placeholder in Mocktown on 4/1/2020 as to"
        f" {TESTA}. Initial Appearance on Indictment held. Arraignment on Indictment held."
    )
    given = docket(
        defendant(count("Imaginary trespass(1)")), entries=(INDICTED, entry("2020-04-02", "5", text))
    )
    held = [key for key, event in events(given).items() if event["kind"] == "hearing"]
    assert held == ["hearing-first-appearance-2020-04-01-held", "hearing-arraignment-2020-04-01-held"]


def test_a_verdict_convicts_and_acquits() -> None:
    text = f"JURY VERDICT as to {TESTA} (1) Guilty on Count 1 and {TESTA} (1) Not Guilty on Count 2."
    given = docket(
        defendant(
            count("Imaginary trespass(1)", "12 months custody"),
            count("Imaginary theft(2)", "Not guilty"),
            date_terminated="2020-09-09",
        ),
        entries=(INDICTED, entry("2020-07-01", "14", text)),
    )
    told = events(given)
    assert outcomes(told["verdict-testa-q-mockingbird-2020-07-01"]) == [
        ("found_guilty", ["count-1"]),
        ("not_guilty_jury", ["count-2"]),
    ]
    assert outcomes(told["disposition-testa-q-mockingbird-count-1"]) == [
        ("convicted_trial", ["count-1"]),
        ("sentenced", ["count-1"]),
    ]
    assert told["disposition-testa-q-mockingbird-count-2"]["date"] == "2020-07-01"


def test_a_hearing_set_again_was_put_off_and_one_held_is_told_once() -> None:
    told = events(
        docket(
            defendant(count("Imaginary trespass(1)")),
            entries=(
                entry(
                    "2020-04-01",
                    "5",
                    f"NOTICE OF HEARING as to {TESTA}. Sentencing set for 5/1/2020 02:00 PM",
                ),
                entry(
                    "2020-04-20",
                    "6",
                    f"AMENDED NOTICE as to {TESTA}. Sentencing previously set for 5/1/2020, is RESET for"
                    " Monday, 6/1/2020, at 9:30 AM",
                ),
                entry("2020-06-01", "7", f"Minute Entry: Sentencing as to {TESTA} held on 6/1/2020."),
            ),
        )
    )
    put_off, held = told["hearing-sentencing-2020-05-01-set"], told["hearing-sentencing-2020-06-01-held"]
    assert (put_off["outcome"], put_off["scheduled"]) == ("continued", "2020-05-01T14:00")
    assert (held["outcome"], held["scheduled"]) == ("held", "2020-06-01T09:30")
    assert "hearing-sentencing-2020-06-01-set" not in told


@pytest.mark.parametrize(
    "text",
    [
        f"CONSENT OF DEFENDANT {TESTA} for Guilty Plea Hearing before a Magistrate Judge.",
        f"LODGED PLEA AGREEMENT as to {TESTA}.",
        f"RECEIPT of Passport for {TESTA}",
        "JUDGMENT as to SOMEBODY ELSE (2). Time served.",
        f"UNREDACTED INDICTMENT (SEALED)as to {TESTA}.",
    ],
)
def test_an_entry_that_is_not_unmistakable_is_listed_and_makes_no_event(text: str) -> None:
    given = docket(defendant(count("Imaginary trespass(1)")), entries=(entry("2020-04-01", "5", text),))
    assert list(events(given)) == ["filing"]
    listed = [one for one in parcel(given).unrecognised if one.column == "docket entry"]
    assert [one.row for one in listed] == ["1:20-cr-00039, entry 5, filed 2020-04-01"]
    assert "MOCKINGBIRD" not in listed[0].value


def test_an_arrest_ends_a_warrant_the_docket_tells_of() -> None:
    told = events(
        docket(
            defendant(count("Imaginary trespass(1)")),
            entries=(
                entry("2020-03-02", "", f"ARREST Warrant issued for {TESTA} by Judge Pat J. Placeholder"),
                entry("2020-05-05", "8", f"ARREST WARRANT RETURNED Executed on 4/4/2020 as to {TESTA}."),
            ),
        )
    )
    assert told["warrant-testa-q-mockingbird-2020-03-02"]["outcomes"][0]["outcome"] == "warrant_issued"
    arrest = told["arrest-testa-q-mockingbird-2020-04-04"]
    assert (arrest["outcomes"][0]["outcome"], arrest["entered"]) == ("warrant_ended", "2020-05-05")


def test_two_defendants_have_each_their_own_counts_and_events() -> None:
    given = docket(
        defendant(count("Imaginary trespass(1)")),
        defendant(count("Imaginary trespass(1)"), name="Paula Pretend"),
        entries=(
            entry("2020-04-01", "5", "Minute Entry: Arraignment as to Paula Pretend (2) held on 4/1/2020."),
        ),
    )
    case = case_of(given)
    assert [one["charges"][0]["id"] for one in case["defendants"]] == [
        "testa-q-mockingbird-count-1",
        "paula-pretend-count-1",
    ]
    arraigned = events(given)["hearing-arraignment-2020-04-01-held-paula-pretend"]
    assert arraigned["outcomes"] == [{"defendant": f"{CASE}-paula-pretend", "outcome": "concerns"}]


def test_what_an_entry_says_of_one_of_two_defendants_is_not_said_of_the_other() -> None:
    both = (count("Imaginary trespass(1)"), count("Imaginary theft(2)"))
    given = docket(
        defendant(*both),
        defendant(*both, name="Paula Pretend"),
        entries=(
            entry(
                "2020-03-02", "3", f"INDICTMENT as to {TESTA} (1) count(s) 1, Paula Pretend (2) count(s) 1-2."
            ),
            entry(
                "2020-07-01",
                "14",
                f"JURY VERDICT as to {TESTA} (1) Guilty on Count 1, Paula Pretend (2) Not Guilty Count 1-2",
            ),
        ),
    )
    told = events(given)
    assert told["filing-indictment-0-2020-03-02"]["outcomes"] == [
        {
            "charges": ["testa-q-mockingbird-count-1", "paula-pretend-count-1", "paula-pretend-count-2"],
            "outcome": "indicted",
        }
    ]
    assert told["verdict-testa-q-mockingbird-2020-07-01"]["outcomes"] == [
        {"charges": ["testa-q-mockingbird-count-1"], "outcome": "found_guilty", "by": "jury"}
    ]
    assert told["verdict-paula-pretend-2020-07-01"]["outcomes"] == [
        {
            "charges": ["paula-pretend-count-1", "paula-pretend-count-2"],
            "outcome": "not_guilty_jury",
            "by": "jury",
        }
    ]


def test_a_hearing_that_was_not_held_does_not_stay_set() -> None:
    given = docket(
        defendant(count("Imaginary trespass(1)")),
        entries=(
            entry(
                "2020-04-01", "5", f"Minute Entry: Detention Hearing set for 4/3/2020 01:30 PM as to {TESTA}."
            ),
            entry("2020-04-03", "6", f"Minute Entry: Detention Hearing as to {TESTA} not held on 4/3/2020."),
        ),
    )
    (hearing,) = [event for event in events(given).values() if event["kind"] == "hearing"]
    assert (hearing["outcome"], hearing["scheduled"]) == ("vacated", "2020-04-03T13:30")
    assert hearing["what"] == "Hearing on detention or release set for this day, and not held."
    assert [source["at"] for source in hearing["sources"]] == [
        "entry 5, filed 2020-04-01",
        "entry 6, filed 2020-04-03",
    ]


def test_a_continuance_puts_off_the_hearing_that_was_set_before() -> None:
    minutes = "MINUTES before Judge Placeholder"
    told = events(
        docket(
            defendant(count("Imaginary trespass(1)")),
            entries=(
                entry("2020-04-01", "2", f"{minutes} status hearing set for 9:00 4/2/20, for {TESTA}"),
                entry(
                    "2020-04-01",
                    "3",
                    "COURT NOTICE of CONTINUANCE of status hearing status hearing set for 9:00 4/9/20, "
                    f"for {TESTA}",
                ),
                entry(
                    "2020-04-09",
                    "6",
                    f"{minutes} status/trial setting hearing set for 9:00 5/15/20 for {TESTA}",
                ),
                entry(
                    "2020-05-15",
                    "8",
                    f"{minutes} RE: 5/15/20 Hrg status hrg/change of plea or trial setting CONTINUED to 9:00 "
                    f"5/22/20 before PJP for {TESTA}",
                ),
            ),
        )
    )
    hearings = {key: event["outcome"] for key, event in told.items() if event["kind"] == "hearing"}
    assert hearings == {
        "hearing-status-2020-04-02-set": "continued",
        "hearing-status-2020-04-09-set": "scheduled",
        "hearing-status-2020-05-15-set": "continued",
        "hearing-status-2020-05-22-set": "scheduled",
    }


@pytest.mark.parametrize(
    ("signed", "day", "entered"),
    [
        ("on 4/8/20", "2020-04-08", "2020-05-04"),
        ("on 6/8/2020", "2020-05-04", ""),
        ("", "2020-05-04", ""),
        ("on 4/8/20. Signed by Judge Pat J. Placeholder on 4/9/20", "2020-05-04", ""),
    ],
    ids=["before the entry", "after it", "no day", "two days"],
)
def test_an_order_counts_from_the_day_it_was_signed(signed: str, day: str, entered: str) -> None:
    text = f"ORDER OF DETENTION as to {TESTA}. Signed by Judge Pat J. Placeholder {signed}."
    given = docket(
        defendant(count("Imaginary trespass(1)")), entries=(INDICTED, entry("2020-05-04", "17", text))
    )
    order = events(given)["entry-17-remand"]
    assert (order["date"], order["entered"]) == (day, entered)


def test_no_plea_is_accepted_before_it_was_entered() -> None:
    plea = f"Minute Entry: Change of Plea Hearing as to {TESTA} held on 6/1/2020. Guilty plea entered by"
    text = f"ORDER ACCEPTING GUILTY PLEA as to {TESTA}. Signed by Judge Pat J. Placeholder on 5/8/2020."
    given = docket(
        defendant(count("Imaginary trespass(1)")),
        entries=(
            INDICTED,
            entry("2020-06-01", "12", f"{plea} {TESTA} (1) to Count 1."),
            entry("2020-06-08", "13", text),
        ),
    )
    accepted = events(given)["plea-accepted-guilty-testa-q-mockingbird-2020-06-08"]
    assert accepted["date"] == "2020-06-08"
