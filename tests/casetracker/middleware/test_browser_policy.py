"""Headers that browsers heed."""

from __future__ import annotations

import pytest
from django.test import Client

from casetracker.log_filters import NoTraceback


@pytest.mark.parametrize(
    ("address", "policy"),
    [("/method/", "same-origin"), ("/nosuch/", "same-origin"), ("/api/", "cross-origin")],
)
@pytest.mark.django_db
def test_every_answer_carries_both_policies(client: Client, address: str, policy: str) -> None:
    answer = client.get(address)
    assert answer["Cross-Origin-Resource-Policy"] == policy
    assert "camera=()" in answer["Permissions-Policy"]


def test_a_strange_host_is_one_line_in_the_log(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    assert client.get("/healthz", headers={"host": "strange.example"}).status_code == 400
    [record] = caplog.records
    assert "strange.example" in record.getMessage()
    assert NoTraceback().filter(record)
    assert record.exc_info is None
