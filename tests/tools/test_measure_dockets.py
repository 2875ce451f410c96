"""The measurement of how dockets are read counts what is read, shown as not read, and wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from proceedings.importers.pacer import prose
from proceedings.importers.pacer.prose import SentenceClause
from tests.proceedings.importers.pacer_docket import INDICTED, count, defendant, docket, entry
from tools import measure_dockets


def written(folder: Path, *dispositions: str) -> Path:
    counts = (count(f"Imaginary trespass({place})", text) for place, text in enumerate(dispositions, 1))
    appealed = entry("2020-09-10", "21", "NOTICE OF APPEAL by TESTA Q. MOCKINGBIRD")
    given = docket(defendant(*counts, date_terminated="2020-09-09"), entries=(INDICTED, appealed))
    (folder / f"{len(list(folder.iterdir()))}.json").write_text(json.dumps(given))
    return folder


def test_what_is_read_and_what_is_shown_is_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    measure_dockets.main([str(written(tmp_path, "12 months custody; $100 fine", "Sent to Camp Imaginary"))])
    last = capsys.readouterr().out.splitlines()[-1]
    assert last.startswith("all: counts 2/2; dispositions 1/2; terms 2/2; appeals 1/1; worse prose: read ")
    assert last.endswith("wrong 0")


def test_a_docket_left_out_is_read_without_the_rows_that_only_it_uses(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written(tmp_path, "12 months custody")
    written(tmp_path, "12 months custody")
    written(tmp_path, "Nolle prosequi")
    measure_dockets.main([str(tmp_path), "--left-out"])
    told = capsys.readouterr().out
    assert [line.split("; ")[1] for line in told.splitlines()] == [
        "dispositions 1/1",
        "dispositions 1/1",
        "dispositions 0/1",
        "dispositions 2/3",
    ]


def test_another_reading_of_worse_prose_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    right = prose._parts  # noqa: SLF001  # a rule gone wrong

    def wrong(kind: str, named: dict[str, str | None], clause: str) -> list[SentenceClause]:
        parts = list(right(kind, named, clause))
        return parts * 2 if clause.isupper() else parts

    monkeypatch.setattr(prose, "_parts", wrong)
    measure_dockets.main([str(written(tmp_path, "12 months custody"))])
    assert "  WRONG 12 MONTHS CUSTODY" in capsys.readouterr().out
