"""What the tables state, beside what is derived: everything agrees, or is named and explained."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from proceedings.models import Event
from proceedings.record import services
from tests.proceedings.importers.cook_county_matter import extract, imported, make, ran
from tests.proceedings.importers.cook_county_tables import written
from tests.worlds import again

pytestmark = pytest.mark.django_db


def agreement() -> str:
    with tempfile.TemporaryDirectory() as folder:
        return ran("agreement", written(extract(), Path(folder)))


def test_everything_recognised_agrees_and_the_rest_is_explained() -> None:
    again(make)
    report = agreement()
    assert "ERROR" not in report
    assert " 0 unexplained." in report
    assert "charge: 21 compared, 18 agree" in report
    assert "Plea Of Guilty, Supervision" in report


def test_a_case_that_waits_for_somebody_to_read_an_outcome_is_explained() -> None:
    imported(extract(), "--publish")
    report = agreement()
    assert " 0 unexplained." in report
    assert "the case stays a draft until somebody has read an outcome" in report


def test_an_oddity_is_named_with_its_row() -> None:
    again(make)
    report = agreement()
    assert (
        "dispositions.csv, row 15: charge: stated “Nolle Prosecution, Probation”, derived “dismissed”"
        in report
    )
    assert "the data sentence a charge that ended otherwise (“Nolle Prosecution”)" in report
    assert "dispositions.csv, row 11: charge: stated “Charge Imagined”, derived “outcome_not_read”" in report


def test_a_record_that_says_otherwise_is_a_disagreement() -> None:
    again(make)
    services.withdraw(Event.objects.get(key="fng-900116-2019-06-03"), because="A test.")
    report = agreement()
    assert "Disagreements that nothing explains: 2" in report
    assert "stated “FNG”, derived “bound_over”" in report
    assert "stated “acquitted”, derived “awaiting_trial”" in report
    assert report.endswith("ERROR Not everything agrees.")


def test_what_was_not_imported_does_not_agree() -> None:
    report = agreement()
    assert "stated “charged”, derived “not imported, or not published”" in report
    assert report.endswith("ERROR Not everything agrees.")
