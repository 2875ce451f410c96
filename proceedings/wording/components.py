"""The parts of a sentence in words, in the court's own units: 18 months stay 18 months."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext

from kit.codes import gettext_noop as _
from proceedings.law.codes import ComponentKind, Relation, TermUnit
from proceedings.law.rules import Component, as_particulars
from proceedings.wording.phrases import list_words

Part = Mapping[str, Any]
SYMBOLS = {"USD": "$", "GBP": "£", "EUR": "€"}
BRIEF = 60  # letters of a text that fits inside a sentence
CUSTODY = frozenset({ComponentKind.IMPRISONMENT, ComponentKind.LIFE, ComponentKind.SUSPENDED})


def component_words(component: Component | Part, *, brief: bool = False) -> str:
    """Return one part of a sentence in words: 6 months in custody, wholly suspended.

    ``brief`` leaves out the recorded text, which would not fit inside the sentence of a status; where the
    text alone says what was ordered, its first words stay.
    """
    part = as_particulars(component) if isinstance(component, Component) else component
    return _words(tuple(part.items()), brief=brief)


@lru_cache(maxsize=20_000)  # a file writes the same parts in thousands of rows
def _words(items: tuple[tuple[str, Any], ...], *, brief: bool) -> str:
    part: Part = dict(items)
    if brief:
        part = _in_brief(part)
    words = _WRITERS[ComponentKind(part["kind"])](part)
    return f"{words} ({part['text']})" if part.get("text") and _adds(part) else words


def _in_brief(part: Part) -> Part:
    """Return a part without its text, or with what stands before its first bracket where that fits.

    A text fits a sentence when it is short, begins as a clause does and is one.
    """
    text = str(part.get("text") or "").partition(" (")[0]
    if _adds(part) or len(text) > BRIEF or ";" in text or not text[:1].islower():
        text = ""
    return {name: value for name, value in part.items() if name != "text"} | ({"text": text} if text else {})


def components_words(components: Sequence[Component | Part], *, brief: bool = False) -> str:
    """Return all parts of a sentence in words, and how terms of custody stand to each other."""
    parts = [as_particulars(one) if isinstance(one, Component) else one for one in components]
    several = sum(part["kind"] in CUSTODY for part in parts) > 1
    words = [component_words(part, brief=brief) + (_relation(part) if several else "") for part in parts]
    return list_words(_said_once(words) if brief else words)


def _said_once(words: list[str]) -> list[str]:
    """Join parts of which nothing but their kind is said: two other orders are "other orders"."""
    other = gettext("another order")
    if words.count(other) < 2:  # noqa: PLR2004 - two are the first that read alike
        return words
    return [*(one for one in words if one != other), gettext("other orders")]


def _adds(part: Part) -> bool:
    """Tell whether the text of a part says more than its words, which for some kinds are the text."""
    return part["kind"] not in {ComponentKind.OTHER, ComponentKind.PROGRAMME}


def _relation(part: Part) -> str:
    """Say how a term of custody stands to the others; what is not stated is said so."""
    if part["kind"] not in CUSTODY:
        return ""
    known = {
        Relation.CONCURRENT: gettext(" (concurrent)"),
        Relation.CONSECUTIVE: gettext(" (consecutive)"),
    }
    default = gettext(" (whether concurrent or consecutive is not stated)")
    return known.get(part.get("relation", ""), default)


def length_words(number: str, unit: str) -> str:
    """Return a length in its own unit: 18 months."""
    value = Decimal(number)
    plural = 1 if value == 1 else 2
    units: dict[str, str] = {
        TermUnit.HOURS: ngettext("%(number)s hour", "%(number)s hours", plural),
        TermUnit.DAYS: ngettext("%(number)s day", "%(number)s days", plural),
        TermUnit.WEEKS: ngettext("%(number)s week", "%(number)s weeks", plural),
        TermUnit.MONTHS: ngettext("%(number)s month", "%(number)s months", plural),
        TermUnit.YEARS: ngettext("%(number)s year", "%(number)s years", plural),
    }
    return units.get(unit, "%(number)s") % {"number": _number(value)}


def _possessive(number: str, unit: str) -> str:
    """Return a length before what lasts that long: 6 months'; 1 year's."""
    length = length_words(number, unit)
    return (
        gettext("%(length)s's") % {"length": length}
        if Decimal(number) == 1
        else gettext("%(length)s'") % {"length": length}
    )


def _number(value: Decimal) -> str:
    """Return a number without needless decimals, grouped as people expect."""
    plain = value.normalize()
    whole = plain == plain.to_integral_value()
    return number_format(int(plain) if whole else plain, use_l10n=True, force_grouping=True)


def _length(part: Part) -> str:
    """Return how long a part lasts; a range where the court gave one."""
    unit = part.get("unit", "")
    least, most = part.get("minimum"), part.get("maximum")
    if least and most and Decimal(least) != Decimal(most):
        return gettext("%(least)s to %(most)s") % {
            "least": _number(Decimal(least)),
            "most": length_words(most, unit),
        }
    if most:
        return length_words(most, unit)
    return gettext("at least %(least)s") % {"least": length_words(least, unit)} if least else ""


def _imprisonment(part: Part) -> str:
    """Write a term of custody with its suspended part and credit."""
    length = _length(part)
    words = [gettext("%(length)s in custody") % {"length": length} if length else gettext("custody")]
    term, suspended = part.get("maximum") or part.get("minimum"), part.get("suspended")
    if part.get("time_served"):
        words.append(gettext("already served"))
    elif suspended and term and Decimal(suspended) >= Decimal(term):
        words.append(gettext("wholly suspended"))
    elif suspended and Decimal(suspended):
        words.append(
            gettext("%(length)s of it suspended") % {"length": length_words(suspended, part.get("unit", ""))}
        )
    if part.get("credit"):
        days = length_words(part["credit"], TermUnit.DAYS)
        words.append(gettext("less %(length)s of credit") % {"length": days})
    return ", ".join(words)


def _life(part: Part) -> str:
    """Write a term for life."""
    if not part.get("minimum"):
        return gettext("life imprisonment")
    least = length_words(part["minimum"], part.get("unit", ""))
    return gettext("life imprisonment, at least %(least)s") % {"least": least}


def _suspended(part: Part) -> str:
    """Write a suspended sentence."""
    length = _length(part)
    return (
        gettext("%(length)s in custody, suspended") % {"length": length}
        if length
        else gettext("a suspended sentence")
    )


def _probation(part: Part) -> str:
    """Write probation, supervised or not where the court said which."""
    what = gettext("probation")
    if "supervised" in part:
        what = gettext("supervised probation") if part["supervised"] else gettext("unsupervised probation")
    return _lasting(part, what)


def _lasting(part: Part, what: str) -> str:
    """Write what lasts for a length: 6 months' probation."""
    least, most = part.get("minimum"), part.get("maximum")
    number = most or least
    if not number:
        return what
    if least and most and Decimal(least) != Decimal(most):
        return gettext("%(length)s of %(what)s") % {"length": _length(part), "what": what}
    return gettext("%(length)s %(what)s") % {
        "length": _possessive(number, part.get("unit", "")),
        "what": what,
    }


def _of(what: str) -> Callable[[Part], str]:
    """Return a writer: a length of something."""

    def write(part: Part) -> str:
        length = _length(part)
        return (
            gettext("%(length)s of %(what)s") % {"length": length, "what": gettext(what)}
            if length
            else gettext(what)
        )

    return write


def _long(what: str) -> Callable[[Part], str]:
    """Return a writer: something, for a length."""

    def write(part: Part) -> str:
        return _lasting(part, gettext(what))

    return write


def _money(with_amount: str, without: str) -> Callable[[Part], str]:
    """Return a writer: a sum of money."""

    def write(part: Part) -> str:
        return (
            gettext(with_amount) % {"amount": amount_words(part)} if part.get("amount") else gettext(without)
        )

    return write


def amount_words(part: Part) -> str:
    """Return a sum with its currency: $500."""
    value = Decimal(part["amount"])
    whole = value == value.to_integral_value()
    amount = number_format(value, decimal_pos=0 if whole else 2, use_l10n=True, force_grouping=True)
    currency = part.get("currency", "")
    return f"{SYMBOLS[currency]}{amount}" if currency in SYMBOLS else f"{amount} {currency}".strip()


def _or_text(default: str) -> Callable[[Part], str]:
    """Return a writer: the recorded text, else what the kind is called."""

    def write(part: Part) -> str:
        words = str(part.get("text") or gettext(default))
        length = _length(part)
        return f"{words} ({length})" if length else words

    return write


def _for(what: str) -> Callable[[Part], str]:
    """Return a writer: an order that holds for a length."""

    def write(part: Part) -> str:
        length = _length(part)
        if not length:
            return gettext(what)
        return gettext("%(what)s for %(length)s") % {"what": gettext(what), "length": length}

    return write


_WRITERS: dict[ComponentKind, Callable[[Part], str]] = {
    ComponentKind.IMPRISONMENT: _imprisonment,
    ComponentKind.LIFE: _life,
    ComponentKind.DEATH: lambda _part: gettext("death"),
    ComponentKind.PROBATION: _probation,
    ComponentKind.SUSPENDED: _suspended,
    ComponentKind.CONDITIONAL_DISCHARGE: _for(_("a conditional discharge")),
    ComponentKind.ABSOLUTE_DISCHARGE: lambda _part: gettext("an absolute discharge"),
    ComponentKind.COMMUNITY_SERVICE: _of(_("community service")),
    ComponentKind.HOME_DETENTION: _long(_("home detention")),
    ComponentKind.SUPERVISED_RELEASE: _long(_("supervised release")),
    ComponentKind.FINE: _money(_("a fine of %(amount)s"), _("a fine")),
    ComponentKind.FEES: _money(_("fees or assessments of %(amount)s"), _("court fees or assessments")),
    ComponentKind.RESTITUTION: _money(_("restitution of %(amount)s"), _("restitution")),
    ComponentKind.FORFEITURE: _money(_("forfeiture of %(amount)s"), _("forfeiture")),
    ComponentKind.PROGRAMME: _or_text(_("a program")),
    ComponentKind.DISQUALIFICATION: _for(_("disqualification")),
    ComponentKind.REGISTRATION: _for(_("registration")),
    ComponentKind.NO_CONTACT: _for(_("a no-contact order")),
    ComponentKind.OTHER: _or_text(_("another order")),
}
