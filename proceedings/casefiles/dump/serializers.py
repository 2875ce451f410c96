"""A case file as text: YAML whose scalars stay plain wherever our own reading needs no quotes, or JSON."""

from __future__ import annotations

import json
import re
from typing import Any

import yaml

WIDTH = 110
BASE: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


class _PlainDumper(BASE):
    """Quotes what would read as nothing; dates, numbers, yes and no are texts here and need no quotes."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}


_PlainDumper.add_implicit_resolver(
    "tag:yaml.org,2002:null", re.compile("(?:~|null|Null|NULL|)$"), ["~", "n", "N", ""]
)


def as_yaml(file: dict[str, Any]) -> str:
    """Write a case file as YAML."""
    text: str = yaml.dump(file, Dumper=_PlainDumper, sort_keys=False, allow_unicode=True, width=WIDTH)
    return text


def as_json(file: dict[str, Any]) -> str:
    """Write a case file as JSON."""
    return json.dumps(file, ensure_ascii=False, indent=1) + "\n"
