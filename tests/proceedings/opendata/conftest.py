"""What the tests of the data set share: an invented matter, a canary beside it, and a folder of their own."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import Settings

from people.models import OtherName
from proceedings.models import Defendant, Participation
from proceedings.record import services
from tests.factories import (
    CaseFactory,
    ChargeFactory,
    DefendantFactory,
    PartyFactory,
    SourceFactory,
    happen,
)
from tests.proceedings.website.records.matter import Matter, invent
from tests.worlds import again

CANARY = "Canarina"


@pytest.fixture(autouse=True)
def data_dir(settings: Settings, tmp_path: Path) -> Path:
    """Keep the files of each test apart."""
    settings.DATA_DIR = tmp_path / "data"
    return tmp_path / "data"


@pytest.fixture
def matter(db: None) -> Matter:
    """Record an invented matter."""
    return again(invent)


@pytest.fixture
def canary(matter: Matter) -> Defendant:
    """Record the canary in a case of its own, beside others, as a witness, in a source and its address."""
    party = PartyFactory(key=f"testa-{CANARY.lower()}", name=f"Testa {CANARY}", sort_name=f"{CANARY}, Testa")
    services.record(party, parts=[OtherName(party=party, name=f"{CANARY} the Whistler")])
    source = SourceFactory(
        title=f"Charges against {CANARY}", url=f"https://gazette.example/testa-{CANARY.lower()}-charged"
    )
    beside = DefendantFactory(case=matter.second, party=party, position=9)
    happen(
        ChargeFactory(defendant=beside, offence="Conspiring to hum"),
        "indicted",
        "2024-01-19",
        kind="filing",
        what=f"Testa {CANARY} is indicted as well.",
        source=source,
    )
    happen(
        ChargeFactory(defendant=matter.tried, offence=f"Humming with {CANARY}", count_label="Count 9"),
        "indicted",
        "2024-01-19",
        kind="filing",
        what=f"Another count: humming with {CANARY}.",
        source=source,
    )
    services.record(Participation(case=matter.suit, party=party, role="witness"))
    case = CaseFactory(
        caption=f"State of Nowhere v. {CANARY}",
        docket_number=f"{CANARY}-7",
        incident=matter.incident,
        note=f"Only {CANARY} is charged here.",
    )
    own = DefendantFactory(case=case, party=party)
    happen(
        ChargeFactory(defendant=own, offence="Singing alone"),
        "filed",
        "2024-02-02",
        kind="filing",
        what=f"{CANARY} is charged.",
        source=source,
    )
    return own
