from __future__ import annotations

import inspect
import json

from kit.codes import Code
from proceedings.law import codes
from proceedings.law.codes import derived, outcomes, recorded
from proceedings.law.rules import codes_of
from proceedings.opendata import TABLES, codebook
from proceedings.research.lists.definitions import LISTS


def test_every_closed_list_and_every_code_is_in_the_codebook() -> None:
    book = codebook.as_dict()["codes"]
    told = {(row["list"], row["code"]) for row in codebook.code_rows()}
    found = 0
    for module in (recorded, outcomes, derived):
        for _name, closed in inspect.getmembers(module, inspect.isclass):
            if not issubclass(closed, Code) or closed is Code:
                continue
            name = codebook.list_name(closed)
            assert book[name]["meaning"], name
            for code in closed:
                assert (name, code.value) in told, f"{name}: {code.value}"
                found += 1
    assert found > 180


def test_every_code_has_label_and_source() -> None:
    for row in codebook.code_rows():
        assert row["label"], row
        assert row["source"], row


def test_every_list_a_column_names_is_in_the_codebook() -> None:
    known = set(codebook.code_lists())
    for row in codebook.column_rows():
        assert set(filter(None, row["codes"].split("; "))) <= known, row


def test_every_column_of_every_table_and_of_every_list_is_in_the_codebook_once() -> None:
    told = [(row["table"], row["column"]) for row in codebook.column_rows()]
    tables = [(table.name, field.key) for table in TABLES for field in table.fields]
    lists = [(kind.address, column.key) for kind in LISTS.values() for column in kind.columns]
    assert told == [*tables, *lists]
    assert {name: len(listed) for name, listed in codebook.as_dict()["lists_of_the_site"].items()} == {
        name: len(kind.columns) for name, kind in LISTS.items()
    }


def test_the_codebook_as_json_is_the_same() -> None:
    assert json.loads(codebook.as_json()) == codebook.as_dict()


def test_the_phases_of_the_codebook_are_those_of_the_rules() -> None:
    book = codebook.as_dict()["codes"]["phase"]["codes"]
    assert [row["code"] for row in book] == [phase.value for phase in codes.Phase if codes_of(phase)]
