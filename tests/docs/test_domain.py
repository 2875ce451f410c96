"""docs/domain.md tells the law as the rules have it: states, statuses, qualifiers, tables row by row."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from proceedings.law.codes import ChargeState, ClaimState, EventKind, QualifierCode, StatusCode
from proceedings.law.rules import PRECEDENCE_CIVIL, PRECEDENCE_CRIMINAL, PrecedenceRow

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "domain.md").read_text()


def section(heading: str) -> str:
    """Return what stands under a heading, up to the next one."""
    _before, found, rest = TEXT.partition(f"\n{heading}\n")
    assert found, heading
    return re.split(r"^#+ ", rest, maxsplit=1, flags=re.MULTILINE)[0]


def first_column(heading: str) -> list[str]:
    return re.findall(r"^\| `(\w+)` \|", section(heading), re.MULTILINE)


def test_every_state_of_a_charge_has_its_row_and_there_is_no_other() -> None:
    assert first_column("## States of a charge") == list(ChargeState)


def test_every_state_of_a_claim_has_its_row_and_there_is_no_other() -> None:
    assert first_column("## States of a claim") == list(ClaimState)


def test_every_kind_of_event_has_its_row() -> None:
    kinds = re.findall(r"^\| (\w+) \|", section("## Facts and conclusions"), re.MULTILINE)
    assert kinds == ["kind", *EventKind]


@pytest.mark.parametrize("status", StatusCode)
def test_every_status_is_named(status: StatusCode) -> None:
    assert f"`{status}`" in TEXT


def test_every_qualifier_is_explained_and_there_is_no_other() -> None:
    points = re.findall(r"^- .+(?:\n  .+)*", section("## Qualifiers"), re.MULTILINE)
    assert sorted(re.findall(r"`(\w+)`", " ".join(points))) == sorted(QualifierCode)


@pytest.mark.parametrize(
    ("heading", "table"),
    [("## Precedence", PRECEDENCE_CRIMINAL), ("### Precedence of civil statuses", PRECEDENCE_CIVIL)],
    ids=["criminal", "civil"],
)
def test_the_table_of_precedence_is_that_of_the_rules(heading: str, table: tuple[PrecedenceRow, ...]) -> None:
    rows = re.findall(r"^\| (\d+) \| .+ \| (.+) \|$", section(heading), re.MULTILINE)
    assert [int(number) for number, _status in rows] == [row.number for row in table]
    for (_number, status), row in zip(rows, table, strict=True):
        assert re.findall(r"`(\w+)`", status) == ([] if len(row.codes) > 1 else list(row.codes))


def test_the_weights_of_a_sentence_are_in_the_order_of_the_rules() -> None:
    (convicted,) = (row for row in PRECEDENCE_CRIMINAL if len(row.codes) > 1)
    assert first_column("### The weight of a sentence") == list(convicted.codes)
