"""The counts that every status has, as columns of files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# Of the charges or claims that a status counts.
COUNTS: tuple[tuple[str, StrOrPromise, StrOrPromise], ...] = (
    ("charges", gettext_lazy("Charges"), gettext_lazy("Charges or claims counted.")),
    ("guilty", gettext_lazy("Guilty"), gettext_lazy("Of these, guilty.")),
    ("acquitted", gettext_lazy("Acquitted"), gettext_lazy("Of these, acquitted.")),
    ("dismissed", gettext_lazy("Dismissed"), gettext_lazy("Of these, dismissed.")),
    ("undecided", gettext_lazy("Undecided"), gettext_lazy("Of these, undecided.")),
)
