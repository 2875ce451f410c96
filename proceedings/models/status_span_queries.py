"""Every reusable WHERE: what is public, and who stood where on a day as this site said it at an instant."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from proceedings.law.codes import (
    Phase,
    Publication,
    Role,
    StatusCode,
)
from proceedings.law.rules import phase_of

NOTHING_RECORDED = (StatusCode.NOT_CHARGED.value, StatusCode.CIVIL_NOT_SUED.value)
UNNAMED = {"role": Role.VICTIM.value, "named_because": ""}
FOREVER = date(9999, 12, 31)
NOT_SUPERSEDED = datetime(9999, 12, 31, tzinfo=UTC)


def today() -> date:
    """Return the day `on` means when nobody says: today, in UTC."""
    return datetime.now(UTC).date()


def in_force(**target: Any) -> models.QuerySet[Any]:
    """Return the restrictions in force today on the given target."""
    day = today()
    restriction = apps.get_model("proceedings", "Restriction")
    return restriction.objects.filter(Q(until=None) | Q(until__gte=day), since__lte=day, **target)


def codes_of(phase: Phase) -> list[str]:
    """Return the status codes that belong to a phase."""
    return [code.value for code in StatusCode if phase_of(code) == phase]


class SpanQuerySet(models.QuerySet[Any]):
    """Spans of status, asked with the two clocks: `on` (in court) and `known` (said here)."""

    def public(self) -> SpanQuerySet:
        """Leave out every defendant closed to the public: by itself, by its case or by its party."""
        return self.exclude(
            Exists(in_force(defendant=OuterRef("defendant_id")))
            | Exists(in_force(case=OuterRef("case_id")))
            | Exists(in_force(party=OuterRef("party_id")))
        )

    def live(self) -> SpanQuerySet:
        """Keep what this site says now."""
        return self.filter(superseded_at=NOT_SUPERSEDED)

    def known(self, instant: datetime | None) -> SpanQuerySet:
        """Keep what this site said at an instant; now, when none is given."""
        if instant is None:
            return self.live()
        return self.filter(recorded_at__lte=instant, superseded_at__gt=instant)

    def on(self, day: date) -> SpanQuerySet:
        """Keep the one span of each defendant that holds on a day.

        That its status began by the day says nothing more, but the indexes are in that order.
        """
        return self.filter(since__lte=day, valid_from__lte=day, valid_until__gt=day)

    def still_open(self) -> SpanQuerySet:
        """Keep the last span of each defendant: nothing is recorded for any day after it."""
        return self.filter(valid_until=FOREVER)

    def possibly_on(self, day: date) -> SpanQuerySet:
        """Keep the spans that may hold on a day, uncertain dates taken widely."""
        return self.filter(possible_from__lte=day, valid_until__gt=day)

    def standing(self, *codes: str) -> SpanQuerySet:
        """Keep the defendants who stand at any of these statuses."""
        return self.filter(status__in=codes)

    def recorded(self) -> SpanQuerySet:
        """Leave out those against whom nothing is recorded on the day."""
        return self.exclude(status__in=NOTHING_RECORDED)


def public_cases(rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
    """Keep the cases the public may see.

    A case is public when a published event rests on it, it is not restricted, and it has either no defendant
    or one at least who is not restricted (its caption would name the one who is).
    """
    event = apps.get_model("proceedings", "Event")
    defendant = apps.get_model("proceedings", "Defendant")
    published = event.objects.filter(case=OuterRef("pk"), publication=Publication.PUBLISHED.value)
    anyone = defendant.objects.filter(case=OuterRef("pk"))
    return rows.filter(Exists(published), ~Exists(anyone) | Exists(public_defendants(anyone))).exclude(
        Exists(in_force(case=OuterRef("pk")))
    )


def in_public_case() -> Exists:
    """Return the condition that the case of a row is one the public may see.

    Asked of each case: a database may list all public cases first when asked for one among them.
    """
    case = apps.get_model("proceedings", "Case")
    return Exists(public_cases(case.objects.filter(pk=OuterRef("case_id"))))


def public_defendants(rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
    """Keep the defendants the public may see: a published event rests on them, and nothing restricts them."""
    span = apps.get_model("proceedings", "StatusSpan")
    return rows.filter(Exists(span.objects.live().filter(defendant=OuterRef("pk")))).exclude(
        Exists(in_force(defendant=OuterRef("pk")))
        | Exists(in_force(case=OuterRef("case_id")))
        | Exists(in_force(party=OuterRef("party_id")))
    )


def named(participations: models.QuerySet[Any]) -> models.QuerySet[Any]:
    """Leave out the victims for whom no reason to name them is recorded; rows live or of history.

    The same in Python is Participation.is_named.
    """
    return participations.exclude(**UNNAMED)


def public_parties(rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
    """Keep the parties the public may see: named in a public case, not private, not restricted."""
    defendant = apps.get_model("proceedings", "Defendant")
    participation = apps.get_model("proceedings", "Participation")
    return rows.filter(
        Exists(public_defendants(defendant.objects.filter(party=OuterRef("pk"))))
        | Exists(named(participation.objects.filter(party=OuterRef("pk"))).filter(in_public_case())),
        private=False,
    ).exclude(Exists(in_force(party=OuterRef("pk"))))
