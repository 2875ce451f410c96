"""Federal dockets as cases: what their counts, dispositions and entries become, and what is only listed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from proceedings.codes import Outcome, Role
from proceedings.importers.formats import Parcel, UnreadableSourceError, format_named
from proceedings.importers.importing import Became, Importer
from proceedings.importers.pacer.docket import NotADocketError, read_docket
from proceedings.importers.pacer.reader import parcel_of
from proceedings.models import Case, Charge, Citation, Defendant, Effect, Event, Participation, StatusSpan
from tests.proceedings.importers.pacer_docket import (
    INDICTED,
    SUPERSEDED,
    TESTA,
    convicted,
    count,
    defendant,
    docket,
    entry,
)
from tests.worlds import again

CASE = "dcd-1-20-cr-00039"
PARTY = f"{CASE}-testa-q-mockingbird"


def parcel(given: dict[str, Any]) -> Parcel:
    return parcel_of(read_docket(given), row="mockingbird.json")


def case_of(given: dict[str, Any]) -> dict[str, Any]:
    content = parcel(given).content
    assert content is not None
    case: dict[str, Any] = content["cases"][0]
    return case


def events(given: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {event["id"]: event for event in case_of(given)["events"]}


def outcomes(event: dict[str, Any]) -> list[tuple[str, list[str]]]:
    short = len("testa-q-mockingbird-")
    return [(one["outcome"], [key[short:] for key in one.get("charges", ())]) for one in event["outcomes"]]


def take(given: dict[str, Any]) -> Became:
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
        assert take(convicted()) is Became.UNCHANGED

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
    assert take(convicted(until=4)) is Became.ADDED
    before = set(Event.objects.values_list("key", flat=True))
    assert take(convicted()) is Became.CHANGED
    now = set(Event.objects.values_list("key", flat=True))
    assert before < now
    assert statuses()[-1][1] == "sentenced_custody"
    assert take(convicted()) is Became.UNCHANGED


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


def test_a_count_sentenced_was_not_replaced() -> None:
    given = docket(
        defendant(
            count("Imaginary trespass(1)", "Time served"), count("Imaginary trespass(1s)", "Dismissed")
        ),
        entries=(INDICTED, SUPERSEDED),
    )
    assert outcomes(events(given)["filing-indictment-1-2020-05-04"]) == [("indicted", ["count-1s"])]


def test_prose_that_is_not_read_is_kept_and_listed_and_moves_nothing() -> None:
    given = docket(
        defendant(count("Imaginary trespass(1)", "Sent to Camp Imaginary"), date_terminated="2020-09-09")
    )
    event = events(given)["disposition-testa-q-mockingbird-count-1"]
    assert (event["source_text"], outcomes(event)) == ("Sent to Camp Imaginary", [("concerns", ["count-1"])])
    assert [(one.column, one.value) for one in parcel(given).unrecognised] == [
        ("disposition", "Sent to Camp Imaginary")
    ]


def test_a_sentence_read_in_part_stands_in_the_words_of_the_court() -> None:
    prose = "Custody of the BOP for three with conditions. $100 penalty assessment."
    given = docket(defendant(count("Imaginary trespass(1)", prose), date_terminated="2020-09-09"))
    event = events(given)["disposition-testa-q-mockingbird-count-1"]
    assert [(part["kind"], part["text"]) for part in event["components"]] == [("other", prose)]


def test_an_order_that_accepts_a_plea_names_its_counts() -> None:
    text = f"ORDER ACCEPTING GUILTY PLEA as to count(s) 1 of the indictment, as to {TESTA}."
    given = docket(
        defendant(count("Imaginary trespass(1)")), entries=(INDICTED, entry("2020-06-08", "13", text))
    )
    accepted = events(given)["plea-accepted-guilty-testa-q-mockingbird-2020-06-08"]
    assert outcomes(accepted) == [("plea_accepted", ["count-1"])]


def test_minutes_that_give_the_day_first_are_read() -> None:
    text = (
        f"TEXT MINUTE ENTRY for proceedings held before Judge Pat Placeholder in Mocktown on 4/1/2020 as to"
        f" {TESTA}. Initial Appearance on Indictment held. Arraignment on Indictment held."
    )
    given = docket(
        defendant(count("Imaginary trespass(1)")), entries=(INDICTED, entry("2020-04-02", "5", text))
    )
    held = [key for key, event in events(given).items() if event["kind"] == "hearing"]
    assert held == ["hearing-first-appearance-2020-04-01-held", "hearing-arraignment-2020-04-01-held"]


def test_a_disposition_with_no_day_is_a_note() -> None:
    given = docket(defendant(count("Imaginary trespass(1)", "Time served")))
    assert list(events(given)) == ["filing"]
    assert "Time served" in case_of(given)["defendants"][0]["charges"][0]["note"]


def test_a_verdict_convicts_and_acquits() -> None:
    text = f"JURY VERDICT as to {TESTA} (1) Guilty on Count 1 and {TESTA} (1) Not Guilty on Count 2."
    given = docket(
        defendant(
            count("Imaginary trespass(1)", "12 months custody"),
            count("Imaginary theft(2)", "Not guilty"),
            date_terminated="2020-09-09",
        ),
        entries=(INDICTED, entry("2020-07-01", "14", text)),
    )
    told = events(given)
    assert outcomes(told["verdict-testa-q-mockingbird-2020-07-01"]) == [
        ("found_guilty", ["count-1"]),
        ("not_guilty_jury", ["count-2"]),
    ]
    assert outcomes(told["disposition-testa-q-mockingbird-count-1"]) == [
        ("convicted_trial", ["count-1"]),
        ("sentenced", ["count-1"]),
    ]
    assert told["disposition-testa-q-mockingbird-count-2"]["date"] == "2020-07-01"


@pytest.mark.django_db
def test_a_revocation_puts_a_new_sentence_in_place_of_the_old() -> None:
    prose = (
        "36 months custody; 3 years supervised release. SUPERVISED RELEASE REVOKED on 5/5/2023: time served"
    )
    given = docket(
        defendant(count("Imaginary trespass(1)", prose), date_terminated="2020-09-09"), entries=(INDICTED,)
    )
    assert take(given) is Became.ADDED
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
    assert take(given) is Became.ADDED
    newer = docket(
        defendant(count("Imaginary trespass(1)", "24 months probation")), entries=(*first, amended)
    )
    assert take(newer) is Became.CHANGED
    assert statuses()[-2:] == [("2020-08-05", "sentenced_custody"), ("2020-10-05", "sentenced_community")]


def test_a_hearing_set_again_was_put_off_and_one_held_is_told_once() -> None:
    told = events(
        docket(
            defendant(count("Imaginary trespass(1)")),
            entries=(
                entry(
                    "2020-04-01",
                    "5",
                    f"NOTICE OF HEARING as to {TESTA}. Sentencing set for 5/1/2020 02:00 PM",
                ),
                entry(
                    "2020-04-20",
                    "6",
                    f"AMENDED NOTICE as to {TESTA}. Sentencing previously set for 5/1/2020, is RESET for"
                    " Monday, 6/1/2020, at 9:30 AM",
                ),
                entry("2020-06-01", "7", f"Minute Entry: Sentencing as to {TESTA} held on 6/1/2020."),
            ),
        )
    )
    put_off, held = told["hearing-sentencing-2020-05-01-set"], told["hearing-sentencing-2020-06-01-held"]
    assert (put_off["outcome"], put_off["scheduled"]) == ("continued", "2020-05-01T14:00")
    assert (held["outcome"], held["scheduled"]) == ("held", "2020-06-01T09:30")
    assert "hearing-sentencing-2020-06-01-set" not in told


@pytest.mark.parametrize(
    "text",
    [
        f"CONSENT OF DEFENDANT {TESTA} for Guilty Plea Hearing before a Magistrate Judge.",
        f"LODGED PLEA AGREEMENT as to {TESTA}.",
        f"RECEIPT of Passport for {TESTA}",
        f"Minute Entry: Detention Hearing as to {TESTA} not held on 4/1/2020.",
        "JUDGMENT as to SOMEBODY ELSE (2). Time served.",
        f"UNREDACTED INDICTMENT (SEALED)as to {TESTA}.",
    ],
)
def test_an_entry_that_is_not_unmistakable_is_listed_and_makes_no_event(text: str) -> None:
    given = docket(defendant(count("Imaginary trespass(1)")), entries=(entry("2020-04-01", "5", text),))
    assert list(events(given)) == ["filing"]
    listed = [one for one in parcel(given).unrecognised if one.column == "docket entry"]
    assert [one.row for one in listed] == ["1:20-cr-00039, entry 5, filed 2020-04-01"]
    assert "MOCKINGBIRD" not in listed[0].value


def test_an_arrest_ends_a_warrant_the_docket_tells_of() -> None:
    told = events(
        docket(
            defendant(count("Imaginary trespass(1)")),
            entries=(
                entry("2020-03-02", "", f"ARREST Warrant issued for {TESTA} by Judge Pat J. Placeholder"),
                entry("2020-05-05", "8", f"ARREST WARRANT RETURNED Executed on 4/4/2020 as to {TESTA}."),
            ),
        )
    )
    assert told["warrant-testa-q-mockingbird-2020-03-02"]["outcomes"][0]["outcome"] == "warrant_issued"
    arrest = told["arrest-testa-q-mockingbird-2020-04-04"]
    assert (arrest["outcomes"][0]["outcome"], arrest["entered"]) == ("warrant_ended", "2020-05-05")


def test_two_defendants_have_each_their_own_counts_and_events() -> None:
    given = docket(
        defendant(count("Imaginary trespass(1)")),
        defendant(count("Imaginary trespass(1)"), name="Paula Pretend"),
        entries=(
            entry("2020-04-01", "5", "Minute Entry: Arraignment as to Paula Pretend (2) held on 4/1/2020."),
        ),
    )
    case = case_of(given)
    assert [one["charges"][0]["id"] for one in case["defendants"]] == [
        "testa-q-mockingbird-count-1",
        "paula-pretend-count-1",
    ]
    arraigned = events(given)["hearing-arraignment-2020-04-01-held-paula-pretend"]
    assert arraigned["outcomes"] == [{"defendant": f"{CASE}-paula-pretend", "outcome": "concerns"}]


def test_what_an_entry_says_of_one_of_two_defendants_is_not_said_of_the_other() -> None:
    both = (count("Imaginary trespass(1)"), count("Imaginary theft(2)"))
    given = docket(
        defendant(*both),
        defendant(*both, name="Paula Pretend"),
        entries=(
            entry(
                "2020-03-02", "3", f"INDICTMENT as to {TESTA} (1) count(s) 1, Paula Pretend (2) count(s) 1-2."
            ),
            entry(
                "2020-07-01",
                "14",
                f"JURY VERDICT as to {TESTA} (1) Guilty on Count 1, Paula Pretend (2) Not Guilty Count 1-2",
            ),
        ),
    )
    told = events(given)
    assert told["filing-indictment-0-2020-03-02"]["outcomes"] == [
        {
            "charges": ["testa-q-mockingbird-count-1", "paula-pretend-count-1", "paula-pretend-count-2"],
            "outcome": "indicted",
        }
    ]
    assert told["verdict-testa-q-mockingbird-2020-07-01"]["outcomes"] == [
        {"charges": ["testa-q-mockingbird-count-1"], "outcome": "found_guilty", "by": "jury"}
    ]
    assert told["verdict-paula-pretend-2020-07-01"]["outcomes"] == [
        {
            "charges": ["paula-pretend-count-1", "paula-pretend-count-2"],
            "outcome": "not_guilty_jury",
            "by": "jury",
        }
    ]


def test_other_names_are_aliases_and_what_else_stands_there_is_listed() -> None:
    more = "TERMINATED: 09/09/2020\nalso known as\nTesta Fictional\naka M. Bird\nand so on"
    given = parcel(docket(defendant(count("Imaginary trespass(1)"), extra_info=more)))
    assert given.content is not None
    party = next(one for one in given.content["parties"] if one["id"] == PARTY)
    assert [one["name"] for one in party["other_names"]] == ["Testa Fictional", "M. Bird"]
    assert [(one.column, one.value) for one in given.unrecognised] == [("note to a party", "and so on")]


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
    assert take(given) is Became.ADDED
    assert [status for _day, status in statuses()] == [
        "civil_not_sued",
        "civil_pending",
        "civil_dismissed_without_prejudice",
    ]
    assert Defendant.objects.get().claims.get().label == "42:1983 Imaginary rights"
    assert [one.value for one in parcel(given).unrecognised] == ["Movant"]


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"federal_dn_case_type": "bk"}, "a bankruptcy"),
        ({"federal_dn_case_type": "zz"}, "of the sort “zz”"),
        ({"court_id": "nowhere"}, "“nowhere” is not in courts-db"),
        ({"parties": []}, "no parties"),
    ],
)
def test_a_docket_we_hold_no_record_of_is_refused_with_the_reason(more: dict[str, Any], reason: str) -> None:
    refused = parcel({**docket(defendant(count("Imaginary trespass(1)"))), **more})
    assert refused.content is None
    assert reason in refused.refusals[0].reason


@pytest.mark.parametrize(
    "given", [None, [], {}, {"court_id": "dcd"}, docket(date_filed="soon"), {**docket(), "parties": [{}]}]
)
def test_what_is_no_docket_is_refused(given: object) -> None:
    with pytest.raises(NotADocketError):
        read_docket(given)


def test_files_of_one_docket_are_one_case(tmp_path: Path) -> None:
    other = defendant(count("Imaginary trespass(1)"), name="Paula Pretend")
    for name, given in {"1": convicted(), "2": docket(other, entries=(INDICTED,)), "3": None}.items():
        (tmp_path / f"{name}.json").write_text(json.dumps(given), encoding="utf-8")
    given_format = format_named("pacer-docket")
    assert given_format.count is not None
    assert given_format.count(tmp_path) == len(list(tmp_path.iterdir()))
    refused, whole = given_format.read(tmp_path)
    assert refused.content is None
    assert whole.row == "1.json, 2.json"
    assert whole.content is not None
    case = whole.content["cases"][0]
    assert [one["party"] for one in case["defendants"]] == [PARTY, f"{CASE}-paula-pretend"]
    assert sum(event["id"] == "filing-indictment-0-2020-03-02" for event in case["events"]) == 1


def test_a_path_that_does_not_exist_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSourceError):
        next(format_named("pacer-docket").read(tmp_path / "nothing.json"))
