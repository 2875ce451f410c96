"""A reader who follows every link of the site, and looks in all that is answered for closed names."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from django.test import Client

from tests.acceptance.answers import HOST, body
from tests.acceptance.canaries import CANARIES

MOST_QUESTIONS = 1  # addresses with a query, followed at each path beside the one without
MOST_ANSWERS = 900  # far above what there is; a crawl that has no end fails
NOT_OURS = ("/admin/", "/static/")
LINK = re.compile(rf"""(?:href|src|action)=["']([^"']+)["']|({re.escape(HOST)}[^\s"'<>\\]+)""")


@dataclass(frozen=True, slots=True)
class Answer:
    """What one address gave: everything a reader can see of it, unpacked."""

    address: str
    status: int
    text: str

    @property
    def named(self) -> list[str]:
        """Return the names that are in it, however they are written."""
        text = unquote(html.unescape(self.text)).lower()
        return [name for name in CANARIES if name.lower() in text]


def ask(client: Client, address: str) -> Answer:
    """Ask for one address; archives and workbooks are unpacked, folded lines of calendars joined."""
    response = client.get(address)
    whole = body(response)
    parts = [whole]
    if whole.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(whole)) as archive:
            parts = [archive.read(name) for name in archive.namelist()]
    text = "\n".join(
        [*map(str, response.headers.items()), *(part.decode("utf-8", "replace") for part in parts)]
    )
    return Answer(address, response.status_code, re.sub(r"\r\n[ \t]", "", text))


def crawl(client: Client, starts: list[str]) -> Iterator[Answer]:
    """Follow every link of the site from some addresses on."""
    waiting, seen, questions = deque(starts), set(starts), Counter[str]()
    asked = 0
    while waiting:
        asked += 1
        assert asked < MOST_ANSWERS, f"no end; waiting: {list(waiting)[:20]}"
        answer = ask(client, waiting.popleft())
        yield answer
        for found, whole in LINK.findall(answer.text):
            link = urldefrag(urljoin(HOST + answer.address, html.unescape(found or whole)))[0]
            if not link.startswith(HOST + "/"):
                continue
            link = link.removeprefix(HOST)
            path, asks = urlsplit(link).path, bool(urlsplit(link).query)
            if link in seen or path.startswith(NOT_OURS) or (asks and questions[path] >= MOST_QUESTIONS):
                continue
            seen.add(link)
            questions[path] += asks
            waiting.append(link)
