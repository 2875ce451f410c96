"""What an import does, row by row, read off the history that the write itself made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from kit import version_lock
from kit.codes import Code
from kit.codes import gettext_noop as noop
from kit.version_lock import PartKind
from people.models import Identifier, OtherName, Party
from proceedings.admin.known_records import CANNOT_BE_ENTERED, parties_named
from proceedings.admin.uploads.parsed_upload import Identity, UploadRow
from proceedings.admin.versions import VersionChange, changes_between
from proceedings.casefiles.problems import Problem
from proceedings.importers.tables.existing_records import batches
from proceedings.models import (
    Case,
    CaseLink,
    Charge,
    ChargeLink,
    Citation,
    Claim,
    ClaimLink,
    Correction,
    Court,
    Defendant,
    Event,
    Incident,
    OtherDocket,
    Participation,
    PartyWord,
    Source,
)
from proceedings.record import services
from proceedings.record.duplicate_keys import name_key
from proceedings.record.roles import may_edit_published
from proceedings.record.visibility import rests_on_published

CHANGES_SHOWN = 40
# For each kind of record: its model, and by which columns its history names its case and itself.
RECORDS: dict[str, tuple[type[models.Model], str, str]] = {
    "courts": (Court, "", "key"),
    "sources": (Source, "", "key"),
    "parties": (Party, "", "key"),
    "incidents": (Incident, "", "key"),
    "case": (Case, "key", ""),
    "defendant": (Defendant, "case__key", "party__key"),
    "charge": (Charge, "defendant__case__key", "key"),
    "claim": (Claim, "defendant__case__key", "key"),
    "event": (Event, "case__key", "key"),
}
PARTS: dict[type[models.Model], tuple[PartKind, ...]] = {
    Party: (PartKind(OtherName, "party"), PartKind(Identifier, "party"), PartKind(Citation, "party")),
    Court: (PartKind(Citation, "court"),),
    Incident: (PartKind(Citation, "incident"),),
    Case: (
        PartKind(OtherDocket, "case"),
        PartKind(CaseLink, "case"),
        PartKind(Participation, "case"),
        PartKind(Citation, "case"),
    ),
    Charge: (PartKind(ChargeLink, "charge"), PartKind(Citation, "charge")),
    Claim: (PartKind(ClaimLink, "claim"),),
    Event: tuple(PartKind(model, "event") for model in services.EVENT_PARTS),
}


class RowChange(Code):
    """What an import does to the record that a row names."""

    ADDED = "added", noop("Added"), noop("The record is new"), "own"
    CHANGED = "changed", noop("Changed"), noop("Something of the record reads otherwise"), "own"
    NONE = "same", noop("Unchanged"), noop("The record says all of it already"), "own"


@dataclass(frozen=True, slots=True)
class RowResult:
    """One row, what it does, and, of some that change a record, what reads otherwise."""

    row: UploadRow
    change: RowChange
    record: str
    changes: tuple[VersionChange, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import does, row by row; the problems are what this person may not do."""

    rows: tuple[RowResult, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def counts(self) -> Counter[RowChange]:
        """Count the rows by what they do."""
        return Counter(each.change for each in self.rows)


def result_of(rows: Sequence[UploadRow], instant: datetime, user: Any) -> ImportResult:
    """Read what rows did off the history of one instant, while it is still written."""
    written = _written(instant)
    results = []
    shown = 0
    pending: dict[Identity, tuple[VersionChange, ...]] = {}
    for row in rows:
        change = RowChange.NONE
        if row.record in written:
            change = RowChange.ADDED if written[row.record].history_type == "+" else RowChange.CHANGED
        if change is RowChange.CHANGED and row.record not in pending and shown < CHANGES_SHOWN:
            shown += 1
            pending[row.record] = _changes(written[row.record], user)
        # What changes in an event is listed once, with the first of its rows.
        changes = pending.pop(row.record, ()) if pending.get(row.record) else ()
        results.append(RowResult(row, change, _name(row.record), changes))
    return ImportResult(tuple(results), tuple(_forbidden(rows, written, instant, user)))


def _written(instant: datetime) -> dict[Identity, Any]:
    """Return the history rows of an instant by the record they are of."""
    found: dict[Identity, Any] = {}
    for kind, (model, case, key) in RECORDS.items():
        history: Any = model.history  # type: ignore[attr-defined]  # given by simple_history
        rows = history.filter(history_date=instant)
        columns = [column for column in (case, key) if column]
        names = dict(_named(rows.values_list("history_id", *columns), case=bool(case), key=bool(key)))
        for row in rows:
            if row.history_type != "-":
                found[kind, *names[row.history_id]] = row
    return found


def _named(rows: Iterable[Any], *, case: bool, key: bool) -> Iterable[tuple[int, tuple[str, str]]]:
    for pk, *values in rows:
        yield pk, (values[0] if case else "", values[-1] if key else "")


def _name(record: Identity) -> str:
    kind, case, key = record
    model = RECORDS[kind][0]
    where = "/".join(part for part in (case, key) if part)
    return f"{capfirst(str(model._meta.verbose_name))} {where}"


def _changes(row: Any, user: Any) -> tuple[VersionChange, ...]:
    model = row.instance_type
    parts = PARTS.get(model, ())
    written = [
        one
        for rows in version_lock.history_of(model, row.id, parts)
        for one in rows.filter(history_date=row.history_date)
    ]
    versions = changes_between(model, row.id, written, parts, user)
    return tuple(change for version in versions for change in version.changes if change.differences)


def _forbidden(
    rows: Sequence[UploadRow], written: Mapping[Identity, Any], instant: datetime, user: Any
) -> Iterable[Problem]:
    """Report the rows whose records this person may not write, or would change before readers' eyes."""
    if not user.has_perm("proceedings.add_correction") and _any_corrections(instant):
        expected = _("no corrections: an editor publishes them")
        yield Problem(rows[0].file if rows else "", 1, "corrections", "", expected)
    yield from _closed_names(rows, written, user)
    if may_edit_published(user):
        return
    public = {record for record, version in written.items() if _is_public(version)}
    for row in rows:
        if row.record in public:
            expected = _("a record that is not published: readers would see this at once. Ask an editor")
            yield Problem(row.file, row.number, str(_("the row")), _name(row.record), expected)


def _closed_names(rows: Sequence[UploadRow], written: Mapping[Identity, Any], user: Any) -> Iterable[Problem]:
    """Refuse new parties of the name of one whose record is closed to this person."""
    new = {
        record: version
        for record, version in written.items()
        if record[0] == "parties" and version.history_type == "+"
    }
    ids = {version.id for version in new.values()}
    known: set[str] = set()  # asked together: few names are borne by others, and only those are looked at
    for batch in batches(sorted({name_key(version.name) for version in new.values()})):
        known.update(
            PartyWord.objects.filter(word__in=batch).exclude(party__in=ids).values_list("word", flat=True)
        )
    for row in rows:
        version = new.get(row.record)
        if version is None or name_key(version.name) not in known:
            continue
        if parties_named(version.name, user, but=version.id).is_closed:
            yield Problem(row.file, row.number, "name", version.name, str(CANNOT_BE_ENTERED))


def _is_public(row: Any) -> bool:
    if row.instance_type is Event and row.history_type == "+":
        return False
    return rests_on_published(row.instance)


def _any_corrections(instant: datetime) -> bool:
    history: Any = Correction.history
    return bool(history.filter(history_date=instant).exists())


def refused_rows(problems: Collection[Problem]) -> int:
    """Count the rows that problems stand in."""
    return len({(problem.file, problem.line) for problem in problems})
