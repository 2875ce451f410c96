"""docs/architecture.md names every folder at the top, every layer, and every module of a layer."""

from __future__ import annotations

import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
GIT = shutil.which("git") or "git"
TRACKED = subprocess.run(  # noqa: S603  # our own words
    [GIT, "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True
).stdout.splitlines()
MOST_FOLDERS = 15


def folders_at_the_top() -> list[str]:
    return sorted({path.partition("/")[0] for path in TRACKED if "/" in path})


def layers() -> list[str]:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    exhaustive = next(contract for contract in contracts if contract.get("exhaustive"))
    return [name.strip() for line in exhaustive["layers"] for name in line.split(":")]


def test_there_are_few_folders_at_the_top() -> None:
    assert len(folders_at_the_top()) <= MOST_FOLDERS


@pytest.mark.parametrize("folder", folders_at_the_top())
def test_a_folder_at_the_top_has_its_line(folder: str) -> None:
    assert f"`{folder}/`" in TEXT


@pytest.mark.parametrize("layer", layers())
def test_a_layer_of_proceedings_is_told_of(layer: str) -> None:
    told = f"### `proceedings/{layer}/`" in TEXT or f"`{layer}.py`" in TEXT
    assert told or layer in {"management", "migrations"}


def test_nothing_loose_stands_at_the_top_of_proceedings() -> None:
    loose = {path for path in TRACKED if path.startswith("proceedings/") and path.count("/") == 1}
    names = ("__init__", "apps", "checks", "urls")
    assert loose == {f"proceedings/{name}.py" for name in names}


def test_every_module_of_a_layer_has_its_line() -> None:
    missing = []
    for path in TRACKED:
        parts = path.split("/")
        depth = 2 if parts[0] == "proceedings" else 1
        if parts[0] not in {"proceedings", "kit"} or len(parts) <= depth:
            continue
        if parts[1] not in {"migrations", "management"} and parts[depth] != "__init__.py":
            entry = parts[depth]
            if f"| `{entry}` |" not in TEXT and f"| `{entry}/` |" not in TEXT:
                missing.append(path)
    assert missing == []
