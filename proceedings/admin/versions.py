"""The history of a record: every version with who, when, why and what changed; and the way back to one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.dateparse import parse_datetime
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from casetracker.kit import version_lock
from casetracker.kit.version_lock import PartKind
from casetracker.kit.versions import Difference, differences
from proceedings import services
from proceedings.admin.django_bases import ModelAdmin
from proceedings.admin.fact_form import WITHHELD
from proceedings.admin.statuses import say_statuses
from proceedings.admin.visibility import CLOSED_BY, sees
from proceedings.ledger import Ledger
from proceedings.models import Event

VERSIONS_SHOWN = 200
# What a part is about, the narrowest first.
ABOUT = ("charge", "claim", "source", "party", "other", "defendant")


@dataclass(frozen=True, slots=True)
class Change:
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
    changes: list[Change] = field(default_factory=list)
    is_current: bool = False

    @property
    def stamp(self) -> str:
        """Return the instant as an address carries it."""
        return self.instant.isoformat()


def author_of(request: HttpRequest) -> AbstractBaseUser | None:
    """Return who writes: whoever is signed in."""
    return request.user if request.user.is_authenticated else None


class _Words:
    """Says the rows that foreign keys name, each once, and none that the user may not see."""

    def __init__(self, user: Any) -> None:
        self.user = user
        self.said: dict[tuple[type[models.Model], Any], str] = {}

    def __call__(self, model: type[models.Model], pk: Any) -> str:
        if (model, pk) not in self.said:
            self.said[model, pk] = self._say(model, pk)
        return self.said[model, pk]

    def _say(self, model: type[models.Model], pk: Any) -> str:
        if model in CLOSED_BY and not sees(self.user, model, pk):
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
    versions = _grouped(rows, parts, _Words(user))
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
    return _grouped(rows, parts, _Words(user), only=lambda row: (type(row), row.history_id) in ids)


def _history_rows(model: type[models.Model], pk: Any, parts: Sequence[PartKind]) -> list[Any]:
    found = [
        row
        for rows in version_lock.history_of(model, pk, parts)
        for row in rows.select_related("history_user")
    ]
    return sorted(found, key=lambda row: (row.history_date, row.history_id))


def _grouped(
    rows: Iterable[Any], parts: Sequence[PartKind], words: _Words, only: Callable[[Any], bool] | None = None
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
    words: _Words,
    owners: dict[type[models.Model], str],
) -> Change | None:
    owner = owners.get(row.instance_type)
    some: Any = new if new is not None else old if old is not None else row.instance
    if owner is not None and words.closes(some):
        return None
    verbs = {"+": _("entered"), "~": _("changed"), "-": _("removed")}
    said = differences(old, new, say=words, skip=(owner,) if owner else ())
    if row.history_type == "~" and not said:
        return None
    return Change(_subject(some, words, owner), verbs[row.history_type], said)


def _subject(row: models.Model, words: _Words, owner: str | None) -> str:
    """Name a row; of a part, say as well what it is about: “Outcome, Testa Mockingbird: Count 1”."""
    name = capfirst(str(row._meta.verbose_name))
    about = next((each for each in ABOUT if each != owner and getattr(row, f"{each}_id", None)), None)
    if owner is None or about is None:
        return name
    field: Any = row._meta.get_field(about)
    return f"{name}, {words(field.related_model, getattr(row, field.attname))}"


def changes_by_putting_back(
    model: type[models.Model], pk: Any, parts: Sequence[PartKind], instant: datetime, user: Any
) -> list[Change]:
    """Return what would change if a record stood again as it stood at an instant."""
    words = _Words(user)
    concrete: Any = model._meta.concrete_model
    changes: list[Change] = []
    for kind, where, owner in (
        (concrete, {"id": pk}, ""),
        *((p.model, {f"{p.owner}_id": pk}, p.owner) for p in parts),
    ):
        now = {row.pk: row for row in Ledger().rows(kind, **where)}
        then = {row.pk: row for row in Ledger(instant).rows(kind, **where)}
        for key in sorted({*now, *then}):
            some = now.get(key) or then[key]
            said = differences(now.get(key), then.get(key), say=words, skip=(owner,) if owner else ())
            if said and not words.closes(some):
                changes.append(Change(_subject(some, words, owner or None), _would(key, now, then), said))
    return changes


def _would(key: Any, now: Collection[Any], then: Collection[Any]) -> str:
    if key not in then:
        return _("would be removed")
    return _("would change") if key in now else _("would come back")


def put_back(
    fact: models.Model, parts: Sequence[PartKind], *, instant: datetime, by: Any, reason: str
) -> bool:
    """Restore a record with those of its parts that the page may take away, as they stood at an instant.

    Raises the model's DoesNotExist when there was no such record then.
    """
    if isinstance(fact, Event):
        return services.put_back(fact, instant=instant, by=by, reason=reason)
    then = Ledger(instant)
    past = next(iter(then.rows(type(fact), id=fact.pk)), None)
    if past is None:
        raise type(fact).DoesNotExist  # type: ignore[attr-defined]  # every model has one
    rows: list[models.Model] = []
    removed: list[models.Model] = []
    for part in parts:
        old = then.rows(part.model, **{f"{part.owner}_id": fact.pk})
        kept = {row.pk for row in old}
        rows += old
        removed += [
            row for row in Ledger().rows(part.model, **{f"{part.owner}_id": fact.pk}) if row.pk not in kept
        ]
    return services.record(past, parts=rows, removed=removed, by=by, reason=reason)


class VersionPages(ModelAdmin):
    """The two pages of a record's history: the list of versions, and the question before one is put back."""

    # Whether a change of this record can move a status, which is then said.
    moves_status: ClassVar[bool] = False

    @property
    def part_kinds(self) -> Sequence[PartKind]:
        """Name the kinds of parts this page writes."""
        return ()

    @property
    def parts_put_back(self) -> Sequence[PartKind]:
        """Name the parts that come back with a version."""
        return self.part_kinds

    def get_urls(self) -> list[Any]:
        """Add the address of the question."""
        name = f"{self.opts.app_label}_{self.opts.model_name}_put_back"
        ours = path("<path:object_id>/put-back/", self.admin_site.admin_view(self.put_back_view), name=name)
        return [ours, *super().get_urls()]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """List the versions of a record."""
        record = self._record(request, object_id)
        versions = versions_of(self.model, record.pk, self.part_kinds, request.user)
        context = self._context(request, record, _("History of %(record)s") % {"record": record}) | {
            "versions": versions[:VERSIONS_SHOWN],
            "left_off": max(0, len(versions) - VERSIONS_SHOWN),
            "may_put_back": self.has_change_permission(request, record),
            "put_back_url": self._url("put_back", record),
        }
        return TemplateResponse(request, "admin/versions.html", context | (extra_context or {}))

    def put_back_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask, then put a version back."""
        record = self._record(request, object_id)
        if not self.has_change_permission(request, record):
            raise PermissionDenied
        instant = parse_datetime(request.GET.get("instant", "").replace(" ", "+"))
        if instant is None or instant.tzinfo is None:
            raise Http404
        changes = changes_by_putting_back(self.model, record.pk, self.parts_put_back, instant, request.user)
        seen = version_lock.newest(self.model, record.pk, self.part_kinds)
        if request.method == "POST":
            if request.POST.get("seen") == seen:
                return self._put_back(request, record, instant)
            messages.error(
                request, _("Somebody else changed this record meanwhile. Look again before you put it back.")
            )
        context = self._context(request, record, _("Put back %(record)s") % {"record": record}) | {
            "changes": changes,
            "instant": instant,
            "seen": seen,
            "history_url": self._url("history", record),
        }
        return TemplateResponse(request, "admin/put_back.html", context)

    def _put_back(self, request: HttpRequest, record: Any, instant: datetime) -> HttpResponse:
        reason = request.POST.get("reason", "").strip()[:100] or _("An earlier version was put back")
        try:
            with transaction.atomic(), services.writing(by=author_of(request), reason=reason) as work:
                put_back(record, self.parts_put_back, instant=instant, by=author_of(request), reason=reason)
        except IntegrityError:
            messages.error(
                request, _("That version no longer fits: another record has taken its place or number.")
            )
            return HttpResponseRedirect(self._url("history", record))
        messages.success(request, _("The version was put back."))
        if self.moves_status:
            record.refresh_from_db()
            say_statuses(request, work.touched, record)
        return HttpResponseRedirect(self._url("change", record))

    def _record(self, request: HttpRequest, object_id: str) -> Any:
        record = self.get_object(request, unquote(object_id))
        if record is None:
            raise Http404
        if not self.has_view_or_change_permission(request, record):
            raise PermissionDenied
        return record

    def _url(self, page: str, record: Any) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}", args=(record.pk,))

    def _context(self, request: HttpRequest, record: Any, title: str) -> dict[str, Any]:
        return {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "original": record,
            "change_url": self._url("change", record),
        }
