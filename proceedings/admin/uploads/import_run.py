"""The dry run of an import, and the import itself: one way of reading, one way of writing."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, transaction

from proceedings.admin.preview import Preview, preview_of
from proceedings.admin.uploads.import_result import ImportResult, RowChange, result_of
from proceedings.admin.uploads.parsed_upload import ParsedUpload, is_table, parse_upload
from proceedings.casefiles.load.files import load
from proceedings.casefiles.load.row_sync import LoadCounts
from proceedings.casefiles.problems import Problem, UnreadableCaseFilesError
from proceedings.importers.tables.loader import Place
from proceedings.models import Upload
from proceedings.record import services
from proceedings.record.bulk import BulkWriting
from proceedings.record.dry_run import DryRun, dry_run
from proceedings.record.history import last_instant

# A row may need one that is refused, and another that one; whoever mends a file goes so deep and no deeper.
MOST_ROUNDS = 4


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What an import would do. With problems it does nothing; `result` is of the other rows then."""

    instant: str
    problems: tuple[Problem, ...] = ()
    result: ImportResult = field(default_factory=ImportResult)
    statuses: Preview = field(default_factory=Preview)

    @property
    def changes_anything(self) -> bool:
        """Tell whether the file says anything that is not recorded."""
        return self.result.counts.total() != self.result.counts[RowChange.NONE]


def preview_import(upload: Upload, user: Any) -> ImportPreview:
    """Try an import out with the real services, and undo it.

    The statuses are those after publication: of drafts, what follows once they are published.
    """
    instant = last_instant().isoformat()
    try:
        run = _dry_run(upload, user)
    except UnreadableCaseFilesError as error:
        rest = _without_refused(upload, user, error.problems)
        return ImportPreview(instant, tuple(error.problems), rest)
    except IntegrityError as error:
        problem = Problem(upload.name, 1, "the file", "", f"what the database takes: {error}")
        return ImportPreview(instant, (problem,))
    result = run.found
    if result.problems:
        return ImportPreview(instant, result.problems, _permitted(result))
    if not upload.publish:
        run = _dry_run(upload, user, publish=True)
    return ImportPreview(instant, result=result, statuses=preview_of(run, user))


def _without_refused(upload: Upload, user: Any, problems: Sequence[Problem]) -> ImportResult:
    """Return what the rows of a table would do without those refused, or the rows that need these."""
    refused: set[Place] = set()
    for _round in range(MOST_ROUNDS):
        found = {(problem.file, problem.line) for problem in problems}
        if found <= refused or not is_table(upload.name):
            break
        refused |= found
        try:
            return _permitted(_dry_run(upload, user, without=refused).found)
        except UnreadableCaseFilesError as error:
            problems = error.problems
        except IntegrityError:
            break
    return ImportResult()


def _permitted(result: ImportResult) -> ImportResult:
    """Leave out the rows this person may not import."""
    refused = {(problem.file, problem.line) for problem in result.problems}
    return ImportResult(
        tuple(each for each in result.rows if (each.row.file, each.row.number) not in refused)
    )


def _parse(upload: Upload, user: Any, *, publish: bool, without: Collection[Place] = ()) -> ParsedUpload:
    return parse_upload(
        bytes(upload.content),
        name=upload.name,
        kind=upload.kind,
        publish=publish,
        user=user,
        without=without,
    )


def _dry_run(
    upload: Upload, user: Any, *, publish: bool | None = None, without: Collection[Place] = ()
) -> DryRun[ImportResult]:
    parsed = _parse(upload, user, publish=upload.publish if publish is None else publish, without=without)
    return dry_run(
        _writer(parsed, upload, user),
        read=lambda work: result_of(parsed.rows, work.instant, user),
        by=user,
        kind=BulkWriting,
    )


def _writer(parsed: ParsedUpload, upload: Upload, user: Any) -> Callable[[], LoadCounts]:
    return lambda: load(parsed.matter, by=user, reason=reason_for(upload))


def reason_for(upload: Upload) -> str:
    """Return the reason that history keeps: which file, and which version of it."""
    return f"import {upload.name[:60]} sha256 {upload.checksum[:12]}"


def import_upload(upload: Upload, user: Any, *, seen: str) -> LoadCounts | None:
    """Import what was uploaded: all of it in one transaction, and only what the preview showed.

    Nothing is written, and None returned, when anything was written since the instant `seen`. Raises
    UnreadableCaseFilesError where a row may not go in (any more).
    """
    with transaction.atomic():
        with services.writing(by=user, reason=reason_for(upload), kind=BulkWriting) as work:
            if last_instant().isoformat() != seen:
                return None
            parsed = _parse(upload, user, publish=upload.publish)
            tally = _writer(parsed, upload, user)()
        if tally.added or tally.changed:
            refused = result_of(parsed.rows, work.instant, user).problems
            if refused:
                raise UnreadableCaseFilesError(list(refused))
        upload.delete()
    return tally
