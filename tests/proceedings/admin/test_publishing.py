"""Publishing and withdrawing: shown before it is done, done at one instant, refused to whoever may not."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import reverse

from proceedings.models import Charge, Event, StatusSpan
from proceedings.record import services
from proceedings.record.roles import Role
from tests.factories import ChargeFactory, happen
from tests.proceedings.admin.conftest import context_of, page, said, signed_in, somebody
from tests.worlds import again, stored

pytestmark = pytest.mark.django_db

MADE_UP = "?event=x&event=-1&event=9999999999999999999"


@dataclass(frozen=True, slots=True)
class Pair:
    """A charge filed in public, with two drafts of what came after; and a charge not public at all."""

    charge: Charge
    verdict: Event
    later: Event
    first: Event


def make_pair() -> Pair:
    charge, other = ChargeFactory(), ChargeFactory()
    happen(charge, "indicted", "2024-01-05", kind="filing", type="indictment")
    return Pair(
        charge,
        happen(charge, "judgment_of_acquittal", "2024-03-06", publication="draft", what="Acquitted."),
        happen(charge, "concerns", "2024-03-07", kind="statement", publication="draft", what="A word."),
        happen(other, "indicted", "2024-02-05", kind="filing", type="indictment", publication="draft"),
    )


@pytest.fixture
def pair(db: None) -> Pair:
    return again(make_pair)


def address(*events: Event) -> str:
    return reverse("admin:publish") + "?" + "&".join(f"event={event.pk}" for event in events)


def sent(client: Client, *events: Event) -> dict[str, object]:
    return {"event": [event.pk for event in events], "seen": context_of(client.get(address(*events)))["seen"]}


def test_the_page_shows_what_becomes_public_and_which_statuses_change_and_writes_nothing(
    pair: Pair, desk: Client
) -> None:
    desk.get(address(pair.verdict))
    before = dict(stored())
    answer = desk.get(address(pair.verdict, pair.first))

    told = context_of(answer)["preview"].changes
    assert [(one.name, one.after) for one in told if "cquitted" in one.after]
    assert {one.before for one in told if one.name != pair.charge.defendant.party.name} == {
        "Not public: nothing published rests on them"
    }
    assert "Acquitted." in answer.text
    assert dict(stored()) == before


def test_a_batch_is_published_in_one_transaction_at_one_instant(pair: Pair, desk: Client) -> None:
    drafts = (pair.verdict, pair.later, pair.first)

    answer = desk.post(reverse("admin:publish"), sent(desk, *drafts) | {"reason": "Read twice"}, follow=True)

    assert "3 drafts were published." in said(answer)
    rows = Event.history.filter(id__in=[draft.pk for draft in drafts], publication="published")
    assert rows.count() == 3
    (instant,) = set(rows.values_list("history_date", flat=True))
    assert set(rows.values_list("history_change_reason", flat=True)) == {"Read twice"}
    fresh = StatusSpan.objects.live().filter(recorded_at=instant)
    assert set(fresh.values_list("defendant", flat=True)) == {
        pair.charge.defendant_id,
        pair.first.effects.get().defendant_id,
    }


def test_what_changed_after_the_preview_is_looked_at_again(pair: Pair, desk: Client) -> None:
    form = sent(desk, pair.verdict)
    row = Event.objects.get(pk=pair.verdict.pk)
    row.what = "Changed meanwhile."
    services.record(row)

    answer = desk.post(reverse("admin:publish"), form)

    assert answer.status_code == 200
    assert "Changed meanwhile." in answer.text
    assert any("nothing was published" in message for message in said(answer))
    assert Event.objects.get(pk=pair.verdict.pk).publication == "draft"


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.EDITOR])
def test_nobody_else_publishes_or_withdraws(role: Role, pair: Pair, desk: Client) -> None:
    form = sent(desk, pair.verdict)
    client = signed_in(somebody(role))
    filed = Event.objects.get(publication="published")
    withdraw = reverse("admin:withdraw", args=(filed.pk,))

    assert client.get(address(pair.verdict)).status_code == 403
    assert client.post(reverse("admin:publish"), form).status_code == 403
    assert client.post(withdraw, {"reason": "Mine.", "seen": "x"}).status_code == 403
    chosen = {"action": "publish_chosen", "_selected_action": [pair.verdict.pk]}
    client.post(page("ruling", "changelist"), chosen)
    assert Event.objects.get(pk=pair.verdict.pk).publication == "draft"
    filed.refresh_from_db()
    assert filed.publication == "published"


def test_the_lists_lead_to_the_page_of_publishing(pair: Pair, desk: Client) -> None:
    chosen = {"action": "publish_chosen", "_selected_action": [pair.verdict.pk]}

    answer = desk.post(page("ruling", "changelist"), chosen)

    assert answer["Location"] == address(pair.verdict)
    assert address(pair.verdict) in desk.get(page("ruling", "change", pair.verdict.pk)).text


def test_what_is_no_draft_is_left_out_and_nothing_to_publish_leads_back(pair: Pair, desk: Client) -> None:
    filed = Event.objects.get(publication="published")

    assert context_of(desk.get(address(pair.verdict, filed)))["left_out"] == 1
    assert desk.get(address(filed)).status_code == 302
    assert desk.get(reverse("admin:publish") + MADE_UP).status_code == 302


def test_a_withdrawal_shows_what_follows_asks_why_and_says_so_in_public(pair: Pair, desk: Client) -> None:
    filed = Event.objects.get(publication="published")
    withdraw = reverse("admin:withdraw", args=(filed.pk,))
    asked = desk.get(withdraw)
    seen = context_of(asked)["seen"]

    assert "Not public: nothing published rests on them" in asked.text
    assert "Say why" in desk.post(withdraw, {"seen": seen, "reason": " "}).text
    assert "nothing was withdrawn" in desk.post(withdraw, {"seen": "old", "reason": "Invented."}).text
    assert Event.objects.get(pk=filed.pk).publication == "published"
    assert desk.post(withdraw, {"seen": seen, "reason": "It was another court."}).status_code == 302

    assert "It was another court." in Client().get("/corrections/").text
    assert desk.get(withdraw).status_code == 302
