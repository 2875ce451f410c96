"""Reading answers as a program would: rows of a page by their links, rows of a file, rows of the API."""

from __future__ import annotations

import csv
import io
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

from django.test import Client

HOST = "http://testserver"


def body(response: Any) -> bytes:
    """Return the whole body of an answer, streamed or not."""
    return b"".join(response.streaming_content) if response.streaming else response.content


def page_rows(client: Client, address: str) -> list[list[str]]:
    """Return the addresses each row of a list's page links to, row by row."""
    response = client.get(address)
    assert response.status_code == 200, f"{address}: {response.status_code}"
    reader = _Rows()
    reader.feed(response.content.decode())
    return reader.rows


def file_rows(client: Client, address: str) -> list[dict[str, str]]:
    """Return the rows of a CSV file."""
    response = client.get(address)
    assert response.status_code == 200, f"{address}: {response.status_code}"
    return list(csv.DictReader(io.StringIO(body(response).decode(), newline="")))


def api_rows(client: Client, address: str) -> list[dict[str, Any]]:
    """Return the rows of a page of the API."""
    response = client.get(address)
    assert response.status_code == 200, f"{address}: {response.content.decode()}"
    rows: list[dict[str, Any]] = response.json()["results"]
    return rows


def place(url: str) -> str:
    """Return the part of an address that tells one record from another on this site."""
    parts = urlsplit(url.removeprefix(HOST))
    return parts._replace(scheme="", netloc="").geturl()


def assert_same_rows(client: Client, page: str, file: str, api: str) -> list[dict[str, str]]:
    """Hold a page, a file and the API against each other, row by row; return the rows of the file."""
    shown, written, told = page_rows(client, page), file_rows(client, file), api_rows(client, api)
    assert [row["id"] for row in written] == [str(row["id"]) for row in told], page
    assert [row["url"] for row in written] == [row["url"] for row in told], page
    assert len(shown) == len(written), page
    for links, row in zip(shown, written, strict=True):
        assert place(row["url"]) in links, f"{page}: {row['url']} is not in {links}"
    return written


class _Rows(HTMLParser):
    """Collects the links of each row in the body of the table of rows."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._in_table = self._in_body = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "table":
            self._in_table = "leaves" in (given.get("class") or "").split()
        elif tag == "tbody":
            self._in_body = self._in_table
        elif tag == "tr" and self._in_body:
            self.rows.append([])
        elif tag == "a" and self._in_body and self.rows:
            self.rows[-1].append(given.get("href") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "table":
            self._in_table = self._in_body = False
