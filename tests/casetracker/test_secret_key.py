from __future__ import annotations

from pathlib import Path

from casetracker.secret_key import stored_secret_key


def test_a_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "var" / "secret_key"

    first = stored_secret_key(path)

    assert len(first) >= 50
    assert path.stat().st_mode & 0o777 == 0o600
    assert stored_secret_key(path) == first
    assert [file.name for file in path.parent.iterdir()] == ["secret_key"]
