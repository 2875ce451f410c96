"""What an address asks of a page: understood whole, or refused; and records that are closed to everyone."""

from __future__ import annotations

from typing import TypeVar

from django.http import QueryDict

from proceedings.record.as_of import Clocks
from proceedings.research.query.request_params import (
    ClockParams,
    RecordParams,
    RequestParams,
)

Params = TypeVar("Params", bound=RequestParams)


class RefusedError(Exception):
    """An address that cannot be answered without guessing; carries what was asked, with every refusal."""

    def __init__(self, asked: RequestParams) -> None:
        """Keep the question for the page that shows what was refused."""
        self.asked = asked
        super().__init__("; ".join(f"{one.parameter}={one.value}: {one.message}" for one in asked.refusals))


class ClosedRecordError(Exception):
    """A record that exists and is closed to the public: its address answers 410 and names nobody."""


def validated(asked: Params) -> Params:
    """Return what was asked; raises RefusedError when any of it is not understood."""
    if asked.refusals:
        raise RefusedError(asked)
    return asked


def read_clocks(data: QueryDict) -> Clocks:
    """Read `on` and `known`; raises RefusedError for anything else, or what cannot be read."""
    return validated(ClockParams(data)).clocks


def read_record(data: QueryDict) -> RecordParams:
    """Read both clocks and the hash of a citation; raises RefusedError for anything else."""
    return validated(RecordParams(data))


def no_params(data: QueryDict) -> Clocks:
    """Return the clocks as they stand; raises RefusedError when anything is asked."""
    validated(RequestParams(data))
    return Clocks.settled()
