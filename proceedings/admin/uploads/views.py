"""The pages of an import: send a file, look at what it would do, let it or drop it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from proceedings.admin.uploads.blank_tables import blank_csv, blank_workbook
from proceedings.admin.uploads.forms import UploadForm
from proceedings.admin.uploads.import_result import RowChange, RowResult, refused_rows
from proceedings.admin.uploads.import_run import ImportPreview, import_upload, preview_import
from proceedings.casefiles.problems import UnreadableCaseFilesError, shortened
from proceedings.importers.tables.kinds import BY_NAME, KINDS
from proceedings.models import Upload
from proceedings.record.roles import may_publish

SHOWN = 200  # rows of each sort; the others are counted
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@admin.register(Upload)
class UploadAdmin(ModelAdmin):
    """The addresses of an import: `admin:import_tables`, its preview, and the files to fill in."""

    def get_urls(self) -> list[Any]:
        """Give our pages instead of a list and forms: an upload is no record."""
        view = self.admin_site.admin_view
        return [
            path("", view(self.send_view), name="import_tables"),
            path("", view(self.send_view), name="proceedings_upload_changelist"),
            path("<int:pk>/", view(self.preview_view), name="import_preview"),
            path("blank/<slug:kind>.csv", view(self.blank_csv_view), name="import_blank_csv"),
            path("blank/<slug:kind>.xlsx", view(self.blank_xlsx_view), name="import_blank_xlsx"),
        ]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002  # Django's signature
        """Delete nothing by hand: uploads go by themselves."""
        return False

    def send_view(self, request: HttpRequest) -> HttpResponse:
        """Take a file, or ask for one."""
        self._admit(request)
        form = UploadForm(request.POST or None, request.FILES or None, user=request.user)
        if request.method == "POST" and form.is_valid():
            return HttpResponseRedirect(reverse("admin:import_preview", args=[form.save().pk]))
        blanks = [
            (kind, reverse("admin:import_blank_csv", args=[kind.name]), _xlsx(kind.name)) for kind in KINDS
        ]
        waiting = Upload.objects.filter(by=request.user.pk, expires_at__gt=datetime.now(UTC)).defer("content")
        context = {"form": form, "blanks": blanks, "whole": _xlsx("all"), "waiting": waiting}
        return self._page(request, "admin/uploads/send.html", _("Import"), context)

    def preview_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show what an import would do; on the way, do it or drop it."""
        self._admit(request)
        upload = get_object_or_404(Upload, pk=pk, by=request.user.pk, expires_at__gt=datetime.now(UTC))
        if upload.publish and not may_publish(request.user):
            raise PermissionDenied
        if request.method == "POST" and "_drop" in request.POST:
            upload.delete()
            messages.info(request, _("Dropped: nothing was imported."))
            return HttpResponseRedirect(reverse("admin:import_tables"))
        if request.method == "POST" and "_import" in request.POST:
            done = self._import(request, upload)
            if done is not None:
                return done
        return self._preview(request, upload)

    def _import(self, request: HttpRequest, upload: Upload) -> HttpResponse | None:
        """Import; where something came between, say so and let the preview be shown again."""
        name = upload.name
        try:
            tally = import_upload(upload, request.user, seen=request.POST.get("seen", ""))
        except UnreadableCaseFilesError:
            messages.error(request, _("Something cannot go in as it is. Nothing was imported."))
            return None
        except IntegrityError as error:
            messages.error(request, _("The database refuses it, nothing was imported: %s") % error)
            return None
        if tally is None:
            words = _("Something was saved meanwhile. Nothing is imported yet: look again.")
            messages.warning(request, words)
            return None
        words = _("Imported: %(file)s. %(what)s")
        messages.success(request, words % {"file": name, "what": f"{'; '.join(tally.lines())}."})
        return HttpResponseRedirect(reverse("admin:import_tables"))

    def _preview(self, request: HttpRequest, upload: Upload) -> HttpResponse:
        shown = preview_import(upload, request.user)
        context = {"upload": upload, "preview": shown, **_rows(shown)}
        title = _("Import of %(file)s: what would happen") % {"file": upload.name}
        return self._page(request, "admin/uploads/preview.html", title, context)

    def blank_csv_view(self, request: HttpRequest, kind: str) -> HttpResponse:
        """Give a CSV to fill in."""
        self._admit(request)
        if kind not in BY_NAME:
            raise Http404
        return _file(blank_csv(BY_NAME[kind]), "text/csv; charset=utf-8", f"{kind}.csv")

    def blank_xlsx_view(self, request: HttpRequest, kind: str) -> HttpResponse:
        """Give a workbook to fill in: of one kind, or of all."""
        self._admit(request)
        if kind != "all" and kind not in BY_NAME:
            raise Http404
        book = blank_workbook() if kind == "all" else blank_workbook((BY_NAME[kind],))
        return _file(book, XLSX_TYPE, f"{'casetracker' if kind == 'all' else kind}.xlsx")

    def _admit(self, request: HttpRequest) -> None:
        """Let those in who may enter records of every sort a table brings."""
        if not self.has_add_permission(request):
            raise PermissionDenied

    def _page(self, request: HttpRequest, template: str, title: str, context: dict[str, Any]) -> HttpResponse:
        whole = {**self.admin_site.each_context(request), "title": title, "opts": self.opts, **context}
        return TemplateResponse(request, template, whole)


def _xlsx(name: str) -> str:
    return reverse("admin:import_blank_xlsx", args=[name])


def _rows(shown: ImportPreview) -> dict[str, Any]:
    """Return the rows a preview shows, and how many of each sort it only counts."""
    rows, changes = shown.result.rows, shown.statuses.changes
    problems = [(problem, shortened(problem.value)) for problem in shown.problems[:SHOWN]]
    return {
        "counts": [(change, shown.result.counts[change]) for change in RowChange] if rows else [],
        "rows": len(rows),
        "refused": refused_rows(shown.problems),
        "problems": problems,
        "more_problems": max(0, len(shown.problems) - SHOWN),
        "changes": changes[:SHOWN],
        "more_changes": max(0, len(changes) - SHOWN),
        "groups": [_group(rows, change) for change in (RowChange.CHANGED, RowChange.ADDED)]
        + ([_group(rows, RowChange.NONE)] if problems else []),
    }


def _group(results: tuple[RowResult, ...], change: RowChange) -> dict[str, Any]:
    rows = [each for each in results if each.change is change]
    rows.sort(key=lambda each: not each.changes)  # first those that say what reads otherwise
    return {
        "label": _(change.label),
        "rows": rows[:SHOWN],
        "more": max(0, len(rows) - SHOWN),
        "all": len(rows),
    }


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
