"""What a case is called where its caption alone would not tell it from another: its year, or “appeal”."""

from __future__ import annotations

from typing import Any

from django.db.models import Case as Choose
from django.db.models import CharField, Exists, OuterRef, Subquery, Value, When
from django.db.models.functions import Cast, Substr
from django.utils.translation import gettext as _

from proceedings.law.codes import EventKind
from proceedings.models import Case
from proceedings.record.public_rows import Facts

YEAR_LETTERS = 4


def case_name(caption: str, *, year: object = "", is_appeal: bool = False) -> str:
    """Return `State v. Mockingbird (appeal, 2024)`; the caption alone where nothing more is to be told."""
    told = [*([_("appeal")] if is_appeal else ()), *([str(year)] if year else ())]
    return f"{caption} ({', '.join(told)})" if told else caption


def year_if_repeated(facts: Facts) -> Choose:
    """Return, of rows of cases, the year a case began where its matter has another case of its caption."""
    same = facts.cases().filter(caption=OuterRef("caption"), incident_id=OuterRef("incident_id"))
    events = facts.happened().filter(case_id=OuterRef("id")).exclude(kind=EventKind.STATEMENT.value)
    first = Subquery(events.order_by("latest").values("latest")[:1])
    year = Substr(Cast(first, CharField(max_length=10)), 1, YEAR_LETTERS)
    return Choose(
        When(Exists(same.exclude(id=OuterRef("id"))), then=year), default=Value(""), output_field=CharField()
    )


def year_of_case(facts: Facts, key: str) -> Any:  # noqa: ANN401  # an expression
    """Return the same for the case that a column of a row names."""
    cases = facts.of(Case).filter(id=OuterRef(key)).annotate(year_begun=year_if_repeated(facts))
    return Subquery(cases.values("year_begun")[:1])
