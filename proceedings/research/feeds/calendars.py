"""Hearings as a calendar (RFC 5545), by the icalendar library.

Pure: hearings come as plain values and leave as bytes. A hearing keeps its UID for good, whatever is
corrected; SEQUENCE counts its recorded changes and DTSTAMP is the instant of the last one, so the same record
gives the same file. Times are those of the court, with its zone described in the file; a hearing whose time
is not known takes the whole day. No end is given: nobody knows how long a hearing lasts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import icalendar
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext as _

from kit.plain_text import one_line, printable
from proceedings.law.codes import HearingOutcome

CONTENT_TYPE = "text/calendar; charset=utf-8; method=PUBLISH"
REFRESH = timedelta(hours=12)  # how often a subscribed calendar is asked to look again

CONFIRMED, TENTATIVE, CANCELLED = "CONFIRMED", "TENTATIVE", "CANCELLED"
STATUS: dict[str, str] = {
    HearingOutcome.SCHEDULED: CONFIRMED,
    HearingOutcome.HELD: CONFIRMED,
    HearingOutcome.TRIAL_EFFECTIVE: CONFIRMED,
    # What was set for that day did not take place on it.
    HearingOutcome.CONTINUED: CANCELLED,
    HearingOutcome.VACATED: CANCELLED,
    HearingOutcome.CANCELLED: CANCELLED,
    HearingOutcome.WAIVED: CANCELLED,
    HearingOutcome.TRIAL_CRACKED: CANCELLED,
    HearingOutcome.TRIAL_INEFFECTIVE: CANCELLED,
}
OPEN = ("", HearingOutcome.SCHEDULED)


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarHead:
    """What a calendar says about itself.

    `host` is the site's domain, part of every UID: it must never change. `address` is the whole address of
    the calendar file; `on` is the day that parts hearings to come from those that have passed.
    """

    name: str
    host: str
    address: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarHearing:
    """One hearing as plain values.

    `day` and `at` (None: not known) are in the court's own `time_zone`, an IANA name. `outcome` is a
    HearingOutcome or empty; `recorded` is the aware instant of the last recorded change, and `changes` how
    many there were after the first. Texts are already redacted.
    """

    id: int
    day: date
    at: time | None
    time_zone: str
    title: str
    case: str
    docket: str
    court: str
    place: str
    outcome: str
    what: str
    address: str
    recorded: datetime
    changes: int


def calendar(head: CalendarHead, hearings: Iterable[CalendarHearing]) -> bytes:
    """Write the hearings as a calendar to subscribe to, in the order they come."""
    book = icalendar.Calendar()
    book.add("prodid", f"-//{one_line(head.host)}//casetracker//EN")
    book.add("version", "2.0")
    book.add("method", "PUBLISH")
    # NAME, REFRESH-INTERVAL and SOURCE are RFC 7986; the X- names are what most programs still read.
    book.add("name", one_line(head.name))
    book.add("x-wr-calname", one_line(head.name))
    book.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    book.add("x-published-ttl", icalendar.vDuration(REFRESH))
    book.add("source", iri_to_uri(one_line(head.address)), parameters={"VALUE": "URI"})
    days: list[date] = []
    for hearing in hearings:
        book.add_component(_event(head, hearing))
        days.append(hearing.day)
    if days:
        # A year either side, so that the changes of clocks around the hearings are in the file.
        first, last = max(min(days).year - 1, date.min.year), min(max(days).year + 2, date.max.year)
        book.add_missing_timezones(date(first, 1, 1), date(last, 1, 1))
    written: bytes = book.to_ical()
    return written


def status_of(hearing: CalendarHearing, on: date) -> str:
    """Return the calendar's status; nobody knows that a hearing was held while no outcome is recorded."""
    if hearing.outcome in OPEN:
        return TENTATIVE if hearing.day < on else CONFIRMED
    return STATUS[hearing.outcome]


def _event(head: CalendarHead, hearing: CalendarHearing) -> icalendar.Event:
    event = icalendar.Event()
    event.add("uid", f"hearing-{hearing.id}@{one_line(head.host)}")
    event.add("dtstamp", hearing.recorded.astimezone(UTC).replace(microsecond=0))
    event.add("last-modified", hearing.recorded.astimezone(UTC).replace(microsecond=0))
    event.add("sequence", hearing.changes)
    event.add("dtstart", _start(hearing))
    event.add("status", status_of(hearing, head.on))
    event.add("summary", _summary(head, hearing))
    event.add("description", _description(hearing))
    if where := ", ".join(part for part in (hearing.court, hearing.place) if part):
        event.add("location", one_line(where))
    event.add("url", iri_to_uri(one_line(hearing.address)))
    # Somebody else's hearing takes no time from the reader's day.
    event.add("transp", "TRANSPARENT")
    event.add("class", "PUBLIC")
    return event


def _start(hearing: CalendarHearing) -> date | datetime:
    if hearing.at is None:
        return hearing.day
    return datetime.combine(hearing.day, hearing.at.replace(tzinfo=None), ZoneInfo(hearing.time_zone))


def _summary(head: CalendarHead, hearing: CalendarHearing) -> str:
    said = one_line(f"{hearing.title}: {hearing.case}")
    if hearing.outcome in OPEN:
        return _("No outcome recorded: %(said)s") % {"said": said} if hearing.day < head.on else said
    return f"{_(HearingOutcome(hearing.outcome).label)}: {said}"


def _description(hearing: CalendarHearing) -> str:
    case = ", ".join(part for part in (hearing.case, hearing.docket) if part)
    if hearing.at is None:
        when = _("The time is not known.")
    else:
        when = _("The time is the court's own (%(zone)s).") % {"zone": hearing.time_zone}
    lines = [hearing.what, case, when, hearing.address]
    return printable("\n".join(line.strip() for line in lines if line.strip())).replace("\r\n", "\n")
