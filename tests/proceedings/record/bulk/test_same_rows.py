"""A case loaded in bulk is row for row what the services write one fact at a time."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from proceedings.casefiles.dump.files import dump
from proceedings.casefiles.load.files import load
from proceedings.casefiles.parsing import reader
from proceedings.casefiles.parsing.documents import Block, Document
from proceedings.casefiles.reading import read_documents
from proceedings.models import Case, StatusSpan
from proceedings.record import sort_dates
from proceedings.record.bulk import BulkWriting
from proceedings.record.services import WriteTransaction
from proceedings.record.status_check import differences
from tests.proceedings.record.bulk.snapshot import snapshot, undone
from tests.proceedings.website.records.matter import invent
from tests.worlds import again

pytestmark = pytest.mark.django_db

EXAMPLES = Path(__file__).parents[4] / "docs" / "examples"


def _examples() -> list[Document]:
    return [reader.read(path)[0] for path in sorted(EXAMPLES.glob("*.yaml"))]


def _invented() -> list[Document]:
    def made() -> dict[str, Any]:
        again(invent)
        return dump()

    content = json.dumps(undone(made)).encode()
    return [reader.parse(content, name="the invented matter", as_json=True)[0]]


@pytest.mark.parametrize("given", [_examples, _invented], ids=["examples", "invented matter"])
def test_a_bulk_load_writes_the_rows_the_services_write(given: Any) -> None:
    read = given()

    def loaded(kind: type[WriteTransaction]) -> dict[str, Any]:
        load(read_documents(read), reason="a load", kind=kind)
        assert list(differences()) == []
        assert list(sort_dates.differences()) == []
        return snapshot()

    undone(list)  # both begin with the same counters
    one_by_one, at_once = (undone(partial(loaded, kind)) for kind in (WriteTransaction, BulkWriting))
    assert one_by_one["Case"]
    assert one_by_one["StatusSpan"]
    assert one_by_one["SearchWord"]
    assert one_by_one["HistoricalEvent"]
    assert one_by_one["DayOfCase"]
    assert one_by_one["DayOfComponent"]
    for table, rows in one_by_one.items():
        assert at_once[table] == rows, table


def test_cases_in_two_batches_are_linked_and_derived_as_in_one() -> None:
    """The second batch refiles what the first one holds: both are read across."""
    (whole,) = [file for file in _examples() if "refiling" in file.name]
    root: Any = whole.root
    del root["cases"][0]["links"]  # a link forward would name what is not there yet
    first, second = Document("first"), Document("second")
    first.root, second.root = Block(whole, ()), Block(whole, ())
    first.root.update(root | {"cases": root["cases"][:1]})
    second.root.update({"casetracker": "1", "cases": root["cases"][1:]})
    for document in (first, second):
        load(read_documents([document]), reason="a load", kind=BulkWriting)
    assert Case.objects.count() == len(root["cases"]) > 1
    assert list(differences()) == []
    told = {code for span in StatusSpan.objects.live() for code in (each["code"] for each in span.qualifiers)}
    assert {"refiled_as", "refiled_from"} <= told


def test_a_case_that_exists_is_changed_in_the_ordinary_way() -> None:
    read = _examples()
    load(read_documents(read), reason="a load", kind=BulkWriting)
    before = snapshot()
    tally = load(read_documents(read), reason="again", kind=BulkWriting)
    assert not tally.added
    assert not tally.changed
    assert snapshot() == before
    root: Any = read[0].root
    root["cases"][0]["caption"] = "Changed v. Nobody"
    tally = load(read_documents(read), reason="again", kind=BulkWriting)
    assert sum(tally.changed.values()) == 1
    assert list(differences()) == []
