"""Reading what an address asks of a record: the two clocks and nothing else; the rest is refused by name."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from casetracker.kit.filtering import DayField, InstantField, Refusal, Setting, StrictFilterSet
from proceedings.clocks import Clocks
from proceedings.querysets import today


class RefusedError(Exception):
    """An address that cannot be answered without guessing; carries every refusal, not the first only."""

    def __init__(self, refusals: Collection[Refusal]) -> None:
        """Keep the refusals for the page that shows them."""
        self.refusals = tuple(refusals)
        super().__init__("; ".join(f"{one.parameter}={one.value}: {one.message}" for one in self.refusals))


class ClosedRecordError(Exception):
    """A record that exists and is closed to the public: its address answers 410 and names nobody."""


def _now() -> datetime:
    return datetime.now(UTC)


class ClocksAsked(StrictFilterSet):
    """The two clocks as parameters of a record's page."""

    on = Setting(field_class=DayField, last=today, label=_("On (day in court)"))
    known = Setting(field_class=InstantField, now=_now, label=_("As known here by"))


class NothingAsked(StrictFilterSet):
    """A page that takes no parameter."""


def read_clocks(query: QueryDict) -> Clocks:
    """Read `on` and `known`; raises RefusedError for anything else, or what cannot be read."""
    asked = ClocksAsked(query)
    if asked.refusals:
        raise RefusedError(asked.refusals)
    return Clocks.settled(asked.form.cleaned_data["on"], asked.form.cleaned_data["known"])


def nothing_asked(query: QueryDict) -> Clocks:
    """Return the clocks as they stand; raises RefusedError when anything is asked."""
    refusals = NothingAsked(query).refusals
    if refusals:
        raise RefusedError(refusals)
    return Clocks.settled()
