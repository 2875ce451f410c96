"""The description of the API for programs, OpenAPI 3.1: written from the filters and columns that answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from kit.filtering import (
    LONGEST_VALUE,
    ClosedListField,
    DayField,
    InstantField,
    KeysField,
    SeveralField,
    StrictField,
    WordsField,
)
from kit.number_field import NumberField
from proceedings.api.params import FieldsField, RecordAsked, RowsAsked
from proceedings.api.resources import KINDS, Resource
from proceedings.api.schemas import (
    DETAIL,
    REFUSALS,
    Shape,
    of,
    page_of,
    shape,
)
from proceedings.research.query.request_params import CURSORS

Json = dict[str, Any]
READ_BY: dict[type[StrictField], Shape] = {
    KeysField: {"type": "array", "items": {"type": "string"}},
    DayField: shape("date"),
    InstantField: {"type": "string", "anyOf": [{"format": "date-time"}, {"format": "date"}]},
    NumberField: {"type": "string", "pattern": r"^[0-9]{1,6}(\.[0-9]{1,2})?$"},
    WordsField: {"type": "string", "maxLength": WordsField.LONGEST},
}
KEY: Json = {"type": "integer", "format": "int64", "minimum": 1, "maximum": 10**18 - 1}


def document() -> Json:
    """Return the whole description; one and the same until the limit it names is another."""
    return _document(settings.API_MOST_A_MINUTE)


@lru_cache(maxsize=1)
def _document(_most: int) -> Json:
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "casetracker",
            "version": "1",
            "summary": _("Where does this defendant's case stand - on any date, why, and who says so?"),
            "description": "\n\n".join(rules()),
        },
        "servers": [{"url": "/"}],
        "paths": dict(_paths()),
        "components": {
            "schemas": dict(_schemas()),
            "responses": dict(errors()),
            "headers": _headers(),
        },
    }


def rules() -> Iterator[str]:
    """Yield what is true of every address."""
    yield _(
        "Read-only; needs no key. The same parameters, rows and order as the page of the same name: put "
        "/api/v1 in front of a list's address."
    )
    yield _(
        "What is not understood is refused (400), never guessed: unknown parameters, repeated ones that "
        "take one value, unreadable values. A parameter without a value asks nothing. Repeated values of one "
        "parameter are or, different parameters are and."
    )
    yield _(
        "An ETag and Last-Modified come with every answer. Send them back in If-None-Match or "
        "If-Modified-Since: 304 says that nothing has changed. Both change with every write, every closed or "
        "reopened record, every day and every new version of the code."
    )
    yield _("Scripts of any site may read it (CORS); no cookie is set or read.")
    if settings.API_MOST_A_MINUTE:
        most = _("At most %(most)s requests a minute are answered to one network (429, with Retry-After).")
        yield most % {"most": settings.API_MOST_A_MINUTE}


# --- Parameters --------------------------------------------------------------------------------------


def parameters(filterset: Any) -> list[Json]:  # noqa: ANN401  # django-filter ships without types
    """Describe what an address may be asked, from the filter set that reads it."""
    return [_parameter(filterset, name) for name in filterset.filters]


def _parameter(filterset: Any, name: str) -> Json:  # noqa: ANN401  # as above
    field = filterset.form.fields[name]
    label = str(filterset.filters[name].label)
    accepted = _accepted(filterset, name, field)
    is_list = isinstance(field, SeveralField | KeysField)
    style = {"style": "form", "explode": not isinstance(field, FieldsField)} if is_list else {}
    return {
        "name": name,
        "in": "query",
        "required": False,
        "description": _("%(label)s. Accepted: %(accepted)s.") % {"label": label, "accepted": accepted},
        **style,
        "schema": value_shape(field),
    }


def _accepted(filterset: Any, name: str, field: StrictField) -> str:  # noqa: ANN401  # as above
    """Say what a parameter takes, in words."""
    if name in CURSORS:
        return filterset.order.accepted() if filterset.form.is_valid() else ""
    return field.accepts().removeprefix(", ").rstrip(".")


def value_shape(field: StrictField) -> Shape:
    """Return the shape of what a field reads."""
    if isinstance(field, ClosedListField):
        values = {"type": "string", "enum": [value for value, _words in field.choices if value]}
        return {"type": "array", "items": values} if isinstance(field, SeveralField) else values
    for class_, one in READ_BY.items():
        if isinstance(field, class_):
            return dict(one)
    return {"type": "string", "maxLength": LONGEST_VALUE}


# --- Addresses ---------------------------------------------------------------------------------------


def _paths() -> Iterator[tuple[str, Json]]:
    """Yield every address that answers in JSON."""
    index = of({"v1": shape("string")})
    yield reverse("api"), _path("index", _("The versions"), [], index)
    names = (*KINDS, "openapi", "docs")
    lists = of({name: shape("string") for name in names})
    yield reverse("api-v1"), _path("version", _("What version 1 answers"), [], lists)
    about = _("This description, in OpenAPI 3.1")
    yield reverse("api-openapi"), _path("description", about, [], {"type": "object"})
    for kind in KINDS.values():
        address = reverse(f"api-{kind.slug}")
        rows = RowsAsked(kind.rows_of, kind.row_names(), QueryDict())
        record = RecordAsked(kind.record_names(), QueryDict())
        yield (
            address,
            _path(
                f"list_{kind.slug}",
                str(kind.rows_of.title),
                parameters(rows.filterset),
                page_of(f"#/components/schemas/{_row_name(kind)}"),
                tag=kind.slug,
            ),
        )
        yield (
            f"{address}{{id}}/",
            _path(
                f"one_of_{kind.slug}",
                _("%(kind)s: one of them") % {"kind": kind.rows_of.title},
                [
                    {"name": "id", "in": "path", "required": True, "schema": KEY},
                    *parameters(record.filterset),
                ],
                {"$ref": f"#/components/schemas/{_record_name(kind)}"},
                tag=kind.slug,
                is_record=True,
            ),
        )


def _path(
    operation: str,
    summary: str,
    asked: list[Json],
    answer: Shape,
    *,
    tag: str = "index",
    is_record: bool = False,
) -> Json:
    """Describe one address: GET, and HEAD without a body."""
    codes = [code for code in errors() if is_record or code not in {"404", "410"}]
    refused = {code: {"$ref": f"#/components/responses/{code}"} for code in codes}
    answered = {
        "200": {
            "description": _("The answer"),
            "headers": {name: {"$ref": f"#/components/headers/{name}"} for name in _headers()},
            "content": {"application/json": {"schema": answer}},
        }
    }
    get = {
        "operationId": operation,
        "summary": summary,
        "tags": [tag],
        "parameters": asked,
        "responses": answered | refused,
    }
    return {"get": get}


def _headers() -> Json:
    return {
        "ETag": {
            "description": _("The mark of this answer, for If-None-Match."),
            "schema": {"type": "string"},
        },
        "Last-Modified": {
            "description": _(
                "When anything last changed, for If-Modified-Since; missing within the second of a change."
            ),
            "schema": {"type": "string"},
        },
    }


def _json(one: Shape) -> Json:
    return {"application/json": {"schema": one}}


def errors() -> Mapping[str, Json]:
    """Describe every answer that is none, by its code."""
    return {
        "304": {"description": _("Nothing has changed since the mark or the instant that was sent.")},
        "400": {
            "description": _("Something was not understood; all of it is named, with what is accepted."),
            "content": _json(REFUSALS),
        },
        "404": {
            "description": _("There is no such record, or nothing of it was published by then."),
            "content": _json(DETAIL),
        },
        "405": {"description": _("Only GET, HEAD and OPTIONS are answered."), "content": _json(DETAIL)},
        "406": {"description": _("Only JSON is written, and other was asked for."), "content": _json(DETAIL)},
        "410": {
            "description": _("The record is closed to the public. Nobody is named."),
            "content": _json(DETAIL),
        },
        "429": {
            "description": _("Too many requests within a minute."),
            "headers": {
                "Retry-After": {
                    "description": _("Seconds until the next is answered."),
                    "schema": {"type": "string"},
                }
            },
            "content": _json(DETAIL),
        },
    }


# --- Rows --------------------------------------------------------------------------------------------


def _row_name(kind: Resource) -> str:
    return f"{kind.slug}_row"


def _record_name(kind: Resource) -> str:
    return f"{kind.slug}_record" if kind.further else _row_name(kind)


def _schemas() -> Iterator[tuple[str, Shape]]:
    """Yield the shape of a row of every kind; a field is missing only when `fields` did not name it."""
    for kind in KINDS.values():
        yield _row_name(kind), of(kind.fields, whole=False)
        if kind.further:
            yield _record_name(kind), of({**kind.fields, **kind.further}, whole=False)
