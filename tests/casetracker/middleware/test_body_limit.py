"""Bodies are refused by their length, unread."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from casetracker.middleware.body_limit import BodyLimitMiddleware

LARGE = settings.BODY_LIMIT + 1


def unread(request: HttpRequest) -> HttpResponse:
    raise AssertionError(request.path)


@pytest.mark.parametrize("address", ["/", "/defendants/", "/account/sign-in/", "/admin/", "/api/v1/"])
@pytest.mark.django_db
def test_a_large_body_of_nobody_is_refused_unread(address: str) -> None:
    request = RequestFactory().post(address, b"", content_type="multipart/form-data")
    request.META["CONTENT_LENGTH"] = str(LARGE)
    request.COOKIES["csrftoken"] = "x" * 32
    request.COOKIES["sessionid"] = "made-up"
    answer = BodyLimitMiddleware(unread)(request)
    assert answer.status_code == 413
    assert str(settings.BODY_LIMIT) in answer.content.decode()  # type: ignore[attr-defined]  # not a stream


def test_a_body_of_a_form_is_let_through() -> None:
    request = RequestFactory().post("/account/sign-in/", {"login": "x" * 1000})
    assert BodyLimitMiddleware(lambda _request: HttpResponse("taken"))(request).status_code == 200


def test_somebody_who_is_signed_in_may_send_a_file_to_the_desk(admin_user: Any) -> None:
    client = Client()
    client.force_login(admin_user)
    taken, refused = (SimpleUploadedFile("rulings.csv", b"x" * LARGE) for _ in range(2))
    assert client.post("/admin/", {"file": taken}).status_code != 413
    assert client.post("/", {"file": refused}).status_code == 413


def test_the_desk_has_a_limit_too(admin_user: Any) -> None:
    client = Client()
    client.force_login(admin_user)
    request = RequestFactory().post("/admin/", b"", content_type="multipart/form-data")
    request.META["CONTENT_LENGTH"] = str(settings.DESK_BODY_LIMIT + 1)
    request.COOKIES["sessionid"] = client.cookies["sessionid"].value
    assert BodyLimitMiddleware(unread)(request).status_code == 413
