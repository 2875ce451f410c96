"""What each public page says, and what it refuses to say."""

from __future__ import annotations

import gzip
import re
from datetime import UTC, timedelta
from html import unescape
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from proceedings.law import rules
from proceedings.models import Defendant
from proceedings.record import services
from proceedings.record.history import last_instant
from proceedings.research.lists.definitions import LISTS
from tests.factories import (
    CaseFactory,
    ChargeFactory,
    DefendantFactory,
    IncidentFactory,
    RestrictionFactory,
    happen,
)
from tests.proceedings.website.records.matter import Matter


def text_of(client: Client, address: str, status: int = 200) -> str:
    """Return the words of a page as a reader sees them."""
    response = client.get(address, follow=True)
    assert response.status_code == status, address
    without_tags = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(unescape(without_tags).split())


def of(row: Defendant, query: str = "") -> str:
    """Return the address of a defendant."""
    return f"/defendants/{row.pk}-testa-mockingbird/{query}"


@pytest.mark.parametrize(
    ("on", "words"),
    [
        ("2023-01-09", "No charge recorded on this date"),
        ("2023-01-15", "date uncertain: may have changed between 10 January 2023 and 20 January 2023"),
        ("2023-02-01", "Charged; not tried"),
        ("2023-04-21", "Dismissed without prejudice by the prosecution"),
        ("2024-02-01", "Refiled as State of Nowhere v. Mockingbird (2024)"),
    ],
)
def test_a_defendant_s_page_says_where_the_case_stood_on_each_day(
    client: Client, matter: Matter, on: str, words: str
) -> None:
    assert words.lower() in text_of(client, of(matter.dropped, f"?on={on}")).lower()


def test_a_defendant_s_page_says_the_status_its_day_and_both_clocks_first(
    client: Client, matter: Matter
) -> None:
    words = text_of(client, of(matter.tried))
    outcome = words.index("Guilty of whistling after dark", words.index("Skip to the record"))
    standing = words.index("Sentenced on 1 September 2024 to 18 months in custody")
    clock = words.index("Since 1 September 2024.")
    assert outcome < standing < clock < words.index("Why") < words.index("Proceedings")
    assert "as published here by" not in words
    assert "Record last reviewed on 1 January 2025." in words
    assert "Named in this case as Testa Q. Mockingbird" in words


def test_why_names_the_row_and_the_deciding_event_with_its_source(client: Client, matter: Matter) -> None:
    page = client.get(of(matter.dropped)).content.decode()
    assert 'href="/method/#criminal-22"' in page
    why = page[page.index('id="why-event"') :]
    assert "Invented: dismissed_without_prejudice." in why
    assert 'href="https://gazette.example/verdict" rel="nofollow noopener external"' in why


def test_why_names_the_verdict_on_every_charge_and_the_appeal(client: Client, matter: Matter) -> None:
    page = client.get(of(matter.tried)).content.decode()
    why = page[page.index('id="why"') : page.index('id="charges-heading"')]
    assert "Invented: sentenced." in why
    for outcome in ("found_guilty", "not_guilty", "appeal_noticed"):
        assert re.search(rf"Invented: [^<]*{outcome}", why), outcome
    early = client.get(of(matter.tried, "?on=2024-08-01")).content.decode()
    assert (
        "Invented: appeal_noticed" not in early[early.index('id="why"') : early.index('id="charges-heading"')]
    )


def test_events_that_changed_nothing_stand_behind_those_that_did(client: Client, matter: Matter) -> None:
    page = client.get(of(matter.tried)).content.decode()
    section = page[page.index('id="events-heading"') :]
    turning_points, rest = section.split('<details class="all-events">')
    assert "The judge denies the motion." not in turning_points
    assert "The judge denies the motion." in rest
    ids = re.findall(r'id="(event-\d+)"', section)
    assert len(ids) == len(set(ids))
    linked = [pk for pk in ids if f'href="#{pk}"' in rest]
    assert linked
    assert linked == [pk for pk in ids if f'id="{pk}"' in turning_points]


def test_sources_are_folded_and_disputes_are_not(client: Client, matter: Matter) -> None:
    page = client.get(of(matter.tried)).content.decode()
    unfolded = re.sub(r'<details class="sources">.*?</details>', "", page, flags=re.DOTALL)
    assert "gazette.example/verdict" in page
    assert "gazette.example/verdict" not in unfolded
    assert "Reported by The Mirror; not found in court-day reports." in unfolded


def test_a_disputed_part_of_a_sentence_is_shown_apart_with_its_dispute(
    client: Client, matter: Matter
) -> None:
    words = text_of(client, of(matter.tried))
    assert "Disputed : a fine of $5,000" in words
    assert "Reported by The Mirror; not found in court-day reports." in words


def test_steps_lead_to_the_change_before_and_the_change_after(client: Client, matter: Matter) -> None:
    page = client.get(of(matter.tried, "?on=2024-08-01")).content.decode()
    assert re.search(r'href="[^"]*\?on=2024-07-12" rel="prev"', page)
    assert re.search(r'href="[^"]*\?on=2024-09-01" rel="next"', page)


def test_a_source_that_may_not_be_linked_is_cited_without_its_address(client: Client, matter: Matter) -> None:
    page = client.get(of(matter.tried)).content.decode()
    assert "The Mirror" in page
    assert "mirror.example" not in page


@pytest.mark.parametrize("address", ["defendants", "cases"])
def test_a_docket_number_that_is_not_to_be_printed_is_printed_nowhere(
    client: Client, matter: Matter, address: str
) -> None:
    rows = {"defendants": matter.tried.pk, "cases": matter.second.pk}
    for page in (f"/{address}/", f"/{address}/{rows[address]}/", "/incidents/invented-matter/", "/"):
        assert "UNPRINTED" not in text_of(client, page)


def test_a_wrong_slug_leads_to_the_right_address_for_good(client: Client, matter: Matter) -> None:
    response = client.get(f"/defendants/{matter.tried.pk}-somebody-else/?on=2024-08-01")
    assert response.status_code == 301
    assert response["Location"] == of(matter.tried, "?on=2024-08-01")
    assert client.get(f"/cases/{matter.second.pk}/").status_code == 301
    assert client.get(f"/people/{matter.tried.party_id}/").status_code == 301


@pytest.mark.parametrize(
    ("query", "parameter", "value"),
    [
        ("?on=banana", "on", "banana"),
        ("?on=2999-01-01", "on", "2999-01-01"),
        ("?known=someday", "known", "someday"),
        ("?onn=2024-01-01", "onn", "2024-01-01"),
    ],
)
@pytest.mark.parametrize("page", ["defendants", "cases", "incidents", "people"])
def test_what_is_not_understood_is_refused_by_name(
    client: Client, matter: Matter, page: str, query: str, parameter: str, value: str
) -> None:
    addresses = {
        "defendants": of(matter.tried),
        "cases": f"/cases/{matter.suit.pk}-whimbrel-v-fictional-corp/",
        "incidents": "/incidents/invented-matter/",
        "people": f"/people/{matter.tried.party_id}-testa-mockingbird/",
    }
    words = text_of(client, addresses[page] + query, status=400)
    assert parameter in words
    assert value in words
    assert "Accepted" in words


def test_a_refused_list_shows_the_form_with_what_was_understood(client: Client, matter: Matter) -> None:
    response = client.get("/defendants/?statuss=acquitted&on=2999-01-01&q=whimbrel")
    assert response.status_code == 400
    page = response.content.decode()
    assert "statuss" in page
    assert 'name="q" value="whimbrel"' in page


def test_pages_without_parameters_refuse_any(client: Client, matter: Matter) -> None:
    for page in ("/", "/method/"):
        assert "This parameter is unknown." in text_of(client, f"{page}?x=1", status=400)


def test_an_earlier_answer_that_was_corrected_says_so_and_stays_out_of_search_engines(
    client: Client, matter: Matter
) -> None:
    before = last_instant()
    matter.dismissal.refresh_from_db()
    services.withdraw(matter.dismissal, because="It never happened.")
    asked = (before + timedelta(microseconds=1)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    response = client.get(of(matter.dropped, f"?on=2023-05-01&known={asked}"))
    page = response.content.decode()
    assert response["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in page
    assert 0 < page.index("Corrected since") < page.index("Dismissed without prejudice")
    assert "Charged with whistling after dark; not tried" in page
    now = text_of(client, of(matter.dropped, "?on=2023-05-01"))
    assert "Corrected since" not in now
    assert "Charged with whistling after dark; not tried" in now


def test_before_the_first_publication_a_page_says_when_that_was(client: Client, matter: Matter) -> None:
    record = of(matter.tried)
    for page in (record, f"{record}changes/", f"/cases/{matter.second.pk}-state-of-nowhere-v-mockingbird/"):
        response = client.get(f"{page}?known=1 January 2001")
        words = response.content.decode()
        assert response.status_code == 200
        assert response["X-Robots-Tag"] == "noindex"
        assert "Nothing about this record was published here by 1 January 2001, 23:59:59 UTC." in words
        [first] = re.findall(r'href="([^"]*)">It was first published here', words)
        assert "Invented" in client.get(first).content.decode()
    assert client.get(f"/incidents/{matter.incident.key}/?known=2001-01-01").status_code == 200
    assert client.get(f"{record}timeline.svg?known=2001-01-01").status_code == 404


def test_before_its_first_publication_a_closed_record_says_only_that_it_is_closed(
    client: Client, matter: Matter
) -> None:
    RestrictionFactory(case=matter.second)
    response = client.get(of(matter.tried, "?known=2001-01-01"))
    assert response.status_code == 410
    assert "first published" not in response.content.decode()


def test_the_form_offers_the_instants_at_which_the_record_changed(client: Client, matter: Matter) -> None:
    page = client.get(of(matter.tried)).content.decode()
    offered = re.findall(r'<option value="([^"]+)"', page)
    assert offered
    for instant in offered:
        told = client.get(of(matter.tried, f"?known={instant}")).content.decode()
        assert f'<option value="{instant}" selected>' in told


@pytest.mark.parametrize(
    ("written", "day"), [("1 August 2024", "2024-08-01"), ("August 1, 2024", "2024-08-01")]
)
def test_a_day_is_read_as_people_write_it(client: Client, matter: Matter, written: str, day: str) -> None:
    page = client.get(of(matter.tried), {"on": written}).content.decode()
    assert f'type="date" value="{day}"' in page


def test_a_case_page_gives_each_defendant_a_status_and_the_counsel_a_period(
    client: Client, matter: Matter
) -> None:
    words = text_of(client, f"/cases/{matter.second.pk}/")
    assert "Testa Judge from January 2024" in words
    assert "Testa Counsel for Testa Mockingbird" in words
    assert "Refiled from State of Nowhere v. Mockingbird (2023) X-1" in words


def test_a_hearing_to_come_is_told_on_the_case_and_on_the_first_page(client: Client, matter: Matter) -> None:
    assert "Hearings to come 1 January 2099 A status conference is set." in text_of(
        client, f"/cases/{matter.suit.pk}/"
    )
    assert "1 January 2099 A status conference is set. Whimbrel v. Fictional Corp" in text_of(client, "/")


def test_an_incident_keeps_criminal_and_civil_apart_and_claims_as_claims(
    client: Client, matter: Matter
) -> None:
    words = text_of(client, "/incidents/invented-matter/")
    assert words.index("Criminal cases") < words.index("Civil suits")
    assert "Testa Dotterel (killed)" in words
    assert "Testa Unnamed" not in words
    assert "Claimed, and not decided" in words
    assert "No court-day report has a fine." in words


def test_a_people_page_is_kept_from_search_engines_unless_for_public_office(
    client: Client, matter: Matter
) -> None:
    assert client.get(f"/people/{matter.tried.party_id}-testa-mockingbird/")["X-Robots-Tag"] == "noindex"
    assert "X-Robots-Tag" not in client.get(f"/people/{matter.judge.party_id}-testa-judge/")
    assert client.get(f"/people/{matter.counsel.party_id}-testa-counsel/")["X-Robots-Tag"] == "noindex"


def test_a_people_page_never_joins_another_matter(client: Client, matter: Matter) -> None:
    other = CaseFactory(caption="State of Nowhere v. Otherwise", incident=IncidentFactory())
    charge = ChargeFactory(defendant=DefendantFactory(case=other, party=matter.tried.party))
    happen(charge, "filed", "2025-01-01", kind="filing")
    assert "Otherwise" not in text_of(client, f"/people/{matter.tried.party_id}/")


def test_the_method_prints_every_row_of_the_rules(client: Client, db: None) -> None:
    page = client.get("/method/").content.decode()
    for row in rules.PRECEDENCE_CRIMINAL:
        assert f'id="criminal-{row.number}"' in page
    for row in rules.PRECEDENCE_CIVIL:
        assert f'id="civil-{row.number}"' in page


def test_a_list_explains_what_it_counts_and_an_empty_one_what_to_do(client: Client, matter: Matter) -> None:
    assert "3 defendants in cases; one person can appear more than once." in text_of(client, "/defendants/")
    assert "No defendant matches what is asked. Take off a filter above" in text_of(
        client, "/defendants/?status=abated_by_death"
    )


def test_every_page_with_its_style_weighs_less_than_forty_kilobytes(client: Client, matter: Matter) -> None:
    style = Path(settings.BASE_DIR, "static", "casetracker.css").read_bytes()
    case = f"/cases/{matter.second.pk}/"
    for page in ("/", "/defendants/", of(matter.tried), case, "/incidents/invented-matter/", "/method/"):
        body = client.get(page, follow=True).content
        assert len(gzip.compress(body)) + len(gzip.compress(style)) < 40_000, page


def test_no_copy_of_a_page_is_shown_again_without_asking(client: Client, matter: Matter) -> None:
    assert "no-cache" in client.get(of(matter.tried))["Cache-Control"]
    assert "no-cache" in client.get(f"/defendants/{matter.tried.pk}/")["Cache-Control"]


def test_no_page_is_empty_before_anything_is_recorded(client: Client, db: None) -> None:
    for page in ("/", "/defendants/", "/cases/", "/method/"):
        text_of(client, page)


def test_no_page_breaks_the_rule_against_styles_and_scripts_in_it(client: Client, matter: Matter) -> None:
    for page in (
        "/",
        "/defendants/",
        of(matter.tried),
        f"/cases/{matter.second.pk}/",
        "/incidents/invented-matter/",
    ):
        html = client.get(page, follow=True).content.decode()
        unsafe = re.search(r"<style|<script(?! type=.application/ld\+json)|\sstyle=|\son[a-z]+=", html)
        assert not unsafe, page


def test_an_event_on_or_after_a_day_is_told_and_moves_nothing(client: Client, matter: Matter) -> None:
    happen(matter.charge, "found_guilty", "[2025-10-27..]", type="verdict", what="Guilty, some day since.")
    lists = [f"/{slug}/" for slug in LISTS]
    for page in (f"/cases/{matter.second.pk}/", "/incidents/invented-matter/", "/statistics/", *lists):
        assert client.get(page, follow=True).status_code == 200, page
    assert "Guilty, some day since." in text_of(client, of(matter.tried))
