"""docs/importing.md tells every table and column that can be brought in, and where the example is."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings

from proceedings.admin.uploads import parsed_upload
from proceedings.importers.tables.column_kinds import TableKind
from proceedings.importers.tables.kinds import KINDS
from proceedings.importers.tables.table import MOST_ROWS
from tests.proceedings.importers.tables import EXAMPLE, example_files

DOC = (Path(settings.BASE_DIR) / "docs" / "importing.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_table_is_told_with_its_columns_and_which_of_them_are_needed(kind: TableKind) -> None:
    columns = ", ".join(f"**`{one.name}`**" if one.needed else f"`{one.name}`" for one in kind.headings)

    assert f"| `{kind.name}` | {kind.one_row} | {columns} |" in DOC


def test_the_example_named_there_is_a_folder_of_tables() -> None:
    named = "proceedings/importers/tables/example"

    assert f"import_cases --format csv --dry-run {named}" in DOC
    assert Path(settings.BASE_DIR, named) == EXAMPLE
    assert {"courts.csv", "parties.csv", "cases.csv", "charges.csv", "rulings.csv"} <= example_files().keys()


def test_the_limits_told_are_the_limits() -> None:
    assert f"more than {MOST_ROWS:,} rows" in DOC
    assert (
        f"{parsed_upload.MOST_ROWS:,} rows and {parsed_upload.LARGEST_UPLOAD // 1024 // 1024} MiB at once"
        in DOC
    )
