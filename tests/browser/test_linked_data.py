"""Linked data stands in a page under its strict policy: a browser neither runs it nor complains of it."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from tests.proceedings.website.records.matter import invent

pytestmark = pytest.mark.browser


def test_no_policy_is_broken_by_linked_data(
    chromium: Browser, live_server: LiveServer, transactional_db: None
) -> None:
    matter = invent()
    page = chromium.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    for path, kind in (
        ("/", "WebSite"),
        (f"/cases/{matter.suit.pk}-whimbrel-v-fictional-corp/", "Event"),
        (f"/defendants/{matter.tried.pk}-testa-mockingbird/", "BreadcrumbList"),
    ):
        answer = page.goto(live_server.url + path)
        assert answer is not None
        assert "unsafe-inline" not in answer.headers["content-security-policy"]
        told = page.locator('script[type="application/ld+json"]').text_content()
        assert kind in {node["@type"] for node in json.loads(told or "")["@graph"]}
    page.close()
    assert said == []
