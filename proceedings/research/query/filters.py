"""The vocabulary of query parameters, the only one there is: page, API and every download read it here.

Repeated values of one filter are OR, different filters are AND. What is not understood is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kit.filtering import (
    DayField,
    InstantField,
    KeysField,
    OneOfField,
    Refusal,
    Setting,
    SeveralField,
    StrictField,
    StrictFilter,
    StrictFilterSet,
    WordsField,
    read_day,
    refuse,
)
from kit.paging import Cursor, Order
from proceedings.law.codes import CaseType, Phase, StatusCode
from proceedings.models import Court, Incident, StatusSpan
from proceedings.models.status_span_queries import today
from proceedings.record.as_of import Clocks
from proceedings.record.visibility import public_spans
from proceedings.research.citations import HASH, is_fingerprint
from proceedings.research.lists.name_order import by_name

CERTAIN, POSSIBLE = "certain", "possible"
MATCHES = (
    (CERTAIN, gettext_lazy("certain: what stood on the day for sure")),
    (POSSIBLE, gettext_lazy("possible: uncertain dates taken widely")),
)
NEWEST_FIRST = Order("since", "defendant_id", read_day, column_down=True)
BY_NAME = by_name("sort_name", "defendant_id", "party_id")
ORDERS = {
    "-since": NEWEST_FIRST,
    "since": NEWEST_FIRST.reverse(),
    "name": BY_NAME,
    "-name": BY_NAME.reverse(),
}
DEFAULT_SORT = "-since"
SORTS = (
    ("-since", gettext_lazy("last change first")),
    ("since", gettext_lazy("longest unchanged first")),
    ("name", gettext_lazy("name, A to Z")),
    ("-name", gettext_lazy("name, Z to A")),
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


class NoFilterSet(StrictFilterSet):
    """The parameters of an address that takes none."""

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data, StatusSpan.objects.none())


class ClockFilterSet(NoFilterSet):
    """The two clocks, alone: what the address of one record may ask."""

    on = Setting(field_class=DayField, label=gettext_lazy("On"), last=today)
    known = Setting(field_class=InstantField, label=gettext_lazy("As published by"), now=now)

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


class RecordFilterSet(ClockFilterSet):
    """What the page of one record may be asked: the two clocks, and the hash of a citation of both."""

    hash = Setting(field_class=HashField, label=gettext_lazy("Hash of the citation"))

    def check_together(self, asked: Mapping[str, Any]) -> Iterable[Refusal]:
        """Refuse a hash without both clocks: nobody could tell what it was taken of."""
        if asked[HASH] and not (asked["on"] and asked["known"]):
            message = _("A hash belongs to a day and an instant.")
            yield self.refusal(HASH, asked[HASH], message, _("the whole address of the citation"))


class DefendantFilterSet(ClockFilterSet):
    """What the list of defendants may be asked: who, where, standing how, on which day, as known when.

    The lists say what each of it means (`proceedings.research.lists`).
    """

    q = Setting(field_class=WordsField, label=gettext_lazy("Name or docket number"))
    status = Setting(field_class=SeveralField, label=gettext_lazy("Status"), choices=StatusCode.choices())
    phase = Setting(field_class=SeveralField, label=gettext_lazy("Phase"), choices=Phase.choices())
    court = StrictFilter(
        field_class=KeysField,
        field_name="court__key",
        label=gettext_lazy("Court"),
        known=court_names,
        accepted=gettext_lazy("the key of a court, as the API gives it in case.court.key"),
    )
    type = StrictFilter(
        field_class=SeveralField,
        field_name="case_type",
        label=gettext_lazy("Type of case"),
        choices=CaseType.choices(),
    )
    incident = StrictFilter(
        field_class=KeysField,
        field_name="incident__key",
        label=gettext_lazy("Matter"),
        known=incident_titles,
        accepted=gettext_lazy("the key of a matter, as in its address /incidents/KEY/"),
    )
    match = Setting(field_class=OneOfField, label=gettext_lazy("Match"), choices=MATCHES)
    sort = Setting(field_class=OneOfField, label=gettext_lazy("Sort by"), choices=SORTS)
    after = Setting(field_class=StrictField, label=gettext_lazy("After"))
    before = Setting(field_class=StrictField, label=gettext_lazy("Before"))

    @property
    def order(self) -> Order:
        """Return the order asked for."""
        return ORDERS[self.form.cleaned_data["sort"] or DEFAULT_SORT]

    @property
    def is_possible(self) -> bool:
        """Tell whether uncertain dates are taken widely."""
        return bool(self.form.cleaned_data["match"] == POSSIBLE)

    @property
    def after_cursor(self) -> Cursor | None:
        """Return the row the page comes after."""
        return self._cursor("after")

    @property
    def before_cursor(self) -> Cursor | None:
        """Return the row the page comes before."""
        return self._cursor("before")

    def _cursor(self, parameter: str) -> Cursor | None:
        text = self.form.cleaned_data[parameter]
        return self.order.read_cursor(text) if text else None

    def check_together(self, asked: Mapping[str, Any]) -> Iterable[Refusal]:
        """Refuse a cursor of another order, and two cursors at once."""
        for parameter in ("after", "before"):
            if asked[parameter] and self._cursor(parameter) is None:
                message = _("This is no place in the list as it is sorted.")
                yield self.refusal(parameter, asked[parameter], message, self.order.accepted())
        if asked["after"] and asked["before"]:
            message = _("A page comes after one row or before one, not both.")
            yield self.refusal("before", asked["before"], message, _("either “after” or “before”"))
