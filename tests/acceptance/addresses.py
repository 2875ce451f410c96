"""The addresses of lists in all their forms, and which of some addresses tell a name."""

from __future__ import annotations

from collections.abc import Iterator

from django.test import Client

from proceedings.research.lists.definitions import LISTS
from tests.acceptance.crawl import ask


def lists() -> Iterator[str]:
    """Yield the lists in their forms: page, file, feed and API; sorted and searched."""
    for slug in LISTS:
        yield from (f"/{slug}{ending}" for ending in ("/", ".csv", ".atom"))
        yield f"/api/v1/{slug}/"
    yield from (f"/api/v1/{slug}/?sort=name" for slug in ("defendants", "cases", "people"))
    for beginning in ("quaxa", "arson"):
        yield from (f"/{page}?q={beginning}" for page in ("defendants/", "cases.csv", "charges/", "people/"))
    yield from ("/hearings.ics", "/statistics/", "/statistics/offence/", "/statistics/offence.csv")


def telling(client: Client, addresses: Iterator[str], names: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return which address tells which name; a redirection is followed."""
    found = []
    for address in addresses:
        answer = ask(client, address)
        assert answer.status in {200, 301, 302, 404, 410}, (address, answer.status, answer.text[:300])
        text = answer.text
        if answer.status in {301, 302}:
            text += ask(client, client.get(address)["Location"]).text
        found += [(address, name) for name in names if name.lower() in text.lower()]
    return found
