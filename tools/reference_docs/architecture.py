"""docs/architecture.md: written by hand in architecture.md, with every module and its first line."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tools.reference_docs.markdown import table

WRITTEN_BY_HAND = Path(__file__).with_suffix(".md")
ROOT = Path(__file__).resolve().parents[2]
OPENING = (
    "<!-- manage.py write_docs: tools/reference_docs/architecture.md, with the modules of the code -->\n\n"
)
PLACE = "<!-- modules -->\n"
PACKAGES = (
    "proceedings/admin",
    "proceedings/website",
    "proceedings/api",
    "proceedings/opendata",
    "proceedings/importers",
    "proceedings/casefiles",
    "proceedings/research",
    "proceedings/record",
    "proceedings/models",
    "proceedings/wording",
    "proceedings/law",
    "accounts",
    "people",
    "kit",
    "casetracker",
    "tools",
)
# Django's own, and the same everywhere.
UNTOLD = {"__init__.py", "migrations", "management", "apps.py"}


def text() -> str:
    """Return the text of docs/architecture.md."""
    tables = (
        f"### `{package}/`\n\n{table(('name', 'what'), entries(ROOT / package))}" for package in PACKAGES
    )
    return OPENING + WRITTEN_BY_HAND.read_text(encoding="utf-8").replace(PLACE, "\n".join(tables))


def entries(package: Path) -> Iterator[tuple[str, str]]:
    """Return the modules and folders of a package, each with the first line of its docstring."""
    for path in sorted(package.iterdir()):
        if path.name in UNTOLD:
            continue
        if path.suffix == ".py":
            yield f"`{path.name}`", first_line(path)
        elif (path / "__init__.py").is_file():
            yield f"`{path.name}/`", first_line(path / "__init__.py")


def first_line(module: Path) -> str:
    """Return the first line of a module's docstring, without its full stop."""
    said = ast.get_docstring(ast.parse(module.read_text(encoding="utf-8"))) or ""
    return said.partition("\n")[0].removesuffix(".")
