"""Files of dockets: which make a case together, which are refused, and what parties they name."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from proceedings.importers.formats import UnreadableSourceError, format_named
from proceedings.importers.pacer.docket import NotADocketError, read_docket
from tests.proceedings.importers.pacer_docket import (
    CASE,
    INDICTED,
    PARTY,
    convicted,
    count,
    defendant,
    docket,
    parcel,
)


def test_other_names_are_aliases_and_what_else_stands_there_is_listed() -> None:
    more = "TERMINATED: 09/09/2020\nalso known as\nTesta Fictional\naka M. Bird\nand so on"
    given = parcel(docket(defendant(count("Imaginary trespass(1)"), extra_info=more)))
    assert given.content is not None
    party = next(one for one in given.content["parties"] if one["id"] == PARTY)
    assert [one["name"] for one in party["other_names"]] == ["Testa Fictional", "M. Bird"]
    assert [(one.column, one.value) for one in given.unrecognised] == [("note to a party", "and so on")]


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"federal_dn_case_type": "bk"}, "a bankruptcy"),
        ({"federal_dn_case_type": "zz"}, "of the sort “zz”"),
        ({"court_id": "nowhere"}, "“nowhere” is not in courts-db"),
        ({"parties": []}, "no parties"),
    ],
)
def test_a_docket_we_hold_no_record_of_is_refused_with_the_reason(more: dict[str, Any], reason: str) -> None:
    refused = parcel({**docket(defendant(count("Imaginary trespass(1)"))), **more})
    assert refused.content is None
    assert reason in refused.refusals[0].reason


@pytest.mark.parametrize(
    "given", [None, [], {}, {"court_id": "dcd"}, docket(date_filed="soon"), {**docket(), "parties": [{}]}]
)
def test_what_is_no_docket_is_refused(given: object) -> None:
    with pytest.raises(NotADocketError):
        read_docket(given)


def test_files_of_one_docket_are_one_case(tmp_path: Path) -> None:
    other = defendant(count("Imaginary trespass(1)"), name="Paula Pretend")
    for name, given in {"1": convicted(), "2": docket(other, entries=(INDICTED,)), "3": None}.items():
        (tmp_path / f"{name}.json").write_text(json.dumps(given), encoding="utf-8")
    given_format = format_named("pacer-docket")
    assert given_format.count is not None
    assert given_format.count(tmp_path) == len(list(tmp_path.iterdir()))
    refused, whole = given_format.read(tmp_path)
    assert refused.content is None
    assert whole.row == "1.json, 2.json"
    assert whole.content is not None
    case = whole.content["cases"][0]
    assert [one["party"] for one in case["defendants"]] == [PARTY, f"{CASE}-paula-pretend"]
    assert sum(event["id"] == "filing-indictment-0-2020-03-02" for event in case["events"]) == 1


def test_a_path_that_does_not_exist_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSourceError):
        next(format_named("pacer-docket").read(tmp_path / "nothing.json"))
