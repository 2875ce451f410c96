"""Reports of readers: limited by sender, stored under a reference, never public."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta

from django.db import models, transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from proceedings.law.codes import ReportKind
from proceedings.models import Report, ReportCount

MOST_AN_HOUR = 5  # from one network
MOST_IN_ALL = 200  # an hour, from everywhere: a flood from many networks fills no inbox
KEPT = timedelta(days=1)
EVERYONE = "everyone"
# Without letters and digits that are taken for each other when read out.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUP, GROUPS = 4, 2


class TooManyReportsError(Exception):
    """A sender has written as often as is taken within an hour; `wait` says for how long to wait."""

    def __init__(self, wait: timedelta) -> None:
        """Keep how long it takes until the next hour begins."""
        self.wait = wait
        super().__init__("too many reports within an hour")


def take_turn(network: str, *, now: datetime | None = None) -> None:
    """Count one more report of a network; raises TooManyReportsError when it is one too many.

    The count stands in the database, so that it holds for all processes. It is written before the report and
    whatever becomes of it.
    """
    moment = now or datetime.now(UTC)
    hour = moment.replace(minute=0, second=0, microsecond=0)
    ReportCount.objects.filter(hour__lt=moment - KEPT).delete()
    sender = salted_hmac(
        "proceedings.website.reader_reports.services", f"{hour.date()} {network}", algorithm="sha256"
    ).hexdigest()
    if _counted(sender, hour) > MOST_AN_HOUR or _counted(EVERYONE, hour) > MOST_IN_ALL:
        raise TooManyReportsError(hour + timedelta(hours=1) - moment)


def _counted(sender: str, hour: datetime) -> int:
    """Add one to a count in the database itself, and return it."""
    with transaction.atomic():
        ReportCount.objects.get_or_create(sender=sender, hour=hour)
        mine = ReportCount.objects.filter(sender=sender, hour=hour)
        mine.update(number=F("number") + 1)
        return mine.values_list("number", flat=True).get()


def file_report(about: models.Model, *, kind: ReportKind, text: str, address: str, email: str = "") -> Report:
    """Put a report into the editors' inbox and return it with its reference."""
    return Report.objects.create(
        reference=new_reference(),
        kind=kind.value,
        text=text,
        email=email,
        address=address,
        received_at=datetime.now(UTC),
        **{about._meta.model_name or "": about},
    )


def new_reference() -> str:
    """Return a reference nobody can guess, in groups that can be read out: K7QX-M2PD."""
    groups = ("".join(secrets.choice(ALPHABET) for _letter in range(GROUP)) for _group in range(GROUPS))
    return "-".join(groups)
