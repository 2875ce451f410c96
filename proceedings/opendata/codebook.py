"""The codebook: every table, column and code of the public data, from the lists they are made of."""

from __future__ import annotations

import hashlib
import inspect
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from django.utils.translation import gettext as _

from kit.codes import Code
from kit.columns import Column
from people import kinds
from proceedings.law import codes
from proceedings.opendata import TABLES
from proceedings.research.lists.definitions import LISTS

COLUMN_KEYS = ("table", "column", "label", "type", "meaning", "codes", "refers_to")
CODE_KEYS = ("list", "code", "label", "definition", "source")


def code_lists() -> dict[str, type[Code]]:
    """Return every closed list by its name in the codebook."""
    found = [getattr(codes, name) for name in codes.__all__]
    found += [kinds.PartyKind, kinds.NameKind]
    return {list_name(each): each for each in found}


def list_name(closed: type[Code]) -> str:
    """Return the name of a closed list, such as case_type."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", closed.__name__).lower()


def column_rows() -> Iterator[dict[str, str]]:
    """Yield every column of the tables, then of the lists of the site, one a row."""
    for table in TABLES:
        for each in table.fields:
            yield {
                "table": table.name,
                "column": each.key,
                "label": str(each.label),
                "type": each.type,
                "meaning": str(each.meaning),
                "codes": "; ".join(list_name(closed) for closed in each.codes),
                "refers_to": f"{each.refers}.id" if each.refers else "",
            }
    for kind in LISTS.values():
        for row in _listed(kind.columns):
            yield {"table": kind.address, **row, "codes": "", "refers_to": ""}


def _listed(columns: Sequence[Column[Any]]) -> list[dict[str, str]]:
    """Return the columns of a list of the site."""
    return [
        {"column": one.key, "label": str(one.label), "type": one.type, "meaning": str(one.meaning)}
        for one in columns
    ]


def meaning_of(closed: type[Code]) -> str:
    """Say what a closed list is."""
    return inspect.cleandoc(closed.__doc__ or "").partition("\n")[0]


def code_rows() -> Iterator[dict[str, str]]:
    """Yield every code of every list, one a row."""
    for name, closed in code_lists().items():
        for row in codes_of(closed):
            yield {"list": name} | row


def codes_of(closed: type[Code]) -> Iterator[dict[str, str]]:
    """Yield the codes of one list."""
    for code in closed:
        yield {
            "code": code.value,
            "label": _(code.label),
            "definition": _(code.definition),
            "source": code.source,
        }


def as_dict() -> dict[str, Any]:
    """Return the whole codebook as plain values."""
    by_table: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in column_rows():
        by_table[row.pop("table")].append(row)
    return {
        "tables": [
            {
                "table": table.name,
                "title": str(table.title),
                "one_row": str(table.one_row),
                "columns": by_table[table.name],
            }
            for table in TABLES
        ],
        "lists_of_the_site": {name: _listed(kind.columns) for name, kind in LISTS.items()},
        "codes": {
            name: {
                "meaning": meaning_of(closed),
                "codes": list(codes_of(closed)),
            }
            for name, closed in code_lists().items()
        },
    }


def as_json() -> str:
    """Write the codebook as JSON."""
    return json.dumps(as_dict(), ensure_ascii=False, indent=1) + "\n"


@cache
def fingerprint() -> str:
    """Return what changes whenever the codebook does."""
    return hashlib.sha256(as_json().encode()).hexdigest()
