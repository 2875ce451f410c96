"""What every page of the admin does alike: who sees what, one write a save, nobody overwritten unawares."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.contrib import messages
from django.contrib.admin import widgets
from django.contrib.admin.exceptions import NotRegistered
from django.contrib.admin.utils import unquote
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kit import version_lock
from kit.partial_dates import PartialDateField
from kit.version_lock import PartKind
from proceedings.admin.access_log import LogsLooks
from proceedings.admin.conflict import fields_changed_by_both
from proceedings.admin.django_bases import InlineModelAdmin, StackedInline, TabularInline
from proceedings.admin.notes import notes_on
from proceedings.admin.public_corrections import ReasonNeededError, corrected_by
from proceedings.admin.status_messages import say_statuses
from proceedings.admin.typed_dates import LONGEST_TYPED, TypedDateField
from proceedings.admin.version_pages import VersionPages
from proceedings.admin.versioned_form import (
    FactForm,
    PartForm,
    PartFormSet,
    RowForm,
)
from proceedings.admin.versions import author_of, changes_between
from proceedings.admin.visibility import visible_to
from proceedings.record import services
from proceedings.record.roles import may_edit_published
from proceedings.record.visibility import rests_on_published


class SeesOnlyVisible(LogsLooks):
    """Rows and choices without the records that are closed to this user."""

    related: ClassVar[tuple[str, ...]] = ()

    def get_queryset(self, request: HttpRequest) -> Any:
        """Return the rows this user may see, with what their words name."""
        rows = visible_to(request.user, super().get_queryset(request))
        return rows.select_related(*self.related) if self.related else rows

    def get_field_queryset(self, db: str | None, db_field: Any, request: HttpRequest) -> Any:
        """Offer what the page of the related record would list."""
        try:
            related = self.admin_site.get_model_admin(db_field.remote_field.model)
        except NotRegistered:
            return super().get_field_queryset(db, db_field, request)
        return related.get_queryset(request)


# The class of a group of fields that stands below the parts: what is asked last.
AFTER_PARTS = "after-parts"
# Short texts, and dates as people write them.
COLUMNS: dict[Any, Any] = {
    models.TextField: {"widget": widgets.AdminTextareaWidget(attrs={"rows": 3})},
    PartialDateField: {
        "form_class": TypedDateField,
        "max_length": LONGEST_TYPED,
        "widget": widgets.AdminTextInputWidget,
    },
}


class FactAdmin(SeesOnlyVisible, VersionPages):
    """A page on which a record is entered and changed, with its parts; it is never deleted."""

    form = FactForm
    change_form_template = "admin/versioned_form.html"
    formfield_overrides = COLUMNS
    show_full_result_count = False
    list_per_page = 100

    class Media:
        js = ("desk.js",)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002  # Django's signature
        """Delete no fact: an event is withdrawn, a record is restricted."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let a contributor change drafts, and leave what is published alone."""
        if not super().has_change_permission(request, obj):
            return False
        return obj is None or may_edit_published(request.user) or not rests_on_published(obj)

    @property
    def part_kinds(self) -> tuple[PartKind, ...]:
        """Name the kinds of parts this page writes, whatever it shows of them."""
        return tuple(PartKind(part.model, part.owner) for part in self.all_parts())

    @property
    def parts_put_back(self) -> tuple[PartKind, ...]:
        """Name the parts that come back with a version: those that may be taken away as well."""
        return tuple(PartKind(part.model, part.owner) for part in self.all_parts() if part.removable)

    def all_parts(self) -> Sequence[type[PartOptions]]:
        """List every inline the page may show."""
        parts: Any = self.inlines
        return list(parts)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """Fetch the record, after noting its newest version: what is shown is at least as new."""
        seen = (
            version_lock.newest(self.model, unquote(object_id), self.part_kinds)
            if object_id.isdecimal()
            else ""
        )
        record = super().get_object(request, object_id, from_field)
        if record is not None:
            record.seen = seen
        return record

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:  # noqa: FBT001, FBT002  # Django's signature
        """Give the form what it needs to notice a change by somebody else."""
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.part_kinds = self.part_kinds
        form.user = request.user
        form.reason_needed = getattr(request, "reason_needed", False)
        return form

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Close the form with the reason for the change, once there is something to change."""
        fieldsets = list(self.sections(request, obj))
        if obj is not None and self.has_change_permission(request, obj):
            fieldsets.append(
                (
                    gettext_lazy("This change"),
                    {"classes": (AFTER_PARTS,), "fields": ("change_reason", "seen")},
                )
            )
        return fieldsets

    def sections(self, request: HttpRequest, obj: Any) -> Any:
        """Return the groups of fields, without the reason for the change."""
        return super().get_fieldsets(request, obj)

    def get_formset_kwargs(self, request: HttpRequest, obj: Any, inline: Any, prefix: str) -> dict[str, Any]:
        """Keep what was typed into rows that somebody else removed meanwhile."""
        kwargs: dict[str, Any] = super().get_formset_kwargs(request, obj, inline, prefix)
        if "data" in kwargs and obj.pk:
            existing = kwargs["queryset"].filter(**{inline.owner: obj}).values_list("pk", flat=True)
            version_lock.keep_gone_rows(kwargs["data"], prefix, {str(pk) for pk in existing})
        return kwargs

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show or save the form; when somebody wrote in the very moment of saving, show it again."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except services.ChangedMeanwhileError:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except ReasonNeededError:
            request.reason_needed = True  # type: ignore[attr-defined]  # the form asks for it now
            return super().changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Show what somebody else changed meanwhile above what was typed."""
        form = context["adminform"].form
        if form.instance.pk is not None:
            context["notes"] = notes_on(form.instance, request.user)
            context["here"] = request.get_full_path()
            context["may_review"] = may_edit_published(request.user)
        newer = getattr(form, "newer", [])
        context["changes_meanwhile"] = changes_between(
            self.model, form.instance.pk, newer, self.part_kinds, request.user
        )
        if newer:
            formsets = [inline.formset for inline in context["inline_admin_formsets"]]
            context["both"] = fields_changed_by_both(
                form, formsets, self.part_kinds, seen=form.seen_when_opened
            )
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001  # Django's signature
        """Leave the write to `save_related`: a record and its parts go in together."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:  # noqa: FBT001  # Django's signature
        """Write the record with all its parts in one transaction, and say where its defendants stand now.

        What it corrects in public goes into the public log, at the same instant. Raises ChangedMeanwhileError
        when somebody else has written since the form was read, and ReasonNeededError when a correction has no
        reason.
        """
        fact, reason = form.instance, form.cleaned_data.get("change_reason", "")
        parts, removed = parts_of(formsets)
        with services.writing(by=author_of(request), reason=reason) as work:
            if change:
                # The instant is taken first: nobody else can write between this look and our own write.
                _lock = work.instant
                self._refuse_lost_update(form)
            self.prepare(request, fact, work)
            corrected = corrected_by(fact, parts, removed) if change else None
            if corrected is not None and not reason:
                raise ReasonNeededError(corrected)
            changed = services.record(
                fact, parts=parts, removed=removed, by=author_of(request), reason=reason
            )
            if corrected is not None:
                corrected.record(work, why=reason)
        if not changed:
            messages.info(request, _("Nothing differed from what is recorded; nothing was written."))
        elif self.moves_status:
            say_statuses(request, work.touched, fact)

    def _refuse_lost_update(self, form: Any) -> None:
        fact, seen = form.instance, form.cleaned_data["seen"]
        services.refuse_lost_update(fact, seen=version_lock.first_seen(seen))
        newer = version_lock.newer(type(fact), fact.pk, self.part_kinds, seen=seen)
        if newer:
            raise services.ChangedMeanwhileError(newer)

    def prepare(self, request: HttpRequest, fact: Any, work: services.Writing) -> None:
        """Fill in what the page knows and the form does not ask."""


def parts_of(formsets: Any) -> tuple[list[models.Model], list[models.Model]]:
    """Return the parts that differ from what is recorded, and those to be taken away."""
    parts: list[models.Model] = []
    removed: list[models.Model] = []
    for formset in formsets:
        formset.save(commit=False)
        parts += [*formset.new_objects, *(part for part, _fields in formset.changed_objects)]
        removed += formset.deleted_objects
    return parts, removed


class PartOptions(SeesOnlyVisible, InlineModelAdmin):
    """Parts of a record, entered inside its page and removed there; history keeps what is removed."""

    form = PartForm
    formset = PartFormSet
    formfield_overrides: ClassVar[Any] = COLUMNS
    extra = 0
    owner: ClassVar[str]
    removable: ClassVar[bool] = True

    def __init_subclass__(cls) -> None:
        """Read the way back to the owner from one name."""
        if "owner" in cls.__dict__:
            cls.fk_name = cls.owner

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let a part be taken away by whoever may change the record."""
        return self.removable and self.has_change_permission(request, obj)


class PartTable(PartOptions, TabularInline):
    """Parts as rows of a table."""

    form = RowForm


class PartStack(PartOptions, StackedInline):
    """Parts as small forms, one below the other."""
