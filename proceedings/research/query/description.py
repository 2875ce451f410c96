"""What a list is asked, in one plain sentence. No database: the names come with the values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from kit.date_text import day_text, instant_text
from proceedings import wording
from proceedings.law.codes import CaseType, Phase
from proceedings.models.status_span_queries import today
from proceedings.record.as_of import Clocks


def sentence(asked: Mapping[str, Any], clocks: Clocks, *, possible: bool) -> str:
    """Say what is asked: who, before which court, standing how, on which day, as published by when."""
    words = " ".join(
        [
            _("Defendants in cases"),
            *describe_defendants(asked),
            *_describe_statuses(asked, clocks, possible=possible),
        ]
    )
    if asked["known"]:
        words = _("%(sentence)s, as published by %(instant)s") % {
            "sentence": words,
            "instant": instant_text(asked["known"]),
        }
    return words


def describe_defendants(asked: Mapping[str, Any]) -> Iterator[str]:
    """Say which defendants: by type of case, court, matter and name."""
    if asked["type"]:
        types = any_of(quoted(_(CaseType(code).label)) for code in asked["type"])
        yield _("of the type %(types)s") % {"types": types}
    if asked["court"]:
        yield _("before %(courts)s") % {"courts": any_of(_the(name) for name in asked["court"].values())}
    if asked["incident"]:
        matters = any_of(quoted(title) for title in asked["incident"].values())
        yield _("about %(matters)s") % {"matters": matters}
    if asked["q"]:
        yield _("found under %(text)s") % {"text": quoted(asked["q"])}


def _describe_statuses(asked: Mapping[str, Any], clocks: Clocks, *, possible: bool) -> Iterator[str]:
    """Say how they stood, and on which day."""
    is_today = clocks.on == today()
    ways = []
    if asked["status"]:
        statuses = any_of(quoted(wording.short_label(code)) for code in asked["status"])
        ways.append(_("at %(statuses)s") % {"statuses": statuses})
    if asked["phase"]:
        phases = any_of(quoted(_(Phase(code).label)) for code in asked["phase"])
        ways.append(_("in the phase %(phases)s") % {"phases": phases})
    if ways:
        yield _verb(is_today=is_today, possible=possible) % {"ways": _(" and ").join(ways)}
    else:
        yield _recorded(is_today=is_today, possible=possible)
    day = _("today, %(day)s") if is_today else _("on %(day)s")
    yield day % {"day": day_text(clocks.on)}


def _recorded(*, is_today: bool, possible: bool) -> str:
    if possible:
        return _("against whom a charge or suit may have been recorded")
    if is_today:
        return _("against whom a charge or suit is recorded")
    return _("against whom a charge or suit was recorded")


def _verb(*, is_today: bool, possible: bool) -> str:
    if possible:
        return _("who may stand %(ways)s") if is_today else _("who may have stood %(ways)s")
    return _("who stand %(ways)s") if is_today else _("who stood %(ways)s")


def quoted(text: str) -> str:
    """Put a text in quotation marks."""
    return _("“%(text)s”") % {"text": text}


def _the(name: str) -> str:
    return _("the %(court)s") % {"court": name}


def any_of(parts: Iterable[str]) -> str:
    """Join what is asked for as a choice: a, b or c."""
    listed = list(parts)
    if len(listed) == 1:
        return listed[0]
    return _("%(most)s or %(last)s") % {"most": ", ".join(listed[:-1]), "last": listed[-1]}
