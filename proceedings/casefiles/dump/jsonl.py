"""The database as JSON lines: each a whole case file, of one case or of some that refer to each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import F

from proceedings.casefiles.dump.files import closed_cases, dump
from proceedings.casefiles.parsing.jsonl import as_line
from proceedings.models import Case, CaseLink, ChargeLink, ClaimLink, Effect, PressFactEvent


def dump_lines(cases: Sequence[str] | None = None, *, with_closed: bool = False) -> Iterator[str]:
    """Yield lines that load_cases reads, in the order of the cases' keys; or those of some cases.

    Raises Case.DoesNotExist for an unknown key.
    """
    if cases is not None:
        yield as_line(dump(cases, with_closed=with_closed))
        return
    groups = _Groups()
    for one, other in _references():
        groups.join(one, other)
    lines: dict[int, list[str]] = {}
    closed = frozenset() if with_closed else closed_cases()
    rows = Case.objects.order_by("key").exclude(key__in=closed)
    for pk, key in rows.values_list("pk", "key").iterator():
        lines.setdefault(groups.root(pk), []).append(key)
    for keys in lines.values():
        yield as_line(dump(keys, with_closed=with_closed))


def _references() -> Iterable[tuple[int, int]]:
    """Yield each pair of cases of which one names the other, or whose matter names an event of the other."""
    yield from CaseLink.objects.values_list("case_id", "other_id").iterator()
    for model, name in ((ChargeLink, "charge"), (ClaimLink, "claim")):
        rows: Any = model._default_manager
        pairs = rows.values_list(f"{name}__defendant__case_id", "other__defendant__case_id")
        yield from pairs.iterator()
    across = Effect.objects.exclude(event__case_id=F("defendant__case_id"))
    yield from across.order_by().values_list("event__case_id", "defendant__case_id").iterator()
    told = PressFactEvent.objects.order_by()
    yield from told.values_list("event__case_id", "press_fact__incident__cases__id").iterator()


class _Groups:
    """Cases joined by references; a case that nothing joins is a group of its own."""

    def __init__(self) -> None:
        self._above: dict[int, int] = {}

    def root(self, pk: int) -> int:
        """Return the case that stands for the group of a case."""
        while pk in self._above:
            pk = self._above[pk]
        return pk

    def join(self, one: int | None, other: int | None) -> None:
        """Put two cases into one group."""
        if one is None or other is None:
            return
        first, second = self.root(one), self.root(other)
        if first != second:
            self._above[second] = first
