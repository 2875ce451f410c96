"""An import tried out and undone, and the same import done: one way of reading, one way of writing."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from proceedings.admin.status_messages import seen_by, standing_words
from proceedings.admin.uploads.import_result import Became, Outcome, outcome_of
from proceedings.admin.uploads.parsed_upload import Brought, bring, is_table
from proceedings.casefiles.load.files import load
from proceedings.casefiles.load.row_sync import Tally
from proceedings.casefiles.problems import Problem, UnreadableCaseFilesError
from proceedings.importers.tables.loader import Place
from proceedings.models import Upload
from proceedings.record import services
from proceedings.record.bulk import BulkWriting
from proceedings.record.dry_run import Rehearsal, rehearse
from proceedings.record.history import last_instant

# A row may need one that is refused, and another that one; whoever mends a file goes so deep and no deeper.
MOST_ROUNDS = 4


class MovedOnError(Exception):
    """Somebody wrote between the preview and the decision; nothing was imported."""


@dataclass(frozen=True, slots=True)
class Told:
    """Where one defendant stands before an import and after it."""

    name: str
    case: str
    before: str
    after: str
    other_days: int


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would do. With problems it does nothing; `outcome` is of the other rows then."""

    problems: tuple[Problem, ...]
    outcome: Outcome
    told: tuple[Told, ...]
    hidden: int
    instant: str

    @property
    def is_news(self) -> bool:
        """Tell whether the file says anything that is not recorded."""
        return self.outcome.counts.total() != self.outcome.counts[Became.SAME]


def preview(upload: Upload, user: Any) -> Preview:
    """Try an import out with the real services, and undo it.

    The statuses are those after publication: of drafts, what follows once they are published.
    """
    instant = last_instant().isoformat()
    nothing = Outcome((), ())
    try:
        brought = _brought(upload, user, publish=upload.publish)
        rehearsal = _rehearsed(brought, upload, user)
    except UnreadableCaseFilesError as error:
        rest = _without_refused(upload, user, error.problems)
        return Preview(tuple(error.problems), rest, (), 0, instant)
    except IntegrityError as error:
        problem = Problem(upload.name, 1, "the file", "", f"what the database takes: {error}")
        return Preview((problem,), nothing, (), 0, instant)
    outcome = rehearsal.seen
    if outcome.problems:
        return Preview(outcome.problems, _sound(outcome), (), 0, instant)
    if not upload.publish:
        rehearsal = _rehearsed(_brought(upload, user, publish=True), upload, user)
    told, hidden = _told(rehearsal, user)
    return Preview((), outcome, told, hidden, instant)


def _without_refused(upload: Upload, user: Any, problems: Sequence[Problem]) -> Outcome:
    """Tell what the rows of a table would do without those refused, and without the rows that need these."""
    refused: set[Place] = set()
    for _round in range(MOST_ROUNDS):
        found = {(problem.file, problem.line) for problem in problems}
        if found <= refused or not is_table(upload.name):
            break
        refused |= found
        try:
            brought = _brought(upload, user, publish=upload.publish, without=refused)
            return _sound(_rehearsed(brought, upload, user).seen)
        except UnreadableCaseFilesError as error:
            problems = error.problems
        except IntegrityError:
            break
    return Outcome((), ())


def _sound(outcome: Outcome) -> Outcome:
    """Leave out the rows this person may not bring."""
    refused = {(problem.file, problem.line) for problem in outcome.problems}
    kept = (each for each in outcome.verdicts if (each.line.file, each.line.number) not in refused)
    return Outcome(tuple(kept), ())


def _brought(upload: Upload, user: Any, *, publish: bool, without: Collection[Place] = ()) -> Brought:
    content = bytes(upload.content)
    return bring(content, name=upload.name, kind=upload.kind, publish=publish, user=user, without=without)


def _rehearsed(brought: Brought, upload: Upload, user: Any) -> Rehearsal[Outcome]:
    def look(work: services.Writing) -> Outcome:
        return outcome_of(brought.lines, work.instant, user)

    return rehearse(_writing(brought, upload, user), look=look, by=user, kind=BulkWriting)


def _writing(brought: Brought, upload: Upload, user: Any) -> Callable[[], Tally]:
    return lambda: load(brought.matter, by=user, reason=reason_for(upload))


def reason_for(upload: Upload) -> str:
    """Return the reason that history keeps: which file, and which version of it."""
    return f"import {upload.name[:60]} sha256 {upload.checksum[:12]}"


def _told(rehearsal: Rehearsal[Outcome], user: Any) -> tuple[tuple[Told, ...], int]:
    shown, hidden = seen_by(user, rehearsal.changed)
    told = tuple(
        Told(
            move.defendant.party.name,
            move.defendant.case.caption,
            standing_words(move.before),
            standing_words(move.after),
            len(move.past),
        )
        for move in shown
    )
    return told, hidden


def carry_out(upload: Upload, user: Any, *, seen: str) -> Tally:
    """Import what was uploaded: all of it in one transaction, and only what the preview showed.

    Raises MovedOnError when anything was written since `seen`, UnreadableCaseFilesError where a row may not
    go in (any more). Nothing is written then.
    """
    with transaction.atomic():
        with services.writing(by=user, reason=reason_for(upload), kind=BulkWriting) as work:
            if last_instant().isoformat() != seen:
                raise MovedOnError
            brought = _brought(upload, user, publish=upload.publish)
            tally = _writing(brought, upload, user)()
        if tally.added or tally.changed:
            _check(brought, work.instant, user)
        upload.delete()
    return tally


def _check(brought: Brought, instant: datetime, user: Any) -> None:
    refused = outcome_of(brought.lines, instant, user).problems
    if refused:
        raise UnreadableCaseFilesError(list(refused))
