"""The rows of one case, laid over what the database holds of it: defendants, counts, participants, events."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.text import slugify

from proceedings.casefiles.problems import Problem
from proceedings.importers.tables.case_input import CaseInput, Identity
from proceedings.importers.tables.event_rows import EventRows
from proceedings.importers.tables.row_blocks import BlockFromRow
from proceedings.importers.tables.shared_records import lay, missing, over
from proceedings.importers.tables.table import Row

LONGEST_COUNT_KEY = 120


class CaseRows:
    """One case in the making."""

    def __init__(self, of: CaseInput, held: Mapping[str, Any] | None, publication: str) -> None:
        """Start from what is recorded of the case; `publication` is that of new events."""
        self.of = of
        self.publication = publication
        self.problems: list[Problem] = []
        self.records: dict[Row, Identity] = {}
        self.conflicts: dict[Problem, Problem] = {}
        self.block = over(held, of.own) if of.own else BlockFromRow(None, **(held or {}))
        self.is_new = held is None
        self.block["id"] = of.key
        self.defendants: dict[str, BlockFromRow] = {}
        self.counts: dict[str, dict[str, BlockFromRow]] = {"charges": {}, "claims": {}}
        self.holders: dict[str, str] = {}

    def made(self) -> BlockFromRow:
        """Lay every row over the case and return it."""
        if self.of.own:
            self._row(self.of.own, ("case", self.of.key, ""))
            lay(self.block, self.of.own, leave=("id",))
        self._take_held()
        for row in self.of.of("defendants"):
            if party := row.get("party"):
                self._row(row, ("defendant", self.of.key, party))
                lay(self._defendant(party, row), row)
        for kind in ("charges", "claims"):
            for row in self.of.of(kind):
                self._count(row, kind)
        self._participants()
        events = EventRows(self.of, self.block, self._reference, self.holders, self.publication)
        events.made()
        self.problems += events.problems
        self.records |= events.records
        self.conflicts = events.conflicts
        self._put_back()
        return self.block

    def _row(self, row: Row, identity: Identity) -> None:
        """Note which record a row is, and what it lacks."""
        self.problems += missing(row)
        self.records[row] = identity

    def _take_held(self) -> None:
        for held in self.block.get("defendants", []):
            defendant = self.defendants[held["party"]] = BlockFromRow(None, **held)
            for kind, known in self.counts.items():
                counts = [BlockFromRow(None, **count) for count in held.get(kind, [])]
                defendant[kind] = counts
                known.update({count["id"]: count for count in counts})
                self.holders.update({count["id"]: held["party"] for count in counts})

    def _defendant(self, party: str, row: Row) -> BlockFromRow:
        if party not in self.defendants:
            self.defendants[party] = BlockFromRow(row, party=party, charges=[], claims=[])
            self.defendants[party].told["party"] = row
        return self.defendants[party]

    def _count(self, row: Row, kind: str) -> None:
        """Lay a charge or a claim over the one it is, or add it to its defendant."""
        party = row.get("defendant")
        key = self._count_key(row, kind)
        self._row(row, (kind[:-1], self.of.key, key))
        if not party or not key:
            return
        known = self.counts[kind]
        if key not in known:
            known[key] = BlockFromRow(row, id=key)
            self._defendant(party, row)[kind].append(known[key])
            self.holders[key] = party
        elif known[key].row is not None:
            self.problems.append(row.problem("id", f"each id once in a case; {known[key].row} has it"))
            return
        elif self.holders[key] != party:
            expected = f"the defendant of {key} in the database, {self.holders[key]}; or another id"
            self.problems.append(row.problem("defendant", expected))
        known[key].row = row
        lay(known[key], row, leave=("id", "defendant", "link", "linked_charge"))
        self._link(known[key], row)

    def _count_key(self, row: Row, kind: str) -> str:
        """Return the id of a count: as given, as recorded under its name, or made of defendant and name."""
        if row.get("id"):
            return row.get("id")
        name, word = ("count", "count_label") if kind == "charges" else ("label", "label")
        party, label = row.get("defendant"), row.get(word) or "the complaint"
        for key, count in self.counts[kind].items():
            if self.holders[key] == party and count.get(name, "the complaint") == label and count.row is None:
                return key
        return slugify(f"{party}-{label}")[:LONGEST_COUNT_KEY].strip("-") if party else ""

    def _link(self, charge: BlockFromRow, row: Row) -> None:
        kind, other = row.get("link"), row.get("linked_charge")
        if not kind and not other:
            return
        if not (kind and other):
            empty = "linked_charge" if kind else "link"
            self.problems.append(row.problem(empty, "both link and linked_charge, or neither", ""))
            return
        link = {"kind": kind, "charge": other}
        held = [one for one in charge.get("links", []) if one != link]
        charge.tell("links", [*held, BlockFromRow(row, **link)], row)

    def _participants(self) -> None:
        held: list[BlockFromRow] = [BlockFromRow(None, **part) for part in self.block.get("participants", [])]
        for row in self.of.of("participants"):
            identity = (row.get("party"), row.get("role"), row.get("since"))
            self._row(row, ("case", self.of.key, ""))
            same = [part for part in held if _role_of(part) == identity]
            part = same[0] if same else BlockFromRow(row)
            if not same:
                held.append(part)
            elif same[0].row is not None:
                self.problems.append(
                    row.problem("party", f"each party once in a role; {same[0].row} is the same")
                )
            part.row = row
            lay(part, row)
        if held:
            self.block["participants"] = held

    def _reference(self, text: str, row: Row) -> str:
        """Return the id a cell means: that of a charge or claim, or of the defendant's count named so."""
        if "/" in text or text in self.holders:
            return text
        party = row.get("defendant")
        for kind, name in (("charges", "count"), ("claims", "label")):
            for key, count in self.counts[kind].items():
                if party and self.holders[key] == party and count.get(name) == text:
                    return key
        return ""

    def _put_back(self) -> None:
        for defendant in self.defendants.values():
            for kind in self.counts:
                if not defendant.get(kind):
                    defendant.pop(kind, None)
        if self.defendants:
            self.block["defendants"] = list(self.defendants.values())


def _role_of(part: Mapping[str, Any]) -> tuple[str, str, str]:
    return part.get("party", ""), part.get("role", ""), part.get("from", "")
