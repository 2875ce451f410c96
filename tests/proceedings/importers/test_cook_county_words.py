"""What the events of Cook County's rows say: sentences and notes that mislead nobody who reads them alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from proceedings.importers.cook_county.case import parcels
from proceedings.importers.cook_county.judges import in_prose
from proceedings.importers.formats import StagedCase
from tests.proceedings.importers.cook_county_tables import (
    Rows,
    decided,
    empty,
    filed,
    person,
    received,
    sentenced,
    written,
)

RESISTING = ("IMAGINARY RESISTANCE", "720", "5", "99-2", "A")


class Told:
    """The case that some rows of one participant become."""

    def __init__(self, folder: Path) -> None:
        """Begin with a participant who was received and charged."""
        self.folder = folder
        self.rows: Rows = empty()
        self.who = person("01")
        received(self.rows, self.who)

    @property
    def parcel(self) -> StagedCase:
        """Read the rows."""
        (parcel,) = parcels(written(self.rows, self.folder))
        return parcel

    @property
    def case(self) -> dict[str, Any]:
        """Return the case."""
        assert self.parcel.content is not None
        case: dict[str, Any] = self.parcel.content["cases"][0]
        return case

    def event(self, key: str) -> dict[str, Any]:
        """Return the one event whose id begins so."""
        (event,) = [event for event in self.case["events"] if event["id"].startswith(key)]
        assert isinstance(event, dict)
        return event


@pytest.fixture
def told(tmp_path: Path) -> Told:
    return Told(tmp_path)


def test_a_plea_and_a_sentence_name_the_charge_as_amended_not_the_graver_one(told: Told) -> None:
    filed(told.rows, told.who)
    decided(told.rows, told.who, "Plea Of Guilty", offence=RESISTING, version="2")
    sentenced(told.rows, told.who, offence=RESISTING, version="2")
    assert told.event("plea")["what"] == "Participant 900101 pleads guilty to charge 1 as amended."
    assert "is sentenced on charge 1 as amended: " in told.event("sentence")["what"]


def test_a_sentence_for_a_lesser_offence_names_it(told: Told) -> None:
    filed(told.rows, told.who)
    decided(told.rows, told.who, "Plea of Guilty - Lesser Included", offence=RESISTING, version="2")
    sentenced(told.rows, told.who, offence=RESISTING, version="2")
    assert told.event("plea")["what"].endswith("pleads guilty to an offence included in charge 1.")
    assert "is sentenced on the lesser offence in charge 1: " in told.event("sentence")["what"]


def test_many_charges_amended_together_are_said_to_be(told: Told) -> None:
    for charge in "1234":
        filed(told.rows, told.who, charge)
        decided(told.rows, told.who, "Plea Of Guilty", charge, offence=RESISTING, version="2")
    assert told.event("plea")["what"].endswith("pleads guilty to 4 charges as amended.")


def test_a_plea_to_an_amended_charge_is_not_shown_as_one_to_the_offence_filed(told: Told) -> None:
    filed(told.rows, told.who)
    decided(told.rows, told.who, "Plea of Guilty - Amended Charge")
    sentenced(told.rows, told.who, word="Plea of Guilty - Amended Charge")
    old, new = told.case["defendants"][0]["charges"]
    assert (new["offence"], new["statute"], new["degree"]) == (
        "An offence the charge was amended to; which one is not in the data",
        "",
        "",
    )
    assert new["links"] == [{"kind": "amends", "charge": old["id"]}]
    amended = told.event("amended")
    assert amended["what"] == "Charge 1 against participant 900101 is amended: to what, the data do not say."
    assert "what it was amended to is not said" in amended["note"]
    assert any("what it was amended to is not said" in one.reason for one in told.parcel.oddities)
    for key in ("plea", "sentence"):
        assert told.event(key)["outcomes"][0]["charges"] == [new["id"]]


def test_the_day_of_an_amendment_is_not_said_where_it_is_not_known(told: Told) -> None:
    told.who = person("01", incident_begin_date="2019-01-20T00:00:00")
    filed(told.rows, told.who, on="2019-06-03", arraigned="")
    decided(told.rows, told.who, "Plea Of Guilty", offence=RESISTING, version="2")
    amended = told.event("amended")
    assert amended["date"] == "[2019-01-20..2019-06-03]"
    assert "do not give the day of the change" in amended["note"]


def test_a_reason_nobody_mapped_is_noted_in_its_words_and_given_as_no_reason(told: Told) -> None:
    filed(told.rows, told.who)
    decided(told.rows, told.who, "Plea Of Guilty", reason="Imagined Minor")
    plea = told.event("plea")
    assert "not understood here: “Imagined Minor”." in plea["note"]
    assert plea["outcomes"][0]["reason"] == ""
    assert plea["source_text"] == "Plea Of Guilty / Imagined Minor"
    assert [one.value for one in told.parcel.unrecognised] == ["Imagined Minor"]


def test_a_sentence_in_words_nobody_mapped_is_noted(told: Told) -> None:
    filed(told.rows, told.who)
    decided(told.rows, told.who, "Plea Of Guilty")
    sentenced(told.rows, told.who, kind="Prison", commitment="Probation", unit="Moons")
    note = told.event("sentence")["note"]
    assert "“Prison / Probation”" in note
    assert "“Moons”" in note


@pytest.mark.parametrize("word", ["Nolle Prosecution", "Case Dismissed"])
def test_a_charge_dropped_after_a_program_is_apart_from_those_dropped_otherwise(
    told: Told, word: str
) -> None:
    for charge in "12":
        filed(told.rows, told.who, charge)
    decided(told.rows, told.who, word, "1", reason="DDPP Graduate")
    decided(told.rows, told.who, word, "2")
    events = [event for event in told.case["events"] if event.get("source_text", "").startswith(word)]
    assert [[one["outcome"] for one in event["outcomes"]] for event in events] == [
        ["diverted", "dismissed_after_deferral"],
        ["nolle_prosequi" if word.startswith("Nolle") else "dismissed_unspecified"],
    ]
    assert events[0]["what"].endswith(" charge 1 against participant 900101, after a program was completed.")
    assert events[0]["outcomes"][1]["by"] == ("prosecutor" if word.startswith("Nolle") else "court")
    assert "do not give the day on which the program began" in events[0]["note"]


def test_a_reason_that_names_a_program_ends_no_other_charge(told: Told) -> None:
    filed(told.rows, told.who)
    decided(told.rows, told.who, "Plea Of Guilty", reason="DDPP Graduate")
    assert [one["outcome"] for one in told.event("plea")["outcomes"]] == ["plea_accepted"]


@pytest.mark.parametrize(("reported", "in_doubt"), [("2019-03-01", True), ("2019-03-02", False)])
def test_an_arraignment_on_the_day_the_death_was_reported_is_in_doubt(
    told: Told, reported: str, *, in_doubt: bool
) -> None:
    filed(told.rows, told.who, arraigned="2019-03-01")
    decided(told.rows, told.who, "Death Suggested-Cause Abated", on=reported)
    assert ("death was reported (2019-03-01)" in told.event("arraignment")["note"]) is in_doubt
    assert bool(told.parcel.oddities) is in_doubt


def test_of_a_sentence_given_twice_the_current_row_is_cited(told: Told) -> None:
    filed(told.rows, told.who)
    decided(told.rows, told.who, "Plea Of Guilty")
    sentenced(told.rows, told.who, current=False)
    sentenced(told.rows, told.who)
    cited = {
        event["outcomes"][0]["outcome"]: (event["sources"][0]["at"], event["note"])
        for event in told.case["events"]
        if event["kind"] == "sentence"
    }
    assert cited == {
        "sentenced": ("sentencing.csv, row 3", ""),
        "concerns": ("sentencing.csv, row 2", "The data give this sentence twice."),
    }


def test_a_new_indictment_is_said_to_be_outside_the_data_and_no_judge_files_it(told: Told) -> None:
    filed(told.rows, told.who)
    decided(told.rows, told.who, "Superseded by Indictment")
    event = told.event("superseded")
    assert "what became of it, are not in these data" in event["note"]
    assert event["outcomes"][0]["text"].startswith("a new indictment, whose number and outcome are not")
    assert event["judge"] == ""


def test_who_is_only_sought_has_no_judge_and_no_court_that_decided(told: Told) -> None:
    filed(told.rows, told.who)
    decided(told.rows, told.who, "BFW")
    assert "Decided" not in told.case["note"]
    assert told.case["participants"] == []
    assert told.event("bfw")["judge"] == "cook-county-judge-nemo-n-nobody"


def test_a_case_decided_of_one_of_two_says_of_whom(told: Told) -> None:
    other = person("02", case=told.who["case_id"])
    for who in (told.who, other):
        filed(told.rows, who)
    decided(told.rows, other, "FNG")
    assert told.case["note"].endswith(
        "Decided at District 0 - Nowhere, Nowhere Courthouse (participant 900102 only)."
    )
    assert told.case["participants"] == [{"party": "cook-county-judge-nemo-n-nobody", "role": "judge"}]


def test_a_judge_named_the_other_way_round_is_written_as_prose_has_it(told: Told) -> None:
    filed(told.rows, told.who)
    decided(told.rows, told.who, "FNG")
    told.rows["dispositions"][0]["judge"] = "Nobody, Nemo N"
    assert told.event("fng")["judge"] == "cook-county-judge-nemo-n-nobody"
    assert told.parcel.content is not None
    (judge,) = [party for party in told.parcel.content["parties"] if "judge" in party["id"]]
    assert (judge["name"], judge["sort_name"]) == ("Nemo N Nobody", "Nobody, Nemo N")
    assert in_prose("Nemo Nobody, Jr.") == "Nemo Nobody, Jr."
