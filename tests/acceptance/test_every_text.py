"""A closed name stands in every text of every record that stays public, and leaves in none of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models
from django.db.models import CharField, TextField
from django.test import Client

from kit.partial_dates import PartialDateField
from proceedings.models import Defendant, Effect, SentenceComponent
from proceedings.record import services
from tests.acceptance.addresses import lists, telling
from tests.factories import PartyFactory, RestrictionFactory
from tests.proceedings.website.records.matter import Matter, invent
from tests.worlds import again

pytestmark = pytest.mark.django_db
NAME, SURNAME = "Testa Quaxacloso", "Quaxacloso"
# Rows that are no texts of public records: made from them, or about those who edit and read.
NOT_TOLD = frozenset(
    {
        *("load", "look", "merge", "publicationclock", "report", "reportcount", "restriction", "reviewnote"),
        *("searchword", "partyword", "spelling", "statusspan", "upload", "identifier", "identitydecision"),
    }
)
# Texts of a form of their own, in which no name can stand.
FORMED = frozenset(
    {
        *("key", "checksum", "country", "courts_db_id", "currency", "docket_key", "docket_number"),
        *("number", "subdivision", "time_zone", "sort_name", "url", "archived_url", "unit"),
    }
)


def texts() -> Iterator[tuple[type[models.Model], list[str]]]:
    """Yield every model of public records with its columns of free text."""
    for label in ("people", "proceedings"):
        for model in apps.get_app_config(label).get_models():
            is_history, name = hasattr(model, "instance_type"), model._meta.model_name
            if model._meta.proxy or is_history or name in NOT_TOLD:
                continue
            columns = [
                field.name
                for field in model._meta.concrete_fields
                if isinstance(field, CharField | TextField)
                and not isinstance(field, models.SlugField | PartialDateField)
                and not field.choices
                and field.name not in FORMED
            ]
            if columns:
                yield model, columns


def name_everywhere() -> None:
    """Write the name at the end of every text, and into what is recorded of outcomes, as an editor might."""
    with services.writing() as work:
        _moved = work.instant
        for model, columns in texts():
            for row in model._base_manager.all():
                if getattr(row, "name", "") != NAME:
                    _name_in(row, columns)
                    row.save()
        for effect in Effect.objects.all():
            effect.details |= {"reason": f"So says {NAME}", "by": NAME, "text": f"By {NAME}"}
            effect.save()
        work.touch(Defendant.objects.values_list("pk", flat=True))


def _name_in(row: models.Model, columns: list[str]) -> None:
    for column in columns:
        longest = row._meta.get_field(column).max_length  # type: ignore[union-attr]  # a text
        setattr(row, column, f"{getattr(row, column)} {NAME}"[-(longest or 10_000) :])


@pytest.fixture
def matter(db: None) -> Matter:
    """Put a matter into the database that names somebody closed in every text it has."""
    matter = again(invent)
    RestrictionFactory(party=PartyFactory(name=NAME))
    name_everywhere()
    return matter


def records(matter: Matter) -> Iterator[str]:
    """Yield the addresses of the records of the matter in all their forms."""
    for one in (matter.tried, matter.dropped, matter.sued):
        stem = f"/defendants/{one.pk}-x"
        yield from (f"{stem}/", f"{stem}/changes/", f"{stem}.txt", f"{stem}.csl.json", f"{stem}.atom")
        yield f"/api/v1/defendants/{one.pk}/"
    for case in (matter.second, matter.suit):
        stem = f"/cases/{case.pk}-x"
        yield from (f"{stem}/", f"{stem}/changes/", f"{stem}.bib", f"{stem}.atom", f"{stem}.ics")
    yield from (f"/incidents/{matter.incident.key}/", f"/people/{matter.judge.party_id}/")


def test_the_name_is_looked_for_in_every_text(matter: Matter) -> None:
    """Else the other test would find nothing in any code."""
    named = {model._meta.model_name for model, _columns in texts()}
    assert {"case", "charge", "claim", "court", "event", "incident", "party", "source"} <= named
    assert NAME in SentenceComponent.objects.first().text  # type: ignore[union-attr]  # there are some
    assert SURNAME in str(list(matter.tried.spans.values_list("particulars", flat=True)))


def test_a_closed_name_leaves_in_no_text_of_any_record(client: Client, matter: Matter) -> None:
    others = ("/", "/corrections/", "/statistics/", "/statistics/offence.csv", "/data/casetracker.zip")
    files = ("/hearings.ics", "/sitemap-cases.xml", "/defendants.xlsx", "/charges.json")

    told = telling(client, iter([*records(matter), *lists(), *others, *files]), (SURNAME,))
    assert not told, told
