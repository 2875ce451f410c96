from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from casetracker.middleware.tracking_params import TrackingTagsMiddleware, is_tag


def pass_on(request: HttpRequest) -> HttpResponse:
    return HttpResponse("the page")


def answer(path: str, method: str = "GET") -> HttpResponse:
    return TrackingTagsMiddleware(pass_on)(RequestFactory().generic(method, path))


@pytest.mark.parametrize(
    ("asked", "sent_to"),
    [
        ("/defendants/?utm_source=letter", "/defendants/"),
        ("/defendants/?q=a&fbclid=1&status=x&status=y&gclid=2", "/defendants/?q=a&status=x&status=y"),
        ("/defendants/?q=caf%C3%A9&utm_id=1", "/defendants/?q=caf%C3%A9"),
        ("/a%3Fb%0D%0A/?utm_source=letter", "/a%3Fb%0D%0A/"),
    ],
)
def test_a_page_is_asked_again_without_the_tags(asked: str, sent_to: str) -> None:
    response = answer(asked)

    assert response.status_code == 301
    assert response["Location"] == sent_to


@pytest.mark.parametrize(
    "asked", ["/defendants/?staus=x", "/api/v1/defendants/?utm_source=letter", "/admin/?_gl=1"]
)
def test_everything_else_is_passed_on(asked: str) -> None:
    assert answer(asked).content == b"the page"


def test_a_doubled_slash_leads_to_no_other_host() -> None:
    request = RequestFactory().get("/?utm_source=letter")
    request.path = "//elsewhere.example/"

    assert TrackingTagsMiddleware(pass_on)(request)["Location"] == "/elsewhere.example/"


def test_what_is_sent_by_post_is_passed_on() -> None:
    assert answer("/defendants/?utm_source=letter", "POST").content == b"the page"


def test_only_the_whole_name_makes_a_tag() -> None:
    assert is_tag("utm_anything")
    assert not is_tag("q")
    assert not is_tag("gclid2")
