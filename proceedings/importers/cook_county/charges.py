"""The charges of a participant: each as filed, and, where it changed, as it stood when it was decided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from proceedings.importers.cook_county.event_context import Cites
from proceedings.importers.cook_county.tables import Participant, Row
from proceedings.importers.cook_county.vocabulary import DISPOSITIONS, SEVERITIES
from proceedings.law.codes import ChargeLinkKind

AMENDED = "An offence the charge was amended to; which one is not in the data"
INCLUDED = "An offence included in the one charged; which one is not in the data"


@dataclass(frozen=True, slots=True)
class ChargeWording:
    """A charge as one row words it."""

    offence: str
    statute: str
    degree: str

    @classmethod
    def of(cls, row: Row) -> ChargeWording:
        """Read the version a row states."""
        before = "" if row.table == "initiation" else "disposition_charged_"
        title = "charge_offense_title" if row.table == "initiation" else "disposition_charged_offense_title"
        chapter, act, section = (row[f"{before}{part}"] for part in ("chapter", "act", "section"))
        statute = f"{chapter} ILCS {act}/{section}" if chapter and act and section else section
        return cls(row[title], statute, row[f"{before}class"])

    @property
    def words(self) -> str:
        """Say it in a line."""
        parts = (self.offence, self.statute, f"class {self.degree}" if self.degree else "")
        return ", ".join(part for part in parts if part)


@dataclass(slots=True)
class DataCharge:
    """One charge of the data, and the ids of what it becomes here."""

    id: str
    """The participant's and the charge's number."""
    number: str
    charge: str
    filed: Row
    decided: Row | None = None
    """The row that states another version than the one filed, if any does."""
    lesser: Row | None = None
    """The row that finds guilt of an included offence, if any does."""
    amended: Row | None = None
    """The row that says the charge was amended, if any does: whether or not it says to what."""

    @property
    def final(self) -> str:
        """Return the id of the charge that is decided."""
        if self.lesser is not None:
            return f"{self.id}-lesser"
        if self.decided is not None:
            return f"{self.id}-{self.decided['charge_version_id']}"
        return f"{self.id}-amended" if self.amended is not None else self.id

    @property
    def is_amended(self) -> bool:
        """Tell whether the charge changed before it was decided; guilt of a lesser offence is no change."""
        return self.lesser is None and (self.decided is not None or self.amended is not None)

    @property
    def label(self) -> str:
        """Return its number within the participant's charges, as the data count them."""
        return f"Charge {self.number}" if self.number else f"Charge {self.charge}"

    @property
    def final_words(self) -> str:
        """Name the charge that is decided within a sentence: not the one it took the place of."""
        if self.lesser is not None:
            return f"the lesser offence in {self.label.lower()}"
        return f"{self.label} as amended" if self.is_amended else self.label


def counts_of(participant: Participant) -> list[DataCharge]:
    """Return the charges of a participant, as the data number them."""
    counts = [_count(participant, charge) for charge in participant.charges]
    return sorted(counts, key=lambda count: (len(count.number), count.number))


def _count(participant: Participant, charge: str) -> DataCharge:
    decided = [*participant.dispositions.get(charge, ()), *participant.sentences.get(charge, ())]
    filed = participant.initiation.get(charge) or decided[0]
    count = DataCharge(f"{participant.id}-{charge}", filed["charge_count"], charge, filed)
    for row in decided:
        ending = DISPOSITIONS.get(row["charge_disposition"])
        if ending is not None and ending.lesser:
            count.lesser = count.lesser or row
        if ending is not None and ending.amended:
            count.amended = count.amended or row
        if ChargeWording.of(row) != ChargeWording.of(filed):
            count.decided = count.decided or row
    return count


def charge_blocks(count: DataCharge, cite: Cites) -> Iterator[dict[str, Any]]:
    """Yield the charge as filed, and the one that stands in its place."""
    yield _block(count.id, count.label, ChargeWording.of(count.filed), [cite(count.filed)])
    if count.lesser is not None:
        other = ChargeWording.of(count.lesser)
        link = ChargeLinkKind.LESSER_INCLUDED_OF
        if other == ChargeWording.of(count.filed):
            other = ChargeWording(INCLUDED, "", "")
        yield _block(
            count.final, f"{count.label}, lesser offence", other, [cite(count.lesser)], link, count.id
        )
    elif count.is_amended:
        row = count.decided or count.amended or count.filed
        other = (
            ChargeWording.of(count.decided) if count.decided is not None else ChargeWording(AMENDED, "", "")
        )
        link = ChargeLinkKind.AMENDS
        yield _block(count.final, f"{count.label}, as amended", other, [cite(row)], link, count.id)


def _block(
    key: str,
    label: str,
    version: ChargeWording,
    sources: list[dict[str, Any]],
    link: ChargeLinkKind | None = None,
    to: str = "",
) -> dict[str, Any]:
    severity = SEVERITIES.get(version.degree)
    return {
        "id": key,
        "count": label,
        "offence": version.offence or "An offence the data do not name",
        "statute": version.statute,
        "severity": severity.value if severity else None,
        "degree": f"Class {version.degree}" if version.degree else "",
        "links": [{"kind": link.value, "charge": to}] if link else [],
        "sources": sources,
    }
