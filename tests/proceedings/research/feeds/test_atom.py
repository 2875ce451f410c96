"""A feed reader can tell what happened in court from what we put right, and sees each entry once."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proceedings.research.feeds.atom import (
    Entry,
    EntryKind,
    FeedHead,
    atom,
    tag_uri,
)

ATOM = "{http://www.w3.org/2005/Atom}"
TAG = re.compile(r"tag:tracker\.example,2026-01-01:[A-Za-z0-9\-._~!$&'()*+,;=:@/?%]+")  # RFC 4151
HEAD = FeedHead(
    title="Defendants acquitted",
    subtitle="Defendants in cases who stood acquitted",
    site="casetracker",
    host="tracker.example",
    minted=date(2026, 1, 1),
    key="defendants/?status=acquitted",
    address="https://tracker.example/defendants/?status=acquitted",
    feed="https://tracker.example/defendants.atom?status=acquitted",
    language="en-gb",
    known=datetime(2026, 11, 22, tzinfo=UTC),
)
EVENT = Entry(
    kind=EntryKind.COURT_EVENT,
    key="event/12",
    title="Testa Mockingbird: Acquitted",
    summary="A jury found Testa Mockingbird not guilty.",
    address="https://tracker.example/defendants/7-testa-mockingbird/",
    recorded=datetime(2026, 11, 2, 3, 4, 5, 678901, tzinfo=timezone(timedelta(hours=2))),
)
CORRECTION = replace(
    EVENT,
    kind=EntryKind.CORRECTION,
    key="event/12/change/345",
    recorded=datetime(2026, 11, 3, tzinfo=UTC),
)


def read(*entries: Entry, head: FeedHead = HEAD) -> ET.Element:
    """Return the feed as a reader parses it."""
    return ET.fromstring(atom(head, entries))  # noqa: S314  # a feed the test has just made


def said(element: ET.Element, name: str) -> str:
    """Return the text of the one child of this name."""
    (child,) = element.findall(f"{ATOM}{name}")
    return child.text or ""


def test_the_feed_says_what_it_is() -> None:
    feed = read(EVENT)
    assert said(feed, "title") == "Defendants acquitted"
    assert said(feed, "subtitle") == "Defendants in cases who stood acquitted"
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links == {"alternate": HEAD.address, "self": HEAD.feed}
    assert said(feed, "id") == "tag:tracker.example,2026-01-01:feed/defendants/?status=acquitted"
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "casetracker"


def test_a_court_event_and_a_correction_of_it_are_told_apart() -> None:
    event, correction = read(EVENT, CORRECTION).findall(f"{ATOM}entry")
    terms = [entry.find(f"{ATOM}category") for entry in (event, correction)]
    assert [term.get("term") for term in terms if term is not None] == ["court-event", "correction"]
    assert [term.get("label") for term in terms if term is not None] == ["Court event", "Correction of ours"]
    assert {term.get("scheme") for term in terms if term is not None} == {HEAD.scheme}
    assert said(event, "title") == "Testa Mockingbird: Acquitted"
    assert said(correction, "title") == "Correction of ours: Testa Mockingbird: Acquitted"
    assert said(event, "id") != said(correction, "id")


def test_an_entry_is_updated_at_the_instant_it_was_recorded() -> None:
    (entry,) = read(EVENT).findall(f"{ATOM}entry")
    assert said(entry, "updated") == "2026-11-02T01:04:05.678901+00:00"


def test_the_feed_is_as_new_as_its_newest_entry() -> None:
    assert said(read(EVENT, CORRECTION), "updated") == "2026-11-03T00:00:00+00:00"


def test_a_feed_of_nothing_is_as_new_as_what_it_is_true_for() -> None:
    assert said(read(), "updated") == "2026-11-22T00:00:00+00:00"
    assert atom(HEAD, []) == atom(HEAD, [])


def test_an_id_stays_when_address_and_words_change() -> None:
    moved = replace(EVENT, address="https://tracker.example/elsewhere/", title="Not guilty", summary="")
    assert (
        said(read(moved)[-1], "id")
        == said(read(EVENT)[-1], "id")
        == "tag:tracker.example,2026-01-01:event/12"
    )


@pytest.mark.parametrize("key", ["event/12", "defendants/?q=Ærø b&on=2024-06-30", "a#b%c\r\n<d>"])
def test_every_id_is_a_tag_uri(key: str) -> None:
    assert TAG.fullmatch(tag_uri(HEAD, key))


def test_a_summary_is_text_and_never_markup() -> None:
    (entry,) = read(replace(EVENT, summary="<script>1</script> & <b>")).findall(f"{ATOM}entry")
    (summary,) = entry.findall(f"{ATOM}summary")
    assert (summary.get("type"), summary.text) == ("text", "<script>1</script> & <b>")


@given(st.text())
def test_no_text_breaks_the_feed(text: str) -> None:
    entry = replace(
        EVENT, title=text, summary=text, key=f"k{text}", address=f"https://tracker.example/{text}"
    )
    feed = read(entry, head=replace(HEAD, title=text, subtitle=text, key=text, feed=f"https://x/{text}"))
    assert len(feed.findall(f"{ATOM}entry")) == 1
