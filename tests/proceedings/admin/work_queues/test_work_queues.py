"""The desk: every queue holds what waits and nothing else, a step away from being done, and asks an index."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from proceedings.admin.work_queues import BY_KEY, QUEUES
from proceedings.admin.work_queues.queue import Queue
from proceedings.admin.work_queues.queues import months_before
from proceedings.models import Event, ReviewNote
from proceedings.models.status_span_queries import today
from proceedings.record.roles import Role
from tests.factories import ChargeFactory, happen
from tests.planner import forget_statistics
from tests.proceedings.admin.conftest import context_of, page, said, signed_in, somebody
from tests.proceedings.admin.waiting import Desk, make_desk
from tests.worlds import again

pytestmark = pytest.mark.django_db

INDEX_BUDGET = 40


@pytest.fixture
def waiting(db: None) -> Desk:
    return again(make_desk)


@pytest.fixture
def administrator(db: None) -> User:
    return somebody(Role.ADMINISTRATOR)


def key_of(queue: Queue, row: object) -> int:
    return int(getattr(row, "defendant_id" if queue.key == "sentences" else "pk"))


def test_each_queue_holds_what_waits_and_nothing_else(
    waiting: Desk, desk: Client, administrator: User
) -> None:
    keeper = signed_in(administrator)
    for queue in QUEUES:
        answer = keeper.get(queue.url)
        assert answer.status_code == 200, queue.key
        keys = [key_of(queue, row) for row in queue.rows()]
        assert waiting.waiting[queue.key] in keys, queue.key
        # The administrator sees the sealed draft as well.
        expected = {"drafts": 2, "disputes": 2, "duplicates": 2}.get(queue.key, 1)
        assert len(keys) == expected, (queue.key, keys)
        assert len(context_of(answer)["lines"]) == expected, queue.key
        assert context_of(answer)["count"].value == expected, queue.key


def test_the_first_page_counts_the_queues_within_its_budget(waiting: Desk, desk: Client) -> None:
    desk.get(reverse("admin:index"))
    with CaptureQueriesContext(connection) as queries:
        answer = desk.get(reverse("admin:index"))

    assert answer.status_code == 200
    counts = {row["queue"].key: row["count"].value for row in context_of(answer)["queues"]}
    assert counts["drafts"] == 1, "the sealed draft is not counted for a publisher"
    assert "restrictions" not in counts
    assert len(queries) <= INDEX_BUDGET, [query["sql"][:160] for query in queries]


def test_a_contributor_sees_no_reports_of_readers(waiting: Desk) -> None:
    client = signed_in(somebody(Role.CONTRIBUTOR))
    counts = {row["queue"].key for row in context_of(client.get(reverse("admin:index")))["queues"]}

    assert "reports" not in counts
    assert client.get(BY_KEY["reports"].url).status_code == 403
    assert client.get(BY_KEY["restrictions"].url).status_code == 403
    assert client.get(reverse("admin:desk_queue", args=("nothing",))).status_code == 404


def test_a_sealed_draft_is_not_told_to_a_publisher(waiting: Desk, desk: Client) -> None:
    for queue in QUEUES:
        assert "Sealed words" not in desk.get(queue.url).text, queue.key


def test_a_queue_is_paged_by_key_forwards_and_back(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    charge = ChargeFactory()
    ids = [
        happen(charge, "concerns", "2024-01-05", publication="draft", what=f"Draft {number}.").pk
        for number in range(5)
    ]
    monkeypatch.setattr("proceedings.admin.work_queues.queue.ROWS_A_PAGE", 2)
    seen: list[list[int]] = []
    address = BY_KEY["drafts"].url
    while address:
        answer = context_of(desk.get(address))
        seen.append([line.pk for line in answer["lines"]])
        following = answer["page"].next
        back = answer["page"].previous
        address = f"{BY_KEY['drafts'].url}?after={following}" if following else ""
    assert seen == [ids[:2], ids[2:4], ids[4:]]
    before = context_of(desk.get(f"{BY_KEY['drafts'].url}?before={back}"))
    assert [line.pk for line in before["lines"]] == ids[2:4]


@pytest.mark.parametrize("cursor", ["x", "~", "1", "2024-13-01~1", "99999999999999999999~1", "a~1"])
def test_a_made_up_cursor_breaks_nothing(cursor: str, waiting: Desk, desk: Client) -> None:
    for queue in QUEUES:
        if queue.right != "proceedings.seal_record":
            assert desk.get(queue.url, {"after": cursor}).status_code == 200, queue.key


def test_counts_go_no_further_than_anybody_cares_for(
    waiting: Desk, desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("proceedings.admin.work_queues.queue.MOST_COUNTED", 1)

    counts = {
        row["queue"].key: row["count"] for row in context_of(desk.get(reverse("admin:index")))["queues"]
    }

    assert counts["disputes"].words == "more than 1"
    assert counts["dates"].words == "1"


@pytest.mark.parametrize(
    ("key", "index"),
    [
        ("drafts", "event_drafts"),
        ("reports", "report_inbox"),
        ("notes", "review_note_open"),
        ("hearings", "event_unanswered|event_hearings"),
        ("sentences", "span_live_end|span_live_status"),
        ("review", "case_reviewed"),
        ("never-reviewed", "case_never_reviewed|case_reviewed"),
        ("disputes", "event_disputed"),
        ("dates", "event_uncertain"),
        ("words", "event_own_words"),
    ],
)
def test_a_queue_asks_an_index(key: str, index: str, db: None) -> None:
    rows = BY_KEY[key].rows().order_by(*BY_KEY[key].order.names())[:51]
    # Empty tables are read whole, or from the other end of a join, unless that is forbidden.
    forbidden = [""]
    if connection.vendor == "postgresql":
        forget_statistics()
        forbidden += ["SET LOCAL enable_seqscan = off", "SET LOCAL enable_nestloop = off"]
    plans = []
    for setting in forbidden:
        with connection.cursor() as cursor:
            cursor.execute(setting or "SELECT 1")
        plans.append(rows.all().explain())
    assert any(name in plan for name in index.split("|") for plan in plans), plans


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2024, 3, 31), 1, date(2024, 2, 29)),
        (date(2026, 1, 15), 6, date(2025, 7, 15)),
        (date(2026, 6, 1), 12, date(2025, 6, 1)),
    ],
)
def test_months_are_counted_back_by_the_calendar(day: date, months: int, before: date) -> None:
    assert months_before(day, months) == before


def test_one_click_says_that_a_case_was_reviewed_and_moves_the_date_readers_see(
    waiting: Desk, desk: Client
) -> None:
    case = waiting.case
    case.reviewed_on = None
    with_old_date = waiting.waiting["review"]
    address = reverse("admin:reviewed_today", args=(with_old_date,))

    assert desk.get(address).status_code == 405
    answer = desk.post(address, {"next": BY_KEY["review"].url}, follow=True)

    assert "reviewed today, nothing changed" in " ".join(said(answer))
    assert answer.redirect_chain[-1][0] == BY_KEY["review"].url
    assert not context_of(answer)["lines"]
    history = type(case).history.filter(id=with_old_date).latest()
    assert (history.reviewed_on, history.history_change_reason) == (today(), "Reviewed, nothing changed")


def test_a_contributor_reviews_no_published_case_and_nobody_is_led_elsewhere(
    waiting: Desk, desk: Client
) -> None:
    address = reverse("admin:reviewed_today", args=(waiting.case.pk,))

    assert signed_in(somebody(Role.CONTRIBUTOR)).post(address).status_code == 403
    answer = desk.post(address, {"next": "https://elsewhere.example/"})
    assert answer["Location"] == page("case", "change", waiting.case.pk)
    assert waiting.case.caption in desk.get(page("case", "change", waiting.case.pk)).text
    assert "Readers are told that this case was reviewed on" in desk.get(answer["Location"]).text


def test_a_note_stands_on_the_page_of_its_record_until_it_is_settled(waiting: Desk, desk: Client) -> None:
    event = waiting.draft
    form = page("ruling", "change", event.pk)

    desk.post(reverse("admin:add_note", args=("event", event.pk)), {"text": "Which day?", "next": form})
    assert "Which day?" in desk.get(form).text
    note = ReviewNote.objects.get(text="Which day?")
    desk.post(reverse("admin:settle_note", args=(note.pk,)), {"next": form})

    note.refresh_from_db()
    assert note.settled_at is not None
    assert note.settled_by == User.objects.get(username="Testa Editor")
    assert note.pk not in {row.pk for row in BY_KEY["notes"].rows()}


def test_no_note_is_written_on_what_the_user_may_not_see(waiting: Desk, desk: Client) -> None:
    defendant = waiting.sealed.effects.get().defendant_id
    address = reverse("admin:add_note", args=("defendant", defendant))

    assert desk.post(address, {"text": "Mine."}).status_code == 404
    assert desk.post(reverse("admin:add_note", args=("source", 1)), {"text": "Mine."}).status_code == 404
    assert not ReviewNote.objects.filter(text="Mine.").exists()
    assert Event.objects.filter(pk=waiting.sealed.pk).exists()
