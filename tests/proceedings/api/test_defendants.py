"""The API as a program meets it: shapes, refusals, closed records, and what must never be said."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kit.filtering import stamp
from people.models import OtherName
from proceedings.api.resources import KINDS
from proceedings.models import ChargeLink
from proceedings.record import services
from proceedings.record.history import last_instant
from proceedings.research.lists.definitions import LISTS
from proceedings.research.query.list_query import ListQuery
from proceedings.research.query.parsing import validated
from proceedings.research.query.request_params import consistent_read
from tests.factories import (
    CaseFactory,
    ChargeFactory,
    DefendantFactory,
    PartyFactory,
    RestrictionFactory,
    SourceFactory,
    happen,
)
from tests.worlds import again

pytestmark = pytest.mark.django_db

LIST = "/api/v1/defendants/"


def get(address: str, **asked: Any) -> Any:
    return Client().get(address, asked)


def one(charge: Any) -> str:
    """Return the address of the defendant of a charge."""
    return f"{LIST}{charge.defendant_id}/"


@pytest.fixture
def tried(db: None) -> Any:
    """Put a charge with an acquittal into the database."""
    return again(acquitted)


def acquitted() -> Any:
    """Record a charge on which a made-up person was acquitted, by a source that may not be linked."""
    charge = ChargeFactory(defendant__case__caption="State of Nowhere v. Mockingbird")
    happen(charge, "filed", "2023-01-31", kind="filing")
    happen(
        charge, "not_guilty_jury", "2024-03-06", source=SourceFactory(link_public=False, title="Kept apart")
    )
    return charge


def test_a_row_says_where_a_defendant_stands_why_and_who_says_so(tried: Any) -> None:
    row = get(one(tried), on="2024-06-30").json()

    assert row["id"] == tried.defendant_id
    assert row["name"] == tried.defendant.party.name
    assert row["case"]["caption"] == "State of Nowhere v. Mockingbird"
    assert row["case"]["name"] == "State of Nowhere v. Mockingbird"
    assert set(row["case"]) == {
        "id",
        "docket_number",
        "caption",
        "name",
        "caption_is_description",
        "type",
        "court",
        "url",
    }
    assert row["case"]["court"]["key"] == tried.defendant.case.court.key
    assert row["on"] == "2024-06-30"
    assert row["status"]["code"] == "acquitted"
    assert row["status"]["since"] == "2024-03-06"
    assert row["status"]["rule"] == 17
    assert row["status"]["counts"] == {
        "charges": 1,
        "guilty": 0,
        "acquitted": 1,
        "dismissed": 0,
        "undecided": 0,
    }
    assert row["status"]["last_event"]["date"] == "2024-03-06"
    assert row["why"]["kind"] == "ruling"
    assert row["why"]["what"] == "Invented: not_guilty_jury."
    assert [(source["title"], source["url"]) for source in row["why"]["sources"]] == [("Kept apart", "")]
    assert row["url"].startswith("http://testserver/defendants/")
    assert row["url"].endswith("?on=2024-06-30")


def test_a_record_tells_every_change_in_order(tried: Any) -> None:
    changes = get(one(tried)).json()["changes"]

    assert [(one["from"], one["until"], one["status"]["code"]) for one in changes] == [
        (None, "2023-01-31", "not_charged"),
        ("2023-01-31", "2024-03-06", "charged"),
        ("2024-03-06", None, "acquitted"),
    ]
    assert changes[0]["event"] is None
    assert changes[2]["event"]["kind"] == "ruling"


def test_a_change_still_to_come_is_not_told(tried: Any) -> None:
    happen(tried, "reversed_and_remanded", "2999-01-01")

    assert get(one(tried)).json()["changes"][-1]["status"]["code"] == "acquitted"


def test_nobody_is_named_why_before_anything_is_recorded(tried: Any) -> None:
    row = get(one(tried), on="2023-01-30").json()

    assert row["status"]["code"] == "not_charged"
    assert row["status"]["since"] is None
    assert row["status"]["last_event"] is None
    assert row["why"] is None


def test_the_calendar_says_when_a_record_may_be_out_of_date() -> None:
    charge = ChargeFactory()
    happen(charge, "filed", "2021-01-31", kind="filing")
    [stale] = [one for one in get(one(charge)).json()["status"]["qualifiers"] if one["code"] == "stale"]

    assert stale["last"] == "2021-01-31"
    assert "may be out of date" in stale["words"]


def test_a_number_that_may_not_be_printed_is_not() -> None:
    charge = ChargeFactory(defendant__case=CaseFactory(docket_number="X-77777", print_docket=False))
    happen(charge, "filed", "2023-01-31", kind="filing")

    answer = get(one(charge))
    assert answer.json()["case"]["docket_number"] is None
    assert b"77777" not in answer.content


def refiled() -> tuple[Any, Any]:
    """Return a charge dropped and the one that brought it again in another case."""
    party = PartyFactory(name="Testa Refiled")
    old, new = (ChargeFactory(defendant=DefendantFactory(party=party)) for _ in range(2))
    services.record(new, parts=[ChargeLink(charge=new, other=old, kind="refiles")])
    happen(old, "filed", "2023-01-31", kind="filing")
    happen(old, "dismissed_without_prejudice", "2023-04-21", kind="notice")
    happen(new, "indicted", "2024-01-19", kind="filing")
    return old, new


def test_a_qualifier_names_the_other_case_whole() -> None:
    old, new = refiled()
    qualifiers = get(one(old)).json()["status"]["qualifiers"]
    [cases] = [qualifier["cases"] for qualifier in qualifiers if qualifier["code"] == "refiled_as"]

    assert [(case["id"], case["docket_number"]) for case in cases] == [
        (new.defendant.case_id, new.defendant.case.docket_number)
    ]


def test_a_qualifier_about_a_sealed_case_alone_is_dropped() -> None:
    old, new = refiled()
    RestrictionFactory(case=new.defendant.case)
    answer = get(one(old))

    assert "refiled_as" not in {qualifier["code"] for qualifier in answer.json()["status"]["qualifiers"]}
    assert new.defendant.case.docket_number.encode() not in answer.content


def test_a_sealed_event_is_not_shown_though_it_decides(tried: Any) -> None:
    event = happen(tried, "affirmed", "2024-05-01", what="The sealed whistle is affirmed.")
    deciding = get(one(tried)).json()["why"]["event"]
    RestrictionFactory(event=event)
    RestrictionFactory(event_id=deciding)
    answer = get(one(tried))

    assert answer.json()["why"] == {
        "event": None,
        "kind": None,
        "date": None,
        "what": None,
        "withheld": True,
        "sources": [],
    }
    assert b"sealed whistle" not in answer.content
    assert b"not_guilty_jury" not in answer.content
    assert answer.json()["changes"][-1]["event"] is None


@pytest.mark.parametrize("target", ["party", "case", "defendant"])
def test_a_closed_record_is_gone_and_names_nobody(tried: Any, target: str) -> None:
    defendant = tried.defendant
    known = stamp(last_instant())
    RestrictionFactory(**{target: {"party": defendant.party, "case": defendant.case}.get(target, defendant)})

    for asked in ({}, {"known": known}, {"on": "2024-01-01"}):
        answer = get(one(tried), **asked)
        assert answer.status_code == 410
        assert answer.json() == {"detail": "This record is closed to the public."}


def test_what_was_never_public_is_not_found_sealed_or_not() -> None:
    drafted = ChargeFactory()
    happen(drafted, "filed", "2023-01-31", kind="filing", publication="draft")
    assert get(one(drafted)).status_code == 404
    RestrictionFactory(defendant=drafted.defendant)
    assert get(one(drafted)).status_code == 404
    assert get(f"{LIST}999999999/").status_code == 404


def test_a_record_is_not_found_at_a_known_before_it_was_published(tried: Any) -> None:
    answer = get(one(tried), known="2020-01-01")

    assert answer.status_code == 404
    assert "1 January 2020" in answer.json()["detail"]


@pytest.mark.parametrize("target", ["party", "case", "defendant"])
def test_a_canary_sings_in_no_answer_at_any_known(target: str) -> None:
    party = PartyFactory(name="Testa Canaryname", sort_name="Canaryname, Testa")
    services.record(party, parts=[OtherName(party=party, name="Wee Warblername")])
    case = CaseFactory(
        caption="State of Nowhere v. Canaryname and Mockingbird", docket_number="CAN-2023-00099"
    )
    sealed = ChargeFactory(defendant=DefendantFactory(case=case, party=party))
    beside = ChargeFactory(
        defendant=DefendantFactory(
            case=CaseFactory(caption="State v. Whimbrel; see Canaryname") if target == "case" else case
        )
    )
    knowns = ["", "2020-01-01", stamp(last_instant())]
    for charge in (sealed, beside):
        happen(charge, "filed", "2023-01-31", kind="filing", what="Canaryname and Mockingbird are charged.")
        knowns.append(stamp(last_instant()))
        happen(
            charge,
            "not_guilty_jury",
            "2024-03-06",
            what="The jury acquits Testa Canaryname, the Wee Warblername.",
        )
        knowns.append(stamp(last_instant()))
    RestrictionFactory(**{target: {"party": party, "case": case}.get(target, sealed.defendant)})

    said = ""
    for known in knowns:
        for asked in (
            {},
            {"q": "mock"},
            {"match": "possible"},
            {"sort": "name"},
            {"on": "2023-06-01"},
            {"status": "not_charged", "on": "2023-01-01"},
        ):
            given = asked | ({"known": known} if known else {})
            said += get(LIST, **given).content.decode()
            for charge in (sealed, beside):
                given = {name: value for name, value in given.items() if name in {"on", "known"}}
                said += get(one(charge), **given).content.decode()

    assert "[name withheld]" in said
    for word in ("canary", "warbler"):
        assert word not in said.casefold()
    assert (target == "case") == ("CAN-2023-00099" not in said)


def test_searching_for_a_sealed_name_finds_nothing_and_costs_nothing_else() -> None:
    charge = ChargeFactory(defendant__party__name="Testa Canaryname")
    happen(charge, "filed", "2023-01-31", kind="filing")
    RestrictionFactory(defendant=charge.defendant)
    answer = get(LIST, q="canaryname").json()

    assert answer["results"] == []
    assert answer["count"]["value"] == 0


@pytest.mark.parametrize(
    ("asked", "parameter", "accepted"),
    [
        ("staus=acquitted", "staus", "status"),
        ("status=aquitted", "status", "acquitted"),
        ("on=06/07/2024", "on", "YYYY-MM-DD"),
        ("on=2999-01-01", "on", "today"),
        ("known=2024-07-01T00:00", "known", "Z"),
        ("court=no-such-court", "court", "key"),
        ("match=maybe", "match", "certain, possible"),
        ("sort=sentence", "sort", "-since, since, name, -name"),
        ("after=nowhere", "after", "2024-06-30~17"),
        ("sort=name&before=nowhere", "before", "A name~17"),
        ("after=2024-06-30~1&before=2024-06-30~2", "before", "either"),
        ("utm_source=letter", "utm_source", "status"),
        ("format=json", "format", "status"),
        ("q=%00", "q", "docket number"),
        ("status=%00", "status", "acquitted"),
        ("court=%00", "court", "key"),
        ("q=%FF%FE", "q", "docket number"),
        ("known=2024-01-01&known=2024-01-02", "known", "Z"),
        *(
            (f"{name}={'9' * 10_000}", name, "")
            for name in ("q", "status", "court", "on", "known", "after", "sort")
        ),
    ],
)
def test_what_is_not_understood_is_refused_by_name(asked: str, parameter: str, accepted: str) -> None:
    answer = Client().get(f"{LIST}?{asked}")
    [error] = answer.json()["errors"]

    assert answer.status_code == 400
    assert set(error) == {"parameter", "value", "message", "accepted"}
    assert error["parameter"] == parameter
    assert accepted in error["accepted"]
    assert len(answer.content) < 3000


def test_a_record_takes_the_clocks_and_nothing_else(tried: Any) -> None:
    answer = get(one(tried), status="acquitted")

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["accepted"] == "on, known, hash, fields"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("address", ["/api/", "/api/v1/", LIST, f"{LIST}1/"])
def test_it_only_answers(method: str, address: str) -> None:
    assert getattr(Client(), method)(address).status_code == 405


def test_a_head_has_no_body_and_options_say_what_is_allowed(tried: Any) -> None:
    assert Client().head(LIST).status_code == 200
    assert Client().head(LIST).content == b""
    assert Client().options(LIST)["Allow"] == "GET, HEAD, OPTIONS"


def test_the_indexes_lead_to_the_lists() -> None:
    versions = get("/api/").json()
    lists = get(versions["v1"].removeprefix("http://testserver")).json()

    assert set(lists) == {*KINDS, "openapi", "docs"}
    assert lists["defendants"] == "http://testserver/api/v1/defendants/"
    assert {Client().get(address).status_code for address in lists.values()} == {200}
    assert get("/api/", q="a").status_code == 400


@pytest.mark.parametrize(
    "address",
    ["/api/v2/", "/api/v1/nothing/", f"{LIST}0/", f"{LIST}01/", f"{LIST}99999999999999999999/", f"{LIST}x/"],
)
def test_any_other_address_is_not_found_in_json(address: str) -> None:
    answer = get(address)

    assert answer.status_code == 404
    assert answer.json() == {"detail": "There is nothing at this address."}


def test_an_address_without_its_last_slash_is_sent_on() -> None:
    assert get(LIST.removesuffix("/"))["Location"] == LIST


def test_a_record_costs_the_same_however_long_it_is(tried: Any) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            json.loads(get(one(tried)).content)
        return len(queries)

    short = cost()
    for number in range(1, 7):
        outcome = "reversed_and_remanded" if number % 2 else "not_guilty_jury"
        happen(tried, outcome, f"2025-0{number}-01")

    assert cost() <= short + 1
    assert short <= 19


def test_an_answer_is_true_for_its_known_even_when_somebody_writes_meanwhile(tried: Any) -> None:
    known = last_instant()
    seen: list[list[str]] = []

    def read(asked: ListQuery) -> list[str]:
        statuses = [span.status for span in asked.page().rows]
        if not seen:
            happen(tried, "reversed_and_remanded", "2025-01-01")
            statuses = [span.status for span in asked.page().rows]
        seen.append(statuses)
        return statuses

    assert consistent_read(validated(ListQuery(LISTS["defendants"], QueryDict())), read) == ["acquitted"]
    assert len(seen) == 2
    assert last_instant() > known
    assert consistent_read(validated(ListQuery(LISTS["defendants"], QueryDict())), read) == seen[2]
    assert len(seen) == 3


def test_no_answer_is_kept_by_search_engines(tried: Any) -> None:
    assert get(one(tried))["X-Robots-Tag"] == "noindex"
    assert get(LIST, staus="x")["X-Robots-Tag"] == "noindex"
