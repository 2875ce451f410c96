"""A docket as juriscraper writes it, taken apart and checked for shape; no meaning is given to it here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

ENTERED = re.compile(r"\s*\(Entered:\s*\d{1,2}/\d{1,2}/\d{4}\)\s*$")
OTHER_NUMBER = re.compile(r"\[(\d{1,2}:\d{2}-[a-z]{2}-\d{3,6}(?:-[A-Z]{2,4})*)\]")
_TERMINATED = re.compile(r"TERMINATED:\s*(\d{2})/(\d{2})/(\d{4})")


class NotADocketError(ValueError):
    """A text that is no docket in this shape; says what was expected."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the docket, in its place."""

    place: int
    number: str
    filed: str
    entered: str
    text: str

    @property
    def cited(self) -> str:
        """Return how the entry is cited: its number, and the day it was filed."""
        return (
            f"entry {self.number}, filed {self.filed}"
            if self.number
            else f"entry without a number, filed {self.filed}"
        )


@dataclass(frozen=True, slots=True)
class Attorney:
    """Counsel of a party, with the words the docket puts beside the name."""

    name: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListedCount:
    """One line of a defendant's counts or complaints: its name, the prose of its disposition, its list."""

    name: str
    disposition: str
    status: str


@dataclass(frozen=True, slots=True)
class DocketParty:
    """A party of the docket."""

    name: str
    type: str
    ended: str
    more: str
    attorneys: tuple[Attorney, ...]
    counts: tuple[ListedCount, ...] = ()
    complaints: tuple[ListedCount, ...] = ()


@dataclass(frozen=True, slots=True)
class Docket:
    """A docket: one case before one court, as far as the extract goes."""

    court: str
    number: str
    caption: str
    type: str
    filed: str
    ended: str
    assigned: str
    referred: str
    cause: str
    parties: tuple[DocketParty, ...]
    entries: tuple[Entry, ...] = field(default=())
    # The last day by which all that the extract tells had happened: that of its file, where it comes in one.
    read_by: str = ""

    @property
    def last(self) -> str:
        """Return a day by which everything the extract tells had happened; nothing where none is known."""
        return self.read_by or max((entry.filed for entry in self.entries), default="")

    @property
    def key(self) -> str:
        """Return the id of the case: its court and its number."""
        return re.sub(r"[^a-z0-9]+", "-", f"{self.court} {self.number}".lower()).strip("-")


def read_docket(given: object) -> Docket:
    """Take a docket apart.

    Raises NotADocketError when it is none, or lacks its court, number, caption or day of filing.
    """
    if not isinstance(given, Mapping):
        raise NotADocketError("a JSON object, as juriscraper makes of a docket report")
    for name in ("court_id", "docket_number", "case_name"):
        if not _text(given, name):
            raise NotADocketError(f"“{name}” of the docket")
    filed = _day(given, "date_filed")
    if not filed:
        raise NotADocketError("“date_filed” of the docket")
    return Docket(
        court=_text(given, "court_id"),
        number=_text(given, "docket_number"),
        caption=_text(given, "case_name"),
        type=_type(given),
        filed=filed,
        ended=_day(given, "date_terminated"),
        assigned=_text(given, "assigned_to_str"),
        referred=_text(given, "referred_to_str"),
        cause=_text(given, "cause"),
        parties=tuple(_party(party) for party in _list(given, "parties")),
        entries=_entries(_list(given, "docket_entries")),
    )


def merged(dockets: Iterable[Docket]) -> Docket:
    """Return what several extracts of one docket say together; the last stands where they differ."""
    first, *others = dockets
    for other in others:
        parties = {(party.type, party.name): party for party in (*first.parties, *other.parties)}
        entries = {
            (entry.filed, entry.number, "" if entry.number else entry.text): entry for entry in first.entries
        }
        entries |= {
            (entry.filed, entry.number, "" if entry.number else entry.text): entry for entry in other.entries
        }
        in_order = sorted(entries.values(), key=lambda entry: (entry.filed, entry.place))
        first = Docket(
            **{name: getattr(other, name) or getattr(first, name) for name in Docket.__slots__}
            | {"parties": tuple(parties.values())}
            | {"entries": tuple(_placed(in_order))}
        )
    return first


def _placed(entries: Iterable[Entry]) -> Iterable[Entry]:
    for place, entry in enumerate(entries):
        yield Entry(place, entry.number, entry.filed, entry.entered, entry.text)


def _type(given: Mapping[str, Any]) -> str:
    """Return the sort of number: cr, cv, mj; as the docket says it, else as the number itself does."""
    said = _text(given, "federal_dn_case_type").lower()
    written = re.search(r"(?:^|[\d:-])([a-z]{2,3})-\d", _text(given, "docket_number").lower())
    return said or (written[1] if written else "")


def _entries(given: Iterable[Any]) -> tuple[Entry, ...]:
    found = []
    for place, entry in enumerate(given):
        if not isinstance(entry, Mapping):
            raise NotADocketError(f"an object for docket entry {place + 1}")
        filed = _day(entry, "date_filed") or _day(entry, "date_entered")
        if filed:
            text = " ".join(_text(entry, "description").split())
            number = _text(entry, "document_number")
            found.append(Entry(place, number, filed, _day(entry, "date_entered"), text))
    return tuple(found)


def _party(given: object) -> DocketParty:
    if not isinstance(given, Mapping) or not _text(given, "name"):
        raise NotADocketError("a name for each party")
    criminal = given.get("criminal_data")
    charged: Mapping[str, Any] = criminal if isinstance(criminal, Mapping) else {}
    more = _text(given, "extra_info")
    ended = _TERMINATED.search(more)
    return DocketParty(
        name=_name(given),
        type=_text(given, "type"),
        ended=_day(given, "date_terminated") or (_iso(ended) if ended else ""),
        more=more,
        attorneys=tuple(
            Attorney(_name(one), tuple(str(role).strip() for role in _list(one, "roles")))
            for one in _list(given, "attorneys")
            if isinstance(one, Mapping) and _text(one, "name")
        ),
        counts=_listed(_list(charged, "counts")),
        complaints=_listed(_list(charged, "complaints")),
    )


def _name(given: Mapping[str, Any]) -> str:
    """Return a name with single spaces, and none before a comma."""
    return re.sub(r"\s+,", ",", " ".join(_text(given, "name").split())).strip(" ,")


def terminated_in(role: str) -> str:
    """Return the day in “TERMINATED: 06/07/2004”; nothing where it is none."""
    match = _TERMINATED.fullmatch(role.strip())
    return _iso(match) if match else ""


def _iso(match: re.Match[str]) -> str:
    month, day, year = match.groups()
    return _calendar_day(f"{year}-{month}-{day}")


def _listed(given: Iterable[Any]) -> tuple[ListedCount, ...]:
    return tuple(
        ListedCount(_text(one, "name"), _text(one, "disposition"), _text(one, "status"))
        for one in given
        if isinstance(one, Mapping) and _text(one, "name")
    )


def _list(given: Mapping[str, Any], name: str) -> list[Any]:
    value = given.get(name)
    return value if isinstance(value, list) else []


def _text(given: Mapping[str, Any], name: str) -> str:
    value = given.get(name)
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return str(value).replace("\0", "").strip()


def _day(given: Mapping[str, Any], name: str) -> str:
    """Return a day as 2017-03-15; of an instant its day; nothing where it is neither."""
    return _calendar_day(_text(given, name)[:10])


def _calendar_day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""
