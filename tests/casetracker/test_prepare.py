from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import CommandError

from casetracker import prepare
from tests.factories import DefendantFactory


def test_a_fingerprint_follows_names_and_contents(tmp_path: Path) -> None:
    seed = tmp_path / "matter.yaml"
    seed.write_text("case: one")
    first = prepare.fingerprint([seed])

    assert prepare.fingerprint([seed]) == first
    renamed = seed.rename(tmp_path / "other.yaml")
    assert prepare.fingerprint([renamed]) != first
    changed = renamed.rename(seed)
    changed.write_text("case: two")
    assert prepare.fingerprint([changed]) != first


@pytest.mark.django_db
def test_courts_are_loaded_once_and_again_when_they_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []
    monkeypatch.setattr(prepare, "call_command", calls.append)

    prepare.load_courts(lambda _line: None)
    assert calls == ["load_courts"]
    prepare.load_courts(lambda _line: None)
    assert calls == ["load_courts"]

    monkeypatch.setattr(prepare, "version", lambda _package: "a newer one")
    prepare.load_courts(lambda _line: None)
    assert calls == ["load_courts", "load_courts"]


@pytest.mark.django_db
def test_statuses_follow_new_rules_at_the_next_start_once(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []
    monkeypatch.setattr(prepare, "call_command", calls.append)
    prepare.follow_rules(lambda _line: None)
    assert calls == []  # nobody stands anywhere yet

    DefendantFactory()
    prepare.follow_rules(lambda _line: None)
    assert calls == []
    monkeypatch.setattr(prepare, "RULES_VERSION", 999)
    prepare.follow_rules(lambda _line: None)
    assert calls == ["rebuild_status"]
    prepare.follow_rules(lambda _line: None)
    assert calls == ["rebuild_status"]


@pytest.mark.django_db
def test_what_a_case_file_lacks_is_said_without_a_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: str, **_options: bool) -> None:
        raise CommandError("matter.yaml: 2 to mend")

    monkeypatch.setattr(prepare, "call_command", refuse)

    with pytest.raises(prepare.NotReadyError, match="2 to mend"):
        prepare.everything(lambda _line: None)
