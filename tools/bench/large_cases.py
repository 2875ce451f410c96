"""Two cases larger than any made-up one: one with 250 events, one with 40 defendants."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from proceedings.casefiles.load.files import load
from proceedings.casefiles.parsing.jsonl import Batch, as_line
from proceedings.models import Case
from proceedings.record.bulk import BulkWriting
from tools.synthetic_data.words import key

LONG, FORTY = "bench-250-events", "bench-40-defendants"


def add(seed: int) -> None:
    """Record both, unless they are there."""
    if Case.objects.filter(key=FORTY).exists():
        return
    for made in (_case(seed, LONG, defendants=2, motions=246), _case(seed, FORTY, defendants=40, motions=4)):
        load(Batch("bench", 1, [as_line(made).encode()], 0).matter(), reason="bench", kind=BulkWriting)


def _case(seed: int, name: str, *, defendants: int, motions: int) -> dict[str, Any]:
    parties = [
        {"id": f"{name}-{number}", "name": f"Testa Benchmark-Nonesuch {number}", "kind": "person"}
        for number in range(1, defendants + 1)
    ]
    charges = [f"c{number}" for number in range(1, defendants + 1)]
    day = date(2018, 1, 1)
    steps = [("filing", "indictment", "indicted"), *[("ruling", "motion_order", "concerns")] * motions]
    events = [
        {
            "id": f"e{number}",
            "kind": kind,
            "type": type_,
            "date": (day + timedelta(days=7 * number)).isoformat(),
            "what": f"Made-up event {number}.",
            "outcomes": [{"charges": charges, "outcome": outcome}],
            "sources": [key(seed, "source", 1)],
        }
        for number, (kind, type_, outcome) in enumerate([*steps, ("hearing", "trial", "trial_began")])
    ]
    return {
        "casetracker": "1",
        "parties": parties,
        "cases": [
            {
                "id": name,
                "court": key(seed, "court", 1),
                "docket": name,
                "caption": f"State of Nowhere v. Benchmark-Nonesuch ({name})",
                "type": "criminal",
                "defendants": [
                    {
                        "party": party["id"],
                        "charges": [{"id": charge, "count": "Count 1", "offence": "Whistling after dark"}],
                    }
                    for party, charge in zip(parties, charges, strict=True)
                ],
                "events": events,
            }
        ],
    }
