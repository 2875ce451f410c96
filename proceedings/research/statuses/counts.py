"""The counts that every status has, as columns of files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy

from proceedings.law import rules

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# Of the charges or claims that a status counts.
COUNTS: tuple[tuple[str, StrOrPromise, StrOrPromise], ...] = (
    ("charges", gettext_lazy("Charges"), gettext_lazy("Charges or claims counted.")),
    ("guilty", gettext_lazy("Guilty"), gettext_lazy("Of these, guilty.")),
    ("acquitted", gettext_lazy("Acquitted"), gettext_lazy("Of these, acquitted, for insanity too.")),
    ("dismissed", gettext_lazy("Dismissed"), gettext_lazy("Of these, dismissed.")),
    ("undecided", gettext_lazy("Undecided"), gettext_lazy("Of these, undecided.")),
    ("deferred", gettext_lazy("Deferred"), gettext_lazy("Of these, diverted or deferred.")),
    ("not_sent_to_trial", gettext_lazy("Not sent to trial"), gettext_lazy("Of these, not sent to trial.")),
    ("set_aside", gettext_lazy("Set aside"), gettext_lazy("Of these, quashed or vacated with no retrial.")),
    ("left_on_file", gettext_lazy("Left on the file"), gettext_lazy("Of these, left on the file.")),
    ("abated", gettext_lazy("Ended by death"), gettext_lazy("Of these, ended by the defendant's death.")),
    ("settled", gettext_lazy("Settled"), gettext_lazy("Of these, settled.")),
    (
        "judgment_for_plaintiff",
        gettext_lazy("For the plaintiff"),
        gettext_lazy("Of these, judgment for the plaintiff."),
    ),
    (
        "judgment_for_defendant",
        gettext_lazy("For the defendant"),
        gettext_lazy("Of these, judgment for the defendant."),
    ),
    ("transferred", gettext_lazy("Transferred"), gettext_lazy("Of these, carried on elsewhere.")),
    (
        "not_read",
        gettext_lazy("Not read"),
        gettext_lazy("Of these, with an outcome in words that were not understood."),
    ),
)


def all_counts(counts: dict[str, int], particulars: dict[str, Any]) -> dict[str, int]:
    """Return every count; what earlier rules stored lacks some, and its particulars tell them."""
    if all(key in counts for key, _label, _meaning in COUNTS):
        return counts
    return {"charges": counts["charges"], **rules.kinds_of(particulars.get("states", {}))}
