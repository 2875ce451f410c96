"""A made-up citation, and readers of each format that share no code with what wrote it."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any

from proceedings.research.citations import Citation, CitedKind

KNOWN = datetime(2024, 7, 1, 0, 0, 0, 5, tzinfo=UTC)
AWKWARD = 'Doe, Testa {x} \\ }{ & Sons, "Inc." 100 % #1 $_^~ <i>it</i> | * and Øst'
RIS_LINE = re.compile(r"([A-Z][A-Z0-9])  - (.*)")


def citation(**changes: Any) -> Citation:
    """Return a citation of a made-up defendant."""
    found: dict[str, Any] = {
        "kind": CitedKind.RECORD,
        "site": "casetracker",
        "subject": "Testa Mockingbird",
        "address": "https://tracker.example/defendants/7-testa-mockingbird/?on=2024-06-30&hash=0123456789ab",
        "on": date(2024, 6, 30),
        "known": KNOWN,
        "fingerprint": "0123456789ab",
        "accessed": date(2026, 11, 22),
        "statement": "Acquitted by a jury",
        "case": "State of Nowhere v. Mockingbird",
        "docket": "D-000-CR-0000",
        "court": "District Court of Nowhere",
    }
    return Citation(**found | changes)


def read_bibtex(text: str) -> list[tuple[str, str, dict[str, str]]]:
    """Return type, key and fields of each entry, by counting braces as BibTeX does: escaped or not."""
    entries = []
    while (start := text.find("@")) >= 0:
        kind, rest = text[start + 1 :].split("{", 1)
        body, text = _balanced(rest)
        key, fields = body.split(",", 1)
        entries.append((kind, key, _fields(fields)))
    return entries


def read_ris(text: str) -> list[dict[str, str]]:
    """Return the fields of each reference; every line must be a tag and a value, ended by CR LF."""
    assert text.endswith("\r\n")
    references: list[dict[str, str]] = []
    for line in text.removesuffix("\r\n").split("\r\n"):
        match = RIS_LINE.fullmatch(line)
        assert match, line
        if match[1] == "TY":
            references.append({})
        references[-1][match[1]] = match[2]
    return references


def _balanced(text: str) -> tuple[str, str]:
    """Split after the brace that closes the one before the text."""
    depth = 1
    for place, letter in enumerate(text):
        depth += {"{": 1, "}": -1}.get(letter, 0)
        if depth == 0:
            return text[:place], text[place + 1 :]
    raise AssertionError("a brace is never closed")


def _fields(text: str) -> dict[str, str]:
    fields = {}
    while match := re.match(r"\s*([a-z]+) = ", text):
        rest = text[match.end() :]
        if rest.startswith("{"):
            value, rest = _balanced(rest[1:])
        else:
            value = re.match(r"\w+", rest)[0]  # type: ignore[index]  # a test may break here
            rest = rest[len(value) :]
        fields[match[1]] = value
        text = rest.removeprefix(",")
    assert not text.strip(), text
    return fields
