"""The description of the API for people: the document for programs, in words and tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from proceedings.api.openapi import document, rules
from proceedings.api.resources import KINDS
from proceedings.website.view_models import Head

EXAMPLE = "on=2024-06-30"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a table: a name, what it takes or is, and what it means."""

    name: str
    type: str
    words: str
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KindPart:
    """One kind of rows: its addresses, the parameters only it has, and the fields of a row."""

    slug: str
    title: str
    address: str
    record: str
    example: str
    parameters: tuple[Row, ...]
    fields: tuple[Row, ...]
    further: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiPage:
    """Everything the template prints."""

    head: Head
    rules: tuple[str, ...]
    answer: tuple[Row, ...]
    parameters: tuple[Row, ...]
    kinds: tuple[KindPart, ...]
    errors: tuple[Row, ...]


def api_page() -> ApiPage:
    """Assemble the page."""
    described = document()
    asked = {slug: _parameters(described, slug) for slug in KINDS}
    shared = _shared(asked)
    [first, *_others] = KINDS
    answer = described["paths"][reverse(f"api-{first}")]["get"]["responses"]["200"]["content"]
    return ApiPage(
        head=Head(
            title=_("The API"),
            description=_("How to ask for the same rows by program: addresses, parameters, fields, errors."),
            canonical=reverse("api-docs"),
            section="data",
        ),
        rules=tuple(rules()),
        answer=tuple(_fields(answer["application/json"]["schema"])),
        parameters=tuple(shared.values()),
        kinds=tuple(_kind(described, slug, asked[slug], shared) for slug in KINDS),
        errors=tuple(
            Row(name=code, type="", words=one["description"])
            for code, one in described["components"]["responses"].items()
        ),
    )


def _parameters(described: Mapping[str, Any], slug: str) -> dict[str, Row]:
    """Return the parameters of a list by name."""
    get = described["paths"][reverse(f"api-{slug}")]["get"]
    return {one["name"]: _parameter(one) for one in get["parameters"]}


def _parameter(one: Mapping[str, Any]) -> Row:
    schema = one["schema"]
    is_list = schema["type"] == "array"
    values = schema["items"].get("enum", ()) if is_list else schema.get("enum", ())
    words = one["description"]
    if values:  # they are listed as such, each by itself
        words = words.partition(". ")[0] + "."
    return Row(name=one["name"], type=_("several") if is_list else _("one"), words=words, codes=tuple(values))


def _shared(asked: Mapping[str, Mapping[str, Row]]) -> dict[str, Row]:
    """Return the parameters that mean the same in every list."""
    first, *others = asked.values()
    return {name: row for name, row in first.items() if all(other.get(name) == row for other in others)}


def _kind(
    described: Mapping[str, Any], slug: str, asked: Mapping[str, Row], shared: Mapping[str, Row]
) -> KindPart:
    kind, address = KINDS[slug], reverse(f"api-{slug}")
    schemas = described["components"]["schemas"]
    row = schemas[f"{slug}_row"]
    record = schemas.get(f"{slug}_record", row)
    further = {name: one for name, one in record["properties"].items() if name not in row["properties"]}
    return KindPart(
        slug=slug,
        title=str(kind.rows_of.title),
        address=address,
        record=f"{address}<id>/",
        example=f"{address}?{EXAMPLE}",
        parameters=tuple(one for name, one in asked.items() if name not in shared),
        fields=tuple(_fields(row)),
        further=tuple(_fields({"properties": further})),
    )


def _fields(schema: Mapping[str, Any], before: str = "") -> Iterator[Row]:
    """Yield the fields of an object, and those of objects in it, by the way that leads to each."""
    for name, one in schema["properties"].items():
        plain = next((part for part in one.get("anyOf", ()) if part != {"type": "null"}), one)
        way = f"{before}{name}"
        yield Row(name=way, type=_type(one), words=one.get("description") or plain.get("description", ""))
        inner = plain.get("items", plain)
        if "properties" in inner:
            yield from _fields(inner, f"{way}[]." if "items" in plain else f"{way}.")


def _type(one: Mapping[str, Any]) -> str:
    """Name the type of a value, and whether it may be null."""
    parts = one.get("anyOf", (one,))
    names = []
    for part in parts:
        types = part["type"] if isinstance(part["type"], list) else [part["type"]]
        names += [part.get("format", name) if name == "string" else name for name in types]
    return _(" or ").join(names)
