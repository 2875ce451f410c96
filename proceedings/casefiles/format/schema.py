"""docs/case-file.schema.json: version 1 of the case file as a JSON Schema."""

from __future__ import annotations

import json
from typing import Any

from proceedings.casefiles.format.case import CaseFile

Json = dict[str, Any] | list[Any] | str | float | bool | None
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema() -> dict[str, Any]:
    """Return the schema of a case file whose scalars have been read as texts."""
    described = CaseFile.model_json_schema(by_alias=True)
    tidied = _tidied(described)
    return {"$schema": DIALECT} | (tidied if isinstance(tidied, dict) else {})


def text() -> str:
    """Return the schema as it stands in docs/."""
    return json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"


def _tidied(value: Json) -> Json:
    """Leave out what no reader of the schema needs: generated titles, and null, which no file holds."""
    if isinstance(value, list):
        return [_tidied(inner) for inner in value]
    if not isinstance(value, dict):
        return value
    options = value.get("anyOf", [])
    if {"type": "null"} in options:
        others = [option for option in options if option != {"type": "null"}]
        rest = {key: inner for key, inner in value.items() if key not in {"anyOf", "default", "title"}}
        return _tidied(rest | (others[0] if len(others) == 1 else {"anyOf": others}))
    left_out = {"title"} if isinstance(value.get("title"), str) else set()
    default = value.get("default")
    if isinstance(default, bool):
        return _tidied(value | {"default": "yes" if default else "no"})
    if default in (None, "", []):
        left_out.add("default")
    return {key: _tidied(inner) for key, inner in value.items() if key not in left_out}
