"""What the pages of a record say is plain, said once, and adds up."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client

from proceedings.models import ChargeLink, Event
from proceedings.record import services
from tests.factories import ChargeFactory, DefendantFactory, SourceFactory, happen
from tests.proceedings.website.records.test_pages import text_of

pytestmark = pytest.mark.django_db


def test_the_table_of_charges_says_how_many_count_and_why_the_others_do_not(client: Client) -> None:
    defendant = DefendantFactory()
    old, new, undated = (ChargeFactory(defendant=defendant, count_label=name) for name in "12U")
    services.record(ChargeLink(charge=new, other=old, kind="supersedes"))
    happen(old, "filed", "2020-01-10", kind="filing")
    happen([new], "filed", "2020-02-10", kind="filing")
    happen(old, "superseded", "2020-02-10", kind="filing")
    said = text_of(client, f"/defendants/{defendant.pk}/")
    # Nothing published rests on the charge without a filing: it is not told of.
    assert "1 counts toward the status; not counted: 1 replaced by others." in said
    assert "no filing is recorded" not in said
    happen(undated, "filed", "2020-03-10", kind="filing")
    later = text_of(client, f"/defendants/{defendant.pk}/")
    assert "2 count toward the status; not counted: 1 replaced by others." in later


def test_nothing_is_said_of_charges_not_counted_where_all_are(client: Client) -> None:
    charge = ChargeFactory()
    happen(charge, "filed", "2020-01-10", kind="filing")
    assert "not counted" not in text_of(client, f"/defendants/{charge.defendant_id}/")


def test_the_court_s_own_words_of_a_sentence_are_said_once(client: Client) -> None:
    charge = ChargeFactory()
    happen(charge, "found_guilty", "2020-01-09")
    happen(charge, "filed", "2020-01-08", kind="filing")
    part = {"kind": "probation", "maximum": Decimal(2), "unit": "years", "text": "Probation, 2 Year(s)"}
    happen(charge, "sentenced", "2020-02-10", kind="sentence", components=[part])
    page = client.get(f"/defendants/{charge.defendant_id}/", follow=True).content.decode()
    table = page[page.index("own units.") :].split("</table>")[0]
    assert "2 years&#x27; probation (Probation, 2 Year(s))" in table
    assert table.count("Probation, 2 Year(s)") == 1


def test_a_hearing_as_such_is_not_excused_and_a_warrant_is_not_called_a_charge(client: Client) -> None:
    charge = ChargeFactory()
    source = SourceFactory(
        publisher="Fictional Office", title="felony cases, as of May", title_is_description=True
    )
    happen(charge, "filed", "2020-01-10", kind="filing", source=source)
    happen(charge, "warrant_issued", "2020-01-11", kind="custody", type="warrant")
    hearing = Event(
        case=charge.defendant.case,
        kind="hearing",
        type="arraignment",
        outcome="held",
        date="2020-01-12",
        what="Invented.",
        publication="published",
    )
    services.record(hearing)
    said = text_of(client, f"/defendants/{charge.defendant_id}/")
    assert "3 events up to this day; 2 changed where the case stands." in said
    assert "Fictional Office (felony cases, as of May)" in said
