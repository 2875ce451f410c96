"""From a document to the format: what single values and blocks may be, every error with its place."""

from __future__ import annotations

import difflib
import typing
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from proceedings.casefiles.format.case import CaseFile
from proceedings.casefiles.format.scalars import listed
from proceedings.casefiles.parsing.documents import (
    Block,
    Document,
    Place,
    Value,
)
from proceedings.casefiles.problems import Problem

KINDS = {
    "string_type": "a text",
    "list_type": "a list",
    "model_type": "a block of keys",
    "model_attributes_type": "a block of keys",
    "string_too_short": "some text; leave the key out when there is none",
}


@dataclass(frozen=True, slots=True)
class Shaped:
    """A case file, what it was read from, and the problems found.

    With problems, the file comes without the list items they stand in (or not at all), so that the rest can
    be checked as well.
    """

    file: CaseFile | None
    root: Value
    problems: list[Problem]


def shaped(document: Document) -> Shaped:
    """Read a document as a case file."""
    root = document.root
    if not isinstance(root, dict):
        wanted = "a case file: keys, the first of them casetracker: 1"
        return Shaped(None, None, [document.problem((), root, wanted)])
    try:
        return Shaped(CaseFile.model_validate(root), root, [])
    except ValidationError as error:
        errors = error.errors(include_url=False)
        problems = [_problem(document, found) for found in errors]
        return _without(document, [found["loc"] for found in errors], problems)


def _problem(document: Document, error: ErrorDetails) -> Problem:
    place: Place = error["loc"]
    kind, context = error["type"], error.get("ctx", {})
    if kind == "missing":
        return document.problem(place, None, f"a value for “{place[-1]}”, which is required")
    if kind == "extra_forbidden":
        return document.problem(place, place[-1], _keys_there(place))
    if kind == "expected":
        words = context["words"]
    elif kind in {"enum", "literal_error"}:
        words = listed(context["expected"].replace("'", "").replace(" or ", ", ").split(", "))
    elif kind == "string_too_long":
        words = f"at most {context['max_length']} characters"
    else:
        words = KINDS.get(kind, error["msg"])
    return document.problem(place, error["input"], words)


def _keys_there(place: Place) -> str:
    """Say which keys a block may have, the likely one first."""
    model = _model_at(CaseFile, place[:-1])
    keys = [field.alias or name for name, field in model.model_fields.items()]
    near = difflib.get_close_matches(str(place[-1]), keys, n=1)
    return f"the key “{near[0]}”" if near else f"no such key here; known are {', '.join(keys)}"


def _model_at(model: type[BaseModel], place: Iterable[str | int]) -> type[BaseModel]:
    for step in place:
        if isinstance(step, str):
            fields = {field.alias or name: field for name, field in model.model_fields.items()}
            model = next(_models_in(fields[step].annotation), model) if step in fields else model
    return model


def _models_in(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in typing.get_args(annotation):
        yield from _models_in(inner)


def _without(document: Document, places: Iterable[Place], problems: list[Problem]) -> Shaped:
    """Return the file without the nearest list items around some places, where it is sound without them."""
    doomed = {_item_around(place) for place in places}
    if () in doomed:
        return Shaped(None, None, problems)
    pruned = _pruned(document.root, (), doomed)
    try:
        return Shaped(CaseFile.model_validate(pruned), pruned, problems)
    except ValidationError:
        return Shaped(None, None, problems)


def _item_around(place: Place) -> Place:
    while place and not isinstance(place[-1], int):
        place = place[:-1]
    return place


def _pruned(value: Value, place: Place, doomed: set[Place]) -> Value:
    if isinstance(value, Block):
        kept = Block(value.document, value.place)
        kept.update({key: _pruned(inner, (*place, key), doomed) for key, inner in value.items()})
        return kept
    if isinstance(value, list):
        items = [(*place, number) for number in range(len(value))]
        return [
            _pruned(inner, at, doomed) for inner, at in zip(value, items, strict=True) if at not in doomed
        ]
    return value
