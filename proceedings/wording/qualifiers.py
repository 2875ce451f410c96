"""What is said inside a status sentence, or beside it, from structured qualifiers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.translation import gettext, ngettext

from kit.codes import gettext_noop as _
from proceedings.law.codes import Outcome, QualifierCode
from proceedings.wording.components import components_words
from proceedings.wording.phrases import (
    begun,
    between_words,
    cases_words,
    day_words,
    list_words,
    of_words,
    sides_words,
)

Plain = Mapping[str, Any]
Names = Mapping[int, str]
Q = QualifierCode

# Said inside the sentence of the status itself; every other one is said beside it.
INSIDE = frozenset(
    {
        Q.ACQUITTED_ON,
        Q.DISMISSED_ON,
        Q.AWAITING_SENTENCE_ON,
        Q.OUTCOME_NOT_READ,
        Q.APPEAL_PENDING,
        Q.PARDONED,
        Q.COMMUTED,
    }
)


def qualifier_sentence(qualifier: Plain, case_names: Names | None = None, *, inside: bool = False) -> str:
    """Return a qualifier in words: a sentence of its own, or a clause for ``inside`` another one."""
    words = _WRITERS[QualifierCode(qualifier["code"])](qualifier, case_names or {})
    return words if inside else begun(words)


def qualifier_sentences(qualifiers: Iterable[Plain], case_names: Names | None = None) -> list[str]:
    """Return the sentences to be said beside the status, in order."""
    held = list(qualifiers)
    beside = codes_outside_sentence(one["code"] for one in held)
    return [qualifier_sentence(one, case_names) for one in held if one["code"] in beside]


def codes_outside_sentence(codes: Iterable[str]) -> frozenset[str]:
    """Return the codes that are said beside the sentence, which says the others itself."""
    held = frozenset(codes)
    # "Appeal pending" says all that "not final" would.
    told = INSIDE | {Q.NOT_FINAL} if Q.APPEAL_PENDING in held else INSIDE
    return held - told


def _part(words: str) -> Callable[[Plain, Names], str]:
    """Return a writer: something on some of the charges or claims."""
    return lambda one, _names: gettext(words) % {"part": of_words(one["count"], one["of"])}


def _dated(words: str) -> Callable[[Plain, Names], str]:
    """Return a writer: something on a day, or between two."""
    return lambda one, _names: gettext(words) % {"when": _when(one)}


def _when(one: Plain) -> str:
    """Return when something happened: on a day, between two days, on or before a day."""
    return between_words(one.get("earliest") or one["on"], one["on"])


def _warrant(one: Plain, _names: Names) -> str:
    """Say since when a warrant is out; of an uncertain day, between which it was issued."""
    if one.get("earliest"):
        return gettext("warrant outstanding, issued %(when)s") % {"when": _when(one)}
    return gettext("warrant outstanding since %(day)s") % {"day": day_words(one["on"])}


def _cases(words: str) -> Callable[[Plain, Names], str]:
    """Return a writer: something that names cases."""
    return lambda one, names: gettext(words) % {"cases": cases_words(one["cases"], names)}


def _plain(words: str) -> Callable[[Plain, Names], str]:
    """Return a writer of fixed words."""
    return lambda _one, _names: gettext(words)


def _appeal(one: Plain, _names: Names) -> str:
    """Name who appeals, where that is recorded."""
    if not one["by"]:
        return gettext("appeal pending")
    return gettext("appeal pending by %(sides)s") % {"sides": sides_words(one["by"])}


def _appeal_over(one: Plain, _names: Names) -> str:
    """Say how an appeal ended that changed nothing, and when."""
    said = {
        Outcome.APPEAL_WITHDRAWN: _("%(appeal)s withdrawn %(when)s"),
        Outcome.APPEAL_DISMISSED: _("%(appeal)s dismissed %(when)s"),
        Outcome.AFFIRMED: _("%(appeal)s decided %(when)s: the decision stands"),
    }
    appeal = (
        gettext("appeal by %(sides)s") % {"sides": sides_words(one["by"])} if one["by"] else gettext("appeal")
    )
    words = said.get(one["how"], _("%(appeal)s ended %(when)s without a change"))
    return gettext(words) % {"appeal": appeal, "when": _when(one)}


def _lesser(one: Plain, _names: Names) -> str:
    """Say on how many charges guilt is of a lesser offence."""
    words = ngettext(
        "guilty of a lesser offense than the one charged; the charge itself was not proved",
        "guilty of lesser offenses than those charged, on %(count)d charges; "
        "the charges themselves were not proved",
        one["count"],
    )
    return words % {"count": one["count"]}


def _disputed(one: Plain, _names: Names) -> str:
    """Name the parts of a sentence that rest on weak sources."""
    parts = components_words(one["components"])
    return gettext("reported by weak sources only, and not counted: %(parts)s") % {"parts": parts}


def _inconsistent(one: Plain, _names: Names) -> str:
    """Say that something recorded does not fit."""
    return ngettext(
        "record inconsistent: one recorded event does not follow from what came before it",
        "record inconsistent: %(count)d recorded events do not follow from what came before them",
        len(one["events"]),
    ) % {"count": len(one["events"])}


def _died(one: Plain, _names: Names) -> str:
    """Say the death, and who stands in the place of a dead party to a suit."""
    words = gettext("the defendant died %(when)s") % {"when": _when(one)}
    if not one.get("substituted"):
        return words
    return gettext("%(died)s; substituted: %(who)s") % {"died": words, "who": one["substituted"]}


def _uncertain(one: Plain, _names: Names) -> str:
    """Say between which days the status may have changed."""
    when = between_words(one["from"], one["until"])
    if one.get("beside"):
        what = list_words([f"“{gettext(QualifierCode(code).label).lower()}”" for code in one["beside"]])
        return gettext("date uncertain: %(what)s may have begun or ended %(when)s") % {
            "what": what,
            "when": when,
        }
    return gettext("date uncertain: may have changed %(when)s") % {"when": when}


_WRITERS: dict[QualifierCode, Callable[[Plain, Names], str]] = {
    Q.ACQUITTED_ON: _part(_("acquitted on %(part)s")),
    Q.DISMISSED_ON: _part(_("dismissed on %(part)s")),
    Q.OUTCOME_NOT_READ: _part(_("outcome not read on %(part)s")),
    Q.APPEAL_PENDING: _appeal,
    Q.APPEAL_ENDED: _appeal_over,
    Q.PARDONED: _dated(_("pardoned %(when)s")),
    Q.COMMUTED: _dated(_("commuted %(when)s")),
    Q.AWAITING_SENTENCE_ON: _part(_("awaiting sentence on %(part)s")),
    Q.DEFERRED_ON: _part(_("deferred on %(part)s")),
    Q.TRANSFERRED_ON: _part(_("transferred on %(part)s")),
    Q.LEFT_ON_FILE_ON: _part(_("left on the file on %(part)s")),
    Q.SETTLED_ON: _part(_("settled on %(part)s")),
    Q.REFILED_AS: _cases(_("refiled as %(cases)s")),
    Q.REFILED_FROM: _cases(_("refiled from %(cases)s")),
    Q.CONTINUED_AS: _cases(_("continued as %(cases)s")),
    Q.CONTINUED_FROM: _cases(_("continued from %(cases)s")),
    Q.CONVICTED_OF_LESSER: _lesser,
    Q.DEFENDANT_DIED: _died,
    Q.NOT_FINAL: _plain(_("not final: an appeal is pending")),
    Q.WARRANT_OUTSTANDING: _warrant,
    Q.RELEASED: _dated(_("released %(when)s; the ground is not recorded")),
    Q.FINDING_NOT_RECORDED: _plain(_("the finding of guilt behind the sentence is not recorded")),
    Q.COMPONENT_DISPUTED: _disputed,
    Q.INCONSISTENT: _inconsistent,
    Q.DATE_UNCERTAIN: _uncertain,
    Q.PROJECTED_END_PASSED: _dated(_("projected end passed %(when)s; completion not recorded")),
    Q.STALE: lambda one, _names: (
        gettext("Nothing recorded since %(day)s; this may be out of date") % {"day": day_words(one["last"])}
    ),
}
