"""What every list may be asked: the vocabulary of the list of defendants, and everything beyond it.

Every filter is offered by every list. Names and keys given for all of them are looked up in one query.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kit.codes import Code
from kit.filtering import (
    DayFilter,
    KeysFilter,
    OneOfFilter,
    Refusal,
    SeveralFilter,
    StrictField,
    StrictFilter,
    WordsFilter,
    given_values,
    refuse,
)
from kit.number_field import NumberField
from kit.paging import Cursor, Order
from people.models import Party
from proceedings.law.codes import (
    ChargeState,
    ClaimOutcome,
    ComponentKind,
    HearingOutcome,
    HearingType,
    Outcome,
    Phase,
    PleaType,
    QualifierCode,
    RulingDisposition,
    RulingKind,
    Severity,
    StatusCode,
    TermUnit,
)
from proceedings.law.rules.case_state import NOT_STANDING
from proceedings.models import Court, Event, Participation, Source
from proceedings.models.status_span_queries import today
from proceedings.record.public_rows import Facts, annotated
from proceedings.record.redaction import Redactor
from proceedings.record.visibility import is_published, public_parties, public_sources
from proceedings.research.query.conditions import (
    CERTAIN,
    NO,
    NO_OUTCOME_RECORDED,
    ROLES,
    UNCERTAIN,
    YES,
    build_conditions,
    by_target,
)
from proceedings.research.query.filter_scopes import Target
from proceedings.research.query.filters import (
    MATCHES,
    POSSIBLE,
    HashFilter,
    RecordFilterSet,
    court_filter,
    incident_filter,
    public_courts,
    public_incidents,
    type_filter,
)

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from proceedings.research.lists.list_definition import ListDefinition

Choices = list[tuple[str, "StrOrPromise"]]
OUTCOMES: dict[str, str] = {code.value: code.label for code in (*ClaimOutcome, *Outcome)}
QUALIFIERS: Choices = [
    *((code.value, code.label) for code in QualifierCode),
    (NO_OUTCOME_RECORDED, gettext_lazy("A hearing has passed with no outcome recorded")),
]
SOURCED: Choices = [
    (YES, gettext_lazy("has a source")),
    (NO, gettext_lazy("lacks a source")),
]
DATED: Choices = [
    (UNCERTAIN, gettext_lazy("a change of status by the day has an uncertain date")),
    (CERTAIN, gettext_lazy("every change of status by the day has a certain date")),
]
SENTENCED: Choices = [(YES, gettext_lazy("a sentence stands")), (NO, gettext_lazy("no sentence stands"))]
KEY_OF_PARTY = gettext_lazy("the key of somebody in that role, as the list of people gives it in “key”")


def _latest_day() -> date:
    """Return the last day there is: what is still to come may be asked for."""
    return date.max


def _unlooked(_keys: Sequence[str]) -> Mapping[str, str]:
    """Know no key: a list looks all of them up together."""
    return {}


def _several(label: StrOrPromise, codes: type[Code]) -> SeveralFilter:
    return SeveralFilter(label=label, choices=codes.choices())


def _keys(label: StrOrPromise, accepted: StrOrPromise) -> KeysFilter:
    return KeysFilter(label=label, known=_unlooked, accepted=accepted)


def _day(label: StrOrPromise, last: Callable[[], date] = today) -> DayFilter:
    return DayFilter(label=label, last=last)


class ExactField(StrictField):
    """A text as a list prints it, letter by letter."""

    accepted = gettext_lazy("the offense exactly as the list of charges prints it")

    def clean(self, value: object) -> str:
        """Return the text without outer spaces."""
        return str(value or "").strip()


class CurrencyField(StrictField):
    """A currency by its three letters."""

    accepted = gettext_lazy("a currency by its three letters (ISO 4217), such as USD")

    def clean(self, value: object) -> str:
        """Return the letters as capitals, or nothing when none is given."""
        text = str(value or "").strip().upper()
        if text and not re.fullmatch("[A-Z]{3}", text):
            raise refuse(text, _("This is not a currency."))
        return text


class ExactTextFilter(StrictFilter):
    """A text as a list prints it."""

    field_class = ExactField


class CurrencyFilter(StrictFilter):
    """A currency."""

    field_class = CurrencyField


class NumberFilter(StrictFilter):
    """A number."""

    field_class = NumberField


class MonthsField(StrictField):
    """A number of whole months."""

    accepted = gettext_lazy("a number of months from 1 to 600, such as 12")
    MOST = 600

    def clean(self, value: object) -> int | None:
        """Return the number, or nothing when none is given."""
        text = str(value or "").strip()
        if not text:
            return None
        if not re.fullmatch("[0-9]{1,3}", text) or not 1 <= int(text) <= self.MOST:
            raise refuse(text, _("This is not a number of months."))
        return int(text)


class MonthsFilter(StrictFilter):
    """A number of whole months."""

    field_class = MonthsField


class ListFilterSet(RecordFilterSet):
    """What a list may be asked; `kind` says what each of it means for its rows, and which orders it has."""

    q = WordsFilter(label=gettext_lazy("Name or docket number"))
    status = SeveralFilter(label=gettext_lazy("Status"), choices=StatusCode.choices())
    phase = SeveralFilter(label=gettext_lazy("Phase"), choices=Phase.choices())
    court = court_filter()
    type = type_filter()
    incident = incident_filter()
    match = OneOfFilter(label=gettext_lazy("Match"), choices=MATCHES)
    sort = OneOfFilter(label=gettext_lazy("Sort by"), choices=())
    after = StrictFilter(label=gettext_lazy("After"))
    before = StrictFilter(label=gettext_lazy("Before"))
    qualifier = SeveralFilter(label=gettext_lazy("Said besides"), choices=QUALIFIERS)
    silent = MonthsFilter(label=gettext_lazy("Open, and nothing recorded for months"))
    jurisdiction = _keys(
        gettext_lazy("Jurisdiction"), gettext_lazy("a country or a part of one by its code, as US or US-NM")
    )
    offence = WordsFilter(
        label=gettext_lazy("Offense"),
        accepted=gettext_lazy("words of an offense, or beginnings of words; at most 200 characters"),
    )
    charged = ExactTextFilter(label=gettext_lazy("Offense, word for word"))
    charge_state = SeveralFilter(
        label=gettext_lazy("Where a charge stands"),
        choices=[choice for choice in ChargeState.choices() if choice[0] not in NOT_STANDING],
    )
    severity = _several(gettext_lazy("Severity"), Severity)
    plea = _several(gettext_lazy("Plea"), PleaType)
    outcome = SeveralFilter(label=gettext_lazy("Outcome"), choices=list(OUTCOMES.items()))
    ruling = _several(gettext_lazy("Kind of ruling"), RulingKind)
    disposition = _several(gettext_lazy("Decision on a request"), RulingDisposition)
    sentence = _several(gettext_lazy("Part of a sentence"), ComponentKind)
    length_from = NumberFilter(label=gettext_lazy("Length, at least"))
    length_until = NumberFilter(label=gettext_lazy("Length, at most"))
    unit = OneOfFilter(
        label=gettext_lazy("Length in the court's unit"),
        choices=[("", gettext_lazy("any")), *TermUnit.choices()],
    )
    currency = CurrencyFilter(label=gettext_lazy("Currency"))
    sentenced = OneOfFilter(
        label=gettext_lazy("Sentence that stands"),
        choices=[("", gettext_lazy("with or without")), *SENTENCED],
    )
    dated = OneOfFilter(
        label=gettext_lazy("Dates"),
        choices=[("", gettext_lazy("certain or not")), *DATED],
    )
    hearing = _several(gettext_lazy("Kind of hearing"), HearingType)
    hearing_outcome = _several(gettext_lazy("What became of a hearing"), HearingOutcome)
    judge = _keys(gettext_lazy("Judge"), KEY_OF_PARTY)
    prosecutor = _keys(gettext_lazy("Prosecutor"), KEY_OF_PARTY)
    counsel = _keys(gettext_lazy("Counsel"), KEY_OF_PARTY)
    publisher = _keys(
        gettext_lazy("Source published by"), gettext_lazy("a publisher's name, as the form offers it")
    )
    sourced = OneOfFilter(
        label=gettext_lazy("Source"),
        choices=[("", gettext_lazy("with or without")), *SOURCED],
    )
    begun_from = _day(gettext_lazy("First recorded against the defendant from"), _latest_day)
    begun_until = _day(gettext_lazy("First recorded against the defendant until"), _latest_day)
    filed_from = _day(gettext_lazy("Filed from"))
    filed_until = _day(gettext_lazy("Filed until"))
    ruled_from = _day(gettext_lazy("Ruled from"))
    ruled_until = _day(gettext_lazy("Ruled until"))
    sentenced_from = _day(gettext_lazy("Sentenced from"))
    sentenced_until = _day(gettext_lazy("Sentenced until"))
    hearing_from = _day(gettext_lazy("Hearing from"), _latest_day)
    hearing_until = _day(gettext_lazy("Hearing until"), _latest_day)
    changed_from = _day(gettext_lazy("Status changed from"))
    changed_until = _day(gettext_lazy("Status changed until"))
    reviewed_since = _day(gettext_lazy("Reviewed since"))
    hash = HashFilter(label=gettext_lazy("Hash of the citation"))

    def __init__(self, data: QueryDict, kind: ListDefinition) -> None:
        """Take the orders of the list, and the filters of its own."""
        super().__init__(data)
        self.kind = kind
        if kind.sought:
            self.filters["q"].label = kind.sought
            self.filters["q"].extra["accepted"] = gettext_lazy(
                "words, or beginnings of words; at most 200 characters and 20 words"
            )
        self.filters["sort"].extra["choices"] = kind.sorts
        for name, (label, codes) in kind.own_filters.items():
            self.filters[name] = SeveralFilter(label=label, choices=codes)
        for name in LOOKED_UP:
            self.filters[name].extra["known"] = partial(self._named, name)

    def _named(self, parameter: str, keys: Sequence[str]) -> dict[str, str]:
        return {key: self.names[parameter, key] for key in keys if (parameter, key) in self.names}

    @cached_property
    def names(self) -> dict[tuple[str, str], str]:
        """Return the name of every key that is given, by parameter and key. One query, or none."""
        parts = [
            _named_rows(name, keys) for name in LOOKED_UP if (keys := given_values(self.data.getlist(name)))
        ]
        if not parts:
            return {}
        found = parts[0].union(*parts[1:], all=True)
        return {
            (name, key): self.closed.text(words)
            for name, key, words in found
            if may_be_offered(name, key, self.closed)
        }

    @property
    def cleaned(self) -> dict[str, Any]:
        """Return the values as the fields read them, also when nobody has asked for errors yet."""
        self.form.is_valid()
        values: dict[str, Any] = self.form.cleaned_data
        return values

    @property
    def order(self) -> Order:
        """Return the order asked for."""
        order = self.kind.orders[self.cleaned["sort"] or self.kind.default_sort]
        return order.asked_of(lambda: self.facts)

    @property
    def is_possible(self) -> bool:
        """Tell whether uncertain dates are taken widely."""
        return bool(self.cleaned["match"] == POSSIBLE)

    @property
    def after_cursor(self) -> Cursor | None:
        """Return the row the page comes after."""
        return self._cursor("after")

    @property
    def before_cursor(self) -> Cursor | None:
        """Return the row the page comes before."""
        return self._cursor("before")

    def _cursor(self, parameter: str) -> Cursor | None:
        text = self.cleaned[parameter]
        return self.order.read_cursor(text) if text else None

    def check_together(self, asked: Mapping[str, Any]) -> Iterable[Refusal]:
        """Refuse what is wrong only in combination."""
        for parameter in ("after", "before"):
            if asked[parameter] and self._cursor(parameter) is None:
                message = _("This is no place in the list as it is sorted.")
                yield self.refusal(parameter, asked[parameter], message, self.order.accepted())
        if asked["after"] and asked["before"]:
            message = _("A page comes after one row or before one, not both.")
            yield self.refusal("before", asked["before"], message, _("either “after” or “before”"))
        for name in ("length_from", "length_until"):
            if asked[name] is not None and not asked["unit"]:
                message = _("A length is compared in one unit; it is never converted.")
                yield self.refusal(name, str(self.data[name]), message, _("“unit” beside it"))
        for first, last in RANGES:
            if asked[first] is not None and asked[last] is not None and asked[first] > asked[last]:
                message = _("The range ends before it begins.")
                yield self.refusal(last, str(self.data[last]), message)
        yield from super().check_together(asked)

    @cached_property
    def facts(self) -> Facts:
        """Return the facts at the two clocks asked about."""
        return Facts(self.clocks, possible=self.is_possible, closed=self.closed)

    @cached_property
    def closed(self) -> Redactor:
        """Return what is closed to the public. One query when nothing is, else up to three."""
        return Redactor.now()

    @cached_property
    def conditions(self) -> dict[str, tuple[Target, Q]]:
        """Return what each filter that is asked means, built once."""
        return build_conditions(self.facts, self.asked, self.kind.own_conditions)

    def rows(self, leaving_out: str = "", value: str = "") -> QuerySet[Any]:
        """Return the rows that answer, in no order; without one filter, or without one value of it."""
        asked, conditions = dict(self.asked), dict(self.conditions)
        if leaving_out:
            asked[leaving_out] = _without(asked.get(leaving_out), value) if value else None
            left = {leaving_out: asked[leaving_out]}
            conditions.pop(leaving_out, None)
            conditions |= build_conditions(self.facts, left, self.kind.own_conditions)
            if leaving_out == "unit":
                conditions = {name: one for name, one in conditions.items() if not name.startswith("length_")}
        rows = self.kind.rows(self.facts, asked)
        return self.kind.scope(self.facts).narrow(rows, by_target(conditions.values()))

    @property
    def qs(self) -> QuerySet[Any]:
        """Return the rows that answer, in no order yet."""
        return self.rows()


LOOKED_UP = ("court", "incident", "jurisdiction", "judge", "prosecutor", "counsel", "publisher")
RANGES = (
    ("length_from", "length_until"),
    ("begun_from", "begun_until"),
    ("filed_from", "filed_until"),
    ("ruled_from", "ruled_until"),
    ("sentenced_from", "sentenced_until"),
    ("hearing_from", "hearing_until"),
    ("changed_from", "changed_until"),
)


def _without(value: Any, one: str) -> Any:  # noqa: ANN401  # whatever a form has read
    """Return what is left of a filter when one of its values is taken off."""
    if isinstance(value, list):
        return [each for each in value if each != one]
    if isinstance(value, dict):
        return {key: name for key, name in value.items() if key != one}
    return None


def offered(name: str) -> QuerySet[Any]:
    """Return the rows a form offers: those that are public now, with their key and name."""
    if name == "incident":
        return annotated(public_incidents(), words=F("title"))
    if name == "publisher":
        return annotated(public_sources(Source.objects.all()), words=F("publisher"))
    if name == "jurisdiction":
        return annotated(public_courts().exclude(country=""), words=F("country"))
    if name not in ROLES:
        return annotated(public_courts(), words=F("name"))
    return annotated(public_parties(Party.objects.filter(has_role(name))), words=F("name"))


def may_be_offered(name: str, key: str, closed: Redactor) -> bool:
    """Tell whether a key may be offered and answered: a publisher's is the name itself."""
    return name != "publisher" or closed.text(key) == key


def has_role(name: str) -> Q:
    """Return the condition that a party has a role that a filter asks for; a ruling makes a judge."""
    taking = Q(Exists(Participation.objects.filter(party=OuterRef("pk"), role__in=ROLES[name])))
    if name == "judge":
        taking |= Q(Exists(Event.objects.filter(is_published(), judge=OuterRef("pk"))))
    return taking


# A court whose last case has left the public record keeps its address: it answers with nothing.
COURTS: dict[str, Callable[[], QuerySet[Any]]] = {
    "court": lambda: annotated(Court.objects.all(), words=F("name")),
    "jurisdiction": lambda: annotated(Court.objects.exclude(country=""), words=F("country")),
}


def _named_rows(name: str, keys: Sequence[str]) -> QuerySet[Any]:
    """Return parameter, key and name of the rows that some keys name; every court may be named."""
    column = {"publisher": "publisher", "jurisdiction": "country"}.get(name, "key")
    rows = COURTS[name]() if name in COURTS else offered(name)
    if name == "jurisdiction":
        # A part of a country is named by its own code.
        parts = Court.objects.filter(subdivision__in=keys).values("subdivision")
        codes = [("country", rows.filter(country__in=keys)), ("subdivision", parts)]
        first, second = (_tagged(found, name, code, code) for code, found in codes)
        return first.union(second, all=True)
    return _tagged(rows.filter(**{f"{column}__in": keys}), name, column, "words")


def _tagged(rows: QuerySet[Any], name: str, key: str, words: str) -> QuerySet[Any]:
    def text(column: str) -> Cast:
        return Cast(F(column), CharField(max_length=400))

    tag = Value(name, output_field=CharField())
    tagged = annotated(rows.order_by(), tag=tag, its_key=text(key), its_words=text(words))
    return tagged.values_list("tag", "its_key", "its_words")
