from __future__ import annotations

import socket
import time
from collections.abc import Iterator

import pytest
from django.conf import LazySettings
from django.db import OperationalError, connection

from kit import request_deadline
from kit.request_deadline import ReaderGoneError, TooSlowError

pytestmark = pytest.mark.django_db
ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


@pytest.fixture(autouse=True)
def guarded(settings: LazySettings) -> Iterator[None]:
    settings.ANSWER_SECONDS = 1
    connection.ensure_connection()
    request_deadline.guard(connection)
    yield
    request_deadline.end()
    connection.execute_wrappers.clear()
    connection.close()  # with its handler, or its timeout


def ask(sql: str = "SELECT 1") -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        cursor.fetchall()


def test_a_statement_that_runs_on_is_ended() -> None:
    began = time.monotonic()
    request_deadline.begin(1)
    with pytest.raises(OperationalError):
        ask(ENDLESS)
    assert 0.5 < time.monotonic() - began < 5


def test_none_is_begun_after_the_end() -> None:
    request_deadline.begin(0.05)
    ask()
    time.sleep(0.1)
    with pytest.raises(TooSlowError):
        ask()
    request_deadline.end()
    ask()


def test_an_answer_that_is_sent_meanwhile_has_the_time_for_each_statement() -> None:
    request_deadline.begin(0.05)
    request_deadline.count_each_statement()
    time.sleep(0.1)
    ask()


def test_the_work_ends_when_the_reader_hangs_up() -> None:
    reader, ours = socket.socketpair()
    with ours:
        request_deadline.begin(0, ours)
        ask()
        reader.close()
        with pytest.raises(ReaderGoneError):
            ask()
