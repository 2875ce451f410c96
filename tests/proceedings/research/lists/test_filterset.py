"""Every filter of every list, alone and all at once: what it keeps, what it costs, what it refuses."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kit.filtering import stamp
from proceedings.record.history import last_instant
from proceedings.research.lists.definitions import LISTS
from proceedings.research.query.list_query import ListQuery
from tests.factories import RestrictionFactory
from tests.proceedings.research.lists.desk import (
    FILTERS,
    SLUGS,
    asked,
    ids,
    sealed_crowded_desk,
    sealed_desk,
)
from tests.proceedings.website.records.matter import Matter
from tests.worlds import again, for_a_while

# Two read the names that are withheld, two put captions and names in order as they are shown, and judges,
# prosecutors and counsel are each looked up with the periods of their parts.
BUDGET = 21
# What became of the rows of an earlier instant since.
CHANGED = 3
# Where nothing is found, each of the ten other lists is asked whether it finds something under the words.
ELSEWHERE = 56


@pytest.mark.parametrize("slug", SLUGS)
def test_every_filter_alone_is_understood_and_keeps_no_stranger(
    client: Client, matter: Matter, slug: str
) -> None:
    everything = {when: ids(client, slug, "csv", when) for when in ("", "match=possible")}
    for name in FILTERS:
        kept = ids(client, slug, "csv", asked(matter, name))
        if name != "on":
            assert set(kept) <= set(everything["match=possible" if name == "match" else ""]), name
        # Nobody is asked to plead in the matter, and no charge in it has a severity.
        if name not in {"plea", "severity"} and (slug, name) not in NOTHING:
            assert kept, f"/{slug}/?{asked(matter, name)}"


# What is true of no row: a hearing of another day, a ruling on no request, a docket in no court's name.
NOTHING = {
    ("courts", "q"),
    ("hearings", "outcome"),
    ("hearings", "publisher"),
    ("hearings", "sourced"),
    *((slug, "hearing_outcome") for slug in ("charges", "sentences", "rulings", "convictions", "events")),
    *((slug, "q") for slug in ("rulings",)),
    # The one claim of the matter is civil: hardly any filter with the values of its criminal cases fits.
    *(("claims", name) for name in FILTERS),
}


@pytest.mark.parametrize("slug", SLUGS)
def test_all_filters_at_once_are_understood_within_the_budget(client: Client, db: None, slug: str) -> None:
    query = asked(again(partly_sealed_desk), *FILTERS)
    assert connection.features.supports_json_field  # Django asks SQLite, once a process
    past = quote("2026-01-01")
    for page, budget in (
        (f"/{slug}/?{query}", BUDGET + ELSEWHERE),
        (f"/{slug}.atom?{query}&known={past}", BUDGET),
    ):
        with CaptureQueriesContext(connection) as captured:
            response = client.get(page)
        assert response.status_code == 200, response.content[:3000]
        assert len(captured) <= budget, [one["sql"][:200] for one in captured]


def partly_sealed_desk() -> Matter:
    """Record the desk, with a canary and a charge that are sealed."""
    matter = sealed_desk()
    RestrictionFactory(charge=matter.dropped.charges.get())
    return matter


@pytest.mark.parametrize("slug", SLUGS)
def test_a_page_keeps_its_budget_however_much_there_is(client: Client, db: None, slug: str) -> None:
    def costs() -> list[int]:
        found = []
        for query in ("on=2024-12-01&match=possible", f"known={stamp(last_instant())}"):
            with CaptureQueriesContext(connection) as captured:
                assert client.get(f"/{slug}/?{query}").status_code == 200
            found.append(len(captured))
        return found

    with for_a_while(sealed_desk):
        few = costs()
    with for_a_while(sealed_crowded_desk):
        many = costs()
    assert all(after <= before for before, after in zip(few, many, strict=True))
    assert max(few) <= BUDGET + CHANGED


@pytest.mark.parametrize("slug", SLUGS)
def test_a_refusal_names_the_parameter_and_keeps_the_rest(client: Client, matter: Matter, slug: str) -> None:
    page = client.get(f"/{slug}/?statsu=acquitted&severity=felony").content.decode()
    assert "statsu" in page
    # Ticked where the list has the field, carried along where it has not.
    assert 'name="severity" value="felony"' in " ".join(page.split())


def test_conditions_on_a_charge_are_met_by_one_charge(client: Client, matter: Matter) -> None:
    tried = ids(client, "defendants", "csv", "offence=whistling&outcome=found_guilty")
    assert tried == [matter.tried.pk]
    assert ids(client, "charges", "csv", "offence=humming") != ids(client, "charges", "csv", "offence=whistl")
    assert ids(client, "charges", "csv", "offence=istling") == []


def test_a_length_is_compared_in_its_own_unit(client: Client, matter: Matter) -> None:
    assert len(ids(client, "sentences", "csv", "unit=months&length_from=18&length_until=18")) == 1
    assert ids(client, "sentences", "csv", "unit=months&length_from=19") == []
    assert ids(client, "sentences", "csv", "unit=days&length_from=18") == []
    assert client.get("/sentences/?length_from=18").status_code == 400
    assert client.get("/sentences/?unit=days&length_from=9&length_until=3").status_code == 400


def test_repeated_values_widen_and_different_filters_narrow(client: Client, matter: Matter) -> None:
    one, other = "status=sentenced_custody", "status=dismissed_without_prejudice"
    both = ids(client, "defendants", "csv", f"{one}&{other}")
    assert set(both) == {matter.tried.pk, matter.dropped.pk}
    assert ids(client, "defendants", "csv", f"{one}&outcome=dismissed_without_prejudice") == []


def test_a_qualifier_is_found_by_its_code(client: Client, matter: Matter) -> None:
    assert ids(client, "defendants", "csv", "qualifier=appeal_pending") == [matter.tried.pk]
    assert ids(client, "defendants", "csv", "qualifier=refiled_as") == [matter.dropped.pk]
    uncertain = ids(client, "defendants", "csv", "qualifier=date_uncertain&on=2023-01-15&match=possible")
    assert uncertain == [matter.dropped.pk]


def test_a_facet_counts_with_its_own_filter_left_out(client: Client, matter: Matter) -> None:
    query = ListQuery(LISTS["defendants"], QueryDict("status=sentenced_custody"))
    numbers = {choice.value: choice.number for choice in query.fields["status"].choices}
    assert numbers["sentenced_custody"] == "1"
    assert numbers["dismissed_without_prejudice"] == "1"
    types = {choice.value: choice.number for choice in query.fields["type"].choices}
    assert (types["criminal"], types["civil"]) == ("1", "0")


def test_what_a_facet_says_is_what_its_address_gives(client: Client, matter: Matter) -> None:
    for slug in ("defendants", "rulings"):
        query = ListQuery(LISTS[slug], QueryDict(""))
        for field in query.fields.values():
            for choice in field.choices:
                # One value that no row has stands for the others.
                if choice.number and (choice.number != "0" or choice.value == "acquitted"):
                    found = ids(client, slug, "csv", choice.href.lstrip("?"))
                    assert len(found) == int(choice.number), (slug, field.name, choice)


def test_counting_stops_at_the_budget_and_says_so(client: Client, matter: Matter, settings: Any) -> None:
    settings.COUNT_LIMIT = 1
    page = client.get("/defendants/").content.decode()
    assert "more than 1" in page
    assert "at least" in page


@pytest.mark.parametrize("slug", SLUGS)
def test_an_empty_list_says_which_filter_to_take_off_to_get_how_many(
    client: Client, matter: Matter, slug: str
) -> None:
    side = "type=civil" if slug == "claims" else "type=criminal"
    query = ListQuery(LISTS[slug], QueryDict(f"{side}&severity=infraction"))
    assert not query.refusals
    assert query.page().is_empty
    [suggestion] = query.suggestions
    assert "Severity" in suggestion.words
    assert ids(client, slug, "csv", suggestion.href.lstrip("?")) == ids(client, slug, "csv", side)
    assert suggestion.words in client.get(f"/{slug}/?{side}&severity=infraction").content.decode()


def test_no_list_sorts_people_by_the_length_of_a_sentence() -> None:
    for kind in LISTS.values():
        assert {order.column for order in kind.orders.values()} <= {
            "since",
            "shown_text",
            "sort_name",
            "brought",
            "found",
            "day",
            "caption",
            "begun",
            "by_name",
            "name",
        }
        assert set(kind.orders) == {key for key, _words in kind.sorts}


def test_people_join_no_other_matter(client: Client, matter: Matter) -> None:
    [row] = [one for one in ids(client, "people", "csv") if one == matter.tried.party_id]
    assert row == matter.tried.party_id
    text = client.get("/people.csv").getvalue().decode()
    assert "Testa Unnamed" not in text
