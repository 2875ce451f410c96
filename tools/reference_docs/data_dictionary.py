"""docs/data-dictionary.md: every table with its columns, every closed list with its codes."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

from django.apps import apps
from django.db import models

from kit.codes import Code
from people import kinds
from proceedings.law import codes as lists
from proceedings.research.lists.definitions import LISTS
from tools.reference_docs.markdown import table

OPENING = """# Data dictionary

Written by `manage.py write_docs` from the models, the lists of the site and the lists of codes. Do not edit.

Each fact has a table of its history beside it (`historical...`): the same columns, with who changed them,
when, and why.
"""


def text() -> str:
    """Return the document."""
    recorded = ("## Tables\n", *_tables(), "## Lists of the site\n", *_listed())
    return "\n".join((OPENING, *recorded, "## Lists of codes\n", *_lists()))


def _tables() -> Iterator[str]:
    for label in ("people", "proceedings"):
        for model in apps.get_app_config(label).get_models():
            if model._meta.proxy or model.__name__.startswith("Historical"):
                continue
            yield f"### {model._meta.verbose_name} (`{model._meta.db_table}`)\n\n{inspect.getdoc(model)}\n"
            rows = [_column(field) for field in model._meta.concrete_fields]
            yield table(("column", "type", "may be empty", "meaning"), rows)


def _listed() -> Iterator[str]:
    """Yield the columns of each list, as pages, files and the API give them."""
    for kind in LISTS.values():
        yield f"### `{kind.address}`\n"
        rows = ((f"`{one.key}`", one.type, str(one.label), str(one.meaning)) for one in kind.columns)
        yield table(("column", "type", "heading", "meaning"), rows)


def _column(field: models.Field[object, object]) -> tuple[str, str, str, str]:
    meaning = str(field.verbose_name)
    if field.help_text:
        meaning += f". {field.help_text}"
    kind = field.get_internal_type()
    if field.remote_field is not None:
        kind = f"→ {field.remote_field.model._meta.db_table}"
    elif isinstance(field, models.CharField):
        kind = f"text of at most {field.max_length}"
    return f"`{field.column}`", kind, "yes" if field.null or field.blank else "no", meaning


def _lists() -> Iterator[str]:
    found = [value for module in (kinds, lists) for value in vars(module).values()]
    for codes in found:
        if isinstance(codes, type) and issubclass(codes, Code) and codes is not Code:
            yield f"### {codes.__name__}\n\n{inspect.getdoc(codes)}\n"
            yield table(
                ("code", "label", "definition", "source"),
                ((f"`{code.value}`", code.label, code.definition, code.source) for code in codes),
            )
