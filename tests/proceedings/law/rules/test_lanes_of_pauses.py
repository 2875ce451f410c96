"""The lane of a count shows its pauses, and their ends."""

from __future__ import annotations

from datetime import date

from proceedings.law import rules


def effect(event: int, on: str, outcome: str, kind: str = "ruling") -> rules.Effect:
    day = date.fromisoformat(on)
    return rules.Effect(
        event=event, kind=kind, earliest=day, latest=day, order=(0, event), outcome=outcome, count=1
    )


def test_a_paused_claim_has_a_stretch_of_its_own() -> None:
    record = rules.Record(
        case=1,
        civil=True,
        counts=(rules.Count(key=1, case=1),),
        effects=(
            effect(1, "2021-11-30", "claim_filed", "filing"),
            effect(2, "2024-01-04", "claim_paused"),
            effect(3, "2024-08-16", "claim_resumed"),
        ),
    )
    lane = rules.lanes(record)[1]
    assert [(str(piece.valid_from), piece.paused, piece.event) for piece in lane] == [
        ("2021-11-30", False, 1),
        ("2024-01-04", True, 2),
        ("2024-08-16", False, None),
    ]
    assert lane[0].valid_until == lane[1].valid_from
    assert lane[1].valid_until == lane[2].valid_from
