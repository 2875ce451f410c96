"""Forms that are asked together on one screen, some of them several times over."""

from __future__ import annotations

import hashlib
from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import formset_factory
from django.forms.utils import ErrorDict, ErrorList
from django.http import QueryDict

from proceedings.admin.visibility import visible_to
from proceedings.law.codes import Publication
from proceedings.models import Charge

MOST_ROWS = 200
ADD = "_add-"
CHARGES_READ = 400
MOST_OFFERED = 100
# What a screen sends besides the answers.
NOT_ANSWERS = ("csrfmiddlewaretoken", "shown", "_preview", "_save")


def newest_of_charges(column: str, user: Any) -> list[str]:
    """List what the newest charges say in a column, each once, as far as a user may see them."""
    rows = visible_to(user, Charge.objects.all()).exclude(**{column: ""}).order_by("-pk")
    return list(dict.fromkeys(rows.values_list(column, flat=True)[:CHARGES_READ]))[:MOST_OFFERED]


class ScreenForms(ABC):
    """The forms of one screen, some of them asked several times over: as typed, and checked.

    A row is added by the server: what was sent comes back with one more row, and nothing is found fault with.
    """

    form: Any

    def __init__(self, data: QueryDict | None, user: Any) -> None:
        """Take what was sent, with the row that was asked for."""
        self.user = user
        self.added = _added(data)
        self.data = _with_row(data, self.added) if data is not None and self.added else data

    def offences_before(self) -> list[str]:
        """List the offences typed before, to be offered again."""
        return newest_of_charges("offence", self.user)

    def statutes_before(self) -> list[str]:
        """List the statutes typed before, to be offered again."""
        return newest_of_charges("statute", self.user)

    @property
    @abstractmethod
    def formsets(self) -> list[Any]:
        """List the forms that are asked several times over."""

    def single_forms(self) -> Iterator[Any]:
        """Yield the forms that are asked once."""
        yield self.form

    def rows(
        self, prefix: str, form: Any, *, formset: Any = forms.BaseFormSet, shown: int = 1, **kwargs: Any
    ) -> Any:
        """Return the rows of one sort; so many are `shown` empty on a new page."""
        kind: Any = formset_factory(
            form, formset=formset, extra=shown, absolute_max=MOST_ROWS, max_num=MOST_ROWS
        )
        # What was sent without such rows has none of them.
        whole = self.data if self.data is None or f"{prefix}-TOTAL_FORMS" in self.data else None
        return kind(whole, prefix=prefix, **kwargs)

    def settle_added_row(self) -> None:
        """Let a row that was added begin as the first one does, and find no fault while rows are added."""
        if not self.added:
            return
        for rows in self.formsets:
            if rows.prefix == self.added:
                rows.forms[-1].is_bound = False  # nothing of it has been sent yet
        for form in self.every_form():
            form._errors = ErrorDict()  # noqa: SLF001  # Django's own place for them
        for rows in self.formsets:
            rows._errors, rows._non_form_errors = [], ErrorList()  # noqa: SLF001  # as above

    def every_form(self) -> Iterator[Any]:
        """Yield every form."""
        yield from self.single_forms()
        for rows in self.formsets:
            yield from rows.forms

    def is_valid(self) -> bool:
        """Check everything, so that every fault is told at once."""
        checked = [form.is_valid() for form in self.single_forms()]
        checked += [not rows.is_bound or rows.is_valid() for rows in self.formsets]
        return all(checked) and self.fits_together()

    def fits_together(self) -> bool:
        """Check what no form can check alone."""
        return True

    @property
    def is_draft(self) -> bool:
        """Tell whether what is typed is to stay a draft."""
        form = self.form
        is_asked = form.is_bound and "publication" in form.fields
        return is_asked and form["publication"].value() == Publication.DRAFT

    @property
    def faults(self) -> int:
        """Count the forms with a fault."""
        return sum(1 for form in self.every_form() if form.is_bound and form.errors)

    @property
    def stamp(self) -> str:
        """Return a short text that differs when anything typed differs."""
        data = self.data or QueryDict()
        typed = sorted((name, data.getlist(name)) for name in data if name not in NOT_ANSWERS)
        return hashlib.sha256(repr(typed).encode()).hexdigest()[:32]


def _added(data: QueryDict | None) -> str:
    return next((name.removeprefix(ADD) for name in data or () if name.startswith(ADD)), "")


def _with_row(data: QueryDict, prefix: str) -> QueryDict:
    """Return what was sent with one more row of a sort."""
    more = data.copy()
    rows = data.get(f"{prefix}-TOTAL_FORMS", "")
    if rows.isdecimal():
        more[f"{prefix}-TOTAL_FORMS"] = str(min(int(rows) + 1, MOST_ROWS))
    return more
