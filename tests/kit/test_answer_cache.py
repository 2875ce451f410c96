"""An answer that was sent before: whether whoever asks again has it already."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from kit.answer_cache import _unless_unchanged

CHANGED = "Mon, 01 Jan 2024 00:00:00 GMT"


@pytest.mark.parametrize(
    ("since", "status"),
    [
        (CHANGED, 304),
        ("Tue, 02 Jan 2024 00:00:00 GMT", 304),
        ("Sun, 31 Dec 2023 00:00:00 GMT", 200),
        ("Fri, 01 Jan 2999 00:00:00 GMT", 200),
        ("no date", 200),
    ],
)
def test_an_instant_that_is_named_counts_unless_it_is_to_come(since: str, status: int) -> None:
    request = RequestFactory().get("/", headers={"If-Modified-Since": since})
    answer = HttpResponse("text", headers={"ETag": 'W/"1"', "Last-Modified": CHANGED, "X-Other": "kept"})

    sent = _unless_unchanged(answer, request)

    assert sent.status_code == status
    assert sent["ETag"] == 'W/"1"'
    assert ("X-Other" in sent.headers) is (status == 200)
