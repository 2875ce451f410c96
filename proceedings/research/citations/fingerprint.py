"""A short hash of what a record said, and what differs between two states of it.

Only content counts: not the clocks a reader chose, not addresses (ours carry the clocks), not whether search
engines are asked to stay away. So the same facts have the same hash at whatever `known` they are read. Words
are content: hash a record always in the site's own language.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

LENGTH = 12  # hexadecimal digits, 48 bits: enough to notice a change, short enough to read out
CLOCKS = frozenset({"on", "known"})  # of the record itself; deeper down they are content
NOT_CONTENT = frozenset({"url", "address", "slug", "noindex", "changed_since"})  # anywhere
NOTHING: tuple[Any, ...] = (None, "", [], {})  # a field that says nothing is as good as none

_FINGERPRINT = re.compile(rf"[0-9a-f]{{{LENGTH}}}")


@dataclass(frozen=True, slots=True)
class ChangedValue:
    """One thing that changed: where it stands in the record, and what it was and is (None: not there)."""

    place: str
    before: Any
    after: Any


def fingerprint(row: Mapping[str, Any]) -> str:
    """Return the short hash of one record, given as plain values."""
    return fingerprint_of_rows([row])


def fingerprint_of_rows(rows: Iterable[Mapping[str, Any]]) -> str:
    """Return the short hash of a list, row after row; the order counts, and memory stays flat."""
    digest = hashlib.sha256()
    for row in rows:
        digest.update(_canonical(row).encode("utf-8", errors="surrogatepass"))
        digest.update(b"\n")
    return digest.hexdigest()[:LENGTH]


def is_fingerprint(text: str) -> bool:
    """Tell whether a text can be one of our hashes."""
    return _FINGERPRINT.fullmatch(text) is not None


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[ChangedValue]:
    """Return what differs in content between two states of a record, in the order of its fields."""
    old, new = dict(_leaves(_record_content(before))), dict(_leaves(_record_content(after)))
    places = [*old, *(place for place in new if place not in old)]
    return [
        ChangedValue(place, old.get(place), new.get(place))
        for place in places
        if old.get(place) != new.get(place)
    ]


def _canonical(row: Mapping[str, Any]) -> str:
    return json.dumps(
        _record_content(row), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )


def _record_content(row: Mapping[str, Any]) -> Any:  # noqa: ANN401  # any JSON value
    return _content({key: value for key, value in row.items() if key not in CLOCKS})


def _content(value: object) -> Any:  # noqa: ANN401  # any JSON value
    """Return the value as JSON has it, without what is not content; raise TypeError for anything else."""
    # Texts first, for most values are texts; and to ask for a Mapping takes longest.
    if isinstance(value, str):
        return value if value.isascii() else unicodedata.normalize("NFC", value)
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, list | tuple):
        return [_content(each) for each in value]
    if isinstance(value, Mapping):
        content = {str(key): _content(each) for key, each in value.items() if key not in NOT_CONTENT}
        return {key: each for key, each in content.items() if each not in NOTHING}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    raise TypeError(f"a record holds plain values, not a {type(value).__name__}")


def _leaves(value: object, place: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict) and value:
        for key, each in value.items():
            yield from _leaves(each, f"{place}.{key}" if place else key)
    elif isinstance(value, list) and value:
        for number, each in enumerate(value, start=1):
            yield from _leaves(each, f"{place}.{number}")
    else:
        yield place, value
