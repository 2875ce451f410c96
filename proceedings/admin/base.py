"""What every page of the admin does alike: who sees what, one write a save, nobody overwritten unawares."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.contrib import messages
from django.contrib.admin import StackedInline, TabularInline, widgets
from django.contrib.admin.exceptions import DisallowedModelAdminToField, NotRegistered
from django.contrib.admin.helpers import AdminErrorList, AdminForm
from django.contrib.admin.options import IS_POPUP_VAR, TO_FIELD_VAR, InlineModelAdmin
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kit import version_lock
from kit.partial_dates import PartialDateField
from kit.version_lock import PartKind
from proceedings.admin.access_log import AccessLogMixin
from proceedings.admin.conflict import fields_changed_by_both
from proceedings.admin.notes import notes_on
from proceedings.admin.public_corrections import correction_for
from proceedings.admin.status_messages import report_statuses
from proceedings.admin.submitted_forms import SaveResult, SaveStatus, SubmittedForms
from proceedings.admin.typed_dates import LONGEST_TYPED, TypedDateField, TypedDayField, TypedTimeField
from proceedings.admin.version_pages import VersionHistoryMixin
from proceedings.admin.versioned_form import NO_REASON, FactForm, PartForm, PartFormSet, RowForm
from proceedings.admin.versions import author_of, changes_between
from proceedings.admin.visibility import visible_to
from proceedings.record import services
from proceedings.record.roles import may_edit_published
from proceedings.record.visibility import rests_on_published


class VisibleRowsMixin(AccessLogMixin):
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
# The class of the last of them, why it changes: a preview asks it in its own place.
THIS_CHANGE = "this-change"
# Short texts, and dates as people write them.
COLUMNS: dict[Any, Any] = {
    models.TextField: {"widget": widgets.AdminTextareaWidget(attrs={"rows": 3})},
    PartialDateField: {
        "form_class": TypedDateField,
        "max_length": LONGEST_TYPED,
        "widget": widgets.AdminTextInputWidget,
    },
    models.DateField: {"form_class": TypedDayField, "widget": widgets.AdminTextInputWidget},
    models.TimeField: {"form_class": TypedTimeField, "widget": widgets.AdminTextInputWidget},
}


class FactAdmin(VisibleRowsMixin, VersionHistoryMixin):
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

    def all_parts(self) -> Sequence[type[PartInlineMixin]]:
        """List every inline the page may show."""
        parts: Any = self.inlines
        return list(parts)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """Fetch the record, after noting its newest version: what is shown is at least as new."""
        is_to_be_shown = request.method != "POST" and object_id.isdecimal()
        seen = version_lock.newest(self.model, unquote(object_id), self.part_kinds) if is_to_be_shown else ""
        record = super().get_object(request, object_id, from_field)
        if record is not None:
            record.seen = seen
        return record

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:  # noqa: FBT001, FBT002  # Django's signature
        """Give the form what it needs to notice a change by somebody else."""
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.part_kinds = self.part_kinds
        form.user = request.user
        return form

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Close the form with the reason for the change, once there is something to change."""
        fieldsets = list(self.sections(request, obj))
        if obj is not None and self.has_change_permission(request, obj):
            fieldsets.append(
                (
                    gettext_lazy("This change"),
                    {"classes": (AFTER_PARTS, THIS_CHANGE), "fields": ("change_reason", "seen")},
                )
            )
        return fieldsets

    def sections(self, request: HttpRequest, obj: Any) -> Any:
        """Return the groups of fields, without the reason for the change."""
        return super().get_fieldsets(request, obj)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show the form; once it is submitted, save it, or show it again with why it is not saved."""
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        to_field = request.POST.get(TO_FIELD_VAR, request.GET.get(TO_FIELD_VAR))
        if to_field and not self.to_field_allowed(request, to_field):
            raise DisallowedModelAdminToField(to_field)
        record = None if object_id is None else self.get_object(request, unquote(object_id), to_field)
        if not (
            self.has_add_permission(request)
            if object_id is None
            else self.has_change_permission(request, record)
        ):
            raise PermissionDenied
        if object_id is not None and record is None:
            pages: Any = self
            missing: HttpResponse = pages._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # noqa: SLF001  # Django's own
            return missing
        forms = self.bind(request, record)
        result = SaveResult(SaveStatus.INVALID)
        if forms.is_valid():
            with transaction.atomic():
                result = self.save(request, forms)
                if result.status is SaveStatus.SAVED:
                    return self._respond(request, forms)
        if result.status is not SaveStatus.INVALID:
            # Rows that were tried out carry keys that are undone, and somebody else may have written.
            forms = self.bind(request, self.get_queryset(request).get(pk=record.pk) if record else None)
            forms.is_valid()
        forms.form.refuse_lost_update()
        if result.status is SaveStatus.REASON_NEEDED:
            forms.form.add_error("change_reason", NO_REASON)
        return self._redisplay(request, forms, form_url, {**(extra_context or {}), **result.context})

    def bind(self, request: HttpRequest, record: Any) -> SubmittedForms:
        """Bind the form of a record, or of a new one, and the formsets of its parts to what was submitted."""
        fieldsets = self.get_fieldsets(request, record)
        is_change = record is not None
        form_class = self.get_form(request, record, change=is_change, fields=flatten_fieldsets(fieldsets))
        form = form_class(request.POST, request.FILES, instance=record)
        pages: Any = self
        formsets, inlines = pages._create_formsets(request, form.instance, change=is_change)  # noqa: SLF001  # Django's own
        return SubmittedForms(record, fieldsets, form, formsets, inlines)

    def save(self, request: HttpRequest, forms: SubmittedForms) -> SaveResult:
        """Write the record with all its parts in one transaction, and say where its defendants stand now.

        What it corrects in public goes into the public log, at the same instant. Nothing is written when
        somebody else has written since the form was opened, or a correction has no reason.
        """
        fact, is_change, by = forms.form.instance, forms.record is not None, author_of(request)
        parts, removed = forms.parts()
        corrected = None
        with services.writing(by=by, reason=forms.reason) as work:
            # Under the lock: nobody else can write between this look and our own write.
            if forms.form.is_overtaken():
                return SaveResult(SaveStatus.CONFLICT)
            stored = services.stored_rows([fact, *parts, *removed])
            if is_change:
                corrected = correction_for(fact, parts, removed, stored)
                if corrected is not None and not forms.reason:
                    return SaveResult(SaveStatus.REASON_NEEDED)
            self.prepare(request, fact, work)
            is_written = services.record(fact, parts=parts, removed=removed, stored=stored)
            if corrected is not None:
                corrected.record(work, why=forms.reason)
        if not is_written:
            messages.info(request, _("Nothing differed from what is recorded; nothing was written."))
        elif self.moves_status:
            report_statuses(request, work.touched, fact)
        return SaveResult(SaveStatus.SAVED)

    def case_of(self, fact: Any) -> int | None:  # noqa: ARG002  # a page of a case says which
        """Return the case to which saving leads back."""
        return None

    def response_post_save_add(self, request: HttpRequest, obj: Any) -> HttpResponseRedirect:
        """Lead back to the case."""
        return self._to_case(obj) or super().response_post_save_add(request, obj)

    def response_post_save_change(self, request: HttpRequest, obj: Any) -> HttpResponseRedirect:
        """Lead back to the case."""
        return self._to_case(obj) or super().response_post_save_change(request, obj)

    def _to_case(self, fact: Any) -> HttpResponseRedirect | None:
        case = self.case_of(fact)
        if case is None:
            return None
        return HttpResponseRedirect(reverse("admin:proceedings_case_change", args=(case,)))

    def prepare(self, request: HttpRequest, fact: Any, work: services.WriteTransaction) -> None:
        """Fill in what the page knows and the form does not ask."""

    def _respond(self, request: HttpRequest, forms: SubmittedForms) -> HttpResponse:
        """Log the change in Django's own log, and lead on."""
        fact, is_new = forms.form.instance, forms.record is None
        message = self.construct_change_message(request, forms.form, forms.formsets, add=is_new)
        if is_new:
            self.log_addition(request, fact, message)
            return self.response_add(request, fact)
        self.log_change(request, fact, message)
        return self.response_change(request, fact)

    def _redisplay(
        self, request: HttpRequest, forms: SubmittedForms, form_url: str, extra_context: dict[str, Any]
    ) -> HttpResponse:
        """Show a submitted form again, as Django shows one that does not validate."""
        record = forms.record
        admin_form = AdminForm(
            forms.form,
            list(forms.fieldsets),
            self.get_prepopulated_fields(request, record),
            self.get_readonly_fields(request, record),
            model_admin=self,
        )
        inline_formsets = self.get_inline_formsets(request, forms.formsets, forms.inlines, record)
        media = self.media + admin_form.media
        for inline_formset in inline_formsets:
            media += inline_formset.media
        context = {
            **self.admin_site.each_context(request),
            "title": (_("Add %s") if record is None else _("Change %s")) % self.opts.verbose_name,
            "subtitle": str(record) if record is not None else None,
            "adminform": admin_form,
            "object_id": str(record.pk) if record is not None else None,
            "original": record,
            "is_popup": IS_POPUP_VAR in request.POST or IS_POPUP_VAR in request.GET,
            "to_field": request.POST.get(TO_FIELD_VAR, request.GET.get(TO_FIELD_VAR)),
            "media": media,
            "inline_admin_formsets": inline_formsets,
            "errors": AdminErrorList(forms.form, forms.formsets),
            "preserved_filters": self.get_preserved_filters(request),
            **extra_context,
        }
        is_new = record is None
        return self.render_change_form(
            request, context, add=is_new, change=not is_new, obj=record, form_url=form_url
        )

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


class PartInlineMixin(VisibleRowsMixin, InlineModelAdmin):
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


class PartTabularInline(PartInlineMixin, TabularInline):
    """Parts as rows of a table."""

    form = RowForm


class PartStackedInline(PartInlineMixin, StackedInline):
    """Parts as small forms, one below the other."""
