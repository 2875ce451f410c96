"""Putting two parties together, after seeing everything that moves; and apart again."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin import ModelAdmin
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.models import IdentityDecision, Party
from proceedings.admin.known_records import tell_apart
from proceedings.admin.versions import author_of
from proceedings.admin.visibility import can_see, visible_to
from proceedings.models import Merge
from proceedings.record import party_merge
from proceedings.record.party_merge import NotMergeableError
from proceedings.record.roles import may_edit_published


class OtherForm(forms.Form):
    """Which party is the same as this one."""

    other = forms.ModelChoiceField(Party.objects.none(), label=gettext_lazy("The same as"))

    def __init__(self, *args: Any, rows: Any, **kwargs: Any) -> None:
        """Offer the parties somebody may see."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["other"]
        field.queryset = rows
        field.error_messages["invalid_choice"] = _("Choose another party than the one that is kept.")
        field.widget = AutocompleteSelect(IdentityDecision._meta.get_field("second"), admin.site)
        field.widget.choices = field.choices


class ReasonForm(forms.Form):
    """On what the decision rests."""

    because = forms.CharField(
        label=gettext_lazy("On what this rests"),
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text=gettext_lazy("A name is no proof. Kept with the decision; never public."),
    )


class MergeViewsMixin(ModelAdmin):
    """Two pages of a party: another one is put together with it; what was put together is put apart."""

    change_form_template = "admin/merging/party.html"

    def get_urls(self) -> list[Any]:
        """Add the two addresses."""
        view = self.admin_site.admin_view
        return [
            path("<int:object_id>/merge/", view(self.merge_view), name="people_party_merge"),
            path("<int:object_id>/apart/<int:merge_id>/", view(self.apart_view), name="people_party_apart"),
            *super().get_urls(),
        ]

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """List on the page of a party what was merged into it: there a merge is undone."""
        party = context["adminform"].form.instance
        if party.pk is not None and may_edit_published(request.user):
            context["merges"] = _merges_into(request, party)
        return super().render_change_form(request, context, *args, **kwargs)

    def merge_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Ask which other party is the same, show what moves, and move it."""
        kept = self._party(request, object_id)
        rows = visible_to(request.user, Party.objects.exclude(pk=kept.pk))
        choice = OtherForm(request.GET if "other" in request.GET else None, rows=rows)
        reason = ReasonForm(request.POST or None)
        context: dict[str, Any] = {"kept": kept, "choice": choice, "reason": reason}
        context["merges"] = _merges_into(request, kept)
        if choice.is_valid():
            other = choice.cleaned_data["other"]
            try:
                if reason.is_valid():
                    return self._merge(request, kept, other, reason.cleaned_data["because"])
                names = tell_apart([kept, other], request.user)
                context |= {"from_name": names[other.pk], "to_name": names[kept.pk]}
                context |= {"other": other, "moving": _visible_rows(request, party_merge.moving(kept, other))}
            except NotMergeableError as refused:
                context["refused"] = str(refused)
        return self._page(request, "admin/merging/merge.html", _("Merge two parties"), context)

    def _merge(self, request: HttpRequest, kept: Party, other: Party, because: str) -> HttpResponse:
        try:
            party_merge.merge(kept, other, because=because, by=author_of(request))
        except IntegrityError as error:
            raise NotMergeableError(_("The database refuses it: %s") % error) from error
        words = {"other": other.name, "number": other.pk, "kept": kept.name}
        messages.success(request, _("%(other)s (no. %(number)s) is now part of %(kept)s.") % words)
        return HttpResponseRedirect(reverse("admin:people_party_change", args=(kept.pk,)))

    def apart_view(self, request: HttpRequest, object_id: int, merge_id: int) -> HttpResponse:
        """Show what moves back, and move it."""
        kept = self._party(request, object_id)
        done = Merge.objects.filter(pk=merge_id, kept=kept, undone_at=None).select_related("merged").first()
        if done is None or not can_see(request.user, Party, done.merged_id):
            raise Http404
        reason = ReasonForm(request.POST or None)
        context: dict[str, Any] = {"kept": kept, "merge": done, "reason": reason, "count": len(done.moved)}
        if reason.is_valid():
            try:
                left = party_merge.unmerge(
                    done, because=reason.cleaned_data["because"], by=author_of(request)
                )
            except NotMergeableError as refused:
                context["refused"] = str(refused)
            else:
                self._say_apart(request, left)
                return HttpResponseRedirect(reverse("admin:people_party_change", args=(done.merged_id,)))
        return self._page(request, "admin/merging/apart.html", _("Undo a merge"), context)

    def _say_apart(self, request: HttpRequest, left: list[str]) -> None:
        messages.success(request, _("The merge is undone: they are two parties again."))
        if left:
            words = _("Not moved back, because it is gone or belongs to somebody else by now: %(rows)s.")
            messages.warning(request, words % {"rows": ", ".join(left)})

    def _party(self, request: HttpRequest, pk: int) -> Party:
        party: Party | None = self.get_object(request, str(pk))
        if not (self.has_change_permission(request) and may_edit_published(request.user)):
            raise PermissionDenied
        if party is None:
            raise Http404
        return party

    def _page(self, request: HttpRequest, template: str, title: str, context: dict[str, Any]) -> HttpResponse:
        media = self.media + context["choice"].media if "choice" in context else self.media
        whole = {**self.admin_site.each_context(request), "title": title, "opts": self.opts, "media": media}
        return TemplateResponse(request, template, whole | context)


def _merges_into(request: HttpRequest, party: Party) -> list[Merge]:
    """Return the merges into a party that are not undone, as far as the user may see who was merged."""
    done = Merge.objects.filter(kept=party, undone_at=None).select_related("merged", "made_by")
    return [merge for merge in done if can_see(request.user, Party, merge.merged_id)]


def _visible_rows(request: HttpRequest, rows: list[party_merge.MovingRow]) -> list[tuple[str, str]]:
    """Say each row that moves and that this person may see; the others move unsaid."""
    return [
        (capfirst(each.row._meta.verbose_name), _describe(each.row))
        for each in rows
        if can_see(request.user, type(each.row), each.row.pk)
    ]


def _describe(row: Any) -> str:
    """Say a row with the case it stands in, and a defendant with the charges that come along."""
    case = getattr(row, "case", None)
    words = f"{row}, {case}" if case is not None and str(case) not in str(row) else str(row)
    charges = row.charges.count() if hasattr(row, "charges") else 0
    return f"{words} ({_('charges')}: {charges})" if charges else words
