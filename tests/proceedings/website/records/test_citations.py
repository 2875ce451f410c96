"""A cited address shows the record as it was, and says whether it has changed since, and how."""

from __future__ import annotations

import json
import re
from datetime import date
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from proceedings import wording
from proceedings.models import Case, Citation, Correction, Event
from proceedings.record import services
from tests.factories import RestrictionFactory, SourceFactory, happen
from tests.proceedings.website.records.matter import Matter

CITED_BUDGET = 110  # a citation is read twice: as it was, and as it is told now


def words_of(response: Any) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def defendant(matter: Matter, ending: str = "/") -> str:
    return f"/defendants/{matter.dropped.pk}-testa-mockingbird{ending}"


def cited(client: Client, page: str) -> str:
    """Return the frozen address, as a reader copies it from the page."""
    found = re.search(r"http://testserver(/\S+hash=[0-9a-f]{12})", words_of(client.get(page)))
    assert found is not None
    return found[1]


def test_a_page_offers_its_citation_ready_to_copy(client: Client, matter: Matter) -> None:
    words = words_of(client.get(defendant(matter)))
    assert "Testa Mockingbird (State of Nowhere v. Mockingbird, X-1): First Fictional Court;" in words
    assert "@misc{casetracker-testa-mockingbird-" in words


@pytest.mark.parametrize("page", ["defendant", "case"])
@pytest.mark.parametrize(
    ("ending", "kind", "begins"),
    [
        (".txt", "text/plain", ""),
        (".bib", "application/x-bibtex", "@misc{casetracker-"),
        (".csl.json", "application/vnd.citationstyles.csl+json", "["),
        (".ris", "application/x-research-info-systems", "TY  - ELEC"),
    ],
)
def test_a_citation_is_a_file_in_every_form(
    client: Client, matter: Matter, page: str, ending: str, kind: str, begins: str
) -> None:
    path = defendant(matter, ending)
    if page == "case":
        path = f"/cases/{matter.first.pk}-state-of-nowhere-v-mockingbird{ending}"
    response = client.get(f"{path}?on=2024-01-01")
    assert response.status_code == 200
    assert response["Content-Type"].startswith(kind)
    assert response["X-Robots-Tag"] == "noindex"
    assert ending.rsplit(".", 1)[-1] in response["Content-Disposition"]
    text = response.content.decode()
    assert text.startswith(begins)
    assert "on=2024-01-01" in text.replace("\\", "")
    if ending == ".csl.json":
        assert len(json.loads(text)) == 1


def test_a_citation_under_another_name_leads_to_the_right_address(client: Client, matter: Matter) -> None:
    response = client.get(f"/defendants/{matter.dropped.pk}-somebody.bib?on=2024-01-01")
    assert response.status_code == 301
    assert response["Location"] == defendant(matter, ".bib?on=2024-01-01")


def test_an_unchanged_citation_says_so_and_stays_out_of_search_engines(
    client: Client, matter: Matter
) -> None:
    address = cited(client, defendant(matter, "/?on=2023-06-01"))
    response = client.get(address)
    assert "As it was cited" in words_of(response)
    assert response["X-Robots-Tag"] == "noindex"
    assert "hash=" not in response.content.decode().partition('id="cite-heading"')[0]


def test_a_later_event_beyond_the_day_cited_changes_nothing(client: Client, matter: Matter) -> None:
    address = cited(client, defendant(matter, "/?on=2023-06-01"))
    happen(matter.dropped.charges.get(), "reinstated", "2025-01-01")
    assert "As it was cited" in words_of(client.get(address))


def test_a_withdrawal_is_told_as_a_correction_before_and_after(client: Client, matter: Matter) -> None:
    address = cited(client, defendant(matter, "/?on=2023-06-01"))
    event = Event.objects.get(pk=matter.dismissal.pk)
    services.withdraw(event, because="It never happened.")
    services.record(
        Correction(
            event=event,
            was="A dismissal stood here.",
            now="There was none.",
            why="A slip.",
            made_at=event.recorded_at,
        )
    )
    words = words_of(client.get(address))
    before, _shape, after = words.partition("Proceedings")
    assert "Corrected since" in before
    assert (
        "Status Follows from it Was: Whistling after dark: dismissed without prejudice by the prosecution"
        in before
    )
    assert "Now: Charged with whistling after dark; not tried" in before
    assert "Notice Correction of ours Was: 21 April 2023" in before
    assert "no longer recorded" in before
    assert "A dismissal stood here. Corrected to: There was none. Reason: A slip." in before
    assert "dismissed_without_prejudice" in after


def test_an_event_recorded_late_is_told_as_one_of_the_court(client: Client, matter: Matter) -> None:
    address = cited(client, defendant(matter, "/?on=2023-06-01"))
    happen(matter.dropped.charges.get(), "concerns", "2023-03-03", kind="hearing", type="status")
    words = words_of(client.get(address))
    assert "Completed since" in words
    assert "Hearing Court event recorded since nothing recorded → Now: 3 March 2023" in words


def test_new_words_new_sources_and_a_new_caption_leave_the_hash_alone(
    client: Client, matter: Matter, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = defendant(matter, "/?on=2023-06-01")
    address = cited(client, page)
    mark = address[-12:]
    event = Event.objects.get(pk=matter.dismissal.pk)
    event.what, event.note, event.confidence = "Put in other words.", "A note.", "B"
    services.record(event, parts=[Citation(event=event, source=SourceFactory())])
    case = Case.objects.get(pk=matter.first.pk)
    case.caption, case.note, case.reviewed_on = "The State v. Mockingbird", "Noted.", date(2026, 1, 1)
    services.record(case)
    monkeypatch.setattr(wording, "sentence_for", lambda *_args, **_kwargs: "Said quite otherwise")
    monkeypatch.setattr(wording, "component_words", lambda *_args, **_kwargs: "otherwise")
    assert cited(client, page)[-12:] == mark
    assert "As it was cited" in words_of(client.get(address))


@pytest.mark.parametrize("what", ["date", "outcome", "offence", "name", "docket", "term"])
def test_every_kind_of_fact_moves_the_hash(client: Client, matter: Matter, what: str) -> None:
    pages = {"term": f"/defendants/{matter.tried.pk}-testa-mockingbird/"}
    page = pages.get(what, defendant(matter)) + "?on=2025-01-01"
    mark = cited(client, page)[-12:]
    event = Event.objects.get(pk=matter.dismissal.pk)
    charge, case, party = matter.dropped.charges.get(), matter.dropped.case, matter.dropped.party
    effect = event.effects.get()
    sentence = Event.objects.get(kind="sentence")
    component = sentence.components.get(kind="imprisonment")
    event.date = "2023-04-22" if what == "date" else event.date
    effect.details = {"by": "court"} if what == "outcome" else effect.details
    charge.offence = "Whistling at dawn" if what == "offence" else charge.offence
    party.name = "Testa Mockingbyrd" if what == "name" else party.name
    case.docket_number = "X-99" if what == "docket" else case.docket_number
    component.maximum = 17 if what == "term" else component.maximum
    for fact, parts in ((event, [effect]), (charge, []), (case, []), (party, []), (sentence, [component])):
        services.record(fact, parts=parts)
    assert cited(client, client.get(page, follow=True).request["PATH_INFO"] + "?on=2025-01-01")[-12:] != mark


def test_live_tables_and_history_give_one_hash(client: Client, matter: Matter) -> None:
    for page in (defendant(matter), f"/cases/{matter.second.pk}-state-of-nowhere-v-mockingbird/"):
        address = cited(client, page)
        assert cited(client, address) == address


def test_an_altered_address_says_that_it_is_not_what_was_cited(client: Client, matter: Matter) -> None:
    address = cited(client, defendant(matter))
    words = words_of(client.get(f"{address[:-12]}{'0' * 12}"))
    assert "Not as it was cited" in words


def test_a_part_closed_since_is_not_told_and_the_hash_says_that_something_is_missing(
    client: Client, matter: Matter
) -> None:
    page = f"/defendants/{matter.tried.pk}-testa-mockingbird/"
    address = cited(client, page)
    RestrictionFactory(charge=matter.tried.charges.get(count_label="Count 2"))
    words = words_of(client.get(address))
    assert "Not as it was cited" in words
    assert "Humming at noon" not in words


@pytest.mark.parametrize("query", ["hash=123", "hash=0123456789ab", "on=2024-01-01&hash=0123456789ab"])
def test_a_hash_that_is_none_or_stands_alone_is_refused(client: Client, matter: Matter, query: str) -> None:
    response = client.get(defendant(matter, f"/?{query}"))
    assert response.status_code == 400
    assert "hash" in words_of(response)


def test_a_closed_record_cannot_be_cited(client: Client, matter: Matter) -> None:
    address = cited(client, defendant(matter))
    RestrictionFactory(defendant=matter.dropped)
    for page in (
        address,
        defendant(matter, ".bib"),
        defendant(matter, ".atom"),
        defendant(matter, "/changes/"),
    ):
        response = client.get(page)
        assert response.status_code == 410, page
        assert "Mockingbird" not in response.content.decode()


def test_a_citation_of_a_case_tells_whose_part_has_changed(client: Client, matter: Matter) -> None:
    address = cited(client, f"/cases/{matter.first.pk}-state-of-nowhere-v-mockingbird/?on=2023-06-01")
    services.withdraw(Event.objects.get(pk=matter.dismissal.pk), because="It never happened.")
    words = words_of(client.get(address))
    assert "Testa Mockingbird: Status Follows from it" in words


def test_opening_a_citation_keeps_its_budget(client: Client, matter: Matter) -> None:
    address = cited(client, f"/defendants/{matter.tried.pk}-testa-mockingbird/")
    services.withdraw(Event.objects.get(kind="sentence"), because="It never happened.")
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    assert len(captured) <= CITED_BUDGET, len(captured)


def test_the_address_in_a_citation_is_whole(client: Client, matter: Matter) -> None:
    text = client.get(defendant(matter, ".txt")).content.decode()
    found = re.search(r"http://\S+", text)
    assert found is not None
    assert urlsplit(found[0]).path == defendant(matter)
