"""The history of a record: every version with who, when, why and what changed, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from kit import version_lock
from kit.field_diff import Difference, differences
from kit.version_lock import PartKind
from proceedings.admin.versioned_form import WITHHELD
from proceedings.admin.visibility import can_see
from proceedings.record.history import RecordHistory
from proceedings.record.visibility import CLOSED_BY

# What putting back leaves as it is.
AS_NOW = ("publication", "withdrawal_reason")
# What a part is about, the narrowest first.
ABOUT = ("charge", "claim", "source", "party", "other", "defendant")


@dataclass(frozen=True, slots=True)
class VersionChange:
    """What one writing did to one row, the record itself or a part of it: each field that reads otherwise."""

    subject: str
    verb: str
    differences: list[Difference]


@dataclass(slots=True)
class Version:
    """Everything one transaction changed in a record and its parts."""

    instant: datetime
    who: str
    why: str
    changes: list[VersionChange] = field(default_factory=list)
    is_current: bool = False

    @property
    def stamp(self) -> str:
        """Return the instant as an address carries it."""
        return self.instant.isoformat()


def author_of(request: HttpRequest) -> AbstractBaseUser | None:
    """Return who writes: whoever is signed in."""
    return request.user if request.user.is_authenticated else None


class _RowNames:
    """Says the rows that foreign keys name, each once, and none that the user may not see."""

    def __init__(self, user: Any) -> None:
        self.user = user
        self.said: dict[tuple[type[models.Model], Any], str] = {}

    def __call__(self, model: type[models.Model], pk: Any) -> str:
        if (model, pk) not in self.said:
            self.said[model, pk] = self._say(model, pk)
        return self.said[model, pk]

    def _say(self, model: type[models.Model], pk: Any) -> str:
        if model in CLOSED_BY and not can_see(self.user, model, pk):
            return str(WITHHELD)
        row = model._base_manager.filter(pk=pk).first()
        return str(row) if row is not None else _("removed meanwhile")

    def closes(self, row: models.Model) -> bool:
        """Tell whether a row names somebody this user may not see."""
        return any(
            self(column.related_model, getattr(row, column.attname)) == str(WITHHELD)
            for column in row._meta.concrete_fields
            if column.is_relation and column.related_model in CLOSED_BY and getattr(row, column.attname)
        )


def versions_of(model: type[models.Model], pk: Any, parts: Sequence[PartKind], user: Any) -> list[Version]:
    """Return the versions of a record, newest first: what each transaction changed in it and in its parts."""
    rows = _history_rows(model, pk, parts)
    versions = _grouped(rows, parts, _RowNames(user))
    if versions:
        versions[-1].is_current = True
    return versions[::-1]


def changes_between(
    model: type[models.Model], pk: Any, newer: Sequence[Any], parts: Sequence[PartKind], user: Any
) -> list[Version]:
    """Return what the history rows `newer` of a record changed, oldest first."""
    if not newer:
        return []
    ids = {(type(row), row.history_id) for row in newer}
    rows = _history_rows(model, pk, parts)
    return _grouped(rows, parts, _RowNames(user), only=lambda row: (type(row), row.history_id) in ids)


def _history_rows(model: type[models.Model], pk: Any, parts: Sequence[PartKind]) -> list[Any]:
    found = [
        row
        for rows in version_lock.history_of(model, pk, parts)
        for row in rows.select_related("history_user")
    ]
    return sorted(found, key=lambda row: (row.history_date, row.history_id))


def _grouped(
    rows: Iterable[Any],
    parts: Sequence[PartKind],
    words: _RowNames,
    only: Callable[[Any], bool] | None = None,
) -> list[Version]:
    owners = {part.model: part.owner for part in parts}
    before: dict[tuple[type[Any], Any], models.Model] = {}
    grouped: dict[datetime, Version] = {}
    for row in rows:
        old, new = before.get((type(row), row.id)), (None if row.history_type == "-" else row.instance)
        before[type(row), row.id] = new if new is not None else row.instance
        if only is not None and not only(row):
            continue
        version = grouped.setdefault(row.history_date, _version(row))
        change = _change(row, old, new, words, owners)
        if change is not None:
            version.changes.append(change)
    return [version for version in grouped.values() if version.changes or only is None]


def _version(row: Any) -> Version:
    return Version(
        row.history_date, str(row.history_user or _("the site itself")), row.history_change_reason or ""
    )


def _change(
    row: Any,
    old: models.Model | None,
    new: models.Model | None,
    words: _RowNames,
    owners: dict[type[models.Model], str],
) -> VersionChange | None:
    owner = owners.get(row.instance_type)
    some: Any = new if new is not None else old if old is not None else row.instance
    if owner is not None and words.closes(some):
        return None
    verbs = {"+": _("entered"), "~": _("changed"), "-": _("removed")}
    said = differences(old, new, say=words, skip=(owner,) if owner else ())
    if row.history_type == "~" and not said:
        return None
    return VersionChange(_subject(some, words, owner), verbs[row.history_type], said)


def _subject(row: models.Model, words: _RowNames, owner: str | None) -> str:
    """Name a row; of a part, say as well what it is about: “Outcome, Testa Mockingbird: Count 1”."""
    name = capfirst(str(row._meta.verbose_name))
    about = next((each for each in ABOUT if each != owner and getattr(row, f"{each}_id", None)), None)
    if owner is None or about is None:
        return name
    field: Any = row._meta.get_field(about)
    return f"{name}, {words(field.related_model, getattr(row, field.attname))}"


def changes_by_putting_back(
    model: type[models.Model], pk: Any, parts: Sequence[PartKind], instant: datetime, user: Any
) -> list[VersionChange]:
    """Return what would change if a record stood again as it stood at an instant.

    Whether an event is public stays as it is: that is decided on its own page, and told in public.
    """
    verbs = (_("would be removed"), _("would change"), _("would come back"))
    return _changes(model, pk, parts, (RecordHistory(), RecordHistory(instant)), user, verbs, skip=AS_NOW)


def changes_from(
    model: type[models.Model],
    pk: Any,
    parts: Sequence[PartKind],
    before: datetime,
    after: datetime,
    user: Any,
) -> list[VersionChange]:
    """Return what differs between a record as it stood at one instant and as it stood at another."""
    verbs = (_("taken away"), _("changed"), _("entered"))
    return _changes(model, pk, parts, (RecordHistory(before), RecordHistory(after)), user, verbs)


def _changes(
    model: type[models.Model],
    pk: Any,
    parts: Sequence[PartKind],
    ledgers: tuple[RecordHistory, RecordHistory],
    user: Any,
    verbs: tuple[str, str, str],
    *,
    skip: Sequence[str] = (),
) -> list[VersionChange]:
    """Compare a record and its parts in two ledgers; `verbs` say what is gone, otherwise, and new."""
    words = _RowNames(user)
    changes: list[VersionChange] = []
    whole: Any = model._meta.concrete_model
    for kind, where, owner in (
        (whole, {"id": pk}, ""),
        *((p.model, {f"{p.owner}_id": pk}, p.owner) for p in parts),
    ):
        old, new = ({row.pk: row for row in ledger.rows(kind, **where)} for ledger in ledgers)
        for key in sorted({*old, *new}):
            some = old.get(key) or new[key]
            said = differences(old.get(key), new.get(key), say=words, skip=(owner,) if owner else skip)
            if said and not words.closes(some):
                verb = verbs[0] if key not in new else verbs[1] if key in old else verbs[2]
                changes.append(VersionChange(_subject(some, words, owner or None), verb, said))
    return changes
