"""The list of cases: caption, docket number and court, one page at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from casetracker.kit import paging
from casetracker.kit.filtering import KeysField, Refusal, Setting, SeveralField, StrictField
from proceedings import addresses
from proceedings.codes import CaseType
from proceedings.filters import NoFilterSet, court_names
from proceedings.models import Case
from proceedings.pages.parts import CaseLine, Head
from proceedings.queries import Asked
from proceedings.querysets import public_cases
from proceedings.redaction import Redactor

BY_CAPTION = paging.Order("caption", "pk", paging.read_text)


class CaseFilterSet(NoFilterSet):
    """What the list of cases may be asked: which sort, before which court, and which page."""

    type = Setting(field_class=SeveralField, label=gettext_lazy("Type of case"), choices=CaseType.choices())
    court = Setting(
        field_class=KeysField,
        label=gettext_lazy("Court"),
        known=court_names,
        accepted=gettext_lazy("the key of a court, as the API gives it in case.court.key"),
    )
    after = Setting(field_class=StrictField, label=gettext_lazy("After"))
    before = Setting(field_class=StrictField, label=gettext_lazy("Before"))

    def check_together(self, asked: Mapping[str, Any]) -> Iterable[Refusal]:
        """Refuse what is no place in the list, and two places at once."""
        for name in ("after", "before"):
            if asked[name] and BY_CAPTION.read_cursor(asked[name]) is None:
                yield self.refusal(
                    name, asked[name], _("This is no place in the list."), BY_CAPTION.accepted()
                )
        if asked["after"] and asked["before"]:
            yield self.refusal(
                "before",
                asked["before"],
                _("A page comes after one row or before one, not both."),
                _("either “after” or “before”"),
            )


class CaseQuery(Asked):
    """A request for the list of cases."""

    filters = CaseFilterSet


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeChoice:
    """One sort of case the list can be narrowed to."""

    label: str
    href: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseList:
    """Everything the template prints."""

    head: Head
    counted: str
    types: tuple[TypeChoice, ...]
    cases: tuple[CaseLine, ...]
    next: str
    previous: str


def case_list(query: CaseQuery) -> CaseList:
    """Assemble the page of cases that was asked for."""
    asked = query.filterset.form.cleaned_data
    rows = public_cases(Case.objects.select_related("court"))
    rows = rows.filter(type__in=asked["type"]) if asked["type"] else rows
    rows = rows.filter(court__key__in=list(asked["court"])) if asked["court"] else rows
    page = paging.page(
        rows,
        BY_CAPTION,
        size=settings.PAGE_SIZE,
        after=BY_CAPTION.read_cursor(asked["after"]) if asked["after"] else None,
        before=BY_CAPTION.read_cursor(asked["before"]) if asked["before"] else None,
    )
    redactor = Redactor.now()
    return CaseList(
        head=Head(
            title=_("Cases"),
            description=_("Every case recorded here, by caption, with its court and docket number."),
            canonical="/cases/",
            noindex=bool(query.given),
            section="cases",
        ),
        counted=_counted(paging.count(rows, limit=settings.COUNT_LIMIT)),
        types=tuple(_types(query, asked["type"] or [])),
        cases=tuple(_line(case, redactor) for case in page.rows),
        next=query.href(after=page.next) if page.next else "",
        previous=query.href(before=page.previous) if page.previous else "",
    )


def _counted(count: paging.Count) -> str:
    """Say how many cases there are and what one row is."""
    return ngettext(
        "%(number)s case; one row is one docket.",
        "%(number)s cases; one row is one docket. A case as such has no status: its defendants do.",
        count.value,
    ) % {"number": count.words}


def _types(query: CaseQuery, chosen: list[str]) -> Iterable[TypeChoice]:
    """Return the ways to narrow the list to one sort of case, and back."""
    yield TypeChoice(label=_("All"), href=query.href(type=None), chosen=not chosen)
    for kind in CaseType:
        yield TypeChoice(label=_(kind.label), href=query.href(type=kind.value), chosen=kind.value in chosen)


def _line(case: Case, redactor: Redactor) -> CaseLine:
    """Write one case."""
    caption = redactor.text(case.caption, case_id=case.pk)
    return CaseLine(
        caption=caption,
        href=addresses.case(case.pk, caption),
        docket=case.public_docket,
        court=case.court.name,
        type=_(CaseType(case.type).label),
    )
