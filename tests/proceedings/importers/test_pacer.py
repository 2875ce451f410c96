"""Federal dockets as cases: what their counts and dispositions become in the record."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from proceedings.importers.run import CaseResult, Importer
from proceedings.law.codes import Outcome, Role
from proceedings.models import Case, Charge, Citation, Defendant, Effect, Event, Participation, StatusSpan
from proceedings.record import services
from tests.proceedings.importers.pacer_docket import (
    ARRAIGNED,
    CASE,
    INDICTED,
    JUDGED,
    PARTY,
    SENTENCED,
    SUPERSEDED,
    TESTA,
    case_of,
    convicted,
    count,
    defendant,
    docket,
    entry,
    events,
    outcomes,
    parcel,
)
from tests.worlds import again


def take(given: dict[str, Any]) -> CaseResult:
    taken = Importer(publish=True, dry_run=False, reason="a docket").take(parcel(given))
    assert taken.refusals == ()
    return taken.became


def imported() -> str:
    """Put the whole made-up docket into the database; made once a process."""
    return take(convicted()).value


def statuses() -> list[tuple[str, str]]:
    """List the statuses of the one defendant, each with the first day of its run."""
    spans = list(StatusSpan.objects.live().order_by("valid_from"))
    return [
        (span.valid_from.isoformat(), span.status)
        for before, span in zip([None, *spans], spans, strict=False)
        if before is None or before.status != span.status
    ]


@pytest.mark.django_db
class TestTheRecord:
    """The made-up docket in the database."""

    @pytest.fixture(autouse=True)
    def world(self) -> None:
        assert again(imported) == "added"

    def test_the_defendant_stands_where_the_docket_leads(self) -> None:
        # Count 3 was dismissed on no day the docket tells: by the end of the case.
        assert statuses() == [
            ("0001-01-01", "not_charged"),
            ("2020-02-03", "charged"),
            ("2020-02-06", "awaiting_trial"),
            ("2020-06-08", "guilty_in_part_pending"),
            ("2020-08-05", "sentenced_custody"),
        ]

    def test_a_second_run_changes_nothing(self) -> None:
        assert take(convicted()) is CaseResult.UNCHANGED

    def test_superseded_counts_are_replaced_by_those_that_stand_in_their_place(self) -> None:
        replaced = Effect.objects.filter(outcome=Outcome.SUPERSEDED).values_list(
            "charge__count_label", flat=True
        )
        assert set(replaced) == {"Complaint", "Count 1", "Count 2"}
        count_1s = Charge.objects.get(count_label="Count 1s")
        assert [link.other.count_label for link in count_1s.links.all()] == ["Count 1"]

    def test_every_event_and_charge_cites_the_docket(self) -> None:
        cited = Citation.objects.filter(source__key=f"pacer-{CASE}")
        assert set(cited.exclude(event=None).values_list("event", flat=True)) == set(
            Event.objects.values_list("pk", flat=True)
        )
        assert cited.exclude(charge=None).values("charge").distinct().count() == Charge.objects.count()
        sentence = Event.objects.get(key__startswith="disposition-", kind="sentence")
        assert [citation.pinpoint for citation in sentence.citations.all()] == [
            "the disposition of count 1s",
            "entry 15, filed 2020-08-03",
            "entry 16, filed 2020-08-05",
        ]

    def test_the_sentence_has_its_parts_and_keeps_its_words(self) -> None:
        sentence = Event.objects.get(kind="sentence")
        assert [(part.kind, part.maximum, part.unit, part.amount) for part in sentence.components.all()] == [
            ("imprisonment", 18, "months", None),
            ("supervised_release", 3, "years", None),
            ("fees", None, "", 100),
        ]
        assert "Camp Imaginary" in sentence.source_text

    def test_counsel_the_prosecution_and_the_judge_take_part(self) -> None:
        roles = {
            (part.party.name, part.role, part.until): [one.party.key for one in part.representations.all()]
            for part in Participation.objects.filter(case__key=CASE)
        }
        assert roles == {
            ("Mock Turtle", Role.DEFENCE_ATTORNEY, "2020-07-01"): [PARTY],
            ("Nomen Nescio", Role.PROSECUTOR, ""): ["united-states-of-america"],
            ("United States of America", Role.PROSECUTION, ""): [],
            ("Pat J. Placeholder", Role.JUDGE, ""): [],
        }

    def test_the_number_of_the_complaint_is_another_number_of_the_case(self) -> None:
        case = Case.objects.get()
        assert [other.number for other in case.other_dockets.all()] == ["1:20-mj-00007-PP"]
        assert Defendant.objects.get().party.sort_name == "MOCKINGBIRD, TESTA Q."


@pytest.mark.django_db
def test_a_newer_docket_of_the_same_case_adds_events() -> None:
    assert take(convicted(until=4)) is CaseResult.ADDED
    before = set(Event.objects.values_list("key", flat=True))
    assert take(convicted()) is CaseResult.CHANGED
    now = set(Event.objects.values_list("key", flat=True))
    assert before < now
    assert statuses()[-1][1] == "sentenced_custody"
    assert take(convicted()) is CaseResult.UNCHANGED


def test_a_range_is_so_many_counts_and_one_sentence() -> None:
    given = docket(
        defendant(count("Imaginary trespass(1-3)", "12 months probation"), date_terminated="2020-09-09"),
        entries=(INDICTED,),
    )
    case = case_of(given)
    assert [one["count"] for one in case["defendants"][0]["charges"]] == ["Count 1", "Count 2", "Count 3"]
    sentences = [event for event in case["events"] if event["kind"] == "sentence"]
    assert [outcomes(event) for event in sentences] == [[("sentenced", ["count-1", "count-2", "count-3"])]]
    assert sentences[0]["date"] == "[2020-03-02..2020-09-09]"


def test_the_complaint_is_sent_for_trial_and_then_replaced() -> None:
    told = events(convicted())
    assert outcomes(told["bound-over-testa-q-mockingbird"]) == [("bound_over", ["complaint-1"])]
    assert outcomes(told["filing-indictment-0-2020-03-02"]) == [
        ("indicted", ["count-1", "count-2", "count-3"]),
        ("superseded", ["complaint-1"]),
    ]


def test_a_superseding_count_with_no_day_of_filing_replaces_nothing() -> None:
    given = docket(defendant(count("Imaginary trespass(1)"), count("Imaginary trespass(1s)")))
    case = case_of(given)
    assert [outcomes(event) for event in case["events"]] == [[("filed", ["count-1"])]]
    first, second = case["defendants"][0]["charges"]
    assert (first["note"], bool(second["note"])) == ("", True)
    assert parcel(given).oddities[0].row.endswith("Imaginary trespass(1s)")


def test_a_superseding_count_was_filed_before_the_case_ended() -> None:
    given = docket(
        defendant(
            count("Imaginary trespass(1)"),
            count("Imaginary trespass(1s)", "Dismissed"),
            date_terminated="2020-09-09",
        )
    )
    filing = events(given)["filing-s-testa-q-mockingbird"]
    assert filing["date"] == "[2020-03-02..2020-09-09]"
    assert outcomes(filing) == [("filed", ["count-1s"]), ("superseded", ["count-1"])]


@pytest.mark.parametrize(
    ("first", "second", "is_noted"),
    [
        ("31:5314 Imaginary silence", "22:612 Imaginary agency", True),
        ("18:371 Imaginary conspiracy", "18:371 and 3551 et seq. Imaginary plot", False),
        ("IMAGINARY THEFT", "IMAGINARY BLACKMAIL", True),
        ("IMAGINARY THEFT", "Imaginary theft", False),
    ],
    ids=["other statute", "same statute", "other words", "same words"],
)
def test_a_count_superseded_by_its_number_alone_says_so(first: str, second: str, *, is_noted: bool) -> None:
    given = docket(defendant(count(f"{first}(3)"), count(f"{second}(3s)")), entries=(INDICTED, SUPERSEDED))
    charges = case_of(given)["defendants"][0]["charges"]
    assert charges[0]["note"] == ""
    assert ("Count 3 by its number alone" in charges[1]["note"]) is is_noted


def test_a_count_sentenced_was_not_replaced() -> None:
    given = docket(
        defendant(
            count("Imaginary trespass(1)", "Time served"), count("Imaginary trespass(1s)", "Dismissed")
        ),
        entries=(INDICTED, SUPERSEDED),
    )
    assert outcomes(events(given)["filing-indictment-1-2020-05-04"]) == [("indicted", ["count-1s"])]


def test_prose_that_is_not_read_is_an_outcome_that_was_not_read() -> None:
    given = docket(
        defendant(count("Imaginary trespass(1)", "Sent to Camp Imaginary"), date_terminated="2020-09-09")
    )
    event = events(given)["disposition-testa-q-mockingbird-count-1"]
    assert event["source_text"] == "Sent to Camp Imaginary"
    assert outcomes(event) == [("outcome_not_read", ["count-1"])]
    assert [(one.column, one.value) for one in parcel(given).unrecognised] == [
        ("disposition", "Sent to Camp Imaginary")
    ]


def test_a_sentence_read_in_part_stands_in_the_words_of_the_court() -> None:
    prose = "Custody of the BOP for three with conditions. $100 penalty assessment."
    given = docket(defendant(count("Imaginary trespass(1)", prose), date_terminated="2020-09-09"))
    event = events(given)["disposition-testa-q-mockingbird-count-1"]
    assert [(part["kind"], part["text"]) for part in event["components"]] == [("other", prose)]


def test_a_disposition_with_no_day_happened_by_the_last_day_the_docket_knows() -> None:
    given = docket(defendant(count("Imaginary trespass(1)", "Time served")))
    dated = events(given)["disposition-testa-q-mockingbird-count-1"]["date"]
    assert dated == f"[2020-03-02..{datetime.now(UTC).date().isoformat()}]"
    given = docket(defendant(count("Imaginary trespass(1)", "Time served")), entries=(INDICTED, ARRAIGNED))
    assert events(given)["disposition-testa-q-mockingbird-count-1"]["date"] == "[2020-03-02..2020-03-05]"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text",
    [
        "Order for Dismissal.",
        f"ORDER DISMISSING INDICTMENT as to {TESTA}",
        "Minute entry: case dismissed in the interests of imaginary justice, bond exonerated",
        "***Terminated defendant, case closed",
        "STIPULATION of Nolle Prosequi",
    ],
)
def test_an_entry_that_may_end_the_case_is_never_passed_over(text: str) -> None:
    given = docket(
        defendant(count("Imaginary trespass(1)")), entries=(INDICTED, entry("2020-09-09", "20", text))
    )
    assert take(given) is CaseResult.ADDED
    assert not Event.objects.filter(publication="published").exists()  # though it was to be published
    for event in Event.objects.all():
        services.publish(event)
    status = StatusSpan.objects.live().latest("valid_from")
    assert (status.status, status.valid_from.isoformat()) == ("outcome_not_read", "2020-09-09")
    assert status.particulars["unread"]["text"] == text


@pytest.mark.parametrize(
    "text",
    [
        f"ORDER denying Motion to Dismiss as to {TESTA}",
        f"MOTION to Dismiss Indictment by {TESTA}",
        "Order continuing imaginary sentencing",
        "TRANSCRIPT of proceedings on dismissal",
        "RESPONSE to motion to dismiss",
    ],
)
def test_what_ends_nothing_is_not_taken_for_an_ending(text: str) -> None:
    given = docket(
        defendant(count("Imaginary trespass(1)")), entries=(INDICTED, entry("2020-09-09", "20", text))
    )
    assert not parcel(given).outcomes_not_read


def test_a_defendant_whose_case_is_closed_without_a_word_is_not_left_as_charged() -> None:
    given = docket(defendant(count("Imaginary trespass(1)"), date_terminated="2020-09-09"))
    event = events(given)["outcome-not-read-testa-q-mockingbird"]
    assert (event["date"], outcomes(event)) == ("2020-09-09", [("outcome_not_read", ["count-1"])])


@pytest.mark.django_db
def test_a_new_version_with_an_outcome_that_was_not_read_changes_nothing_that_is_public() -> None:
    take(docket(defendant(count("Imaginary trespass(1)")), entries=(INDICTED,)))
    ended = defendant(count("Imaginary trespass(1)"), date_terminated="2020-09-09")
    assert take(docket(ended, entries=(INDICTED,))) is CaseResult.CHANGED
    assert Event.objects.get(key__startswith="outcome-not-read").publication == "draft"
    assert StatusSpan.objects.live().latest("valid_from").status == "awaiting_trial"


@pytest.mark.django_db
def test_a_revocation_puts_a_new_sentence_in_place_of_the_old() -> None:
    prose = (
        "36 months custody; 3 years supervised release. SUPERVISED RELEASE REVOKED on 5/5/2023: time served"
    )
    given = docket(
        defendant(count("Imaginary trespass(1)", prose), date_terminated="2020-09-09"), entries=(INDICTED,)
    )
    assert take(given) is CaseResult.ADDED
    assert statuses()[1:] == [
        ("2020-03-02", "awaiting_trial"),
        ("2020-09-09", "sentenced_custody"),
        ("2023-05-05", "sentence_completed"),
    ]


@pytest.mark.django_db
def test_an_amended_judgment_is_a_new_event_beside_the_first() -> None:
    first = (INDICTED, entry("2020-08-05", "16", f"JUDGMENT as to {TESTA} (1). Signed by Judge Placeholder."))
    amended = entry("2020-10-05", "17", f"AMENDED JUDGMENT as to {TESTA} (1). Signed by Judge Placeholder.")
    given = docket(defendant(count("Imaginary trespass(1)", "36 months custody")), entries=first)
    assert take(given) is CaseResult.ADDED
    newer = docket(
        defendant(count("Imaginary trespass(1)", "24 months probation")), entries=(*first, amended)
    )
    assert take(newer) is CaseResult.CHANGED
    assert statuses()[-2:] == [("2020-08-05", "sentenced_custody"), ("2020-10-05", "sentenced_community")]


@pytest.mark.django_db
def test_a_civil_docket_sues_each_defendant_once() -> None:
    given = {
        **docket(docket_number="1:21-cv-00001", federal_dn_case_type="cv", cause="42:1983 Imaginary rights"),
        "case_name": "Pretend v. Fictional Corp",
        "date_filed": "2021-01-04",
        "parties": [
            {"name": "Paula Pretend", "type": "Plaintiff", "attorneys": []},
            {"name": "Fictional Corp", "type": "Defendant", "attorneys": []},
            {"name": "Anybody", "type": "Movant", "attorneys": []},
        ],
        "docket_entries": [
            entry("2021-01-04", "1", "COMPLAINT against Fictional Corp filed by Paula Pretend."),
            entry(
                "2021-05-05",
                "9",
                "NOTICE of Voluntary Dismissal without prejudice by Paula Pretend as to Fictional Corp",
            ),
        ],
    }
    assert take(given) is CaseResult.ADDED
    assert [status for _day, status in statuses()] == [
        "civil_not_sued",
        "civil_pending",
        "civil_dismissed_without_prejudice",
    ]
    assert Defendant.objects.get().claims.get().label == "42:1983 Imaginary rights"
    assert [one.value for one in parcel(given).unrecognised] == ["Movant"]


def test_a_docket_of_revocations_alone_tells_that_a_sentence_was_imposed() -> None:
    prose = "Supervised release revoked 12/5/22. 3 months custody. Supervised release not to follow."
    given = docket(defendant(count("Imaginary trespass(1)", prose), date_terminated="2020-09-09"))
    told = {key: outcomes(event) for key, event in events(given).items()}
    assert told["disposition-testa-q-mockingbird-count-1"] == [("sentenced", ["count-1"])]
    assert told["revoked-0-testa-q-mockingbird-count-1"] == [("sentence_modified", ["count-1"])]


def test_a_side_is_named_only_where_the_words_name_it() -> None:
    appeals = {
        f"NOTICE OF APPEAL by USA as to {TESTA}": "prosecution",
        f"NOTICE OF APPEAL by {TESTA}": "defence",
        f"NOTICE OF APPEAL as to {TESTA} re 16 Judgment": "",
    }
    for text, by in appeals.items():
        given = docket(defendant(count("Trespass(1)")), entries=(INDICTED, entry("2020-09-01", "19", text)))
        told = next(event for key, event in events(given).items() if key.endswith("appeal"))
        assert [one.get("by") for one in told["outcomes"]] == [by], text


def test_who_speaks_for_nobody_is_no_counsel() -> None:
    attorneys = [
        {"name": "Lorem Ipsum", "contact": "", "roles": ["INTERPRETER"]},
        {"name": "Imaginary Bail Bonds", "contact": "", "roles": []},
        {"name": TESTA, "contact": "", "roles": ["LEAD ATTORNEY", "Pro Se"]},
        {"name": "Dolor Sit", "contact": "", "roles": ["LEAD ATTORNEY"]},
    ]
    given = docket(defendant(count("Trespass(1)"), attorneys=attorneys))
    case = case_of(given)
    counsel = [one["party"] for one in case["participants"] if one["role"] == "defence_attorney"]
    assert counsel == [f"{CASE}-defence-attorney-dolor-sit"]
    assert "without counsel" in case["defendants"][0]["note"]


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (docket(defendant()), "no charge against anybody"),
        (docket(parties=[], entries=(INDICTED,)), "no parties, only entries"),
        (docket(defendant(count("Trespass(1)")), federal_dn_case_type="gj"), "grand jury"),
        (docket(defendant(count("Trespass(1)")), federal_dn_case_type="sw"), "search warrant"),
    ],
)
def test_what_charges_nobody_is_refused_in_words(given: dict[str, Any], reason: str) -> None:
    staged = parcel(given)
    assert staged.content is None
    assert reason in staged.refusals[0].reason


def test_a_mandate_after_a_judgment_is_an_outcome_that_was_not_read() -> None:
    mandate = entry("2021-03-01", "30", f"MANDATE of USCA as to {TESTA} re 19 Notice of Appeal.")
    given = docket(defendant(count("Trespass(1)", "12 months custody")), entries=(INDICTED, JUDGED, mandate))
    told = [outcomes(event) for event in events(given).values() if event["date"] == "2021-03-01"]
    assert told == [[("outcome_not_read", ["count-1"])]]


def test_what_was_not_read_has_the_day_of_no_other_event() -> None:
    ended = defendant(count("Trespass(1)", "Sent to Camp Imaginary"), date_terminated="2020-09-09")
    given = docket(ended, entries=(INDICTED, SENTENCED, JUDGED))
    assert events(given)["disposition-testa-q-mockingbird-count-1"]["date"] == "[2020-03-02..2020-09-09]"


@pytest.mark.django_db
def test_in_a_batch_too_a_case_with_an_outcome_that_was_not_read_stays_a_draft() -> None:
    entries = (INDICTED,)
    read = docket(defendant(count("Imaginary trespass(1)")), entries=entries)
    ended = defendant(count("Imaginary trespass(1)"), date_terminated="2020-09-09")
    unread = docket(ended, entries=entries, docket_number="1:20-cr-00040")
    after = docket(defendant(count("Imaginary trespass(1)")), entries=entries, docket_number="1:20-cr-00041")
    importer = Importer(publish=True, dry_run=False, reason="dockets")
    taken = importer.take_all([parcel(read), parcel(unread), parcel(after)])
    assert [one.became for _parcel, one in taken] == [CaseResult.ADDED] * 3
    public = Event.objects.filter(publication="published").values_list("case__docket_number", flat=True)
    assert set(public) == {"1:20-cr-00039", "1:20-cr-00041"}

    again_taken = importer.take_all([parcel(read), parcel(unread), parcel(after)])
    assert [one.became for _parcel, one in again_taken] == [CaseResult.UNCHANGED] * 3
