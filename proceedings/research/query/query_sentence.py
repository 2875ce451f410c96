"""What a list is asked, in words: the sentence above it, and every value that is given."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from kit.date_text import day_text, instant_text
from kit.filtering import OneOfField, SeveralField
from proceedings import wording
from proceedings.law.codes import Phase
from proceedings.models.status_span_queries import today
from proceedings.record.as_of import Clocks
from proceedings.research.lists.list_definition import ListDefinition
from proceedings.research.query import description
from proceedings.research.query.description import (
    any_of,
    quoted,
)

# Said by the sentence itself, or no filter at all.
SAID_FIRST = ("q", "type", "court", "incident")
NO_FILTERS = ("on", "known", "match", "sort", "after", "before", "hash")
SAID_OF_DEFENDANTS = ("status", "phase")


def value_words(filterset: Any, name: str) -> Iterator[tuple[str, str]]:  # noqa: ANN401  # without types
    """Yield each value given for a filter, as asked and in words."""
    value, field = filterset.asked[name], filterset.form.fields[name]
    if isinstance(field, SeveralField):
        labels = {code: str(label) for code, label in field.choices}
        say: Mapping[str, Callable[[str], str]] = {
            "status": wording.short_label,
            "phase": lambda code: _(Phase(code).label),
        }
        for code in value:
            yield code, say[name](code) if name in say else _(labels[code])
    elif isinstance(field, OneOfField):
        if value:
            yield value, _(str(dict(field.choices)[value]))
    elif isinstance(value, dict):
        yield from value.items()
    elif isinstance(value, date):
        yield value.isoformat(), day_text(value)
    elif value or value == 0:
        yield str(filterset.data[name]), value if isinstance(value, str) else number_format(value)


def sentence(kind: ListDefinition, filterset: Any, clocks: Clocks) -> str:  # noqa: ANN401  # as above
    """Say what is asked: which rows, meeting which filters, on which day, as published by when."""
    asked, possible = filterset.asked, filterset.is_possible
    if kind.slug == "defendants":
        words = description.sentence(asked, clocks, possible=possible)
        left = (*SAID_FIRST, *SAID_OF_DEFENDANTS)
        return "; ".join([words, *_further(filterset, left)])
    is_today = clocks.on == today()
    day = _("recorded by today, %(day)s") if is_today else _("recorded by %(day)s")
    parts = [str(kind.subject), *description.describe_defendants(asked), day % {"day": day_text(clocks.on)}]
    words = " ".join(parts)
    if asked["known"]:
        words = _("%(sentence)s, as published by %(instant)s") % {
            "sentence": words,
            "instant": instant_text(asked["known"]),
        }
    further = list(_further(filterset, SAID_FIRST))
    return "; ".join([words, *further, *([_("uncertain dates taken widely")] if possible else [])])


def _further(filterset: Any, said: tuple[str, ...]) -> Iterator[str]:  # noqa: ANN401  # as above
    """Say the filters that the sentence has not said yet: label and values."""
    for name, filter_ in filterset.filters.items():
        if name in said or name in NO_FILTERS:
            continue
        values = [words for _value, words in value_words(filterset, name)]
        if values:
            yield _("%(label)s: %(values)s") % {
                "label": str(filter_.label).lower(),
                "values": any_of(quoted(words) for words in values),
            }
