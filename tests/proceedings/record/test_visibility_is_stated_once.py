"""Whether something may be shown is decided in `proceedings.record.visibility`, and nowhere else."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PACKAGES = ("accounts", "casetracker", "kit", "people", "proceedings", "tools")
HOME = "proceedings/record/visibility/"
# The columns that say what may be shown, and the names by which they are asked.
COLUMNS = frozenset({"publication", "private", "named_because", "print_docket", "link_public"})
STATEMENT = "public"  # of a statement of an account; too common a word to be looked for in texts
NAMES = frozenset({"Publication", "Restriction", "active_restrictions"})
LOOKUP = re.compile(r"[a-z]+(?:_+[a-z]+)*")

# Who may name them all the same, and why.
ALLOWED: dict[str, tuple[str, str]] = {
    "proceedings/migrations/": ("all", "made the columns"),
    "proceedings/models/": ("all", "define the columns, their indexes and constraints"),
    "people/migrations/": ("all", "made the column"),
    "people/admin.py": ("private", "the form that edits it"),
    "proceedings/law/codes/": ("Publication", "defines the codes"),
    "proceedings/record/services.py": ("Publication publication", "writes them: publishes and withdraws"),
    "proceedings/record/party_merge.py": ("Restriction", "moves restrictions with a party"),
    "proceedings/casefiles/": ("all", "carries them from the file to the row, and back"),
    "proceedings/importers/": ("all", "carries them from foreign files into case files"),
    "proceedings/admin/cases.py": ("print_docket named_because", "forms and lists of editors"),
    "proceedings/admin/sources.py": ("link_public", "forms and lists of editors"),
    "proceedings/admin/versioned_form.py": ("named_because", "the form of parts: texts of one line"),
    "proceedings/admin/versions.py": ("publication", "a version put back stays as published as it is now"),
    "proceedings/admin/version_pages.py": ("publication", "the same, before it is put back"),
    "proceedings/admin/entry/": ("Publication publication", "the screens on which editors publish"),
    "proceedings/admin/event_forms.py": ("Publication publication", "the form on which editors publish"),
    "proceedings/admin/events.py": ("Publication publication", "forms and lists of editors"),
    "proceedings/admin/publishing.py": ("Publication publication", "the page that publishes drafts"),
    "proceedings/admin/status_messages.py": ("Publication publication", "tells editors what follows"),
    "proceedings/admin/uploads/": ("Publication publication", "an upload brings drafts, or publishes"),
    "proceedings/admin/work_queues/": ("Publication publication Restriction", "editors' lists of work"),
    "proceedings/admin/restrictions/": ("Restriction", "the page on which records are closed"),
    "proceedings/admin/access_log.py": ("Restriction", "logs who looked at one"),
    "casetracker/operations/restriction_journal.py": ("Restriction", "carries them past a restore"),
    "tools/": ("publication Restriction public", "makes up records and measures"),
}


def sources() -> list[Path]:
    """Return every module that is not a test."""
    return [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]


def stated_in(source: str) -> Iterator[tuple[int, str]]:
    """Yield where a module names a column or a name of the kind, with the line."""
    for node in ast.walk(ast.parse(source)):
        line = getattr(node, "lineno", 0)
        if isinstance(node, ast.Attribute) and node.attr in COLUMNS | NAMES | {STATEMENT}:
            yield line, node.attr
        elif isinstance(node, ast.Name) and node.id in NAMES:
            yield line, node.id
        elif isinstance(node, ast.alias) and node.name in NAMES:
            yield line, node.name
        elif isinstance(node, ast.keyword) and node.arg is not None:
            found = COLUMNS.intersection(node.arg.split("__")) | ({node.arg} & {STATEMENT})
            yield from ((node.value.lineno, name) for name in found)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            if node.value in NAMES:
                yield line, node.value
            elif LOOKUP.fullmatch(node.value):
                yield from ((line, name) for name in COLUMNS.intersection(node.value.split("__")))


def is_allowed(path: str, name: str) -> bool:
    """Tell whether a module may name it."""
    if path.startswith(HOME):
        return True
    return any(
        path.startswith(start) and (terms == "all" or name in terms.split())
        for start, (terms, _why) in ALLOWED.items()
    )


def test_no_other_module_decides_what_may_be_shown() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}: {name}"
        for path in sources()
        for line, name in stated_in(path.read_text(encoding="utf-8"))
        if not is_allowed(str(path.relative_to(ROOT)), name)
    ]

    assert not found, "\n".join(found)


@pytest.mark.parametrize("start", ALLOWED)
def test_no_exception_is_left_that_nobody_needs(start: str) -> None:
    terms, _why = ALLOWED[start]
    named = {
        name
        for path in sources()
        if str(path.relative_to(ROOT)).startswith(start)
        for _line, name in stated_in(path.read_text(encoding="utf-8"))
    }

    assert named
    assert terms == "all" or named >= set(terms.split())


@pytest.mark.parametrize(
    "code",
    [
        'Event.objects.filter(publication="published")',
        'rows.exclude(event__publication="draft")',
        'rows.filter(**{"case__print_docket": True})',
        "if party.private: pass",
        "shown = [row for row in rows if row.named_because]",
        "ledger.rows(PressFact, public=True)",
        "statement.public",
        "from proceedings.models import Restriction",
        'apps.get_model("proceedings", "Restriction")',
        "active_restrictions(party=party)",
        "event.publication != Publication.PUBLISHED",
        'F("link_public")',
    ],
)
def test_a_module_that_decides_is_found(code: str) -> None:
    assert list(stated_in(code))
