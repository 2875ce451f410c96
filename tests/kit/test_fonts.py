from __future__ import annotations

import sys
from pathlib import Path

import pytest

from kit import fonts

BUDGET = 70_000


def test_both_typefaces_together_stay_small_and_are_cut_once(tmp_path: Path) -> None:
    assert fonts.write_faces(tmp_path)

    files = sorted(tmp_path.glob("*.woff2"))
    assert [file.name for file in files] == sorted(face.name for face in fonts.FACES)
    assert sum(file.stat().st_size for file in files) < BUDGET
    assert all(file.name in (tmp_path / fonts.STYLESHEET).read_text() for file in files)

    written = [file.stat().st_mtime_ns for file in files]
    assert fonts.write_faces(tmp_path)
    assert [file.stat().st_mtime_ns for file in files] == written


def test_without_the_packages_nothing_fails_and_no_stylesheet_names_a_font(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "font_source_serif_pro", None)

    assert not fonts.write_faces(tmp_path)
    assert not (tmp_path / fonts.STYLESHEET).exists()
