"""The single values of a case file: how each text is read, and what to say when it cannot be."""

from __future__ import annotations

import re
import zoneinfo
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import cache
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from kit.codes import Code
from kit.partial_dates import EXPECTED, PartialDate, UnreadableDateError
from kit.plain_text import LONGEST_TEXT, unseen

YES_NO = {"yes": True, "no": False}
DATE_TEXT_LENGTH = 64
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_SCHEDULED = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?:Z|[+-]\d\d:\d\d)?)?")
_is_address = URLValidator(schemes=("http", "https"))


def expected(words: str) -> PydanticCustomError:
    """Return the error that says what was expected."""
    return PydanticCustomError("expected", "{words}", {"words": words})


def fits(model: type[models.Model], column: str) -> StringConstraints:
    """Limit a text to what its column holds."""
    return StringConstraints(min_length=1, max_length=model._meta.get_field(column).max_length)  # type: ignore[union-attr]  # a CharField


def _yes_no(text: object) -> bool:
    if isinstance(text, str) and text in YES_NO:
        return YES_NO[text]
    raise expected("yes or no")


def _partial_date(text: str) -> str:
    try:
        return PartialDate.parse(text).text
    except UnreadableDateError as error:
        raise expected(f"a date: {EXPECTED}") from error


def _day(text: object) -> date:
    try:
        if isinstance(text, str) and _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise expected("a day of the calendar, such as 2024-03-06")


def _moment(text: object) -> datetime:
    """Read an instant, or a day as its first moment in UTC."""
    try:
        if isinstance(text, str):
            read = datetime.fromisoformat(text)
            return read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise expected("a day such as 2024-03-06, or an instant such as 2024-03-06T09:30:00+00:00")


def _past(moment: datetime) -> datetime:
    if moment > datetime.now(UTC):
        raise expected("a day or an instant that is not in the future")
    return moment


def _seen(text: str) -> str:
    if character := unseen(text):
        raise expected(f"a name without characters that nobody sees; this one holds {character}")
    return text


def scheduled_text(day: date, at: time | None) -> str:
    """Write the day and hour of a hearing, in the court's own time."""
    return f"{day.isoformat()}T{at.isoformat(timespec='minutes')}" if at else day.isoformat()


def court_time(scheduled: str, zone: str) -> tuple[date, time | None]:
    """Return the day and hour of a hearing on the clock of a court."""
    if "T" not in scheduled:
        return date.fromisoformat(scheduled), None
    moment = datetime.fromisoformat(scheduled)
    if moment.tzinfo is not None:
        moment = moment.astimezone(ZoneInfo(zone))
    return moment.date(), moment.time()


def _scheduled(text: str) -> str:
    try:
        if _SCHEDULED.fullmatch(text):
            datetime.fromisoformat(text)
            return text
    except ValueError:
        pass
    raise expected(
        "a day such as 2024-07-09, with the hour where known: 2024-07-09T09:00-06:00 or 2024-07-09T09:00"
    )


def _decimal(digits: int, places: int) -> Callable[[object], Decimal]:
    shape = re.compile(rf"\d{{1,{digits - places}}}(?:\.\d{{1,{places}}})?")

    def read(text: object) -> Decimal:
        if isinstance(text, str) and shape.fullmatch(text):
            return Decimal(text)
        raise expected(f"a number such as 18 or 7.5, with at most {places} decimals and no sign")

    return read


def _whole(text: object) -> int:
    if isinstance(text, str) and re.fullmatch(r"\d{1,9}", text):
        return int(text)
    raise expected("a whole number")


def _shape(pattern: str, words: str) -> AfterValidator:
    shape = re.compile(pattern)

    def check(text: str) -> str:
        if shape.fullmatch(text):
            return text
        raise expected(words)

    return AfterValidator(check)


def _address(text: str) -> str:
    try:
        _is_address(text)
    except ValidationError as error:
        raise expected("an address that begins with https:// or http://") from error
    return text


@cache
def _time_zones() -> set[str]:
    return zoneinfo.available_timezones()  # it walks through the folders of the system


def _time_zone(text: str) -> str:
    if text not in _time_zones():
        raise expected("a time zone by its IANA name, such as America/Denver")
    return text


def _schema(kind: str | list[str], **more: Any) -> WithJsonSchema:
    return WithJsonSchema({"type": kind, **more})


def one_of(*lists: type[Code]) -> tuple[AfterValidator, WithJsonSchema]:
    """Accept the values of one closed list, or of several read as one."""
    values = list(dict.fromkeys(code.value for codes in lists for code in codes))
    return one_of_values(values)


def one_of_values(values: Sequence[str]) -> tuple[AfterValidator, WithJsonSchema]:
    """Accept these values only."""
    accepted = frozenset(values)

    def check(text: str) -> str:
        if text in accepted:
            return text
        raise expected(listed(values))

    return AfterValidator(check), WithJsonSchema({"type": "string", "enum": list(values)})


def listed(values: Iterable[str]) -> str:
    """Say a closed list."""
    return f"one of {', '.join(values)}"


KEY_PATTERN = r"[-a-zA-Z0-9_]+"
COUNT_PATTERN = rf"(?:{KEY_PATTERN}/)?{KEY_PATTERN}"
Text = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_TEXT)]


def _key(longest: int) -> tuple[StringConstraints, AfterValidator, WithJsonSchema]:
    return (
        StringConstraints(max_length=longest),
        _shape(KEY_PATTERN, "an id of letters, digits, hyphens and underscores"),
        _schema("string", format="id", pattern=f"^{KEY_PATTERN}$", maxLength=longest),
    )


Key = Annotated[str, *_key(160)]
ShortKey = Annotated[str, *_key(120)]
Reference = Annotated[
    str,
    _shape(COUNT_PATTERN, "the id of something in this case, or case-id/id for another case's"),
    _schema("string", format="id or case-id/id", pattern=f"^{COUNT_PATTERN}$"),
]
EventReference = Annotated[
    str,
    _shape(f"{KEY_PATTERN}/{KEY_PATTERN}", "case-id/event-id"),
    _schema("string", format="case-id/id", pattern=f"^{KEY_PATTERN}/{KEY_PATTERN}$"),
]
YesNo = Annotated[
    bool,
    BeforeValidator(_yes_no),
    WithJsonSchema({"format": "yes or no", "enum": ["yes", "no", True, False]}),
]
DateText = Annotated[
    str,
    StringConstraints(max_length=DATE_TEXT_LENGTH),
    AfterValidator(_partial_date),
    _schema(
        ["string", "integer"],
        format="date",
        examples=["2024-03-06", "2024-03", "[2024-05-13,2024-05-14]", "[..2023-02-01]"],
    ),
]
Day = Annotated[date, BeforeValidator(_day), _schema("string", format="day", pattern=f"^{_DAY.pattern}$")]
Moment = Annotated[datetime, BeforeValidator(_moment), _schema("string", format="day or instant")]
PastMoment = Annotated[Moment, AfterValidator(_past)]
SEEN = AfterValidator(_seen)  # of a name: nothing in it is invisible, or turns the writing round
When = Annotated[
    str,
    AfterValidator(_scheduled),
    _schema("string", format="day, or day and hour", examples=["2024-07-09", "2024-07-09T09:00-06:00"]),
]
Term = Annotated[
    Decimal,
    BeforeValidator(_decimal(8, 2)),
    _schema(["string", "number"], format="number", pattern=r"^\d{1,6}(\.\d{1,2})?$"),
]
Money = Annotated[
    Decimal,
    BeforeValidator(_decimal(14, 2)),
    _schema(["string", "number"], format="number", pattern=r"^\d{1,12}(\.\d{1,2})?$"),
]
Whole = Annotated[
    int,
    BeforeValidator(_whole),
    _schema(["string", "integer"], format="whole number", pattern=r"^\d{1,9}$"),
]
Country = Annotated[str, _shape("[A-Z]{2}", "a country by its two letters (ISO 3166-1), such as US")]
Subdivision = Annotated[
    str, _shape("[A-Z]{2}-[A-Z0-9]{1,3}", "a subdivision by its code (ISO 3166-2), such as US-NM")
]
Currency = Annotated[str, _shape("[A-Z]{3}", "a currency by its three letters (ISO 4217), such as USD")]
Address = Annotated[str, StringConstraints(max_length=1000), AfterValidator(_address)]
TimeZone = Annotated[str, AfterValidator(_time_zone), Field(examples=["America/Denver"])]
