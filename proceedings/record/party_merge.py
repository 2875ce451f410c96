"""Two parties who are one: everything moves to the one that is kept, and can be put apart again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.apps import apps
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from people.models import IdentityDecision, OtherName, Party
from proceedings.models import Charge, Claim, Defendant, Merge, Restriction
from proceedings.models.status_span_queries import today
from proceedings.record import services

# Every column that names a party, and moves: (model, column, what makes two rows of it the same).
MOVES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("proceedings.Defendant", "party", ("case_id",)),
    ("proceedings.Participation", "party", ("case_id", "role", "since")),
    ("proceedings.Representation", "party", ("participation_id",)),
    ("proceedings.HarmedPerson", "party", ("incident_id",)),
    ("proceedings.Event", "judge", ()),
    ("proceedings.EventParty", "party", ("event_id",)),
    ("proceedings.Citation", "party", ("source_id", "pinpoint")),
    ("proceedings.Report", "party", ()),
    ("proceedings.ReviewNote", "party", ()),
    ("people.OtherName", "party", ("name",)),
    ("people.Identifier", "party", ()),
)
# Those of which a twin stays behind: the kept party has the same already, and nothing is told of the other.
TWINS_STAY = {"people.OtherName", "proceedings.Citation"}


class NotMergeableError(Exception):
    """The two cannot be put together; the text says why, and what to do first."""


@dataclass(frozen=True, slots=True)
class MovingRow:
    """One row that moves from one party to the other."""

    row: Any
    column: str

    @property
    def key(self) -> list[Any]:
        """Return what the record of a merge keeps of the row."""
        return [self.row._meta.concrete_model._meta.label, self.row.pk, self.column]


def moving(kept: Party, merged: Party) -> list[MovingRow]:
    """Return every row that would move.

    Raises NotMergeableError when both hold what only one can.
    """
    refuse_unfit(kept, merged)
    return [MovingRow(row, column) for row, column in _rows(kept, merged)]


def refuse_unfit(kept: Party, merged: Party) -> None:
    """Raise NotMergeableError when the two are one, closed, merged, or decided to be two."""
    if kept.pk == merged.pk:
        raise NotMergeableError(_("Choose another party: this is the same one."))
    if kept.kind != merged.kind:
        raise NotMergeableError(_("One is a person, the other is not."))
    if Merge.objects.filter(Q(merged__in=(kept, merged)), undone_at=None).exists():
        raise NotMergeableError(_("One of the two is part of another party already."))
    restricted = Restriction.objects.filter(Q(until=None) | Q(until__gte=today()), party__in=(kept, merged))
    if restricted.exists():
        raise NotMergeableError(_("One of the two is closed to the public, or will be. Open it first."))
    if _decisions(kept, merged).filter(same=False).exists():
        raise NotMergeableError(_("It was decided that these are two. Change that decision first."))


def _rows(kept: Party, merged: Party) -> Iterator[tuple[Any, str]]:
    for label, column, same in MOVES:
        manager = apps.get_model(label)._default_manager
        held = {_values(row, same) for row in manager.filter(**{column: kept})} if same else set()
        for row in manager.filter(**{column: merged}).order_by("pk"):
            if not same or _values(row, same) not in held:
                yield row, column
            elif label not in TWINS_STAY:
                words = _("Both have the same part: %(part)s. Take one of them away first.")
                raise NotMergeableError(words % {"part": _told(row)})


def _values(row: Any, names: tuple[str, ...]) -> tuple[Any, ...]:  # noqa: ANN401  # the same
    return tuple(getattr(row, name) for name in names)


def _told(row: Any) -> str:  # noqa: ANN401  # any row that names a party
    return f"{row._meta.verbose_name}, {getattr(row, 'case', None) or row}"


def merge(kept: Party, merged: Party, *, because: str, by: AbstractBaseUser | None = None) -> Merge:
    """Move everything to the kept party, in one transaction, and keep a record of it.

    Raises NotMergeableError, and ValueError without a reason.
    """
    if not because.strip():
        raise ValueError("a merge needs a reason")  # the form asks for it in words
    with services.writing(by=by, reason=because) as work:
        _lock = work.instant  # nobody writes between this look and our own write
        rows = moving(kept, merged)
        counts = _counts(kept) + _counts(merged)
        for each in rows:
            _point(each.row, each.column, kept, work)
        done = Merge(kept=kept, merged=merged, reason=because, made_by=by, moved=[each.key for each in rows])  # type: ignore[misc]  # the user model is ours
        if not _is_named(kept, merged.name):
            done.name_made = OtherName(party=kept, name=merged.name, kind="alias")
            services.record(done.name_made)
        _decide(kept, merged, same=True, because=because, by=by)
        work.named.update((kept.pk, merged.pk))
        if _counts(kept) != counts:
            raise RuntimeError("a merge would lose a charge")  # cannot be: nothing is taken away
        done.save()
    return done


def unmerge(done: Merge, *, because: str, by: AbstractBaseUser | None = None) -> list[str]:
    """Move back what moved and still belongs to the kept party; return in words what does not any more.

    Raises ValueError without a reason, and NotMergeableError when it was put apart already.
    """
    if not because.strip():
        raise ValueError("putting parties apart needs a reason")  # the form asks for it in words
    with services.writing(by=by, reason=because) as work:
        _lock = work.instant
        done = Merge.objects.select_related("kept", "merged", "name_made").get(pk=done.pk)
        if done.undone_at is not None:
            raise NotMergeableError(_("These two were put apart already."))
        if Merge.objects.filter(merged=done.kept, undone_at=None).exists():
            raise NotMergeableError(_("The kept party is part of another now. Put those two apart first."))
        left = []
        for label, pk, column in done.moved:
            row = apps.get_model(label)._default_manager.filter(pk=pk, **{column: done.kept}).first()
            if row is None:
                left.append(f"{apps.get_model(label)._meta.verbose_name} {pk}")
            else:
                _point(row, column, done.merged, work)
        if done.name_made is not None:
            done.name_made.delete()
        _decide(done.kept, done.merged, same=False, because=because, by=by)
        work.named.update((done.kept_id, done.merged_id))
        Merge.objects.filter(pk=done.pk).update(
            undone_at=datetime.now(UTC), undone_by=by.pk if by else None, name_made=None
        )
    return left


def _point(row: Any, column: str, party: Party, work: services.WriteTransaction) -> None:  # noqa: ANN401  # the same
    """Let a row name another party: a fact through the services, what has no history as it is."""
    work.touch(services.affected_defendants(row))
    setattr(row, column, party)
    if hasattr(row, "history"):
        services.record(row)
    else:
        row.save(update_fields=[column])


def _counts(party: Party) -> int:
    """Return how many charges and claims there are against a party."""
    holders = Defendant.objects.filter(party=party)
    return (
        Charge.objects.filter(defendant__in=holders).count()
        + Claim.objects.filter(defendant__in=holders).count()
    )


def _is_named(party: Party, name: str) -> bool:
    return party.name == name or OtherName.objects.filter(party=party, name=name).exists()


def _decisions(first: Party, second: Party) -> models.QuerySet[IdentityDecision]:
    return IdentityDecision.objects.filter(Q(first=first, second=second) | Q(first=second, second=first))


def _decide(kept: Party, merged: Party, *, same: bool, because: str, by: AbstractBaseUser | None) -> None:
    """Record the decision the merge rests on, or that it was wrong."""
    decision = _decisions(kept, merged).first() or IdentityDecision(first=kept, second=merged)
    decision.same, decision.reason = same, because
    decision.decided_by = by  # type: ignore[assignment]  # the user model is ours
    services.record(decision)


def successor(pk: int) -> Party | None:
    """Return the party that has what a merged one had: the last of the chain; None when it was not merged."""
    found: Party | None = None
    seen: set[int] = set()
    while pk not in seen:
        seen.add(pk)
        step = Merge.objects.filter(merged=pk, undone_at=None).select_related("kept").first()
        if step is None:
            break
        found, pk = step.kept, step.kept_id
    return found


def parts_of(party: Party) -> list[Party]:
    """Return the parties that were merged into this one, and into those."""
    found: list[Party] = []
    todo = [party.pk]
    while todo:
        rows = [
            done.merged
            for done in Merge.objects.filter(kept__in=todo, undone_at=None).select_related("merged")
        ]
        todo = [row.pk for row in rows if row not in found]
        found += rows
    return found
