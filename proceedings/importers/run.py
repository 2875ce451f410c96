"""Parcels of any format loaded: each case whole or not at all, by the one path of case files.

New cases are written many at once. Where one of them is refused, the batch is halved until it stands alone.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Any

from django.db import DatabaseError, transaction

from kit.codes import Code
from kit.codes import gettext_noop as _
from proceedings.casefiles.load.files import load
from proceedings.casefiles.load.row_sync import LoadCounts
from proceedings.casefiles.problems import Problem, UnreadableCaseFilesError
from proceedings.casefiles.reading import read_documents
from proceedings.importers.formats import Refusal, StagedCase
from proceedings.importers.staged_cases import (
    GONE,
    ExistingCase,
    document_of,
    settled,
)
from proceedings.models import Case, Event, Source
from proceedings.record import services
from proceedings.record.bulk import BulkWriting

NAMED = re.compile(r"\[([^\[\]]+)\]")
SHARED = ("courts", "sources", "parties")
BATCH = 200  # cases read ahead; as many new ones are written in one transaction


class CaseResult(Code):
    """What became of a parcel."""

    ADDED = "added", _("added"), _("The case is new"), "own"
    CHANGED = "changed", _("changed"), _("Something of the case is new or different"), "own"
    UNCHANGED = "unchanged", _("unchanged"), _("The record says all of it already"), "own"
    REFUSED = "refused", _("refused"), _("Nothing of the case was loaded"), "own"


@dataclass(frozen=True, slots=True)
class ImportedCase:
    """A parcel after its turn: what became of it, why it was refused, what only the record has."""

    became: CaseResult
    refusals: tuple[Refusal, ...] = ()
    only_here: tuple[str, ...] = ()


class _WouldChangePublicError(Exception):
    """Published facts would change, and nobody said that they may."""


class _NotAlikeError(Exception):
    """Something of the cases of a batch is different: each has to be looked at on its own."""


class Importer:
    """One run: how its facts enter, and what it has written of what cases share."""

    def __init__(self, *, publish: bool, dry_run: bool, reason: str) -> None:
        """Start with nothing written."""
        self.publish = publish
        self.dry_run = dry_run
        self.reason = reason
        self._written: dict[tuple[str, str], Any] = {}

    def take_all(
        self, parcels: Iterable[StagedCase], *, size: int = BATCH
    ) -> Iterator[tuple[StagedCase, ImportedCase]]:
        """Load parcels in their order; neighbors that are all new, or all held, are loaded together."""
        waiting = iter(parcels)
        while batch := list(islice(waiting, size)):
            held = set(Case.objects.filter(key__in=[one.key for one in batch]).values_list("key", flat=True))

            def sort(parcel: StagedCase, held: Collection[str] = held) -> bool | None:
                whole = parcel.content is not None and parcel.content["cases"]
                return parcel.key in held if whole else None

            for is_held, some in groupby(batch, sort):
                if is_held is None:
                    yield from ((parcel, self.take(parcel)) for parcel in some)
                else:
                    yield from self._take_together(list(some), held=is_held)

    def _take_together(
        self, parcels: Sequence[StagedCase], *, held: bool
    ) -> Iterator[tuple[StagedCase, ImportedCase]]:
        """Load cases in one transaction, all new or all unchanged; where that fails, each half on its own."""
        if not parcels[1:]:
            yield from ((parcel, self.take(parcel)) for parcel in parcels)
            return
        try:
            with transaction.atomic():
                tally = self._load_together(parcels, held=held)
                if self.dry_run:
                    transaction.set_rollback(True)
        except (UnreadableCaseFilesError, DatabaseError, _NotAlikeError):
            middle = len(parcels) // 2
            yield from self._take_together(parcels[:middle], held=held)
            yield from self._take_together(parcels[middle:], held=held)
            return
        became = CaseResult.UNCHANGED if held else CaseResult.ADDED
        for number, parcel in enumerate(parcels):
            if not self.dry_run and parcel.content is not None:
                self._remember(parcel.content)
            yield parcel, ImportedCase(became, only_here=() if number else tuple(tally.only_here))

    def _may_publish(self, parcel: StagedCase) -> bool:
        """Tell whether a case may be published at once: somebody reads first what the import could not."""
        return self.publish and not parcel.outcomes_not_read

    def _load_together(self, parcels: Sequence[StagedCase], *, held: bool) -> LoadCounts:
        said = dict(self._written)
        documents = []
        standings = ExistingCase.of([parcel.key for parcel in parcels] if held else [])
        for parcel in parcels:
            given = parcel.content or {}
            standing = standings.get(parcel.key) or ExistingCase(parcel.key, {})
            publish = self._may_publish(parcel)
            content = settled(_without(given, said), standing, dataset=parcel.dataset, publish=publish)
            if standing.vanished(content, parcel.dataset):
                raise _NotAlikeError
            documents.append(document_of(content, name=parcel.row))
            for kind in SHARED:
                said |= {(kind, block["id"]): block for block in given.get(kind, ())}
        writing = services.WriteTransaction if held else BulkWriting
        tally = load(read_documents(documents), reason=self.reason, kind=writing)
        if held and (tally.changed or _news(tally)):
            raise _NotAlikeError
        return tally

    def take(self, parcel: StagedCase) -> ImportedCase:
        """Load one parcel, or, in a dry run, load it and take it back."""
        if parcel.content is None:
            return ImportedCase(CaseResult.REFUSED, parcel.refusals)
        standing = ExistingCase(parcel.key)
        publish = self._may_publish(parcel)
        content = settled(
            _without(parcel.content, self._written), standing, dataset=parcel.dataset, publish=publish
        )
        try:
            with transaction.atomic():
                tally, became = self._load(parcel, content, standing, publish=publish)
                if self.dry_run:
                    transaction.set_rollback(True)
        except UnreadableCaseFilesError as error:
            return ImportedCase(
                CaseResult.REFUSED, tuple(_refusal(problem, parcel) for problem in error.problems)
            )
        except _WouldChangePublicError:
            reason = "it would change published facts: read it (--dry-run), then import with --publish"
            if parcel.outcomes_not_read:
                reason = "it would change published facts, and gives an outcome that was not read: enter it"
            return ImportedCase(CaseResult.REFUSED, (Refusal(parcel.row, reason),))
        except DatabaseError as error:
            return ImportedCase(
                CaseResult.REFUSED, (Refusal(parcel.row, f"the database refuses it: {error}"),)
            )
        if not self.dry_run:
            self._remember(parcel.content)
        return ImportedCase(became, only_here=tuple(tally.only_here))

    def _load(
        self, parcel: StagedCase, content: Mapping[str, Any], standing: ExistingCase, *, publish: bool
    ) -> tuple[LoadCounts, CaseResult]:
        matter = read_documents([document_of(content, name=parcel.row)])
        gone = standing.vanished(content, parcel.dataset)
        with services.writing(reason=self.reason):
            tally = load(matter, reason=self.reason)
            for event in Event.objects.filter(case__key=parcel.key, key__in=gone):
                services.withdraw(event, because=f"{GONE}, {_version(content)}")
        left = {f"event {parcel.key}/{key}" for key in gone}
        tally.only_here = [words for words in tally.only_here if words not in left]
        if content["cases"] and not standing.case:
            return tally, CaseResult.ADDED
        if gone or tally.changed:
            if standing.is_public and not publish:
                raise _WouldChangePublicError
            return tally, CaseResult.CHANGED
        return tally, CaseResult.CHANGED if _news(tally) else CaseResult.UNCHANGED

    def _remember(self, content: Mapping[str, Any]) -> None:
        """Keep what may come again; defendants come once, and are many."""
        own = {defendant["party"] for case in content["cases"] for defendant in case.get("defendants", ())}
        for kind in SHARED:
            for block in content.get(kind, ()):
                if block["id"] not in own:
                    self._written[kind, block["id"]] = block


def _news(tally: LoadCounts) -> bool:
    """Tell whether anything was added but a new version of a source, which nothing cites yet."""
    others = set(tally.added) - {str(Source._meta.verbose_name_plural)}
    return any(tally.added[kind] for kind in others)


def _without(content: Mapping[str, Any], written: Mapping[tuple[str, str], Any]) -> dict[str, Any]:
    """Return a case file without the courts, sources and parties that are written just so."""
    return {
        **content,
        **{
            kind: [block for block in content.get(kind, ()) if written.get((kind, block["id"])) != block]
            for kind in SHARED
        },
    }


def _version(content: Mapping[str, Any]) -> str:
    sources = content.get("sources") or [{}]
    return str(sources[-1].get("title") or sources[-1].get("id") or "in its newest version")


def _refusal(problem: Problem, parcel: StagedCase) -> Refusal:
    """Say which row a problem stands in, as near as ids tell."""
    named = [parcel.rows[key] for key in NAMED.findall(problem.place) if key in parcel.rows]
    found = f"“{problem.value}”; " if problem.value else ""
    return Refusal(named[-1] if named else parcel.row, f"{problem.place}: {found}expected {problem.expected}")
