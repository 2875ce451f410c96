"""Facts put back are the facts that were made."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction

from proceedings.models import Case
from proceedings.record.status_check import differences
from tests.factories import CaseFactory
from tests.proceedings.record.bulk.snapshot import undone
from tests.proceedings.website.records.matter import invent
from tests.worlds import again, stored

pytestmark = pytest.mark.django_db


def small() -> Case:
    case: Case = CaseFactory(caption="Nobody v. Nobody Invented")
    return case


def rows_of_a_world() -> dict[str, Any]:
    with transaction.atomic():
        again(invent)
        assert not list(differences())
        # In no order: an engine hands rows out as they lie.
        rows = {
            table: sorted(found.splitlines() if isinstance(found, bytes) else found, key=repr)
            for table, found in stored()
        }
        transaction.set_rollback(True)
    return rows


def test_a_world_put_back_is_row_for_row_the_one_that_was_made() -> None:
    made = rows_of_a_world()
    assert made == rows_of_a_world()
    assert "proceedings_statusspan" in made


def test_a_test_may_change_the_copy_it_is_given() -> None:
    with transaction.atomic():
        again(small).caption = "Changed"
        transaction.set_rollback(True)
    assert again(small).caption == "Nobody v. Nobody Invented"


def test_facts_are_recorded_beside_a_world_put_back() -> None:
    rows_of_a_world()
    undone(lambda: None)  # sets the counters of all ids back
    again(invent)
    before = Case.objects.count()
    invent("more-")
    assert Case.objects.count() == 2 * before


def test_a_world_is_not_put_among_other_facts() -> None:
    small()
    with pytest.raises(AssertionError, match="proceedings_case"):
        again(invent)
