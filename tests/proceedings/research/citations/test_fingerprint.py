"""A citation's hash follows the content, and nothing else."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proceedings.law.codes import StatusCode
from proceedings.research.citations import (
    ChangedValue,
    differences,
    fingerprint,
    fingerprint_of_rows,
    frozen_address,
    is_fingerprint,
)

ROW: dict[str, Any] = {
    "id": 7,
    "name": "Testa Mockingbird",
    "on": "2024-06-30",
    "known": "2024-07-01T00:00:00.000000Z",
    "url": "/defendants/7/?known=2024",
    "status": {"code": "acquitted", "qualifiers": [{"code": "date_uncertain", "on": "2024-01-01"}]},
    "case": {"caption": "State of Nowhere v. Mockingbird", "url": "/cases/1/"},
}


def test_the_hash_is_short_and_can_be_told_from_other_text() -> None:
    assert is_fingerprint(fingerprint(ROW))
    assert not is_fingerprint("0123456789AB")
    assert not is_fingerprint("0123456789ab\n")


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"known": "2026-01-01T00:00:00.000000Z"}, id="read later"),
        pytest.param({"url": "/defendants/7/"}, id="another address"),
        pytest.param({"note": None, "possible": []}, id="new fields that say nothing"),
        pytest.param(
            {"case": {"url": "/cases/1/?on=2", "caption": ROW["case"]["caption"]}}, id="order of keys"
        ),
    ],
)
def test_the_hash_stays_while_the_content_stays(changes: dict[str, Any]) -> None:
    assert fingerprint(ROW | changes) == fingerprint(ROW)
    assert differences(ROW, ROW | changes) == []


@pytest.mark.parametrize(
    ("changes", "difference"),
    [
        pytest.param(
            {"name": "Testo Mockingbird"},
            ChangedValue("name", "Testa Mockingbird", "Testo Mockingbird"),
            id="the name",
        ),
        pytest.param(
            {"status": {"code": "acquitted", "qualifiers": [{"code": "date_uncertain", "on": "2024-01-02"}]}},
            ChangedValue("status.qualifiers.1.on", "2024-01-01", "2024-01-02"),
            id="a day deep inside",
        ),
        pytest.param({"note": "x"}, ChangedValue("note", None, "x"), id="a new field"),
    ],
)
def test_a_change_of_content_changes_the_hash_and_is_named(
    changes: dict[str, Any], difference: ChangedValue
) -> None:
    assert fingerprint(ROW | changes) != fingerprint(ROW)
    assert differences(ROW, ROW | changes) == [difference]


def test_values_that_read_the_same_hash_the_same() -> None:
    plain = {"a": "acquitted", "b": "2024-06-30", "c": "é", "d": "1.5"}
    typed = {
        "a": StatusCode.ACQUITTED,
        "b": date(2024, 6, 30),
        "c": "e\u0301",
        "d": Decimal("1.50"),
    }
    assert fingerprint(typed) == fingerprint(plain)


def test_what_is_no_plain_value_is_refused() -> None:
    with pytest.raises(TypeError, match="object"):
        fingerprint({"a": object()})


def test_the_order_of_a_list_counts() -> None:
    other = ROW | {"id": 8}
    assert fingerprint_of_rows(iter([ROW, other])) != fingerprint_of_rows(iter([other, ROW]))
    assert fingerprint_of_rows([ROW]) == fingerprint(ROW)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.text(max_size=5), JSON, max_size=4))
def test_any_plain_record_has_a_hash_and_differs_not_from_itself(row: dict[str, Any]) -> None:
    assert is_fingerprint(fingerprint(row))
    assert differences(row, row) == []


def test_a_frozen_address_sets_its_three_parameters_once_and_keeps_the_others() -> None:
    address = frozen_address(
        "https://tracker.example/defendants/?status=acquitted&status=dismissed&on=2020-01-01&q=Ærø%20%26&hash=x",
        on=date(2024, 6, 30),
        known=datetime(2024, 7, 1, tzinfo=UTC),
        fingerprint="0123456789ab",
    )
    assert address.isascii()
    assert parse_qs(urlsplit(address).query) == {
        "status": ["acquitted", "dismissed"],
        "q": ["Ærø &"],
        "on": ["2024-06-30"],
        "known": ["2024-07-01T00:00:00.000000Z"],
        "hash": ["0123456789ab"],
    }
