"""The parameters of an address, understood or refused, and the parts of a form that asks for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Self, TypeVar
from urllib.parse import urlencode

from django.http import QueryDict

from kit.filtering import Refusal, StrictFilterSet, given_values
from proceedings.record.as_of import Clocks
from proceedings.record.history import last_instant
from proceedings.research.citations import HASH
from proceedings.research.query.filters import ClockFilterSet, RecordFilterSet

CHOICES_LIMIT = 200
Answer = TypeVar("Answer")
Clocked = TypeVar("Clocked", bound="ClockParams")
CURSORS = ("after", "before")


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter in force, in words, with the address that takes it off."""

    parameter: str
    value: str
    label: str
    words: str
    href: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One value a field of the form offers; `group` gathers those that belong together.

    `number` is how many rows it would bring, and `href` the address that adds it or takes it off.
    """

    value: str
    label: str
    chosen: bool
    group: str = ""
    href: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class FormField:
    """One field of the form: `kind` is text, day, number, one or several; `chosen` how many values are."""

    name: str
    label: str
    kind: str
    value: str = ""
    choices: tuple[Choice, ...] = ()
    help: str = ""
    chosen: int = 0


class RequestParams:
    """What an address asks: understood by a filter set, or refused with what would be accepted.

    By itself it takes no parameter.
    """

    filters: type[StrictFilterSet] = StrictFilterSet

    def __init__(self, data: QueryDict) -> None:
        """Read the parameters; nothing is read from them while `refusals` is not empty."""
        self.data = data
        self.filterset: Any = self.filters(data)

    @property
    def refusals(self) -> list[Refusal]:
        """Return what was not understood; empty when all was."""
        return list(self.filterset.refusals)

    @cached_property
    def given(self) -> dict[str, list[str]]:
        """Return the parameters that have a value."""
        given = {name: given_values(values) for name, values in self.data.lists()}
        return {name: values for name, values in given.items() if values}

    @property
    def way_back(self) -> str:
        """Return the end of an address with only what was understood, from the beginning of the list."""
        refused = {*CURSORS, *(refusal.parameter for refusal in self.refusals)}
        kept = {name: values for name, values in self.given.items() if name not in refused}
        return address({name: values for name, values in kept.items() if name in self.filterset.filters})

    def href(self, **changes: str | Sequence[str] | None) -> str:
        """Return the end of an address that asks the same but for some parameters; None takes one away.

        The place in the list is kept only when it is given anew: another question starts at its beginning.
        """
        asked: dict[str, Any] = {name: values for name, values in self.given.items() if name not in CURSORS}
        asked.update(changes)
        return address({name: value for name, value in asked.items() if value})


def address(asked: dict[str, Any]) -> str:
    """Return parameters as the end of an address; a question mark alone asks nothing."""
    return f"?{urlencode(asked, doseq=True, safe=':~')}"


class ClockParams(RequestParams):
    """The two clocks alone: the address of one record."""

    filters = ClockFilterSet

    @property
    def clocks(self) -> Clocks:
        """Return the clocks as asked."""
        clocks: Clocks = self.filterset.clocks
        return clocks

    def pinned(self) -> Self:
        """Return the same question at the very instant this one was settled on, read from history."""
        again = type(self)(self.data)
        again.filterset.clocks = replace(self.clocks, is_past=True)
        return again


def consistent_read(asked: Clocked, read: Callable[[Clocked], Answer]) -> Answer:
    """Return an answer that is true for the instant it names, even when somebody writes meanwhile.

    An answer is read in several queries. When a write came in between, it is read once more from history, as
    of the instant settled on at first: one and the same `known` never answers two things. One query more.
    """
    answer = read(asked)
    if asked.clocks.is_past or last_instant() == asked.clocks.known:
        return answer
    return read(asked.pinned())


class RecordParams(ClockParams):
    """The two clocks, and the hash when the address is that of a citation."""

    filters = RecordFilterSet

    @property
    def cited(self) -> str:
        """Return the hash the address carries, or nothing."""
        cited: str = self.filterset.asked[HASH]
        return cited
