"""What the tests of lists share: an invented desk of cases, every list, every filter, and a sealed canary."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from typing import Any
from xml.etree import ElementTree as ET

from django.test import Client

from proceedings.models import Defendant, Event, Participation
from proceedings.record import services
from proceedings.research.lists.definitions import LISTS
from tests.factories import (
    CaseFactory,
    ChargeFactory,
    DefendantFactory,
    PartyFactory,
    RestrictionFactory,
    SourceFactory,
    happen,
)
from tests.proceedings.website.records.matter import Matter, invent

CANARY = "Canarina"
SLUGS = sorted(LISTS)

# Every filter with a value that the invented matter understands.
FILTERS: dict[str, str] = {
    "q": "mockingbird",
    "status": "sentenced_custody",
    "phase": "guilty",
    "qualifier": "appeal_pending",
    "type": "criminal",
    "court": "COURT",
    "jurisdiction": "US",
    "incident": "invented-matter",
    "offence": "whistl",
    "severity": "felony",
    "plea": "guilty",
    "outcome": "found_guilty",
    "ruling": "verdict",
    "disposition": "denied",
    "sentence": "imprisonment",
    "length_from": "1&unit=months",
    "length_until": "100&unit=months",
    "unit": "months",
    "hearing": "trial",
    "hearing_outcome": "scheduled",
    "judge": "JUDGE",
    "prosecutor": "PROSECUTOR",
    "counsel": "COUNSEL",
    "publisher": "The Fictional Gazette",
    "sourced": "yes",
    "filed_from": "2020-01-01",
    "filed_until": "2025-01-01",
    "ruled_from": "2020-01-01",
    "ruled_until": "2025-01-01",
    "sentenced_from": "2020-01-01",
    "sentenced_until": "2025-01-01",
    "hearing_from": "2020-01-01",
    "hearing_until": "2100-01-01",
    "changed_from": "2020-01-01",
    "changed_until": "2025-01-01",
    "reviewed_since": "2024-01-01",
    "match": "possible",
    "on": "2025-06-01",
}
ALIKE = {"unit": ("length_from", "length_until")}


def desk() -> Matter:
    """Record the invented matter, with a prosecutor in it."""
    matter = invent()
    prosecutor = Participation(
        case=matter.second, party=PartyFactory(name="Testa Prosecutor", key="prosecutor"), role="prosecutor"
    )
    services.record(prosecutor)
    return matter


def crowded_desk() -> Matter:
    """Record the desk, and three more matters beside it."""
    matter = desk()
    for number in range(3):
        invent(f"more-{number}-")
    return matter


def seal(matter: Matter) -> Defendant:
    """Record a canary in the matter's case and in one of its own, in every kind of fact, and seal it."""
    party = PartyFactory(name=f"Testa {CANARY}", sort_name=f"{CANARY}, Testa", key="canary")
    beside = DefendantFactory(case=matter.second, party=party, position=9)
    own = DefendantFactory(
        case=CaseFactory(
            caption=f"State of Nowhere v. {CANARY}",
            docket_number=f"{CANARY}-7",
            incident=matter.incident,
            court=matter.second.court,
        ),
        party=party,
    )
    for defendant in (beside, own):
        charge = ChargeFactory(defendant=defendant, offence=f"Whistling with {CANARY}", severity="felony")
        happen(charge, "indicted", "2024-01-19", kind="filing", what=f"{CANARY} is indicted.")
        happen(charge, "found_guilty", "2024-07-12", type="verdict", what=f"{CANARY} is found guilty.")
        happen(
            charge,
            "sentenced",
            "2024-09-01",
            kind="sentence",
            what=f"{CANARY} is sentenced.",
            components=[{"kind": "imprisonment", "maximum": 18, "unit": "months", "text": f"for {CANARY}"}],
            source=SourceFactory(publisher="The Fictional Gazette", title=f"{CANARY} sentenced"),
        )
    hearing = Event(
        case=own.case,
        kind="hearing",
        type="status",
        date="2024-12-01",
        what=f"{CANARY} is to appear.",
        publication="published",
    )
    services.record(hearing)
    judge = Participation(case=own.case, party=party, role="judge")
    services.record(judge)
    RestrictionFactory(party=party)
    return own


def sealed_desk() -> Matter:
    """Record the desk, with a canary that is sealed."""
    matter = desk()
    seal(matter)
    return matter


def sealed_crowded_desk() -> Matter:
    """Record the crowded desk, with a canary that is sealed."""
    matter = crowded_desk()
    seal(matter)
    return matter


def asked(matter: Matter, *names: str) -> str:
    """Return the end of an address that asks some filters of the invented matter."""
    keys = {
        "COURT": matter.second.court.key,
        "JUDGE": matter.judge.party.key,
        "COUNSEL": matter.counsel.party.key,
        "PROSECUTOR": "prosecutor",
    }
    parts = [f"{name}={keys.get(FILTERS[name], FILTERS[name])}" for name in names]
    # A unit given for each of two lengths is one unit.
    return "&".join(dict.fromkeys("&".join(parts).split("&")))


def body(client: Client, address: str) -> bytes:
    """Return everything an address answers, which it must understand."""
    response = client.get(address)
    content = response.getvalue()
    assert response.status_code == 200, (address, content[:2000])
    return bytes(content)


def ids(client: Client, slug: str, ending: str, query: str = "") -> list[int]:
    """Return the numbers of the rows a rendering gives, in its order."""
    content = body(client, f"/{slug}.{ending}?{query}")
    if ending == "csv":
        return [int(row["id"]) for row in csv.DictReader(io.StringIO(content.decode()))]
    if ending == "json":
        told: dict[str, Any] = json.loads(content)
        return [row["id"] for row in told["rows"]]
    return _of_sheet(content)


def _of_sheet(content: bytes) -> list[int]:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        sheet = ET.fromstring(book.read("xl/worksheets/sheet1.xml"))  # noqa: S314  # written by ourselves
    cells = [cell for cell in sheet.iter() if re.fullmatch(r"A\d+", cell.get("r", ""))]
    return [int(float("".join(cell.itertext()))) for cell in cells[1:]]
