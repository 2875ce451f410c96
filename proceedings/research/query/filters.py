"""The filters that lists, statistics and records have in common.

Repeated values of one filter are OR, different filters are AND. What is not understood is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kit.filtering import (
    DayFilter,
    InstantFilter,
    KeysFilter,
    Refusal,
    SeveralFilter,
    StrictField,
    StrictFilter,
    StrictFilterSet,
    refuse,
)
from proceedings.law.codes import CaseType
from proceedings.models import Court, Incident, StatusSpan
from proceedings.models.status_span_queries import today
from proceedings.record.as_of import Clocks
from proceedings.record.visibility import public_spans
from proceedings.research.citations import HASH, is_fingerprint

CERTAIN, POSSIBLE = "certain", "possible"
MATCHES = (
    (CERTAIN, gettext_lazy("certain: what stood on the day for sure")),
    (POSSIBLE, gettext_lazy("possible: uncertain dates taken widely")),
)


def now() -> datetime:
    """Return the instant `known` may not be after."""
    return datetime.now(UTC)


def public_courts() -> QuerySet[Court]:
    """Return the courts before which somebody stands in public."""
    return Court.objects.filter(Exists(public_spans(StatusSpan.objects.live()).filter(court=OuterRef("pk"))))


def public_incidents() -> QuerySet[Incident]:
    """Return the incidents somebody stands before a court for, in public."""
    spans = public_spans(StatusSpan.objects.live())
    return Incident.objects.filter(Exists(spans.filter(incident=OuterRef("pk"))))


def court_names(keys: Sequence[str]) -> dict[str, str]:
    """Return the names of courts; every court may be named."""
    return dict(Court.objects.filter(key__in=keys).values_list("key", "name"))


def incident_titles(keys: Sequence[str]) -> dict[str, str]:
    """Return the titles of incidents that are public now."""
    return dict(public_incidents().filter(key__in=keys).values_list("key", "title"))


class ClockFilterSet(StrictFilterSet):
    """The two clocks, alone: what the address of one record may ask."""

    on = DayFilter(label=gettext_lazy("On"), last=today)
    known = InstantFilter(label=gettext_lazy("As published by"), now=now)

    @cached_property
    def clocks(self) -> Clocks:
        """Return the clocks as asked. One query."""
        asked = self.asked
        return Clocks.settled(asked["on"], asked["known"])


class HashField(StrictField):
    """The short hash a citation carries."""

    accepted = gettext_lazy("the 12 hexadecimal digits that end the address of a citation")

    def clean(self, value: object) -> str:
        """Return the hash, or nothing when none is given."""
        text = str(value or "").strip()
        if text and not is_fingerprint(text):
            raise refuse(text, _("This is not the hash of a citation."))
        return text


class HashFilter(StrictFilter):
    """The hash of a citation."""

    field_class = HashField


class RecordFilterSet(ClockFilterSet):
    """What the page of one record may be asked: the two clocks, and the hash of a citation of both."""

    hash = HashFilter(label=gettext_lazy("Hash of the citation"))

    def check_together(self, asked: Mapping[str, Any]) -> Iterable[Refusal]:
        """Refuse a hash without both clocks: nobody could tell what it was taken of."""
        if asked[HASH] and not (asked["on"] and asked["known"]):
            message = _("A hash belongs to a day and an instant.")
            yield self.refusal(HASH, asked[HASH], message, _("the whole address of the citation"))


def court_filter() -> KeysFilter:
    """Return the filter by the court of the case."""
    return KeysFilter(
        field_name="court__key",
        label=gettext_lazy("Court"),
        known=court_names,
        accepted=gettext_lazy("the key of a court, as the API gives it in case.court.key"),
    )


def type_filter() -> SeveralFilter:
    """Return the filter by the type of the case."""
    return SeveralFilter(
        field_name="case_type", label=gettext_lazy("Type of case"), choices=CaseType.choices()
    )


def incident_filter() -> KeysFilter:
    """Return the filter by the matter of the case."""
    return KeysFilter(
        field_name="incident__key",
        label=gettext_lazy("Matter"),
        known=incident_titles,
        accepted=gettext_lazy("the key of a matter, as in its address /incidents/KEY/"),
    )
