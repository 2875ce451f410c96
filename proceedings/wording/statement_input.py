"""What the sentence of a status is made from, and the words that criminal and civil statuses share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from proceedings.law.codes import Outcome
from proceedings.wording.phrases import cases_words

Plain = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementInput:
    """What a sentence is made from."""

    counts: Mapping[str, int]
    particulars: Plain
    case_names: Mapping[int, str]

    @property
    def total(self) -> int:
        """Return how many charges or claims are left."""
        return self.counts["charges"]

    @property
    def states(self) -> Mapping[str, int]:
        """Return how many stand in each state."""
        found: Mapping[str, int] = self.particulars.get("states", {})
        return found

    @property
    def sued(self) -> str:
        """Return the word for a civil defendant."""
        return gettext("Cited") if self.particulars.get("administrative") else gettext("Sued")


Writer = Callable[[StatementInput], list[str]]


def plain(text: str) -> Writer:
    """Return a writer of words that need no numbers."""
    return lambda _told: [gettext(text)]


def pause_reason(told: StatementInput) -> str:
    """Say why proceedings are paused: the recorded text, else what the outcome means."""
    pause = told.particulars.get("pause", {})
    reasons = {
        Outcome.STAYED: gettext("stayed by the court"),
        Outcome.INCOMPETENT: gettext("the defendant is not competent to stand trial"),
        Outcome.EXTRADITION_PENDING: gettext("extradition pending"),
    }
    return str(pause.get("text") or reasons.get(pause.get("outcome", ""), ""))


def where_words(told: StatementInput) -> str:
    """Name the case that carries on, else the recorded text."""
    keys = told.particulars.get("transferred_to", [])
    if any(key in told.case_names for key in keys):
        return cases_words(keys, told.case_names)
    text = str(told.particulars.get("transferred_text", ""))
    return text or (cases_words(keys, told.case_names) if keys else "")
