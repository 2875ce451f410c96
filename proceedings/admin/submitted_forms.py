"""A form as it was submitted, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any

from django.db import models
from django.forms.formsets import all_valid


@dataclass(frozen=True, slots=True)
class SubmittedForms:
    """The form of a record and the formsets of its parts, bound to one request."""

    record: Any  # None for a new one
    fieldsets: Sequence[Any]
    form: Any
    formsets: list[Any]
    inlines: list[Any]

    def is_valid(self) -> bool:
        """Validate the form and every formset, so that all errors are shown at once."""
        is_form_valid = self.form.is_valid()
        return bool(all_valid(self.formsets) and is_form_valid)

    @property
    def reason(self) -> str:
        """Return the reason given for the change."""
        return str(self.form.cleaned_data.get("change_reason", ""))

    def parts(self) -> tuple[list[models.Model], list[models.Model]]:
        """Return the parts that differ from what is recorded, and those to be removed."""
        changed: list[models.Model] = []
        removed: list[models.Model] = []
        for formset in self.formsets:
            formset.save(commit=False)
            changed += [*formset.new_objects, *(part for part, _fields in formset.changed_objects)]
            removed += formset.deleted_objects
        return changed, removed


class SaveStatus(Enum):
    """How an attempt to save ended. Only SAVED writes anything."""

    SAVED = auto()
    INVALID = auto()
    PREVIEWED = auto()
    CONFLICT = auto()  # somebody else wrote between opening the form and saving it
    REASON_NEEDED = auto()  # it corrects what readers were told, and gives no reason


@dataclass(frozen=True, slots=True)
class SaveResult:
    """What became of a submitted form, and what the page then shows besides the form."""

    status: SaveStatus
    context: Mapping[str, Any] = field(default_factory=dict)
