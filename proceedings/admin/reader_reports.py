"""The inbox: what readers report about records, worked through by the editors."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.admin import ModelAdmin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from kit.date_text import day_text
from proceedings.admin.base import VisibleRowsMixin
from proceedings.law.codes import ReportKind, ReportState
from proceedings.models import Report

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


# What whoever wrote is told, by the state of their report and by what they asked for.
RECEIVED = gettext_lazy("We have your message %(reference)s about our record, and will answer by %(day)s.")
# Done may mean one of several things, so that no answer says more than is true of all of them.
ANSWERS: dict[tuple[str, str], StrOrPromise] = {
    (ReportState.DONE, ReportKind.ERROR): gettext_lazy(
        "We have looked into what you reported, and acted on it. What was corrected is listed publicly, with "
        "its date. Your reference is %(reference)s."
    ),
    (ReportState.DONE, ReportKind.REPLY): gettext_lazy(
        "We have read your reply, and acted on it. What we publish of it stands in the record as yours. Your "
        "reference is %(reference)s."
    ),
    (ReportState.DONE, ReportKind.CLOSE): gettext_lazy(
        "We have acted on your request. What we closed is no longer public here, whatever date is asked for. "
        "Copies that others made are theirs. Your reference is %(reference)s."
    ),
    (ReportState.DECLINED, ReportKind.ERROR): gettext_lazy(
        "We have read the sources again, and they say what our record says. If you know of another one, "
        "please name it. Your reference is %(reference)s."
    ),
    (ReportState.DECLINED, ReportKind.CLOSE): gettext_lazy(
        "We know of no order or law that keeps this from the public. If there is an order, please send us "
        "its court, date and number. Your reference is %(reference)s."
    ),
}
OTHERWISE: dict[str, StrOrPromise] = {
    ReportState.DONE: gettext_lazy(
        "We have acted on your request, and will tell you what was done if you ask. Your reference is "
        "%(reference)s."
    ),
    ReportState.DECLINED: gettext_lazy(
        "We have weighed your request, and leave the record as it is. You may ask again when something has "
        "changed. Your reference is %(reference)s."
    ),
}


def answer_to(report: Report) -> str:
    """Return what whoever wrote may be told now."""
    words = ANSWERS.get((report.state, report.kind)) or OTHERWISE.get(report.state, RECEIVED)
    day = day_text(report.due_on)
    return str(words) % {"reference": report.reference, "day": day}


@admin.register(Report)
class ReportAdmin(VisibleRowsMixin, ModelAdmin):
    """What a reader wrote stays as it is; editors set its state and note what was done."""

    related = ("defendant__party", "defendant__case", "case", "incident", "party")
    list_display = ("reference", "state", "kind", "about", "due")
    list_filter = ("state", "kind")
    search_fields = ("reference", "text", "note")
    ordering = ("-received_at", "-pk")
    date_hierarchy = "received_at"
    show_full_result_count = False
    said = ("reference", "kind", "about", "address", "text", "email", "received_at", "due")
    readonly_fields = (*said, "answer")
    fieldsets = (
        (
            gettext_lazy("What the reader says"),
            {
                "fields": said,
                "description": gettext_lazy("Never public. The e-mail is for an answer only."),
            },
        ),
        (
            gettext_lazy("What is made of it"),
            {
                "fields": ("state", "note", "answer"),
                "description": gettext_lazy(
                    "Nothing is sent by itself: copy the answer, and say it your way."
                ),
            },
        ),
    )

    def has_add_permission(self, _request: HttpRequest) -> bool:
        """Let nobody write a report here: readers do."""
        return False

    def has_delete_permission(self, request: HttpRequest, _obj: Any = None) -> bool:
        """Let superusers alone erase one, when whoever wrote it asks for that."""
        return bool(request.user.is_superuser)

    @admin.display(description=gettext_lazy("answer due by"), ordering="received_at")
    def due(self, report: Report) -> date:
        """Name the day by which whoever wrote is to have an answer."""
        return report.due_on

    @admin.display(description=gettext_lazy("answer to copy"))
    def answer(self, report: Report) -> str:
        """Draft an answer from the state, as it was saved last."""
        return answer_to(report)

    @admin.display(description=gettext_lazy("about"))
    def about(self, report: Report) -> str:
        """Name the record."""
        return str(report.about)
