"""How fast the pure rules are, where their time goes, and what one ruling costs in a case of 40."""

from __future__ import annotations

import cProfile
import pstats
from typing import Any

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from proceedings.law import rules
from proceedings.models import Case, Charge, Defendant, Effect, Event
from proceedings.record import services
from proceedings.record.history import RecordHistory
from proceedings.record.rule_inputs import rule_records
from tools.bench.large_cases import FORTY
from tools.bench.processor_time import spent

SAMPLE = 3_000
NAMED = 6


def rules_alone() -> dict[str, Any]:
    """Derive some thousand records that are in memory; return defendants a second and the costliest parts."""
    ids = list(Defendant.objects.order_by("pk").values_list("pk", flat=True)[:SAMPLE])
    records = [
        record
        for start in range(0, len(ids), 500)
        for record in rule_records(RecordHistory(), ids[start : start + 500]).values()
    ]
    began = spent()
    spans = sum(len(rules.derive(record)) for record in records)
    seconds = spent() - began
    profile = cProfile.Profile()
    profile.enable()
    for record in records[: SAMPLE // 3]:
        rules.derive(record)
    profile.disable()
    return {"a second": len(records) / seconds, "spans": spans / len(records), "parts": _parts(profile)}


def _parts(profile: cProfile.Profile) -> list[tuple[str, float]]:
    """Return the functions of the rules that take the most time themselves, each with its share."""
    stats: Any = pstats.Stats(profile)
    own: dict[str, float] = {}
    for (path, _line, name), numbers in stats.stats.items():
        where = path.rpartition("proceedings/")[2].rpartition("/")[2]
        own[f"{where}:{name}"] = own.get(f"{where}:{name}", 0) + numbers[2]
    shares = sorted(
        ((name, taken / stats.total_tt) for name, taken in own.items()), key=lambda pair: -pair[1]
    )
    return shares[:NAMED]


def one_ruling() -> dict[str, float]:
    """Record a ruling that moves all 40 charges of a case, and take it back; return time and queries."""
    case = Case.objects.get(key=FORTY)
    charges = list(Charge.objects.filter(defendant__case=case))
    shortest, queries = float("inf"), 0
    for _run in range(3):
        with transaction.atomic(), CaptureQueriesContext(connection) as asked:
            event = Event(
                case=case,
                kind="ruling",
                type="verdict",
                date="2024-01-02",
                what="A made-up verdict.",
                publication="published",
            )
            effects = [
                Effect(
                    event=event,
                    defendant_id=charge.defendant_id,
                    charge=charge,
                    outcome="found_guilty",
                    position=place,
                )
                for place, charge in enumerate(charges)
            ]
            began = spent()
            services.record(event, parts=effects, reason="bench")
            shortest = min(shortest, spent() - began)
            transaction.set_rollback(True)
        queries = len(asked)
    return {"ms": shortest * 1000, "queries": queries}
