"""What is saved is what was previewed, whatever is written elsewhere in the very moment of saving."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from proceedings.admin.preview import preview_event
from proceedings.models import Ruling
from tests.factories import CaseFactory, happen
from tests.proceedings.admin.conftest import context_of
from tests.proceedings.admin.entry.conftest import (
    Scene,
    address,
    previewed,
    verdict,
)


def written_after_the_next_preview(monkeypatch: pytest.MonkeyPatch, write: Callable[[], object]) -> None:
    """Let somebody else write once, between the look at what would follow and the saving."""
    waiting = [write]

    def then_write(*args: Any, **kwargs: Any) -> Any:
        shown = preview_event(*args, **kwargs)
        while waiting:
            waiting.pop()()
        return shown

    monkeypatch.setattr("proceedings.admin.entry.screen_request.preview_event", then_write)


def test_a_write_elsewhere_in_that_moment_changes_nothing_and_the_verdict_is_saved(
    publisher: Client, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    where, sent = address("ruling", scene.case), verdict(scene)
    shown = context_of(previewed(publisher, where, sent))["shown"]
    written_after_the_next_preview(monkeypatch, CaseFactory)

    answer = publisher.post(where, sent | {"shown": shown, "_save": "1"})

    assert answer.status_code == 302
    assert Ruling.objects.count() == 1


def test_a_dismissal_in_that_moment_is_shown_before_anything_is_saved(
    publisher: Client, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    where, sent = address("ruling", scene.case), verdict(scene)
    shown = context_of(previewed(publisher, where, sent))["shown"]
    written_after_the_next_preview(
        monkeypatch, lambda: happen(scene.one, "dismissed_with_prejudice", "2024-02-02", what="Dismissed.")
    )

    answer = publisher.post(where, sent | {"shown": shown, "_save": "1"})

    assert answer.status_code == 200
    assert "Something else was saved in this moment." in answer.text
    assert "had ended already" in answer.text
    assert [one.what for one in Ruling.objects.all()] == ["Dismissed."]
