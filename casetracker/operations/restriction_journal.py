"""The restrictions in force, in a file beside the backups: an older backup is not served without them.

A record is named by its number, which a database and its earlier copies have in common.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from proceedings.models import Restriction
from proceedings.record import services

TARGETS = (*Restriction.WHOLE, *Restriction.PART)
COLUMNS = (*(f"{name}_id" for name in TARGETS), "kind", "legal_basis", "since", "until", "note")


def in_force() -> list[dict[str, Any]]:
    """Return every restriction that has not been lifted."""
    return list(Restriction.objects.filter(lifted_on=None).order_by("pk").values(*COLUMNS))


def write(path: Path, restrictions: list[dict[str, Any]]) -> None:
    """Write them, whole or not at all."""
    fresh = path.with_name(f".{path.name}.new")
    fresh.write_text(json.dumps(restrictions, cls=DjangoJSONEncoder, indent=1), encoding="utf-8")
    fresh.replace(path)


def read(path: Path) -> list[dict[str, Any]]:
    """Read what `write` wrote; nothing where there is no file."""
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else []
    return found


def apply(restrictions: list[dict[str, Any]]) -> int:
    """Restrict again what is open here and was closed there; return how many records that were.

    What is closed here stays closed. A record that is not here yet needs no restriction.
    """
    made = 0
    for one in restrictions:
        key = {name: one[name] for name in COLUMNS if name.endswith("_id")}
        if Restriction.objects.filter(**key, kind=one["kind"], since=one["since"], lifted_on=None).exists():
            continue
        ((name, number),) = ((name, number) for name, number in key.items() if number is not None)
        model: Any = Restriction._meta.get_field(name.removesuffix("_id")).related_model
        if model.objects.filter(pk=number).exists():
            restriction = Restriction(**one)
            restriction.clean_fields()  # days are texts in a file
            services.record(restriction, reason="restricted when a backup was restored")
            made += 1
    return made
