from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError

from tools.reference_docs import DOCUMENTS, outdated


def write_docs(*arguments: str) -> str:
    words = io.StringIO()
    call_command("write_docs", *arguments, stdout=words)
    return words.getvalue()


def test_what_is_missing_is_written_and_then_up_to_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "docs").mkdir()
    monkeypatch.setattr(settings, "BASE_DIR", tmp_path)

    with pytest.raises(CommandError, match=r"Out of date: docs/architecture\.md"):
        write_docs("--check")
    write_docs()

    assert outdated(tmp_path) == []
    assert "up to date" in write_docs("--check")


def test_an_edited_document_is_out_of_date(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    for document in DOCUMENTS:
        (tmp_path / document.path).write_text(document.text() + "edited", encoding="utf-8")

    assert outdated(tmp_path) == list(DOCUMENTS)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.path)
def test_no_document_names_a_place_on_this_machine(document: object) -> None:
    text = document.text()  # type: ignore[attr-defined]  # a Document

    assert str(settings.BASE_DIR) not in text
    assert "{{" not in text
