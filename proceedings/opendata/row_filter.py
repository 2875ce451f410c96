"""What the public may see of each table, and how its texts are shown: the one gate of every export.

Records pass the gate table by table, in the order of `TABLES`. A record that refers to one that did not pass
goes, or forgets the reference; of those that passed the gate remembers one bit each: memory stays flat.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property

from django.db.models import F
from django.utils.translation import gettext as _

from proceedings.models import Case, Citation
from proceedings.opendata.fields import (
    PublicTable,
    Record,
    WithoutReferred,
)
from proceedings.record.redaction import Redactor

CHUNK = 2_000  # rows read at a time


class IdSet:
    """A set of ids that takes one bit an id."""

    def __init__(self) -> None:
        """Start empty."""
        self._bits = bytearray()

    def add(self, pk: int) -> None:
        """Put an id into the set."""
        place, bit = divmod(pk, 8)
        if place >= len(self._bits):
            self._bits.extend(bytes(place + 1 - len(self._bits)))
        self._bits[place] |= 1 << bit

    def __contains__(self, pk: int) -> bool:
        place, bit = divmod(pk, 8)
        return place < len(self._bits) and bool(self._bits[place] >> bit & 1)


class RowFilter:
    """Lets through what is public and takes out of it what may not be printed."""

    def __init__(
        self,
        *,
        closed: Mapping[str, Collection[int]] | None = None,
        silent: Mapping[tuple[str, str], Collection[int]] | None = None,
        marks: Mapping[str, IdSet] | None = None,
    ) -> None:
        """Read the names withheld, in at most three queries.

        `closed` are ids, by table, that do not pass; `silent` ids, by table and field, that say nothing
        there; `marks` the ids that an earlier passage found kept by others.
        """
        self.redactor = Redactor.now()
        self.closed = closed or {}
        self.silent = silent or {}
        self.marks = marks
        self.passed: dict[str, IdSet] = defaultdict(IdSet)
        self.referred: dict[str, IdSet] = defaultdict(IdSet)

    def admit(self, table: PublicTable, records: Iterable[Record]) -> Iterator[Record]:
        """Yield the records of a table that pass, as they may be shown."""
        marks = self.referred if table.is_brought else self.marks
        closed = self.closed.get(table.name, ())
        for record in records:
            pk = record["id"]
            unwanted = table.is_kept and marks is not None and pk not in marks.get(table.name, ())
            if pk in closed or unwanted or not self._resolve(table, record):
                continue
            self.passed[table.name].add(pk)
            yield self._shown(table, record)

    def _resolve(self, table: PublicTable, record: Record) -> bool:
        """Follow the references of a record; tell whether it stays."""
        for each in table.references:
            value = record[each.key]
            if value is None or each.without is WithoutReferred.BROUGHT or value in self.passed[each.refers]:
                continue
            if each.without is WithoutReferred.GOES:
                return False
            record[each.key] = None
            record.update(
                (other.key, _("[name withheld]")) for other in table.fields if other.named_by == each.key
            )
        for each in table.references:
            if each.keeps and record[each.key] is not None:
                self.referred[each.refers].add(record[each.key])
        return True

    def _shown(self, table: PublicTable, record: Record) -> Record:
        cases = self._cases_of(table, record)
        for each in table.fields:
            if record["id"] in self.silent.get((table.name, each.key), ()):
                record[each.key] = None
            elif each.is_address and record[each.key] is not None:
                record[each.key] = self.address(record[each.key], cases)
            elif isinstance(record[each.key], str) and not each.codes:
                record[each.key] = self.text(record[each.key], cases)
        return record

    def text(self, text: str, cases: Collection[int] = ()) -> str:
        """Return a text without the names withheld everywhere, or in these cases."""
        text = self.redactor.text(text)
        for case in cases:
            text = self.redactor.text(text, case_id=case)
        return text

    def address(self, address: str, cases: Collection[int] = ()) -> str | None:
        """Return an address, or nothing when a name that is withheld can be read in it."""
        shown = self.redactor.address(address)
        for case in cases:
            shown = self.redactor.address(shown, case_id=case)
        return shown or None

    def _cases_of(self, table: PublicTable, record: Record) -> Collection[int]:
        if table.name == "cases":
            return (record["id"],)
        if table.has("case_id"):
            return () if record["case_id"] is None else (record["case_id"],)
        return self._closed_in.get(table.name, {}).get(record["id"], ())

    @cached_property
    def _closed_in(self) -> dict[str, dict[int, set[int]]]:
        """Return which sources and incidents speak of cases that have a closed defendant among others."""
        found: dict[str, dict[int, set[int]]] = {"sources": defaultdict(set), "incidents": defaultdict(set)}
        cases = set(self.redactor.words_by_case)
        if not cases:
            return found
        for path in ("case", "event__case", "charge__defendant__case", "component__event__case"):
            cited = Citation.objects.filter(**{f"{path}__in": cases})
            for source, case in cited.values_list("source_id", path):
                found["sources"][source].add(case)
        for case, incident in Case.objects.filter(pk__in=cases).values_list("pk", "incident_id"):
            if incident is not None:
                found["incidents"][incident].add(case)
        return found


class Public:
    """The public rows of the tables as they stand now. Tables are read in the order of `TABLES`."""

    def __init__(self) -> None:
        """Set up the gate."""
        self.gate = RowFilter()

    def records(self, table: PublicTable) -> Iterator[Record]:
        """Yield the public rows of a table in order of their id, a few thousand in memory at a time."""
        return self.gate.admit(table, self._stored(table))

    def _stored(self, table: PublicTable) -> Iterator[Record]:
        paths = [F(each.path) for each in table.fields]
        keys = [each.key for each in table.fields]
        rows = table.rows(self.gate.redactor).order_by("pk").values_list(*paths)
        for found in rows.iterator(chunk_size=CHUNK):
            record = dict(zip(keys, found, strict=True))
            for each in table.fields:
                value = record[each.key] if each.made is None else each.made(record[each.key])
                record[each.key] = each.plain(value)
            yield record
