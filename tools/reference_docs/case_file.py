"""docs/case-file.md: written by hand in case_file.md, with the keys of the format and the examples."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from proceedings.casefiles.format.schema import schema
from proceedings.law.codes import ClaimOutcome, Outcome
from proceedings.law.rules import evidence_of
from proceedings.models.event import TYPES
from tools.reference_docs.markdown import codes, table

WRITTEN_BY_HAND = Path(__file__).with_suffix(".md")
EXAMPLES = Path(__file__).resolve().parents[2] / "docs" / "examples"
OPENING = (
    "<!-- manage.py write_docs: tools/reference_docs/case_file.md, with the format and docs/examples -->\n\n"
)
# In the order a reader meets them.
BLOCKS = (
    "Court",
    "Incident",
    "Harmed",
    "Disputed",
    "Press",
    "Party",
    "OtherName",
    "Identifier",
    "Source",
    "Case",
    "CaseLink",
    "Participant",
    "Defendant",
    "Charge",
    "ChargeLink",
    "Claim",
    "ClaimLink",
    "Event",
    "Effect",
    "Component",
    "Citation",
    "Correction",
    "Restriction",
)
NAMES = {
    "Effect": "Outcome (of an event)",
    "Component": "Component (of a sentence)",
    "Press": "Press statement",
}
MOST_VALUES = 20  # longer lists have tables of their own


def text() -> str:
    """Return the page."""
    page = WRITTEN_BY_HAND.read_text(encoding="utf-8")
    return OPENING + re.sub(r"\{\{([-\w]+)\}\}", lambda mark: _part(mark[1]), page)


def _part(name: str) -> str:
    tables = {"KEYS": _keys, "TYPES": _types, "OUTCOMES": _outcomes}
    if name in tables:
        return tables[name]()
    example = (EXAMPLES / f"{name}.yaml").read_text(encoding="utf-8")
    return f"```yaml\n{example}```"


def _keys() -> str:
    described = schema()
    parts = [f"### The file\n\n{_table(described, described['$defs'])}"]
    for name in BLOCKS:
        block = _block(described["$defs"][name])
        parts.append(f"### {_heading(name)}\n\n{block['description']}\n\n{_table(block, described['$defs'])}")
    return "\n".join(parts).rstrip()


def _types() -> str:
    rows = [(f"`{kind}`", codes(one.value for one in types) or "none") for kind, types in TYPES.items()]
    return table(("kind", "types"), rows).rstrip()


def _outcomes() -> str:
    rows = [
        (
            f"`{one.value}`",
            f"{one.label}. {one.definition}",
            ", ".join(sorted(kind.value for kind in evidence_of(one.value))),
        )
        for one in (*Outcome, *ClaimOutcome)
    ]
    return table(("outcome", "meaning", "in an event of kind"), rows).rstrip()


def _block(definition: dict[str, Any]) -> dict[str, Any]:
    """Return the block of a definition that may also be a bare text, as a citation may."""
    options: list[dict[str, Any]] = definition.get("anyOf", [definition])
    return options[-1]


def _table(block: dict[str, Any], definitions: dict[str, Any]) -> str:
    required = block.get("required", [])
    rows = [
        (
            f"`{key}`{'*' if key in required else ''}",
            _holds(value, definitions),
            value.get("description", "") + _default(value),
        )
        for key, value in block["properties"].items()
    ]
    return table(("key", "holds", "meaning"), rows)


def _default(value: dict[str, Any]) -> str:
    return f" Default: {value['default']}." if "default" in value else ""


def _holds(value: dict[str, Any], definitions: dict[str, Any]) -> str:
    """Say in words what stands under a key."""
    if "$ref" in value:
        return _named(value["$ref"].rpartition("/")[2], definitions)
    if value.get("type") == "array":
        return f"list: {_holds(value['items'], definitions)}"
    if "format" in value:
        return str(value["format"])
    if "enum" in value:
        return (
            _values([str(one) for one in value["enum"]])
            or "a code; see [types](#types) and [outcomes](#outcomes)"
        )
    return "text"


def _named(name: str, definitions: dict[str, Any]) -> str:
    definition = definitions[name]
    if "enum" in definition:
        return _values(definition["enum"]) or f"[a code](data-dictionary.md#{name.lower()})"
    heading = _heading(name)
    anchor = re.sub(r"[^-a-z ]", "", heading.lower()).replace(" ", "-")
    return f"[{heading.lower()}](#{anchor})"


def _values(values: list[str]) -> str:
    return ", ".join(f"`{one}`" for one in dict.fromkeys(values)) if len(values) <= MOST_VALUES else ""


def _heading(name: str) -> str:
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    return NAMES.get(name, words.capitalize())
