"""What readers write to the editors, and what the editors make of it."""

from __future__ import annotations

from kit.codes import Code
from kit.codes import gettext_noop as _


class ReportKind(Code):
    """Why somebody writes about a record."""

    ERROR = "error", _("An error"), _("Something here is wrong, or out of date")
    REPLY = "reply", _("A reply"), _("Somebody named here, or acting for them, answers what stands here")
    CLOSE = (
        "close",
        _("Not to be public"),
        _("A court order or the law keeps this from the public: sealed, expunged, a juvenile, a victim"),
    )
    FRESH_START = (
        "fresh",
        _("A fresh start"),
        _("The case ended or the sentence was served, and whoever is named asks no longer to be"),
    )
    OTHER = "other", _("Something else"), _("Anything else about this record")


class ReportState(Code):
    """How far the editors are with a report."""

    NEW = "new", _("New"), _("Nobody has looked at it yet")
    IN_HAND = "in_hand", _("In hand"), _("An editor is looking into it")
    DONE = "done", _("Done"), _("The record was changed, or answered")
    DECLINED = "declined", _("Declined"), _("Nothing was changed; the note says why")
