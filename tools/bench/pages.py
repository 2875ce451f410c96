"""How long the pages take, against the bare SQL that answers the same through the same driver."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from typing import Any
from unittest import mock

from django.core.cache import caches
from django.db import connection
from django.template.loader import get_template
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from proceedings.models import Case, StatusSpan
from proceedings.record.visibility import public_spans
from proceedings.research.query.list_query import ListQuery
from tools.bench.large_cases import FORTY, LONG
from tools.bench.list_queries import Question, questions
from tools.bench.load import peak_memory
from tools.bench.processor_time import spent

WARM, COLD, BARE = 9, 3, 9
EXPORTED = 200_000
EXPORTED_COLUMNS = (
    "party__name",
    "status",
    "since",
    "counts",
    "qualifiers",
    "particulars",
    "valid_from",
    "projected_end",
    "case__caption",
    "case__docket_number",
    "case_type",
    "court__name",
    "court__key",
    "incident__title",
)


def best(times: int, do: Callable[[], object], before: Callable[[], object] = lambda: None) -> float:
    """Return the shortest of several runs, in milliseconds: the others tell of what else ran."""
    shortest = float("inf")
    for _run in range(times):
        before()
        began = spent()
        do()
        shortest = min(shortest, spent() - began)
    return shortest * 1000


def forget() -> None:
    """Forget the numbers that were counted before."""
    caches["counts"].clear()


class Pages:
    """Measures pages as a client asks for them, inside this process."""

    def __init__(self) -> None:
        """Ask every page once, so that what is imported and compiled once does not count."""
        self.client = Client()
        self.get("/defendants/")

    def get(self, address: str) -> Any:  # noqa: ANN401  # a test response
        """Return an answer; anything but a page is an error."""
        answer = self.client.get(address)
        if answer.status_code != 200:  # noqa: PLR2004  # a page
            raise RuntimeError(f"{address}: {answer.status_code}")
        return answer

    def list(self, question: Question) -> dict[str, float]:
        """Measure one question of the list of defendants."""
        return {
            "cold": best(COLD, lambda: self.get(question.address), forget),
            "anew": best(WARM, lambda: self._read_anew(question.address)),
            "warm": best(WARM, lambda: self.get(question.address)),
            "bare": best(BARE, lambda: _ask(question.bare)),
            "facets": best(COLD, lambda: _ask(question.facets)),
            "render": best(WARM, self._rendering(question.address)),
            "queries": self.queries(question.address),
        }

    def _read_anew(self, address: str) -> None:
        """Ask for a page whose numbers are counted, and whose rows nobody has asked for before."""
        with mock.patch.object(ListQuery, "shown", ListQuery._shown):  # noqa: SLF001  # what is kept, not kept
            self.get(address)

    def _rendering(self, address: str) -> Callable[[], object]:
        """Return the printing of a page whose rows are in memory."""
        held = self.get(address).context
        request = RequestFactory().get(address)
        template = get_template("website/lists/list.html")
        return lambda: template.render({"page": held["page"], "linked_data": held["linked_data"]}, request)

    def queries(self, address: str) -> int:
        """Count the queries of a page whose numbers are counted."""
        with CaptureQueriesContext(connection) as asked:
            self.get(address)
        return len(asked)

    def page(self, address: str) -> dict[str, float]:
        """Measure a page that is compared with itself at another size."""
        return {
            "cold": best(COLD, lambda: self.get(address), forget),
            "warm": best(WARM, lambda: self.get(address)),
            "queries": self.queries(address),
        }

    def export(self) -> dict[str, float]:
        """Measure a CSV file of all defendants, and bare rows through the csv module."""
        before = peak_memory()
        began = spent()
        answer = self.get("/defendants.csv")
        rows = sum(piece.count(b"\n") for piece in answer.streaming_content)
        seconds = spent() - began
        grown = peak_memory() - before
        began = spent()
        columns = _bare_export()
        return {
            "rows": rows,
            "ours": seconds,
            "bare": spent() - began,
            "grown": grown,
            "columns": columns,
        }


def _ask(statements: tuple[str, ...]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
            cursor.fetchall()


def _bare_export() -> int:
    """Write the same defendants, the columns as they stand in the tables, with a bare cursor."""
    live = (
        StatusSpan.objects.live().filter(valid_until="9999-12-31").recorded().order_by("-since", "defendant")
    )
    rows = live.values_list(*EXPORTED_COLUMNS)[:EXPORTED]
    sql, values = rows.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        writer = csv.writer(io.StringIO())
        while found := cursor.fetchmany(2_000):
            writer.writerows(found)
            writer = csv.writer(io.StringIO())
        return len(cursor.description)


def measure() -> Iterator[dict[str, Any]]:
    """Measure every page, and yield each as it is measured."""
    pages = Pages()
    for each in questions():
        yield {"lists": {each.name: pages.list(each)}}
    defendant = (
        public_spans(StatusSpan.objects.live()).filter(status="sentenced_custody").order_by("pk")[:1][0]
    )
    long_case, forty = (Case.objects.get(key=key) for key in (LONG, FORTY))
    held = public_spans(StatusSpan.objects.live()).filter(case=defendant.case_id).select_related("party")[0]
    for name, address in {
        "a defendant page": f"/defendants/{held.defendant_id}-{held.party.slug}/",
        "a case page with 250 events": f"/cases/{long_case.pk}-{long_case.slug}/",
        "a case page with 40 defendants": f"/cases/{forty.pk}-{forty.slug}/",
        "statistics": "/statistics/",
        "home": "/",
    }.items():
        yield {"pages": {name: pages.page(address)}}
    yield {"export": pages.export()}
