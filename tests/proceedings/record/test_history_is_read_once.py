"""Only record/history.py opens a history table; who else may is named here, with the reason."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
ALLOWED = {
    "proceedings/record/history.py": "the one reader",
    "proceedings/record/services.py": "writes history",
    "proceedings/record/bulk/copy_rows.py": "writes history",
    "proceedings/admin/conflict.py": "shows editors who wrote what, not what the public was told",
    "proceedings/admin/uploads/import_result.py": "tells an editor what an import wrote",
    "proceedings/admin/restrictions/services.py": "counts versions for an administrator",
}
SOURCES = sorted(
    path
    for folder in ("proceedings", "people", "accounts")
    for path in (ROOT / folder).rglob("*.py")
    if "migrations" not in path.parts
)


def opened(source: str) -> list[int]:
    """Return the lines that take the history of a model: `Event.history`, `model.history.model`."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and node.attr == "history":
            inner = node.value
            is_own = isinstance(inner, ast.Name) and inner.id in {"self", "reading", "rules", "record"}
            if not is_own and not isinstance(inner, ast.Attribute):
                found.append(node.lineno)
    return found


def test_the_walk_finds_what_it_looks_for() -> None:
    assert opened("rows = Event.history.filter(id=1)") == [1]
    assert opened("rows: Any = model.history.model\n") == [1]
    assert opened("rows = type(part).history") == [1]
    assert opened("rows = versions_of(Event)") == []


@pytest.mark.parametrize("path", sorted(ALLOWED))
def test_whoever_is_allowed_still_does(path: str) -> None:
    assert opened((ROOT / path).read_text(encoding="utf-8"))


def test_nobody_else_opens_a_history_table() -> None:
    elsewhere = {
        f"{path.relative_to(ROOT)}:{line}"
        for path in SOURCES
        if str(path.relative_to(ROOT)) not in ALLOWED
        for line in opened(path.read_text(encoding="utf-8"))
    }
    assert elsewhere == set()
