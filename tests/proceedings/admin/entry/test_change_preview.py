"""The form of a recorded event shows what a change, or a withdrawal, would do before it does it."""

from __future__ import annotations

from typing import Any

from django.test import Client

from proceedings.models import Ruling, StatusSpan
from proceedings.models.status_span_queries import today
from tests.factories import happen
from tests.proceedings.admin.conftest import context_of, filled_in, page
from tests.proceedings.admin.entry.conftest import Scene
from tests.worlds import stored


def acquitted(scene: Scene, **event: Any) -> Any:
    return happen([scene.one, scene.two], "not_guilty_jury", "2024-03-06", type="verdict", **event)


def status(scene: Scene) -> str:
    return str(StatusSpan.objects.live().on(today()).get(defendant=scene.defendant).status)


def test_a_change_is_previewed_and_leaves_no_trace(publisher: Client, scene: Scene) -> None:
    where = page("ruling", "change", acquitted(scene).pk)
    sent = filled_in(publisher, where) | {"effects-0-outcome": "found_guilty", "_preview": "1"}
    before = dict(stored())

    answer = publisher.post(where, sent)

    (told,) = context_of(answer)["preview"].changes
    assert told.before.startswith("Acquitted")
    assert told.after.startswith("Found guilty on 1 of 2")
    assert dict(stored()) == before
    assert 'value="found_guilty" selected' in answer.text
    assert "errornote" not in answer.text
    assert list(answer.context["messages"]) == []


def test_a_draft_is_previewed_as_if_it_were_published(publisher: Client, scene: Scene) -> None:
    where = page("ruling", "change", acquitted(scene, publication="draft").pk)

    answer = publisher.post(where, filled_in(publisher, where) | {"_preview": "1"})

    assert context_of(answer)["preview"].changes[0].after.startswith("Acquitted")
    assert "This is a draft" in answer.text
    assert Ruling.objects.get().publication == "draft"


def test_a_withdrawal_is_shown_before_it_is_saved(publisher: Client, scene: Scene) -> None:
    where = page("ruling", "change", acquitted(scene).pk)
    sent = filled_in(publisher, where) | {"publication": "withdrawn", "withdrawal_reason": "Another case's."}

    asked = publisher.post(where, sent | {"_save": "1"})
    assert asked.status_code == 200
    assert context_of(asked)["preview"].changes[0].after == "Awaiting trial"
    assert status(scene) == "acquitted"
    answer = publisher.post(where, sent | {"_save": "1", "shown": context_of(asked)["shown"]})

    assert answer.status_code == 302
    assert status(scene) == "awaiting_trial"


def test_what_is_wrong_is_said_instead_of_a_preview(publisher: Client, scene: Scene) -> None:
    where = page("ruling", "change", acquitted(scene).pk)

    answer = publisher.post(where, filled_in(publisher, where) | {"date": "soon", "_preview": "1"})

    assert "preview" not in context_of(answer)
    assert "“soon” is not a date" in answer.text


def test_a_new_event_of_the_long_form_is_previewed_too(publisher: Client, scene: Scene) -> None:
    where = page("ruling", "add") + f"?case={scene.case.pk}"
    sent = filled_in(publisher, where) | {"what": "Nothing much.", "date": "2024-03-06", "_preview": "1"}

    answer = publisher.post(where, sent)

    assert context_of(answer)["preview"].changes == ()
    assert "No status changes." in answer.text
    assert not Ruling.objects.exists()
