"""The public log of corrections as a page: before, after, reason, when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kit.filtering import Refusal, StrictFilter, StrictFilterSet
from proceedings.law.codes import EventKind
from proceedings.models import Case, Correction, Event, Incident
from proceedings.record import record_urls
from proceedings.record.redaction import Redactor
from proceedings.research.query.request_params import RequestParams
from proceedings.website.corrections import log
from proceedings.website.date_format import say
from proceedings.website.view_models import Head, Link


class CorrectionFilterSet(StrictFilterSet):
    """What the log may be asked: which page."""

    after = StrictFilter(label=gettext_lazy("After"))
    before = StrictFilter(label=gettext_lazy("Before"))

    def check_together(self, asked: Mapping[str, Any]) -> Iterable[Refusal]:
        """Refuse what is no place in the log, and two places at once."""
        for name in ("after", "before"):
            if asked[name] and log.read_place(asked[name]) is None:
                accepted = _("the value a “next” or “previous” address of this list carries")
                yield self.refusal(name, asked[name], _("This is no place in the log."), accepted)
        if asked["after"] and asked["before"]:
            message = _("A page comes after one row or before one, not both.")
            yield self.refusal("before", asked["before"], message, _("either “after” or “before”"))


class CorrectionQuery(RequestParams):
    """A request for the log."""

    filters = CorrectionFilterSet


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionLine:
    """One entry of the log, in words."""

    anchor: str
    day: str
    clock: str
    instant: str
    kind: str
    title: str
    event: str
    was: str
    now: str
    why: str
    about: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionsPage:
    """Everything the template prints."""

    head: Head
    lines: tuple[CorrectionLine, ...]
    next: str
    previous: str


def corrections_page(query: CorrectionQuery) -> CorrectionsPage:
    """Assemble the page that was asked for."""
    asked = query.filterset.asked
    page = log.page(
        size=settings.PAGE_SIZE,
        after=log.read_place(asked["after"] or ""),
        before=log.read_place(asked["before"] or ""),
    )
    return CorrectionsPage(
        head=Head(
            title=_("Corrections"),
            description=_("What was wrong here, what is right, why, and when it was corrected."),
            canonical=reverse("corrections"),
            noindex=bool(query.given),
            section="corrections",
        ),
        lines=tuple(corrections_lines(page.entries)),
        next=query.href(after=page.next) if page.next else "",
        previous=query.href(before=page.previous) if page.previous else "",
    )


def corrections_lines(entries: list[log.Entry]) -> Iterator[CorrectionLine]:
    """Write entries of the log, without the names that are withheld: at most four queries."""
    redactor = Redactor.now()
    cases = log.cases_of_entries(entries)
    for entry in entries:
        yield _closed(entry) if entry.is_closed else _line(entry, cases, redactor)


def _closed(entry: log.Entry) -> CorrectionLine:
    """Keep the place of an entry of which nothing more may be said."""
    return CorrectionLine(
        anchor=_anchor(entry),
        day=say(entry.place.made_at.date()),
        clock=_clock(entry),
        instant=entry.place.made_at.isoformat(),
        kind=_("Closed"),
        title=_("About a record that is closed to the public"),
        event="",
        was="",
        now="",
        why=_("The record was closed by law after this entry was made; its text is withheld."),
        about=None,
    )


def _line(entry: log.Entry, cases: Mapping[int, Case], redactor: Redactor) -> CorrectionLine:
    fact = entry.fact
    case = log.case_of(entry)
    shown = cases.get(case.pk) if case else None

    def text(said: str) -> str:
        return redactor.text(said, case_id=case.pk if case else None)

    was, now, why = _told(fact)
    about = _about(shown, fact.incident if isinstance(fact, Correction) else None, redactor)
    event = fact.event if isinstance(fact, Correction) else None
    return CorrectionLine(
        anchor=_anchor(entry),
        day=say(entry.place.made_at.date()),
        clock=_clock(entry),
        instant=entry.place.made_at.isoformat(),
        kind=_("Withdrawn") if isinstance(fact, Event) else _("Corrected"),
        title=about.text if about else _("A record of this site"),
        event=_event_words(event) if event is not None else "",
        was=text(was),
        now=text(now),
        why=text(why),
        about=about,
    )


def _told(fact: Correction | Event) -> tuple[str, str, str]:
    """Return what was said before, what is said now, and why."""
    if isinstance(fact, Correction):
        return fact.was, fact.now, fact.why
    now = _("Withdrawn: it no longer counts for any status.")
    return f"{fact.date_words}: {fact.what}", now, fact.withdrawal_reason


def _event_words(event: Event) -> str:
    """Say which event of the case was corrected: `Ruling of 6 March 2024`."""
    words = {"kind": _(EventKind(event.kind).label), "day": event.date_words}
    return _("%(kind)s of %(day)s") % words


def _about(case: Case | None, incident: Incident | None, redactor: Redactor) -> Link | None:
    """Name the public record an entry is about, with its address."""
    if case is not None:
        caption = redactor.text(case.caption, case_id=case.pk)
        return Link(text=caption, href=record_urls.case(case.pk, caption))
    if incident is not None:
        return Link(text=redactor.text(incident.title), href=record_urls.incident(incident.key))
    return None


def _clock(entry: log.Entry) -> str:
    """Say at what time an entry was made."""
    return f"{time_format(entry.place.made_at, 'H:i:s')} UTC"


def _anchor(entry: log.Entry) -> str:
    return f"{entry.place.kind}-{entry.place.pk}"
