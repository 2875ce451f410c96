"""A sentence in numbers: what was imposed, what of it is suspended, the credit, and what would be served."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from proceedings.law.codes import ComponentKind, Relation, TermUnit
from proceedings.law.rules import Component
from proceedings.models import SentenceComponent, StatusSpan
from proceedings.models.status_span import FOREVER
from proceedings.record.rule_inputs import component_of
from proceedings.website.date_format import say
from proceedings.website.records.case_data import CaseData
from proceedings.website.view_models import Fact, Link
from proceedings.wording.components import length_words

MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class Term:
    """A length of time in months and days, kept apart: a month has no number of days."""

    months: Decimal = Decimal(0)
    days: Decimal = Decimal(0)

    @classmethod
    def of(cls, number: Decimal | None, unit: str) -> Term:
        """Read a number of the court's units."""
        value = number or Decimal(0)
        if unit == TermUnit.YEARS:
            return cls(months=value * MONTHS_A_YEAR)
        return cls(months=value) if unit == TermUnit.MONTHS else cls(days=value)

    def __add__(self, other: Term) -> Term:
        return Term(self.months + other.months, self.days + other.days)

    def less(self, other: Term) -> Term:
        """Return what is left; never less than nothing in either unit."""
        return Term(max(self.months - other.months, Decimal(0)), max(self.days - other.days, Decimal(0)))

    def __bool__(self) -> bool:
        return bool(self.months or self.days)

    def words(self) -> str:
        """Say the length: whole years as years, the rest in months and days."""
        parts = []
        years = self.months / MONTHS_A_YEAR
        if self.months and years == years.to_integral_value() and years > 1:
            parts.append(length_words(str(years), TermUnit.YEARS))
        elif self.months:
            parts.append(length_words(str(self.months), TermUnit.MONTHS))
        if self.days:
            parts.append(length_words(str(self.days), TermUnit.DAYS))
        return _(" and ").join(parts)


def in_numbers(bundle: CaseData, defendant: int, span: StatusSpan) -> tuple[Fact, ...]:
    """Return the numbers of the custody that stands; nothing where none does. Disputed parts do not count."""
    standing = {one["event"] for one in span.particulars.get("sentences", ())}
    rows = [row for row in bundle.components if row.defendant_id == defendant and row.event_id in standing]
    terms = [component_of(row) for row in rows if _is_term(row)]
    return tuple(_facts(terms, span)) if terms else ()


def _is_term(row: SentenceComponent) -> bool:
    """Tell whether a part is a term of custody with a length."""
    kinds = {ComponentKind.IMPRISONMENT, ComponentKind.SUSPENDED}
    return row.kind in kinds and not row.is_disputed and (row.maximum or row.minimum) is not None


def _facts(terms: Sequence[Component], span: StatusSpan) -> Iterator[Fact]:
    """Yield one fact a number, each of them said even where it is nothing."""
    yield _fact(_("Custody imposed"), "; ".join(_imposed(term).words() for term in terms))
    yield _fact(_("Of which suspended"), _listed([_suspended(term).words() for term in terms], _("nothing")))
    credits_ = [term.credit for term in terms if term.credit]
    said = [length_words(str(one), TermUnit.DAYS) for one in credits_]
    yield _fact(_("Credit"), _listed(said, _("not stated")))
    if len(terms) > 1:
        yield _fact(_("How the terms are served"), _relation(terms))
    yield _fact(_("To be served if all of it stands"), _served(terms))
    if span.projected_end != FOREVER:
        end = _("%(day)s, counted from the day of the sentence; completion is never taken from it")
        yield _fact(_("Longest term less credit would end"), end % {"day": say(span.projected_end)})


def _fact(term: str, words: str) -> Fact:
    return Fact(term=term, lines=(Link(text=words),))


def _listed(said: Sequence[str], nothing: str) -> str:
    return "; ".join(one for one in said if one) or nothing


def _imposed(term: Component) -> Term:
    length = term.maximum if term.maximum is not None else term.minimum
    return Term.of(length, term.unit)


def _suspended(term: Component) -> Term:
    """Return what is suspended; all of it, where the whole sentence is."""
    return _imposed(term) if term.kind == ComponentKind.SUSPENDED else Term.of(term.suspended, term.unit)


def _relation(terms: Sequence[Component]) -> str:
    """Say how the terms stand to each other; what is not stated is said so, never assumed."""
    relations = {str(term.relation or Relation.NOT_STATED) for term in terms}
    return "; ".join(_(relation.label) for relation in Relation if relation.value in relations)


def _served(terms: Sequence[Component]) -> str:
    """Say what would be served: one after the other, at the same time, or between the two."""
    left = [_imposed(term).less(_suspended(term)) for term in terms]
    if not any(left):
        return _("nothing, while the suspension stands")
    longest = max(left, key=lambda one: one.months * 30 + one.days)
    total = sum(left, Term())
    relations = {term.relation for term in terms}
    if len(left) == 1 or relations == {Relation.CONCURRENT.value}:
        words = longest.words()
    elif relations <= {Relation.CONSECUTIVE.value, Relation.CONCURRENT.value}:
        words = total.words() if Relation.CONCURRENT.value not in relations else _between(longest, total)
    else:
        words = _between(longest, total)
    credit = sum((term.credit or Decimal(0) for term in terms), Decimal(0))
    if credit:
        days = length_words(str(credit), TermUnit.DAYS)
        return _("%(length)s, less %(days)s of credit") % {"length": words, "days": days}
    return words


def _between(longest: Term, total: Term) -> str:
    """Say both ends where it is open whether terms are served together."""
    if longest == total:
        return total.words()
    return _("between %(least)s (together) and %(most)s (one after the other)") % {
        "least": longest.words(),
        "most": total.words(),
    }
