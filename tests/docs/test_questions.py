"""docs/questions.md: the three answers to each question agree, and are those written there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from kit.filtering import stamp
from proceedings.models import Event
from proceedings.record import services
from proceedings.record.history import last_instant
from tests.acceptance.answers import api_rows, assert_same_rows

pytestmark = pytest.mark.django_db  # each test nests in the transaction that holds the matter

TEXT = (Path(__file__).parents[2] / "docs" / "questions.md").read_text()
INSTANT = "INSTANT"
# What the list of an answer says of each row.
SAID = {
    "defendants": ("name", "case", "status_label", "since"),
    "cases": ("case", "begun"),
    "charges": ("defendant", "offence", "state_label", "since"),
    "rulings": ("date", "what"),
    "sentences": ("defendant", "words"),
    "hearings": ("day", "what"),
    "people": ("name", "roles"),
}


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its three addresses and the rows that are written under it."""

    words: str
    page: str
    file: str
    api: str
    rows: tuple[str, ...]

    @property
    def slug(self) -> str:
        """Return the list it is asked of."""
        return self.page.split("/")[1]

    def at(self, instant: str) -> tuple[str, str, str]:
        """Return the addresses with an instant where the text has a word for one."""
        page, file, api = (address.replace(INSTANT, instant) for address in (self.page, self.file, self.api))
        return page, file, api


def _question(part: str) -> Question:
    page, file, api = (
        re.findall(rf"^- {name}: `(\S+)`$", part, re.MULTILINE)[0] for name in ("Page", "CSV", "API")
    )
    rows = re.findall(r"^\d+\. (.+)$", part, re.MULTILINE)
    return Question(part.splitlines()[0], page, file, api, tuple(rows))


QUESTIONS = [_question(part) for part in re.split(r"^## \d+\. ", TEXT, flags=re.MULTILINE)[1:]]


@pytest.fixture(scope="module", autouse=True)
def matter(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Load the seeds once for all tests of this module, and take them back at its end."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_cases", "seeds/rust", stdout=StringIO())
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # as a server does by itself, a moment after
        yield
        transaction.set_rollback(True)


def test_there_are_ten_questions_over_most_lists() -> None:
    assert len(QUESTIONS) == 10
    assert {question.slug for question in QUESTIONS} == set(SAID)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.words)
def test_the_three_addresses_of_a_question_ask_the_same(question: Question) -> None:
    asked = question.page.partition("?")[2]

    assert question.file == f"/{question.slug}.csv?{asked}"
    assert question.api == f"/api/v1/{question.slug}/?{asked}"


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.words)
def test_the_page_the_file_and_the_api_give_the_answer_that_is_written(
    client: Client, question: Question
) -> None:
    rows = assert_same_rows(client, *question.at(stamp(last_instant())))

    said = tuple(" · ".join(row[key] for key in SAID[question.slug]) for row in rows)
    assert said == question.rows


def test_what_this_site_said_stays_when_it_is_corrected(client: Client) -> None:
    [question] = [one for one in QUESTIONS if INSTANT in one.page]
    asked = question.at(stamp(last_instant()))
    before = assert_same_rows(client, *asked)
    [now] = api_rows(client, question.api.replace(f"&known={INSTANT}", ""))
    services.withdraw(Event.objects.get(pk=now["why"][0]["event"]), because="Withdrawn by a test.")

    [after] = api_rows(client, question.api.replace(f"&known={INSTANT}", ""))
    later = assert_same_rows(client, *asked)
    assert [row["changed_since"] for row in later] == ["changed"]
    assert [row | {"changed_since": ""} for row in later] == before
    assert after["status"]["code"] != now["status"]["code"]
    assert now["status"]["code"] == before[0]["status"]
