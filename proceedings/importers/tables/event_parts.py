"""What the rows of one event say it did, and what it imposed, laid over what is recorded of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from proceedings.casefiles.load.effect_targets import SENTENCING
from proceedings.casefiles.problems import Problem
from proceedings.importers.tables.column_kinds import ColumnSubject
from proceedings.importers.tables.row_blocks import BlockFromRow
from proceedings.importers.tables.shared_records import lay, several
from proceedings.importers.tables.table import Row
from proceedings.law.codes import Outcome

Resolve = Callable[[str, Row], str]
COUNTS = ("charges", "claims")
# Of one event one count, or one defendant as a whole.
Target = tuple[str, str]


def merged_outcomes(event: BlockFromRow, rows: Sequence[Row], resolve: Resolve) -> list[Problem]:
    """Lay the outcomes of rows over those of an event: a row replaces what is recorded of the same count."""
    problems: list[Problem] = []
    told: dict[Target, list[BlockFromRow]] = {}
    for row in rows:
        for target in _targets(row, resolve, problems):
            outcome = _outcome(row, target)
            if outcome is None:
                expected = "what happened to them: an outcome; concerns, where it moved nothing"
                problems.append(row.problem(_outcome_column(row), expected, ""))
                break
            if any(_same(outcome, other) for other in told.get(target, [])):
                if row.sheet.kind.event != "sentence":
                    problems.append(row.problem(target[0], f"each once; another row says it of {target[1]}"))
                continue
            told.setdefault(target, []).append(outcome)
    _replace(event, "outcomes", list(_apart(event.get("outcomes", []))), told)
    return problems


def _outcome_column(row: Row) -> str:
    return row.sheet.kind.named_for("outcome", ColumnSubject.EFFECT)


def _targets(row: Row, resolve: Resolve, problems: list[Problem]) -> Iterator[Target]:
    """Yield what a row acts on; a sentence without charges is the defendant's as a whole."""
    if row.is_broken:
        return
    named = False
    for kind in COUNTS:
        for text in several(row.get(kind)):
            named = True
            key = resolve(text, row)
            if key:
                yield kind, key
                continue
            expected = f"the id of a {kind[:-1]} of this case, or its count beside the defendant"
            problems.append(row.problem(kind, expected, text))
    if not named and row.get("defendant"):
        yield "defendant", row.get("defendant")
    elif not named and row.get(_outcome_column(row)):
        problems.append(row.problem("charges", "the charges, claims or defendant this outcome is for", ""))
    elif not named and row.sheet.kind.event == "sentence":
        problems.append(row.problem("charges", "the charges or the defendant sentenced", ""))


def _outcome(row: Row, target: Target) -> BlockFromRow | None:
    kind, key = target
    outcome = BlockFromRow(row)
    outcome.tell(kind, key if kind == "defendant" else [key], row)
    lay(outcome, row, on=ColumnSubject.EFFECT, leave=(*COUNTS, "defendant"))
    if row.sheet.kind.event == "sentence":
        outcome.setdefault("outcome", Outcome.SENTENCED.value)
    return outcome if outcome.get("outcome") else None


def _same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return bool(one["outcome"] == other["outcome"])


def _apart(outcomes: Sequence[Mapping[str, Any]]) -> Iterator[tuple[Target, BlockFromRow]]:
    """Yield recorded outcomes one by one: of each count, or of a defendant as a whole."""
    for outcome in outcomes:
        for kind in COUNTS:
            for key in outcome.get(kind, []):
                yield (kind, key), BlockFromRow(None, **{**outcome, kind: [key]})
        if "defendant" in outcome:
            yield ("defendant", outcome["defendant"]), BlockFromRow(None, **outcome)


def _replace(
    event: BlockFromRow,
    key: str,
    held: Sequence[tuple[Any, BlockFromRow]],
    told: Mapping[Any, list[BlockFromRow]],
) -> None:
    """Put what rows say in the place of what is recorded of the same; the rest stays, new ones come last."""
    result: list[BlockFromRow] = []
    put: set[Any] = set()
    for of, part in held:
        if of not in told:
            result.append(part)
        elif of not in put:
            put.add(of)
            result += told[of]
    for of, parts in told.items():
        if of not in put:
            result += parts
    if result:
        event[key] = result


def merged_components(
    event: BlockFromRow, rows: Sequence[Row], resolve: Resolve, holders: Mapping[str, str]
) -> list[Problem]:
    """Lay the parts of sentences over those of an event: rows of a defendant replace its own."""
    problems: list[Problem] = []
    told: dict[str, list[BlockFromRow]] = {}
    for row in rows:
        if row.sheet.kind.event != "sentence" or row.is_broken:
            continue
        charges = [key for text in several(row.get("charges")) if (key := resolve(text, row))]
        party = row.get("defendant") or next((holders[key] for key in charges if key in holders), "")
        if not party:
            continue  # said above: there is no such charge, or none is named
        part = BlockFromRow(row)
        lay(part, row, on=ColumnSubject.COMPONENT)
        if len(charges) == 1:
            part.tell("charges", charges, row)
        elif charges and set(charges) != _sentenced(event, party, holders):
            expected = "one charge a row, or all the charges this event sentences"
            problems.append(row.problem("charges", expected))
        if len(charges) != 1:
            part.tell("defendant", party, row)
        told.setdefault(party, []).append(part)
    held = [(_party_of(part, event, holders), part) for part in event.get("components", [])]
    _replace(event, "components", held, told)
    return problems


def _sentenced(event: BlockFromRow, party: str, holders: Mapping[str, str]) -> set[str]:
    return {
        key
        for outcome in event.get("outcomes", [])
        if outcome.get("outcome") in SENTENCING
        for key in outcome.get("charges", [])
        if holders.get(key) == party
    }


def _party_of(part: Mapping[str, Any], event: BlockFromRow, holders: Mapping[str, str]) -> str:
    """Return whose part of a sentence a recorded one is."""
    if "defendant" in part:
        return str(part["defendant"])
    if part.get("charges"):
        return holders.get(part["charges"][0], "")
    outcomes = [one for one in event.get("outcomes", []) if one.get("outcome") in SENTENCING]
    parties = {one["defendant"] for one in outcomes if "defendant" in one} | {
        holders.get(key, "") for one in outcomes for key in one.get("charges", [])
    }
    return parties.pop() if len(parties) == 1 else ""
