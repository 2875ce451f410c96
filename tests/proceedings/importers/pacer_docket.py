"""Made-up dockets in the shape juriscraper gives PACER's: nobody in them lives, no case of them was."""

from __future__ import annotations

from typing import Any

from proceedings.importers.formats import StagedCase
from proceedings.importers.pacer.docket import read_docket
from proceedings.importers.pacer.reader import parcel_of

TESTA = "TESTA Q. MOCKINGBIRD"
CASE = "dcd-1-20-cr-00039"
PARTY = f"{CASE}-testa-q-mockingbird"


def entry(day: str, number: str, text: str) -> dict[str, Any]:
    """Return one docket entry."""
    return {"date_filed": day, "date_entered": day, "document_number": number or None, "description": text}


def count(name: str, disposition: str = "", status: str = "pending") -> dict[str, str]:
    """Return one line of the list of counts."""
    return {"name": name, "disposition": disposition, "status": status}


def defendant(
    *counts: dict[str, str], name: str = TESTA, complaints: tuple[str, ...] = (), **more: Any
) -> dict[str, Any]:
    """Return a defendant with counts and complaints."""
    return {
        "name": name,
        "type": "Defendant",
        "date_terminated": None,
        "extra_info": "",
        "attorneys": [],
        "criminal_data": {
            "counts": list(counts),
            "complaints": [{"name": one, "disposition": ""} for one in complaints],
            "highest_offense_level_opening": "Felony",
            "highest_offense_level_terminated": "None",
        },
        **more,
    }


def docket(*parties: dict[str, Any], entries: tuple[dict[str, Any], ...] = (), **more: Any) -> dict[str, Any]:
    """Return a docket against Testa Mockingbird, whose prosecution is the United States."""
    united_states = {
        "name": "USA",
        "type": "Plaintiff",
        "attorneys": [{"name": "Nomen Nescio", "contact": "", "roles": ["LEAD ATTORNEY"]}],
    }
    return {
        "court_id": "dcd",
        "docket_number": "1:20-cr-00039",
        "case_name": "United States v. MOCKINGBIRD",
        "date_filed": "2020-03-02",
        "date_terminated": None,
        "federal_dn_case_type": "cr",
        "assigned_to_str": "Pat J. Placeholder",
        "referred_to_str": "",
        "cause": "",
        "parties": [*parties, united_states],
        "docket_entries": list(entries),
        **more,
    }


COMPLAINED = entry(
    "2020-02-03", "1", f"COMPLAINT as to {TESTA}. (aa) [1:20-mj-00007-PP] (Entered: 02/03/2020)"
)
HELD_TO_ANSWER = entry(
    "2020-02-06",
    "2",
    f"Minute Entry for proceedings held before Magistrate Judge Robin B. Pretend: Preliminary Hearing as to "
    f"{TESTA} held on 2/6/2020. Finding: Defendant held to answer before District Court. Arraignment set for "
    "3/5/2020 at 10:30 AM before Judge Pat J. Placeholder. (aa) (Entered: 02/06/2020)",
)
INDICTED = entry(
    "2020-03-02", "3", f"INDICTMENT as to {TESTA} (1) count(s) 1, 2-3. (aa) (Entered: 03/02/2020)"
)
ARRAIGNED = entry(
    "2020-03-05",
    "4",
    f"Minute Entry for proceedings held before Judge Pat J. Placeholder: Arraignment as to {TESTA} (1) on "
    "Counts 1-3 held on 3/5/2020, Not Guilty plea entered. Jury Trial set for 9/1/2020 09:00 AM before "
    "Judge Pat J. Placeholder.",
)
SUPERSEDED = entry("2020-05-04", "9", f"SUPERSEDING INDICTMENT as to {TESTA} (1) count(s) 1s, 2s. (aa)")
PLEADED = entry(
    "2020-06-01",
    "12",
    "Minute Entry for proceedings held before Judge Pat J. Placeholder: Change of Plea Hearing as to "
    f"{TESTA} held on 6/1/2020. Guilty plea entered by {TESTA} (1) to Count 1s. Sentencing set for 8/3/2020 "
    "02:00 PM before Judge Pat J. Placeholder.",
)
ACCEPTED = entry(
    "2020-06-08",
    "13",
    f"ACCEPTANCE OF PLEA OF GUILTY AND ADJUDICATION OF GUILT as to {TESTA}. Signed by Judge Placeholder",
)
SENTENCED = entry(
    "2020-08-03",
    "15",
    "Minute Entry for proceedings held before Judge Pat J. Placeholder: SENTENCING held on 8/3/2020 for "
    f"{TESTA}. Count 2s, Dismissed upon Gov't motion.",
)
JUDGED = entry(
    "2020-08-05", "16", f"JUDGMENT as to {TESTA} (1). Signed by Judge Pat J. Placeholder on 8/5/2020."
)
PROSE = (
    "EIGHTEEN (18) months custody of the Bureau of Prisons; 3 years supervised release to follow; $100"
    " special assessment. To be served at Camp Imaginary"
)


def convicted(*, until: int | None = None) -> dict[str, Any]:
    """Return a docket from the complaint to the judgment; or as it stood after some of its entries."""
    entries = (
        COMPLAINED,
        HELD_TO_ANSWER,
        INDICTED,
        ARRAIGNED,
        SUPERSEDED,
        PLEADED,
        ACCEPTED,
        SENTENCED,
        JUDGED,
    )
    told = until is None
    superseded = until is None or until > entries.index(SUPERSEDED)
    counts = [
        count("18:371 Imaginary conspiracy(1)", status="terminated"),
        count("18:371 Imaginary conspiracy(1s)", PROSE if told else ""),
        count("18:1001 Imaginary statements(2-3)", "Dismissed" if told else "", "terminated"),
        count("18:1001 Imaginary statements(2s)", "Dismissed upon Gov't motion." if told else ""),
    ]
    party = defendant(
        *(counts if superseded else (counts[0], counts[2])),
        complaints=("18:371 Imaginary conspiracy",),
        date_terminated="2020-08-05" if told else None,
        attorneys=[
            {"name": "Mock Turtle", "contact": "", "roles": ["LEAD ATTORNEY", "TERMINATED: 07/01/2020"]}
        ],
    )
    return docket(party, entries=entries[:until])


def parcel(given: dict[str, Any]) -> StagedCase:
    """Return the parcel of a docket."""
    return parcel_of(read_docket(given), row="mockingbird.json")


def case_of(given: dict[str, Any]) -> dict[str, Any]:
    """Return the case a docket becomes."""
    content = parcel(given).content
    assert content is not None
    case: dict[str, Any] = content["cases"][0]
    return case


def events(given: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the events a docket becomes, by their ids."""
    return {event["id"]: event for event in case_of(given)["events"]}


def outcomes(event: dict[str, Any]) -> list[tuple[str, list[str]]]:
    """Say an event's outcomes with their charges, of Testa Mockingbird, in short."""
    short = len("testa-q-mockingbird-")
    return [(one["outcome"], [key[short:] for key in one.get("charges", ())]) for one in event["outcomes"]]
