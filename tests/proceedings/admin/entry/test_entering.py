"""A verdict entered on one screen: previewed as it then comes out, saved as it was previewed."""

from __future__ import annotations

from django.test import Client

from proceedings.models import CustodyEvent, Ruling, Source, StatusSpan
from proceedings.models.status_span_queries import today
from proceedings.record import status_check
from tests.proceedings.admin.conftest import context_of
from tests.proceedings.admin.entry.conftest import (
    Scene,
    address,
    previewed,
    saved,
    verdict,
)
from tests.worlds import stored


def test_a_verdict_is_previewed_and_leaves_no_trace(publisher: Client, scene: Scene) -> None:
    where = address("ruling", scene.case)
    publisher.get(where)
    before = dict(stored())

    answer = previewed(publisher, where, verdict(scene))

    (told,) = context_of(answer)["preview"].changes
    assert told.name == "Testa Mockingbird"
    assert told.before == "Awaiting trial"
    assert told.after.startswith("Found guilty on 1 of 2")
    assert "Row 3" in told.rule
    assert told.decided_by.startswith("6 March 2024: The jury finds her guilty")
    assert told.qualifiers_added
    assert context_of(answer)["preview"].warnings == ()
    assert "Read as: 6 March 2024." in answer.text
    assert dict(stored()) == before


def test_what_was_previewed_is_saved_whole(publisher: Client, scene: Scene) -> None:
    saved(publisher, address("ruling", scene.case), verdict(scene))

    ruling = Ruling.objects.get()
    assert (ruling.date, ruling.type, ruling.publication) == ("2024-03-06", "verdict", "published")
    assert [(one.charge, one.outcome, one.details) for one in ruling.effects.all()] == [
        (scene.one, "found_guilty", {"by": "jury"}),
        (scene.two, "not_guilty_jury", {"by": "jury"}),
    ]
    assert [one.source for one in ruling.citations.all()] == [scene.source]
    custody = CustodyEvent.objects.get()
    assert (custody.type, custody.date, custody.what) == (
        "remand",
        "2024-03-06",
        "Testa Mockingbird is taken into custody.",
    )
    assert [one.source for one in custody.citations.all()] == [scene.source]
    assert Source.objects.count() == 1
    assert StatusSpan.objects.live().on(today()).get().status == "found_guilty_awaiting_sentence"
    assert ruling.history.get().history_user.username == "Testa publisher"
    assert list(status_check.differences()) == []
