"""The shapes of what the API answers, in JSON Schema. Tests hold every answer against them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from kit.columns import Column
from proceedings.law.codes import (
    CaseType,
    EventKind,
    Phase,
    QualifierCode,
    StatusCode,
)
from proceedings.research.statuses.counts import COUNTS as STATUS_COUNTS

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Shape = dict[str, Any]
TYPES: dict[str, Shape] = {
    "string": {"type": "string"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "date": {"type": "string", "format": "date"},
    "datetime": {"type": "string", "format": "date-time"},
}
# What every row has, whatever else is not known.
ALWAYS = frozenset({"id", "on", "known", "url"})


def shape(type_: str, meaning: StrOrPromise = "", **more: Any) -> Shape:
    """Return the shape of one plain value."""
    described = {"description": str(meaning)} if meaning else {}
    return {**TYPES[type_], **described, **more}


def or_null(one: Shape) -> Shape:
    """Return a shape that may also be null: not known, or not to be told."""
    if "type" in one and "enum" not in one:
        return {**one, "type": [one["type"], "null"]}
    return {"anyOf": [one, {"type": "null"}]}


def of(fields: Mapping[str, Shape], meaning: StrOrPromise = "", *, whole: bool = True) -> Shape:
    """Return the shape of an object with these fields and no other; `whole` when none may be missing."""
    described = {"description": str(meaning)} if meaning else {}
    needed = {"required": list(fields)} if whole else {}
    return {
        "type": "object",
        **described,
        "properties": dict(fields),
        **needed,
        "additionalProperties": False,
    }


def many(one: Shape, meaning: StrOrPromise = "") -> Shape:
    """Return the shape of a list."""
    described = {"description": str(meaning)} if meaning else {}
    return {"type": "array", **described, "items": one}


def column_shape(column: Column[Any]) -> Shape:
    """Return the shape of a column's values."""
    one = shape(column.type, column.meaning)
    return one if column.key in ALWAYS else or_null(one)


def code(codes: type[Any], meaning: StrOrPromise = "") -> Shape:
    """Return the shape of a code of a closed list."""
    return shape("string", meaning, enum=[one.value for one in codes])


DAY, TEXT, NUMBER = shape("date"), shape("string"), shape("integer")
URL = shape("string", _("The address of its page, with the clocks asked about."))

COURT = of({"id": NUMBER, "key": TEXT, "name": TEXT})
OTHER_CASE = of({"id": NUMBER, "docket_number": or_null(TEXT), "caption": TEXT, "url": TEXT})
CASE = of(
    {
        "id": NUMBER,
        "docket_number": or_null(
            shape("string", _("As printed; null when it may not be printed or is not recorded."))
        ),
        "caption": TEXT,
        "name": shape("string", _("The caption; one that repeats in its matter has the year it began.")),
        "caption_is_description": {"type": "boolean", "description": str(_("Whether the words are ours."))},
        "type": code(CaseType),
        "court": COURT,
        "url": URL,
    }
)
EVENT = of(
    {
        "event": shape("integer", _("Its number here; kept.")),
        "kind": code(EventKind),
        "date": shape("string", _("As well as it is known (EDTF).")),
        "what": shape("string", _("In our own words.")),
    }
)
QUALIFIER: Shape = {
    "type": "object",
    "description": str(_("What must be said with the status; further fields depend on the code.")),
    "properties": {
        "code": code(QualifierCode),
        "words": TEXT,
        "cases": many(OTHER_CASE, _("The other public cases it names.")),
        "count": shape("integer", _("Of how many charges or claims it is true.")),
        "of": shape("integer", _("How many there are.")),
        "by": {
            "description": str(_("Who acted: one code, or several.")),
            "anyOf": [TEXT, many(TEXT)],
        },
        "how": shape("string", _("How it ended, as a code.")),
        "event": shape("integer", _("The number of the event it rests on.")),
        "substituted": shape("string", _("Who stands in the place of a dead party to a suit.")),
        "beside": many(code(QualifierCode), _("What else may have begun or ended, not the status.")),
        "events": many(NUMBER, _("The numbers of the events it rests on.")),
        "on": shape("date", _("The day it happened, or was to end.")),
        "from": shape("date", _("The first day that is meant.")),
        "until": shape("date", _("The last day that is meant.")),
        "last": shape("date", _("The day of the last event.")),
        "components": many({"type": "object"}, _("The parts of a sentence that are disputed.")),
    },
    "required": ["code", "words"],
}
COUNTS = of(dict.fromkeys((key for key, _label, _meaning in STATUS_COUNTS), NUMBER))
_STATUS: dict[str, Shape] = {
    "code": code(StatusCode),
    "label": shape("string", _("The status in a few words.")),
    "phase": code(Phase),
    "words": shape("string", _("The status as a sentence.")),
    "since": or_null(
        shape("date", _("The day its unbroken run began, at the latest; null when nothing is before."))
    ),
    "since_earliest": or_null(
        shape("date", _("The first day that run may have begun; the same as since when that is certain."))
    ),
    "rule": shape("integer", _("The row of the precedence table that gave it.")),
    "qualifiers": many(QUALIFIER),
}
STATUS = of(
    _STATUS
    | {
        "outcome": shape("string", _("The first part of that sentence, with the offense.")),
        "table": shape("string", _("Which precedence table."), enum=["criminal", "civil"]),
        "counts": COUNTS,
        "last_event": or_null(EVENT),
    }
)
SOURCE = of(
    {
        "publisher": TEXT,
        "title": TEXT,
        "title_is_description": {"type": "boolean"},
        "url": shape("string", _("Empty unless it may be linked in public.")),
        "published": TEXT,
        "pinpoint": TEXT,
        "confidence": TEXT,
        "differs": shape("string", _("What this source says otherwise.")),
    }
)
WHY = of(
    {
        "event": or_null(NUMBER),
        "kind": or_null(code(EventKind)),
        "date": or_null(TEXT),
        "what": or_null(TEXT),
        "withheld": {"type": "boolean", "description": str(_("Whether the event is closed to the public."))},
        "sources": many(SOURCE),
    }
)
DEFENDANT: dict[str, Shape] = {
    "id": shape("integer", _("The defendant's number here; kept.")),
    "name": shape("string", _("The name the party goes by.")),
    "name_as_printed": shape("string", _("The name as the case prints it.")),
    "case": CASE,
    "on": shape("date", _("The day in court that is asked about.")),
    "known": shape("datetime", _("The instant by which this was published here.")),
    "offences": or_null(
        shape("string", _("The offenses charged that are counted, the gravest first; null for a civil case."))
    ),
    "status": STATUS | {"description": str(_("Where it stood at the end of the day."))},
    "why": many(
        WHY,
        _("The events behind the status: the one that decides first, then verdicts, sentences and appeals."),
    ),
    "possible": many(
        of({"code": code(StatusCode), "label": TEXT}),
        _("Statuses that may have held instead, because dates are uncertain; with match=possible."),
    ),
    "changed_since": or_null(
        shape(
            "string",
            _(
                "In a list at an earlier known: changed where this site now says otherwise of the day, gone "
                "where it says nothing; null where nothing became of it, and in a record."
            ),
        )
    ),
    "url": URL,
}
CHANGES = many(
    of(
        {
            "from": or_null(shape("date", _("The first day; null: from the beginning."))),
            "until": or_null(shape("date", _("The day before which it ends; null: no end recorded."))),
            "possible_from": or_null(
                shape("date", _("Earlier than the first day where dates are uncertain."))
            ),
            "status": of(_STATUS),
            "event": or_null(EVENT),
        }
    ),
    _("Every stretch of days and its status, in order."),
)
REFUSALS = of(
    {
        "errors": many(
            of(
                {
                    "parameter": TEXT,
                    "value": shape("string", _("What was given, cut short.")),
                    "message": shape("string", _("What is wrong with it.")),
                    "accepted": shape("string", _("What would be understood.")),
                }
            )
        )
    }
)
DETAIL = of({"detail": shape("string", _("Why there is no answer."))})


def page_of(row: str) -> Shape:
    """Return the shape of a page of rows; `row` is the address of the shape of one."""
    return of(
        {
            "query": shape("string", _("What was asked, in plain words.")),
            "close_to": shape(
                "string", _("What was looked for, when the rows are only close to it; else empty.")
            ),
            "on": shape("date", _("The day in court that is asked about.")),
            "known": shape("datetime", _("The instant the answer is true for.")),
            "count": of(
                {
                    "value": NUMBER,
                    "capped": {"type": "boolean", "description": str(_("Whether there are more than that."))},
                    "words": TEXT,
                }
            ),
            "next": or_null(shape("string", _("The address of the next page."))),
            "previous": or_null(shape("string", _("The address of the page before."))),
            "results": many({"$ref": row}),
        }
    )
