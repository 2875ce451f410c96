"""Ask every address of the site with every parameter, in nonsense and in near sense, and name what breaks.

    DATABASE_URL=sqlite:////tmp/copy.sqlite3 .venv/bin/python -m tools.fuzz_addresses 10000 --seed 1

Runs inside this process, as a reader who is not signed in; give it a copy of a database. The addresses are
read off the URL patterns, the parameters off the filters, so that a new one is asked without anybody's doing.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import sys
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import django

# ruff: noqa: S311  # made-up requests, not secrets

ARGUMENT = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")
REGEX_GROUP = re.compile(r"\(\?P<(?P<name>\w+)>[^)]*\)|\([^)]*\)|\.\+|\.\*")
JUNK = (
    *("", " ", "0", "-1", "9" * 30, "1e9", "NaN", "None", "true", "x" * 3000, "a\x00b", "\u202e\U0001f4a9"),
    *(
        "%",
        "_",
        "'",
        '"',
        "\\",
        "';--",
        "<script>",
        "{{7*7}}",
        "../../etc/passwd",
        "~1",
        "~",
        "name~1",
        "date~",
    ),
    *("2024-13-01", "2024-02-30", "0001-01-01", "9999-12-31", "10000-01-01", "2024-06-30", "2024", "2024-06"),
    *(
        "2026-01-01T00:00:00Z",
        "2026-01-01T00:00:00+99:00",
        "0001-01-01T00:00:00+14:00",
        "now",
        "a,b",
        ",",
        "\ud7ff",
    ),
)
DESK = "/admin/"
METHODS = ("GET",) * 20 + ("HEAD",) * 3 + ("POST", "OPTIONS", "PUT", "DELETE")
HEADERS = {
    "accept": ("*/*", "application/json", "text/html;q=x", "\xff", ""),
    "accept-encoding": ("gzip", "gzip;q=0", "br", "*"),
    "accept-language": ("de", "xx-" * 50, "*"),
    "authorization": ("Basic x", "Bearer y", "\xff"),
    "cookie": ("sessionid=x", "csrftoken=" + "y" * 200, "=;;="),
    "if-modified-since": ("yesterday", "Thu, 01 Jan 1970 00:00:00 GMT", "Thu, 01 Jan 99999 00:00:00 GMT"),
    "if-none-match": ("*", '"x"', 'W/"', "\x01"),
    "range": ("bytes=0-", "bytes=-1", "bytes=5-1", "lines=1-2"),
    "x-forwarded-for": ("1.2.3.4, ::1", "nobody", "," * 50),
    "content-type": ("application/json", "multipart/form-data", "multipart/form-data; boundary=x"),
}


@dataclass
class Outcome:
    """What became of the requests."""

    statuses: Counter[int] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


def patterns() -> list[str]:
    """Return every route of the site, with `<kind:name>` where it takes an argument."""
    from django.urls import URLPattern, URLResolver, get_resolver  # noqa: PLC0415  # after django.setup()

    def below(resolver: Any, before: str) -> Iterator[str]:  # noqa: ANN401  # resolvers nest
        for one in resolver.url_patterns:
            route = before + str(one.pattern)
            if isinstance(one, URLResolver):
                yield from below(one, route)
            elif isinstance(one, URLPattern):
                yield route

    return sorted(set(below(get_resolver(), "/")))


def parameters() -> list[str]:
    """Return every parameter that any list or figure takes, and some that none does."""
    from django.http import QueryDict  # noqa: PLC0415

    from proceedings.research.lists.definitions import LISTS  # noqa: PLC0415
    from proceedings.research.query.list_query import ListQuery  # noqa: PLC0415
    from proceedings.research.statistics.params import StatisticsQuery  # noqa: PLC0415

    found = {"after", "before", "hash", "format", "page", "next", "utm_source", "\x00", "q[]"}
    for definition in LISTS.values():
        found |= ListQuery(definition, QueryDict()).filterset.filters.keys()
    return sorted(found | StatisticsQuery(QueryDict()).filterset.filters.keys())


def sensible() -> dict[str, list[str]]:
    """Return values that are understood, by parameter: the choices of the filters."""
    from django.http import QueryDict  # noqa: PLC0415

    from proceedings.research.lists.definitions import LISTS  # noqa: PLC0415
    from proceedings.research.query.list_query import ListQuery  # noqa: PLC0415

    found: dict[str, list[str]] = {
        "on": ["2024-06-30", "2020-01-01"],
        "known": ["2026-11-30T00:00:00Z"],
        "q": ["a", "state"],
    }
    for definition in LISTS.values():
        for name, one in ListQuery(definition, QueryDict()).filterset.form.fields.items():
            choices = getattr(one, "choices", None) or ()
            found.setdefault(name, []).extend(str(choice[0]) for choice in list(choices)[:20] if choice[0])
    return found


class Fuzzer:
    """Makes up requests, the same ones for the same seed."""

    def __init__(self, seed: int, *, leave_out: Sequence[str] = ()) -> None:
        self.random = random.Random(seed)
        routes = [route for route in patterns() if not route.startswith(tuple(leave_out))]
        self.public = [route for route in routes if not route.startswith(DESK)]
        self.desk = [route for route in routes if route.startswith(DESK)]
        self.parameters, self.sensible = parameters(), sensible()

    def run(self, client: Any, number: int) -> Outcome:  # noqa: ANN401  # Django's test client
        """Send so many requests, each route in turn."""
        outcome = Outcome()
        for turn in range(number):
            # Most addresses of the desk only lead to signing in.
            routes = self.desk if turn % 10 == 0 else self.public
            method, path, asked, headers = self.request(routes[turn % len(routes)])
            words = f"{method} {path[:150]} {asked!r:.300} {headers!r:.200}"
            try:
                status, body = self._send(client, method, path, asked, headers)
            except Exception as error:  # noqa: BLE001  # whatever it is, it is what is sought
                last = traceback.extract_tb(error.__traceback__)[-1]
                outcome.statuses[599] += 1
                outcome.faults.append(f"{words}\n    {error!r:.200} at {last.filename}:{last.lineno}")
                continue
            outcome.statuses[status] += 1
            if status >= 500 or b"Traceback (most recent" in body:  # noqa: PLR2004  # a fault of the server
                outcome.faults.append(f"{words}\n    answered {status}")
        return outcome

    def request(self, route: str) -> tuple[str, str, list[tuple[str, str]], dict[str, str]]:
        """Make up a request for a route."""
        choose = self.random.choice
        asked = []
        for _one in range(choose((0, 1, 1, 2, 3, 6))):
            name = choose(self.parameters)
            understood = self.sensible.get(name)
            value = choose(understood) if understood and self.random.random() < 0.6 else choose(JUNK)  # noqa: PLR2004  # more sense than nonsense: it gets further
            asked.append((name, value))
        headers = {name: choose(values) for name, values in HEADERS.items() if self.random.random() < 0.1}  # noqa: PLR2004  # one or so
        return choose(METHODS), self.path(route), asked, headers

    def path(self, route: str) -> str:
        """Fill in the arguments of a route."""
        filled = ARGUMENT.sub(lambda match: self._argument(match["kind"] or "str"), route)
        filled = REGEX_GROUP.sub(lambda _match: self._argument("str"), filled)
        return filled.replace("^", "").replace("$", "").replace("\\Z", "").replace("\\", "").replace("?", "")

    def _argument(self, kind: str) -> str:
        if kind in {"key", "int"}:
            return self.random.choice(
                ("1", "2", "3", "17", "40", "0", "9" * 25, str(self.random.randint(1, 300)))
            )
        if self.random.random() < 0.5:  # noqa: PLR2004  # half and half
            return self.random.choice(("offence", "status", "1", "testa", "rust", "state-v-made-up"))
        return self.random.choice(JUNK).replace("/", "") or "-"

    @staticmethod
    def _send(
        client: Any,  # noqa: ANN401  # Django's test client
        method: str,
        path: str,
        asked: list[tuple[str, str]],
        headers: dict[str, str],
    ) -> tuple[int, bytes]:
        from urllib.parse import quote, urlencode  # noqa: PLC0415

        query = urlencode(asked, errors="surrogatepass")
        address = f"{quote(path, errors='surrogatepass')}?{query}"
        body = query.encode() if method in {"POST", "PUT"} else b""
        answer = client.generic(
            method, address, body, headers.get("content-type", "application/x-www-form-urlencoded"),
            headers={name: value for name, value in headers.items() if name != "content-type"},
        )  # fmt: skip
        sent = b"".join(answer.streaming_content) if answer.streaming else answer.content
        return answer.status_code, sent


def main() -> int:
    """Print the statuses and the faults; 1 when there was one."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("number", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--leave-out", nargs="*", default=["/account/", "/healthz"], metavar="PATH")
    given = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casetracker.settings")
    os.environ.setdefault("ALLOWED_HOSTS", "testserver")
    os.environ |= {
        "API_MOST_A_MINUTE": "0",
        "READER_COST_A_MINUTE": "0",
        "HEAVY_AT_ONCE": "0",
        "LOG_LEVEL": "CRITICAL",
    }
    django.setup()
    from django.test import Client  # noqa: PLC0415

    outcome = Fuzzer(given.seed, leave_out=given.leave_out).run(
        Client(raise_request_exception=True), given.number
    )
    words = [str(dict(sorted(outcome.statuses.items()))), *outcome.faults]
    sys.stdout.write("".join(f"{line}\n" for line in words))
    return bool(outcome.faults)


if __name__ == "__main__":
    sys.exit(main())
