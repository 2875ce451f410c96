"""Finding the case in which something happened: by docket number in any style, caption, name, or address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet

from kit.text_folding import docket_key
from proceedings.admin.status_messages import spans_today
from proceedings.admin.visibility import visible_to
from proceedings.models import Case, Defendant
from proceedings.record.search.find import search
from proceedings.wording import short_label

MOST_SHOWN = 20
MOST_NAMED = 4
_CASE_PAGE = re.compile(r"/(?:cases|proceedings/case)/(\d+)\b")
_DEFENDANT_PAGE = re.compile(r"/(?:defendants|proceedings/defendant)/(\d+)\b")


@dataclass(frozen=True, slots=True)
class CaseChoice:
    """One case as a choice: what it is called, where it is, and how its defendants stand."""

    case: Case
    defendants: str


@dataclass(frozen=True, slots=True)
class CaseChoices:
    """The cases found under a text; `only` when the text is the whole docket number of a single one."""

    cases: tuple[CaseChoice, ...]
    more: bool = False
    only: Case | None = None


def find_cases(text: str, user: Any) -> CaseChoices:
    """Find the cases a user of the admin may see under a text; nothing under an empty one."""
    text = text.strip()
    if not text:
        return CaseChoices(())
    cases = visible_to(user, Case.objects.select_related("court"))
    by_number = _by_number(text, cases)
    ids = [case.pk for case in by_number] or _by_words(text, user)
    rows = {case.pk: case for case in cases.filter(pk__in=ids[: MOST_SHOWN + 1])}
    found = [rows[pk] for pk in ids if pk in rows]
    return CaseChoices(
        _choices(found[:MOST_SHOWN], user),
        more=len(found) > MOST_SHOWN,
        only=by_number[0] if len(by_number) == 1 else None,
    )


def _by_number(text: str, cases: QuerySet[Any]) -> list[Case]:
    if page := _CASE_PAGE.search(text):
        return list(cases.filter(pk=int(page[1])))
    if page := _DEFENDANT_PAGE.search(text):
        return list(cases.filter(defendants=int(page[1])))
    key = docket_key(re.sub(r"^\s*(?:case|docket)?\s*(?:nos?\.?|number)?\s+", "", text, flags=re.IGNORECASE))
    if not any(letter.isdigit() for letter in key):
        return []
    # The beginnings of numbers are words of the search; a number that is not printed is in no such word.
    return list(cases.filter(docket_key=key).order_by("pk")[: MOST_SHOWN + 1])


def _by_words(text: str, user: Any) -> list[int]:
    """Find through the words of defendants, drafts included; closely when nobody is found exactly."""
    rows: Any = visible_to(user, Defendant.objects.annotate(defendant_id=F("pk"))).order_by("case_id")
    found: Any = search(text, rows).spans
    ids = list(found.values_list("case_id", flat=True).distinct()[: MOST_SHOWN + 1])
    if ids:
        return ids
    captions = visible_to(user, Case.objects.filter(caption__istartswith=text))
    return list(captions.values_list("pk", flat=True)[: MOST_SHOWN + 1])


def _choices(cases: list[Case], user: Any) -> tuple[CaseChoice, ...]:
    rows = visible_to(user, Defendant.objects.filter(case__in=cases)).select_related("party")
    spans = spans_today([row.pk for row in rows])
    names: dict[int, list[str]] = {case.pk: [] for case in cases}
    for row in rows:
        status = short_label(spans[row.pk].status) if row.pk in spans else ""
        names[row.case_id].append(f"{row.party.name}: {status}" if status else row.party.name)
    return tuple(
        CaseChoice(case, "; ".join([*found[:MOST_NAMED], *(["…"] if len(found) > MOST_NAMED else [])]))
        for case in cases
        for found in [names[case.pk]]
    )
