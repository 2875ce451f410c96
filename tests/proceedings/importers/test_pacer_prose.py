"""The grammar of disposition prose: what it reads, what it hands back, and that it loses nothing."""

from __future__ import annotations

import doctest
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proceedings.importers.pacer import counts, naming, prose, prose_words
from proceedings.importers.pacer.prose import Stage, read
from proceedings.wording.components import component_words

AS_IN_A_JUDGMENT = (
    "The defendant is committed to the custody of the Bureau of Prisons for a term of FOURTEEN (14) MONTHS,"
    " with credit for time served. Upon release from imprisonment, the defendant shall be placed on"
    " supervised release for a term of THREE (3) YEARS. Special Assessment $100."
)


def said(stage: Stage) -> list[str]:
    """Say a stage in a few words."""
    parts = [
        " ".join(
            word
            for word in (
                part.kind,
                part.length,
                part.unit,
                part.money,
                "served" if part.served else "",
                part.relation,
                part.counts and f"for {part.counts}",
            )
            if word
        )
        for part in stage.parts
    ]
    endings = [
        " ".join(word for word in (one.kind, one.prejudice, one.moved_by, one.found_by) if word)
        for one in stage.endings
    ]
    return [*parts, *endings]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Custody of BOP - 220 mos.; Fine - $2,000.00", ["imprisonment 220 months", "fine 2000.00"]),
        (
            AS_IN_A_JUDGMENT,
            ["imprisonment 14 months", "supervised_release 3 years", "fees 100"],
        ),
        (
            "36 MONTHS PROBATION; $500.00 P/A; $1860.00 RESTITUTION; HOME DETENTION FOR 60 DAYS",
            ["probation 36 months", "fees 500.00", "restitution 1860.00", "home_detention 60 days"],
        ),
        ("CBOP time served. Penalty assessment $25.00 waived; no fine", ["imprisonment served"]),
        ("12 months and 1 day custody", ["imprisonment 12 months", "imprisonment 1 days consecutive"]),
        (
            "BOP 60 months as to each of counts 1 and 2, to run concurrently with each other; TSR 3 years",
            ["imprisonment 60 months concurrent for 1 and 2", "supervised_release 3 years"],
        ),
        ("imprisonment for 10 months consecutive to count 2", ["imprisonment 10 months consecutive"]),
        ("one hundred twenty months imprisonment", ["imprisonment 120 months"]),
        ("LIFE imprisonment", ["life"]),
        ("100 hours of community service", ["community_service 100 hours"]),
        ("Forfeiture of $3,000", ["forfeiture 3000"]),
        (
            "Sentenced to 24 months imprisonment on each of Counts 1 and 3, concurrent; 3 years TSR",
            ["imprisonment 24 months concurrent for 1 and 3", "supervised_release 3 years"],
        ),
        (
            "50 months imprisonment on Count 1 and 76 months imprisonment on Count 34, to run concurrently",
            ["imprisonment 50 months for 1", "imprisonment 76 months concurrent for 34"],
        ),
        (
            "Deft sentenced to CBOP for 18 mos, TSR 3 yrs, $100 SPA, no fine.",
            ["imprisonment 18 months", "supervised_release 3 years", "fees 100"],
        ),
        (
            "Defendant placed on probation for 2 years, 50 hours community service, $25 SA",
            ["probation 2 years", "community_service 50 hours", "fees 25"],
        ),
        (
            (
                "10 months, to be served consecutively to any other undischarged term of imprisonment; "
                "2 years supervised release; pay $5,678.46 remaining restitution"
            ),
            ["imprisonment 10 months consecutive", "supervised_release 2 years"],
        ),
        ("BOP 12 months and a day", ["imprisonment 12 months", "imprisonment 1 days consecutive"]),
        ("Defendant sentenced to time served; no supervised release imposed", ["imprisonment served"]),
        ("Committed to the custody of the Attorney General for 6 months", ["imprisonment 6 months"]),
        ("Fined $250; $10 (Paid) special assessment", ["fine 250", "fees 10"]),
        ("Count II is dismissed on the court's own motion.", ["dismissed"]),
        ("Counts 2 through 5 dismissed on the motion of the United States", ["dismissed government"]),
        ("DISMISSED ON MOTION OF THE U.S. ATTORNEY", ["dismissed government"]),
        ("Order for Dismissal.", ["dismissed"]),
        ("Indictment dismissed without prejudice in the interests of justice", ["dismissed without"]),
        ("Nolle prosequi", ["dismissed government"]),
        ("Jury verdict of not guilty", ["not_guilty jury"]),
        (
            "BOP 37 months followed by three yrs supervised release. The court recommends Camp Imaginary",
            ["imprisonment 37 months", "supervised_release 3 years"],
        ),
        ("DISMISSED", ["dismissed"]),
        ("Dismissed upon Gov't motion.", ["dismissed government"]),
        ("Dismissed without prejudice on the government's oral motion", ["dismissed without government"]),
        ("Dismissed with prejudice on motion of the defendant", ["dismissed with defence"]),
        ("Dismissed pursuant to plea agreement", ["dismissed"]),
        ("Not guilty by jury", ["not_guilty jury"]),
        ("Acquitted by the court", ["not_guilty judge"]),
    ],
)
def test_prose_a_clerk_writes_is_read(text: str, expected: list[str]) -> None:
    disposition = read(text)
    assert [said(stage) for stage in disposition.stages] == [expected]
    assert disposition.unread == ()


def test_the_day_of_a_sentence_is_read_from_its_words() -> None:
    disposition = read("Dft sentenced on 3/30/09 to 18 months with 3 years Supervised release to follow.")
    assert disposition.stages[0].day == "2009-03-30"
    assert said(disposition.stages[0]) == ["imprisonment 18 months", "supervised_release 3 years"]


def test_a_revocation_is_a_judgment_of_its_own() -> None:
    text = "36 months custody. SUPERVISED RELEASE REVOKED on 5/5/2015: 10 months custody"
    first, later = read(text).stages
    assert said(first) == ["imprisonment 36 months"]
    assert (later.why, later.of, later.day) == ("revoked", "supervised_release", "2015-05-05")
    assert said(later) == ["imprisonment 10 months"]


@pytest.mark.parametrize(
    "text",
    [
        "sentenced to 18 months",  # of what is not said
        "60 months custody VACATED",
        "60 months custody; sentence later reduced",  # how far is not said
        "FIVE (6) months custody",
        "60 months custody. Count 2 dismissed",  # whose is the dismissal?
        "SUPERVISED RELEASE REVOKED on 13/45/2015: 10 months custody",
        "Time will tell",
        "concurrent",
    ],
)
def test_prose_that_leaves_doubt_is_handed_back_whole(text: str) -> None:
    disposition = read(text)
    assert disposition.is_empty
    assert "".join(disposition.unread).replace(" ", "") == text.replace(";", "").replace(" ", "").replace(
        "custody.", "custody"
    )


def test_a_clause_that_is_not_understood_leaves_the_others_standing() -> None:
    disposition = read("24 months custody; to be served at Camp Imaginary; $100 fine")
    assert said(disposition.stages[0]) == ["imprisonment 24 months", "fine 100"]
    assert disposition.unread == ("to be served at Camp Imaginary",)
    assert not disposition.is_partial


@pytest.mark.parametrize(
    ("text", "stages"),
    [
        (
            (
                "Supervised release revoked 12/05/16. Custody of BOP for 3 months. Same terms and conditions."
                " Supervised release revoked on 7/10/17. BOP for 8 months. S/R not to follow."
            ),
            [
                ("revoked", "supervised_release", "2016-12-05", ["imprisonment 3 months"]),
                ("revoked", "supervised_release", "2017-07-10", ["imprisonment 8 months"]),
            ],
        ),
        (
            "36 months custody; 3 years supervised release. REVOCATION JUDGMENT: 8 months custody",
            [
                ("", "", "", ["imprisonment 36 months", "supervised_release 3 years"]),
                ("revoked", "", "", ["imprisonment 8 months"]),
            ],
        ),
    ],
)
def test_each_judgment_is_a_stage(text: str, stages: list[tuple[str, str, str, list[str]]]) -> None:
    assert [(one.why, one.of, one.day, said(one)) for one in read(text).stages] == stages


@pytest.mark.parametrize(
    "text",
    [
        "Sentence suspended; 5 years probation",
        "Rule 20 transfer to the District of Nowhere",
        "Pretrial diversion",
        "Life without release on each count",
        "120 months BOP, forfeiture as stated in the imaginary order",
    ],
)
def test_what_the_grammar_does_not_know_is_handed_back_whole(text: str) -> None:
    assert read(text).is_empty


def test_time_that_was_not_read_leaves_the_rest_a_part_only() -> None:
    assert read("Credit for imaginary time. 1 yr SR").is_partial


def test_a_clause_not_read_that_speaks_of_punishment_leaves_the_rest_a_part_only() -> None:
    disposition = read("Custody of the BOP for three with conditions. $100 penalty assessment.")
    assert said(disposition.stages[0]) == ["fees 100"]
    assert disposition.is_partial


SOME_WORDS = (
    "60 TWELVE (12) months 1 day and custody BOP probation $100 fine no waived dismissed Gov't motion with"
    " prejudice supervised release revoked on 5/5/2015 count 1-3 2s ; . , concurrent not guilty sentenced to"
    " life time served assessment credit for vacated \n \u2013 \u2019 mos. U.S."
)
WORDS = st.sampled_from(SOME_WORDS.split(" "))


@given(st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=25).map(" ".join)))
def test_nothing_of_any_prose_is_lost_and_nothing_breaks_the_grammar(text: str) -> None:
    disposition = read(text)
    assert "".join(clause.text for clause in disposition.clauses) == text
    for stage in disposition.stages:
        assert not (stage.parts and stage.endings)


@given(st.text(max_size=80))
def test_no_name_of_a_count_breaks_its_reading(text: str) -> None:
    name = counts.read_count(text)
    assert len(name.numbers) <= counts.LONGEST_RANGE * 20
    assert (
        name.offence or not text.strip(" .;\x00") or name.statute or not " ".join(text.split()).strip(" .;")
    )


@pytest.mark.parametrize(
    ("text", "statute", "offence", "labels"),
    [
        ("18:371 Imaginary conspiracy(1)", "18:371", "Imaginary conspiracy", "1"),
        ("18:371 and 3551 et seq.; MOCKERY; Mock.(1ss)", "18:371 and 3551 et seq.", "MOCKERY; Mock", "1ss"),
        ("8:1326(a) enhanced by (b)(1) - Entry(2-4)", "8:1326(a) enhanced by (b)(1)", "Entry", "2 3 4"),
        ("MOCKERY(1s-2s, 5)", "", "MOCKERY", "1s 2s 5"),
        ("MOCKERY(3-1)", "", "MOCKERY(3-1)", ""),
        ("MOCKERY", "", "MOCKERY", ""),
    ],
)
def test_a_count_is_taken_apart(text: str, statute: str, offence: str, labels: str) -> None:
    name = counts.read_count(text)
    assert (name.statute, name.offence) == (statute, offence)
    assert [number.label for number in name.numbers] == labels.split()


@pytest.mark.parametrize("module", [prose, prose_words, counts, naming], ids=lambda module: module.__name__)
def test_the_examples_in_the_docstrings_hold(module: ModuleType) -> None:
    assert doctest.testmod(module).failed == 0


def test_an_assessment_is_not_told_as_a_fee_alone() -> None:
    (part,) = read("$100 special assessment").stages[0].parts
    told = {"kind": part.kind, "amount": part.money, "currency": "USD"}
    assert component_words(told) == "fees or assessments of $100"


def test_a_part_not_read_leaves_the_weight_of_the_sentence_open() -> None:
    assert read("L.I.F.E. as to each; 5 years supervised release").is_partial
    assert read("Camp Imaginary; 5 years supervised release").is_partial


@pytest.mark.parametrize(
    "text",
    [
        "Committed to the custody of the Attorney General for 4 months for restoration of competency",
        "Custody of the BOP for 120 days pursuant to 18:4241(d)",
        "Found incompetent; custody 4 months",
        "Found incmpetent to stand trial; incompetant; custody 4 months",
        "not dismissed",
        "60 months custody suspnded",
        "36 months custody vacted",
        "REVOCATION JUDGMENT: 8 months; $100 fine",
    ],
)
def test_what_may_be_no_sentence_is_none(text: str) -> None:
    assert read(text).is_empty


@pytest.mark.parametrize(
    ("text", "ending"),
    [
        ("Order for Dismissal.", ("dismissed", "")),
        ("Count II is dismissed on the court's own motion.", ("dismissed", "")),
        ("Government's oral motion to dismiss is granted", ("dismissed", "government")),
        (
            "Indictment dismissed without prejudice on motion of the United States",
            ("dismissed", "government"),
        ),
        ("Dismissed pursuant to Rule 48(a)", ("dismissed", "")),
        ("Nolle prosequi", ("dismissed", "government")),
        ("Dismissed due to death of defendant", ("abated", "")),
        ("Judgment of acquittal entered", ("acquittal", "")),
        ("Not guilty by reason of insanity", ("insanity", "")),
        ("Dismised withuot prejudice", ("dismissed", "")),
    ],
)
def test_an_ending_is_read_with_who_moved(text: str, ending: tuple[str, str]) -> None:
    [stage] = read(text).stages
    assert [(one.kind, one.moved_by) for one in stage.endings] == [ending]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Defendant sentenced to time served; no supervised release imposed", ["imprisonment served"]),
        ("Sentenced to life imprisonment; 5 years S/R", ["life", "supervised_release 5 years"]),
        ("LIFE; Supervised release: LIFE", ["life", "supervised_release"]),
        (
            "Found guilty on Count II of the Indictment and is committed to Probation for a term of 5 years",
            ["probation 5 years"],
        ),
        (
            "24 mos BOP, 3 yrs TSR, $100 SA",
            ["imprisonment 24 months", "supervised_release 3 years", "fees 100"],
        ),
        (
            "60 months imprisonment on Count 1 and 76 months imprisonment on Count 34, to run concurrently",
            ["imprisonment 60 months for 1", "imprisonment 76 months concurrent for 34"],
        ),
        ("supervsed relaese 3 yaers; probatoin 2 years", ["supervised_release 3 years", "probation 2 years"]),
    ],
)
def test_more_ways_to_word_a_sentence(text: str, parts: list[str]) -> None:
    disposition = read(text)
    assert disposition.unread == ()
    assert said(disposition.stages[0]) == parts
