"""The sitemap: every page of a record that is public and may be kept by search engines, and no other.

Read anew each time it is asked for: what is closed, or marked to be kept out, is gone at once.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.core.paginator import EmptyPage, PageNotAnInteger
from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.urls import reverse

from people.models import Party
from proceedings.models import Case, Defendant, Incident, Participation
from proceedings.record import record_urls
from proceedings.record.redaction import Redactor
from proceedings.record.visibility import (
    in_public_case,
    named_participations,
    public_cases,
    public_defendants,
    public_incidents,
    public_parties,
)
from proceedings.research.lists.definitions import LISTS
from proceedings.website.records.person_page import PUBLIC_OFFICE

Rows = QuerySet[Any]


@dataclass(frozen=True, slots=True)
class NumbersPage:
    """The records of one stretch of numbers."""

    object_list: Sequence[Any]


class NumbersPaginator:
    """Pages by stretches of numbers: a record stays on its page, and no page costs more than another."""

    def __init__(self, rows: Rows, size: int) -> None:
        """Keep the rows; nothing is read yet."""
        self.rows = rows
        self.size = size

    @cached_property
    def num_pages(self) -> int:
        """Return the number of pages. One query."""
        last: int = self.rows.model._default_manager.aggregate(last=Max("pk"))["last"] or 0
        return max(1, -(-last // self.size))

    def page(self, number: str | int) -> NumbersPage:
        """Return a page; raises EmptyPage where there is none, PageNotAnInteger for what is no number."""
        try:
            place = int(number)
        except ValueError as error:
            raise PageNotAnInteger from error
        if not 1 <= place <= self.num_pages:
            raise EmptyPage
        last = place * self.size
        return NumbersPage(list(self.rows.filter(pk__gt=last - self.size, pk__lte=last).order_by("pk")))


class RecordSitemap(Sitemap, ABC):  # type: ignore[type-arg]  # not subscriptable at run time
    """The pages of one kind of record."""

    paginate_by: type[NumbersPaginator] = NumbersPaginator

    @abstractmethod
    def items(self) -> Rows:
        """Return the records to be found."""

    @property
    def paginator(self) -> Any:  # noqa: ANN401  # the part of Django's paginator that a sitemap asks for
        """Page by numbers."""
        return self.paginate_by(self.items(), settings.SITEMAP_SIZE)

    @cached_property
    def redactor(self) -> Redactor:
        """Return what may not be printed, in addresses as elsewhere."""
        return Redactor.now()


class DefendantSitemap(RecordSitemap):
    """Defendants in cases."""

    def items(self) -> Rows:
        """Return the defendants to be found."""
        rows = Defendant.objects.filter(noindex=False, case__noindex=False, party__noindex=False)
        return public_defendants(rows).select_related("party")

    def location(self, item: Defendant) -> str:
        """Return the address of a defendant's page."""
        return record_urls.defendant(item.pk, self.redactor.name_of(item.party))


class CaseSitemap(RecordSitemap):
    """Cases."""

    def items(self) -> Rows:
        """Return the cases to be found: a defendant who is kept out keeps the case out."""
        kept_out = Defendant.objects.filter(Q(noindex=True) | Q(party__noindex=True), case=OuterRef("pk"))
        return public_cases(Case.objects.filter(~Exists(public_defendants(kept_out)), noindex=False))

    def location(self, item: Case) -> str:
        """Return the address of a case's page."""
        return record_urls.case(item.pk, self.redactor.text(item.caption, case_id=item.pk))


class IncidentSitemap(RecordSitemap):
    """Matters with public cases."""

    def items(self) -> Rows:
        """Return the matters to be found."""
        return public_incidents(Incident.objects.all())

    def location(self, item: Incident) -> str:
        """Return the address of a matter's page."""
        return record_urls.incident(item.key)


class OfficePaginator(NumbersPaginator):
    """Pages of people whose page shows the public office they hold."""

    def page(self, number: str | int) -> NumbersPage:
        """Return a page. Three queries."""
        rows = list(super().page(number).object_list)
        holders = in_office([row.pk for row in rows])
        return NumbersPage([row for row in rows if row.pk in holders])


class OfficeSitemap(RecordSitemap):
    """People who hold public office in the cases of a matter; nobody else's page is to be found."""

    paginate_by = OfficePaginator

    def items(self) -> Rows:
        """Return the parties with public office in a public case."""
        office = Participation.objects.filter(in_public_case(), role__in=PUBLIC_OFFICE, party=OuterRef("pk"))
        return public_parties(Party.objects.filter(Exists(office), noindex=False))

    def location(self, item: Party) -> str:
        """Return the address of a party's page."""
        return record_urls.person(item.pk, self.redactor.name_of(item))


def in_office(parties: list[int]) -> set[int]:
    """Return the parties who hold public office in the matter their page shows: that of their first case."""
    columns = ("party_id", "case_id", "case__incident_id")
    taking = named_participations(Participation.objects.filter(in_public_case(), party__in=parties))
    part = taking.values_list(*columns, "role")
    accused = Defendant.objects.filter(in_public_case(), party__in=parties).values_list(*columns)
    roles: dict[int, list[tuple[int, int | None, str]]] = defaultdict(list)
    for party, case, incident, *role in (*part, *accused):
        roles[party].append((case, incident, role[0] if role else ""))
    return {party for party, held in roles.items() if _shows_office(held)}


def _shows_office(held: list[tuple[int, int | None, str]]) -> bool:
    first, matter, _role = min(held, key=lambda one: one[0])
    return any(
        role in PUBLIC_OFFICE and (case == first if matter is None else incident == matter)
        for case, incident, role in held
    )


class PageSitemap(Sitemap):  # type: ignore[type-arg]  # as above
    """The pages that are no records."""

    def items(self) -> list[str]:
        """Return their names."""
        names = ["home", "statistics", "data", "codebook", "releases", "corrections", "method"]
        return [*names, *LISTS]

    def location(self, item: str) -> str:
        """Return the address of a page."""
        return reverse(item)


SITEMAPS: dict[str, type[Sitemap[Any]] | Sitemap[Any]] = {
    "pages": PageSitemap,
    "defendants": DefendantSitemap,
    "cases": CaseSitemap,
    "incidents": IncidentSitemap,
    "people": OfficeSitemap,
}
