"""What would follow, tried out with the real services and undone, in the words of the site."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext as _

from proceedings.admin.entry.warnings import doubts_about
from proceedings.admin.status_messages import seen_by, sentence_of, standing_words
from proceedings.admin.visibility import visible_to
from proceedings.models import Case, Event, StatusSpan
from proceedings.record import services, status_spans
from proceedings.record.dry_run import Move, rehearse
from proceedings.wording import qualifier_sentence, why_sentence
from proceedings.wording.phrases import day_words

OTHER_DAYS = 6


@dataclass(frozen=True, slots=True)
class Told:
    """What becomes of one defendant: where they stand before and after, why, and what comes and goes."""

    name: str
    case: str
    before: str
    after: str
    rule: str
    decided: str
    come: tuple[str, ...]
    go: tuple[str, ...]
    other_days: tuple[str, ...]

    @property
    def changes_today(self) -> bool:
        """Tell whether today's status reads otherwise."""
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class Preview:
    """Everything a preview says; `hidden` counts the defendants who are closed to the user."""

    told: tuple[Told, ...]
    hidden: int
    doubts: tuple[str, ...]

    @property
    def stamp(self) -> str:
        """Return a short text that differs when anything it says differs."""
        said = repr((self.told, self.hidden, self.doubts))
        return hashlib.sha256(said.encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class _Looked:
    """What has to be read while everything is still written."""

    events: dict[int, str]
    cases: dict[int, str]
    doubts: tuple[str, ...]


def preview(write: Callable[[], Event], *, user: Any, by: AbstractBaseUser | None) -> Preview:
    """Try a write out; say what it does to every defendant it reaches whom the user may see.

    `write` returns the event it is about. Errors come out as they are; nothing stays written.
    """
    written: list[Event] = []
    rehearsal = rehearse(
        lambda: written.append(write()), look=lambda work: _look(work, written[0], user), by=by
    )
    shown, hidden = seen_by(user, rehearsal.changed)
    told = (_told(move, rehearsal.seen, home=written[0].case_id) for move in shown)
    return Preview(tuple(told), hidden, rehearsal.seen.doubts)


def _look(work: services.Writing, event: Event, user: Any) -> _Looked:
    reached = status_spans.linked(work.touched)
    rows = StatusSpan.objects.live().filter(defendant_id__in=reached)
    named = {pk for row in rows for one in row.qualifiers for pk in one.get("cases", ())}
    events = visible_to(user, Event.objects.filter(pk__in={row.event_id for row in rows if row.event_id}))
    cases = visible_to(user, Case.objects.filter(pk__in=named))
    return _Looked(
        {one.pk: f"{one.date_words}: {one.what}" for one in events},
        {case.pk: case.docket_number or case.caption for case in cases},
        tuple(doubts_about(event, user)) if event.is_public else (),
    )


def _told(move: Move, looked: _Looked, *, home: int) -> Told:
    before, after = move.before, move.after
    was, will = _qualifiers(before, looked.cases), _qualifiers(after, looked.cases)
    return Told(
        name=move.defendant.party.name,
        case="" if move.defendant.case_id == home else move.defendant.case.caption,
        before=standing_words(before),
        after=standing_words(after),
        rule=why_sentence(after.rule, _table(after)) if after is not None else "",
        decided=looked.events.get(after.event_id or 0, "") if after is not None else "",
        come=tuple(words for words in will if words not in was),
        go=tuple(words for words in was if words not in will),
        other_days=tuple(_other_day(span) for span in move.past if not _cut_short(span, before))[:OTHER_DAYS],
    )


def _table(span: StatusSpan) -> str:
    return "civil" if span.status.startswith("civil_") else "criminal"


def _qualifiers(span: StatusSpan | None, cases: dict[int, str]) -> list[str]:
    return [qualifier_sentence(one, cases) for one in span.qualifiers] if span is not None else []


def _cut_short(span: StatusSpan, before: StatusSpan | None) -> bool:
    """Tell whether days read as they did, only that the stretch they are in ends sooner now."""
    same_days = before is not None and span.valid_from == before.valid_from
    return before is not None and same_days and standing_words(span) == standing_words(before)


def _other_day(span: StatusSpan) -> str:
    return _("from %(day)s: %(status)s") % {
        "day": day_words(span.valid_from.isoformat()),
        "status": sentence_of(span),
    }
