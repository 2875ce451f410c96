"""The offence inside the sentence of a status."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from proceedings.wording import Offence, all_offences, outcome_for, sentence_for
from tests.proceedings.law.rules.docket import Docket, standing_at, term
from tests.proceedings.law.rules.test_hard_cases import mockingbird_first, mockingbird_second, specimen

KILLING = Offence("Involuntary manslaughter (negligent use of a firearm)", "felony", 1)
TAMPERING = Offence("Tampering with evidence", "felony", 2)
TRESPASS = Offence("Trespass", "petty_misdemeanor", 0)
THEFT = Offence("Theft", "misdemeanor", 3)
DUI = Offence("DUI", "", 4)
BOTH = {1: KILLING, 2: TAMPERING}


def words(docket: Docket, offences: Mapping[int, Offence], when: str = "2040-01-01") -> str:
    status = docket.status(when)
    return sentence_for(
        status.code,
        status.counts,
        status.qualifiers,
        status.particulars,
        table=status.table,
        offences=offences,
    )


def outcome(docket: Docket, offences: Mapping[int, Offence], when: str = "2040-01-01") -> str:
    status = docket.status(when)
    return outcome_for(status.code, status.counts, status.particulars, table=status.table, offences=offences)


def two_filed() -> Docket:
    return Docket(2).on("2024-01-01", "filed")


SENTENCES: list[tuple[str, Docket, Mapping[int, Offence], str]] = [
    ("2033-02-01", mockingbird_first(), {1: KILLING}, "Charged with involuntary manslaughter; not tried"),
    (
        "2034-05-25",
        mockingbird_second(),
        {1: KILLING},
        "Charged with involuntary manslaughter; awaiting trial",
    ),
    ("2034-07-11", mockingbird_second(), {1: KILLING}, "On trial for involuntary manslaughter"),
    (
        "2034-07-12",
        mockingbird_second(),
        {1: KILLING},
        (
            "Involuntary manslaughter: dismissed with prejudice by the court on 12 July 2034, "
            "during the trial; no verdict; cannot be refiled unless reversed"
        ),
    ),
    (
        "2034-03-07",
        specimen(),
        BOTH,
        (
            "Guilty of involuntary manslaughter (6 March 2034); awaiting sentence; "
            "acquitted of tampering with evidence on 6 March 2034"
        ),
    ),
    # Nobody is said to await anything where the source says what became of it.
    (
        "2040-01-01",
        two_filed().on("2024-05-01", "outcome_not_read", text="Deft committed to AG custody"),
        {1: THEFT, 2: THEFT},
        "Theft (2 counts): outcome not read; its source says “Deft committed to AG custody”",
    ),
    (
        "2040-01-01",
        two_filed().on("2024-05-01", "outcome_not_read", text="Deft committed to AG custody"),
        {},
        "Outcome not read; its source says “Deft committed to AG custody”",
    ),
    (
        "2040-01-01",
        two_filed()
        .on("2024-05-01", "plea_accepted", 1, plea="guilty")
        .on("2024-05-01", "dismissed_unspecified", 2)
        .on("2024-06-01", "outcome_not_read", 1, text="Deft committed"),
        {1: THEFT, 2: DUI},
        (
            "Pleaded guilty to theft on 1 May 2024; what followed was not read; "
            "its source says “Deft committed”; DUI dismissed on 1 May 2024; outcome not read on 1 of 2"
        ),
    ),
    # What is closed is not named; what is left says as much as before.
    (
        "2034-03-07",
        specimen(),
        {1: KILLING},
        "Guilty of involuntary manslaughter (6 March 2034); awaiting sentence; acquitted on 1 of 2",
    ),
    (
        "2034-03-07",
        specimen(),
        {2: TAMPERING},
        (
            "Found guilty on 1 of 2 charges; awaiting sentence; "
            "acquitted of tampering with evidence on 6 March 2034"
        ),
    ),
    ("2034-03-07", specimen(), {}, "Found guilty on 1 of 2 charges; awaiting sentence; acquitted on 1 of 2"),
    # One day for the plea and the sentence is said once.
    (
        "2040-01-01",
        standing_at("filed")
        .on("2024-03-31", "plea_accepted", 1, plea="no_contest")
        .on("2024-03-31", "sentenced", 1, parts=(term(6, suspended=6),)),
        {1: THEFT},
        "Pleaded no contest to theft; sentenced on 31 March 2024 to 6 months in custody, wholly suspended",
    ),
    (
        "2040-01-01",
        standing_at("filed").on("2024-02-01", "plea_accepted", 1, plea="alford"),
        {1: DUI},
        "Pleaded guilty to DUI (Alford plea) on 1 February 2024; awaiting sentence",
    ),
    (
        "2040-01-01",
        two_filed()
        .on("2024-05-01", "trial_began", kind="hearing")
        .on("2024-05-03", "found_guilty", by="jury"),
        {1: THEFT, 2: THEFT},
        "Guilty of theft (2 counts) (jury, 3 May 2024); awaiting sentence",
    ),
    (
        "2040-01-01",
        Docket(3).on("2024-01-01", "filed"),
        {1: TRESPASS, 2: THEFT, 3: KILLING},
        "Charged with involuntary manslaughter and 2 others; not tried",
    ),
    # The two ways of one offence are one charge.
    (
        "2040-01-01",
        Docket(0).count(1, group="a").count(2, group="a").on("2024-01-01", "indicted"),
        {1: KILLING, 2: Offence("Involuntary manslaughter (without due caution)", "felony", 2)},
        "Charged with involuntary manslaughter; awaiting trial",
    ),
    (
        "2040-01-01",
        two_filed()
        .on("2024-05-01", "trial_began", 1, kind="hearing")
        .on("2024-05-03", "not_guilty_jury", 1)
        .on("2024-05-04", "dismissed_without_prejudice", 2),
        {1: KILLING, 2: THEFT},
        "Ended without a conviction: acquitted of involuntary manslaughter and theft dismissed",
    ),
    (
        "2040-01-01",
        standing_at("on_trial").on("2024-05-03", "not_guilty_jury", 1),
        {1: THEFT},
        "Theft: acquitted by a jury on 3 May 2024",
    ),
    (
        "2040-01-01",
        two_filed().on("2024-05-04", "dismissed_with_prejudice", 1).on("2024-06-04", "nolle_prosequi", 2),
        {1: THEFT, 2: TRESPASS},
        "Theft and trespass dismissed: 1 with prejudice and 1 without prejudice",
    ),
    ("2040-01-01", standing_at("mistrial"), {1: THEFT}, "Theft: mistrial; charges remain"),
]


@pytest.mark.parametrize(
    ("when", "docket", "offences", "expected"), SENTENCES, ids=[row[3][:60] for row in SENTENCES]
)
def test_a_status_says_of_what(
    when: str, docket: Docket, offences: Mapping[int, Offence], expected: str
) -> None:
    assert words(docket, offences, when) == expected


def test_the_outcome_is_the_first_part_of_the_sentence() -> None:
    assert outcome(specimen(), BOTH) == "Guilty of involuntary manslaughter (6 March 2034)"
    charged = "Charged with involuntary manslaughter; awaiting trial"
    assert outcome(mockingbird_second(), {1: KILLING}, "2034-05-25") == charged


def test_a_claim_is_never_called_an_offence() -> None:
    suit = Docket(civil=True).on("2024-01-01", "claim_filed", 1)
    assert words(suit, {1: THEFT}) == "Suit pending"


def test_offences_are_listed_the_gravest_first() -> None:
    status = Docket(3).on("2024-01-01", "filed").status()
    named = {1: TRESPASS, 2: THEFT, 3: KILLING}
    assert all_offences(status.particulars, named) == [KILLING.words, THEFT.words, TRESPASS.words]
    assert all_offences(status.particulars, {2: THEFT}) == [THEFT.words]
