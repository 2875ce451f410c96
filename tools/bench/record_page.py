"""What a record page costs: queries, modules, functions and processor time, fresh, beside a trivial view.

    DATABASE_URL=sqlite:///var/casetracker.sqlite3 python -m tools.bench.record_page nm-v-baldwin-2024

Every page is made anew: the cache of answers is off, and the cache of counts is cleared before each request.
"""

from __future__ import annotations

import argparse
import cProfile
import os
import pstats
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import CodeType, FrameType

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casetracker.settings")

import django  # reads the settings named above

django.setup()

from django.core.cache import caches  # noqa: E402  # once Django is set up
from django.db import connection  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.test import Client, override_settings  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import include, path  # noqa: E402

from proceedings.models import Case, StatusSpan  # noqa: E402
from proceedings.record import record_urls  # noqa: E402
from proceedings.record.visibility import public_spans  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = tuple(f"{ROOT / name}/" for name in ("accounts", "casetracker", "kit", "people", "proceedings"))
RUNS = 20
HELLO = "hello"


def hello_view(_request: HttpRequest) -> HttpResponse:
    """Answer a few bytes."""
    return HttpResponse("hello")


urlpatterns = [path("", hello_view), path("", include("casetracker.urls"))]


def pages_of(case: Case) -> dict[str, str]:
    """Return the addresses of the first defendant of a case, of the case, of its matter, and others."""
    span = public_spans(StatusSpan.objects.live()).filter(case=case).select_related("party").order_by("pk")[0]
    defendant = record_urls.defendant(span.defendant_id, span.party.name)
    known = f"known={StatusSpan.objects.earliest('recorded_at').recorded_at:%Y-%m-%dT%H:%M:%S.%fZ}"
    pages = {
        "defendant": defendant,
        "defendant, a day": f"{defendant}?on=2024-08-01",
        "defendant, known": f"{defendant}?on=2024-08-01&{known}",
        "case": record_urls.case(case.pk, case.caption),
        "case, known": f"{record_urls.case(case.pk, case.caption)}?{known}",
        "person": record_urls.person(span.party_id, span.party.name),
        "home": "/",
    }
    if case.incident is not None:
        pages["incident"] = record_urls.incident(case.incident.key)
        pages["incident, known"] = f"{pages['incident']}?{known}"
    return pages


def milliseconds(request: Callable[[], object], runs: int) -> float:
    """Return the shortest processor time of several requests: the others tell of what else ran."""
    request()
    spent = []
    for _run in range(runs):
        caches["counts"].clear()
        began = time.process_time()
        request()
        spent.append(time.process_time() - began)
    return min(spent) * 1000


def code_executed(request: Callable[[], object]) -> set[CodeType]:
    """Return the functions of this project that a request runs through."""
    found: set[CodeType] = set()

    def note(frame: FrameType, event: str, _argument: object) -> None:
        if event == "call" and frame.f_code.co_filename.startswith(PACKAGES):
            found.add(frame.f_code)

    sys.setprofile(note)
    try:
        request()
    finally:
        sys.setprofile(None)
    return found


def measure(name: str, request: Callable[[], object], hello: float, runs: int) -> None:
    """Print one line of the table."""
    spent = milliseconds(request, runs)
    caches["counts"].clear()
    with CaptureQueriesContext(connection) as queries:
        request()
    asked = len(queries)  # before another request empties the log
    caches["counts"].clear()
    code = code_executed(request)
    modules = {one.co_filename for one in code}
    print(f"{name:18} {asked:8} {len(modules):8} {len(code):10} {spent:9.2f} {spent / (hello or spent):8.1f}")


def get(client: Client, address: str) -> Callable[[], object]:
    """Return the request for an address; anything but a page is an error."""

    def request() -> None:
        answer = client.get(address)
        if answer.status_code != 200:  # noqa: PLR2004  # a page
            raise RuntimeError(f"{address}: {answer.status_code}")

    return request


def main() -> None:
    """Print the table, or the profile of one page."""
    parser = argparse.ArgumentParser(prog="python -m tools.bench.record_page", description=__doc__)
    parser.add_argument("case", nargs="?", default="nm-v-baldwin-2024")
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--profile", metavar="PAGE", help="print where the time of one page goes")
    parser.add_argument("--queries", metavar="PAGE", help="print the queries of one page")
    asked = parser.parse_args()
    pages = pages_of(Case.objects.get(key=asked.case))
    with override_settings(ANSWER_CACHE=False, ALLOWED_HOSTS=["testserver"]):
        client = Client()
        if asked.profile:
            request = get(client, pages[asked.profile])
            request()
            profile = cProfile.Profile()
            for _run in range(asked.runs):
                caches["counts"].clear()
                profile.runcall(request)
            stats = pstats.Stats(profile).strip_dirs()
            stats.sort_stats("cumulative").print_stats(110)
            stats.sort_stats("tottime").print_stats(50)
            return
        if asked.queries:
            get(client, pages[asked.queries])()
            with CaptureQueriesContext(connection) as queries:
                get(client, pages[asked.queries])()
            for query in queries:
                print(query["sql"], end="\n\n")
            return
        with override_settings(ROOT_URLCONF=__name__):
            hello = milliseconds(get(client, "/"), asked.runs)
            print(f"{'page':18} {'queries':>8} {'modules':>8} {'functions':>10} {'ms':>9} {'x hello':>8}")
            measure(HELLO, get(client, "/"), hello, asked.runs)
        for name, address in pages.items():
            measure(name, get(client, address), hello, asked.runs)


if __name__ == "__main__":
    main()
