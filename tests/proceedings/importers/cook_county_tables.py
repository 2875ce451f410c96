"""Four tables in the shape of Cook County's, about nobody: every number begins with 900."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from proceedings.importers.cook_county.tables import COLUMNS

Rows = dict[str, list[dict[str, str]]]
RECEIVED = "2019-02-01"
OFFENCE = ("IMAGINARY TRESPASS", "720", "5", "99-1(a)", "4")


def empty() -> Rows:
    """Return tables without rows."""
    return {table: [] for table in COLUMNS}


def person(number: str, *, case: str = "", **more: str) -> dict[str, str]:
    """Return what every row of a participant says."""
    told = {
        "case_id": case or f"900{number}",
        "case_participant_id": f"9001{number}",
        "incident_begin_date": f"{RECEIVED}T00:00:00",
        "arrest_date": f"{RECEIVED}T08:15:00",
        "received_date": f"{RECEIVED}T00:00:00",
    }
    return told | more


def received(rows: Rows, who: dict[str, str], status: str = "Approved") -> None:
    """Add a participant to intake."""
    rows["intake"].append(who | {"participant_status": status, "offense_category": "Imaginary Trespass"})


def filed(
    rows: Rows,
    who: dict[str, str],
    charge: str = "1",
    *,
    event: str = "Preliminary Hearing",
    on: str = "2019-02-10",
    arraigned: str = "2019-03-01",
    offence: Iterable[str] = OFFENCE,
) -> None:
    """Add a charge to initiation."""
    title, chapter, act, section, degree = offence
    rows["initiation"].append(
        who
        | _charge(charge)
        | {
            "charge_offense_title": title,
            "chapter": chapter,
            "act": act,
            "section": section,
            "class": degree,
            "event": event,
            "event_date": _day(on),
            "arraignment_date": _day(arraigned),
        }
    )


def decided(
    rows: Rows,
    who: dict[str, str],
    word: str,
    charge: str = "1",
    *,
    on: str = "2019-06-03",
    reason: str = "",
    offence: Iterable[str] = OFFENCE,
    version: str = "1",
) -> None:
    """Add a disposition."""
    rows["dispositions"].append(
        who | _charge(charge, version) | _ended(word, on, reason, offence) | {"judge": "Nemo N  Nobody"}
    )


def sentenced(  # noqa: PLR0913  # the columns of a row
    rows: Rows,
    who: dict[str, str],
    charge: str = "1",
    *,
    on: str = "2019-06-03",
    kind: str = "Prison",
    commitment: str = "Illinois Department of Corrections",
    term: str = "18",
    unit: str = "Months",
    phase: str = "Original Sentencing",
    current: bool = True,
    word: str = "Plea Of Guilty",
    offence: Iterable[str] = OFFENCE,
    version: str = "1",
) -> None:
    """Add a sentence."""
    rows["sentencing"].append(
        who
        | _charge(charge, version)
        | _ended(word, on, "", offence)
        | {
            "sentence_phase": phase,
            "sentence_date": _day(on),
            "sentence_judge": "Nemo N Nobody",
            "sentence_type": kind,
            "current_sentence": "true" if current else "false",
            "commitment_type": commitment,
            "commitment_term": term,
            "commitment_unit": unit,
        }
    )


def written(rows: Rows, folder: Path) -> Path:
    """Write the tables into a folder."""
    folder.mkdir(exist_ok=True)
    for table, columns in COLUMNS.items():
        with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, restval="", extrasaction="ignore")
            writer.writeheader()
            writer.writerows(rows[table])
    return folder


def _charge(number: str, version: str = "1") -> dict[str, str]:
    return {
        "charge_id": f"9002{number}",
        "charge_version_id": f"9003{number}{version}",
        "charge_count": number,
    }


def _ended(word: str, on: str, reason: str, offence: Iterable[str]) -> dict[str, str]:
    parts = ("offense_title", "chapter", "act", "section", "class")
    return {
        **{f"disposition_charged_{part}": value for part, value in zip(parts, offence, strict=True)},
        "disposition_date": _day(on),
        "charge_disposition": word,
        "charge_disposition_reason": reason,
        "court_name": "District 0 - Nowhere",
        "court_facility": "Nowhere Courthouse",
    }


def _day(text: str) -> str:
    return f"{text}T00:00:00" if text else ""
