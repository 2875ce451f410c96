"""History has one reader: no module opens a history table by itself."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PACKAGES = ("accounts", "casetracker", "kit", "people", "proceedings", "tools")

# Who touches history without asking how something read at an instant, and why.
ALLOWED = {
    "kit/history.py": "defines the history of every model",
    "kit/version_lock.py": "compares the ids of versions, of any model of any project",
    "proceedings/admin/conflict.py": "finds the version a form was opened on, by its id",
    "proceedings/admin/restrictions/services.py": "counts the versions that a closing takes away",
    "proceedings/admin/uploads/import_result.py": "lists what one import wrote, draft or not",
    "proceedings/record/bulk/copy_rows.py": "writes it",
    "proceedings/record/history.py": "is the reader",
    "proceedings/record/services.py": "writes it, and compares the ids of versions",
    "tools/reference_docs/data_dictionary.py": "leaves its tables out of the list of tables",
}


def opens_history(source: str) -> bool:
    """Tell whether a module reaches for a history table: `X.history`, `simple_history` or `Historical...`."""
    return any(
        (isinstance(node, ast.Attribute) and node.attr == "history" and ast.unparse(node) != "self.history")
        or (isinstance(node, ast.ImportFrom) and (node.module or "").startswith("simple_history"))
        or (
            isinstance(node, ast.alias | ast.Name)
            and _name(node).startswith(("Historical", "simple_history"))
        )
        or (isinstance(node, ast.Constant) and str(node.value).startswith("Historical"))
        for node in ast.walk(ast.parse(source))
    )


def _name(node: ast.alias | ast.Name) -> str:
    return node.name if isinstance(node, ast.alias) else node.id


def test_only_the_reader_opens_history_tables() -> None:
    files = (path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
    found = {
        path.relative_to(ROOT).as_posix()
        for path in files
        if "migrations" not in path.parts and opens_history(path.read_text())
    }
    assert found == set(ALLOWED), "ask proceedings.record.history, or give the reason here"


@pytest.mark.parametrize(
    "line",
    [
        "rows = Event.history.filter(pk=1)",
        "past = model.history.model",
        "from simple_history.models import HistoricalRecords",
        "from proceedings.models import HistoricalEvent",
        "model = apps.get_model('proceedings', 'HistoricalEvent')",
    ],
)
def test_a_line_that_opens_history_is_seen(line: str) -> None:
    assert opens_history(line)
    assert not opens_history("from proceedings.record.history import as_of\nrows = as_of(Event, known)")
