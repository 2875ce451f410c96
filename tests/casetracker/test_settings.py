from __future__ import annotations

import pytest
from django.test import Client


@pytest.mark.django_db
def test_every_answer_forbids_what_is_not_ours(client: Client) -> None:
    directives = client.get("/healthz")["Content-Security-Policy"].split("; ")

    assert set(directives) == {
        "default-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "object-src 'none'",
    }


def test_a_name_we_do_not_know_is_refused(client: Client) -> None:
    assert client.get("/healthz", headers={"host": "elsewhere.example"}).status_code == 400
