"""The charges of one defendant: every count the docket lists by itself, with what the docket says of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from proceedings.importers.formats import UnknownValue
from proceedings.importers.pacer.counts import Number, read_count
from proceedings.importers.pacer.docket import Docket, DocketParty, ListedCount
from proceedings.importers.pacer.event_builder import NEVER
from proceedings.importers.pacer.naming import slug

LONGEST_OFFENCE = 400
LONGEST_STATUTE = 200
BY_NUMBER = "Taken to stand in the place of {} by its number alone: the docket lists another offence there."
_SECTION = re.compile(r"\d{1,2}:\s?\w+")


@dataclass(slots=True, eq=False)
class Charge:
    """One count, or one line of a complaint, against one defendant."""

    id: str
    label: str
    offence: str
    statute: str
    listed: ListedCount
    number: Number | None = None
    group: str = ""
    is_complaint: bool = False
    supersedes: list[str] = field(default_factory=list)
    # The last day on which the count can have been filed.
    filed_last: str = NEVER
    notes: list[str] = field(default_factory=list)

    @property
    def rank(self) -> int | None:
        """Return how many instruments came before the one that brought the count, where known."""
        return self.number.rank if self.number else None

    def block(self, source: str) -> dict[str, Any]:
        """Return the charge as a block of the case file."""
        whole = f"The docket reads: {self.listed.name}" if len(self.offence) > LONGEST_OFFENCE else ""
        long_statute = len(self.statute) > LONGEST_STATUTE
        shown = self.listed.name if long_statute else self.offence
        listed = self.listed.status and f"{self.listed.status} counts"
        return {
            "id": self.id,
            "count": self.label,
            "offence": shown if len(shown) <= LONGEST_OFFENCE else shown[: LONGEST_OFFENCE - 1] + "…",
            "statute": "" if long_statute else self.statute,
            "severity": "misdemeanor" if "(misdemeanor)" in self.offence.lower() else "",
            "alternative_group": self.group,
            "note": " ".join([*([whole] if whole else []), *self.notes]),
            "links": [{"kind": "supersedes", "charge": other} for other in self.supersedes],
            "sources": [{"source": source, "at": "complaints" if self.is_complaint else listed or "counts"}],
        }


@dataclass(slots=True, eq=False)
class Charges:
    """All charges of one defendant."""

    party: str
    name: str
    ended: str
    place: int
    counts: list[Charge]
    complaints: list[Charge]
    unrecognised: list[UnknownValue]

    @property
    def prefix(self) -> str:
        """Return how ids of this defendant begin: they are unique within a case."""
        return slug(self.name)

    def named(self, numbers: Iterable[Number]) -> list[Charge]:
        """Return the counts meant: those with exactly this label, else the only one with the number."""
        found: list[Charge] = []
        for number in numbers:
            exact = [count for count in self.counts if count.number == number]
            alike = [count for count in self.counts if count.number and count.number.number == number.number]
            if not exact and not number.suffix and len({count.label for count in alike}) == 1:
                exact = alike
            found += [count for count in exact if count not in found]
        return found

    def replaced_by(self, charge: Charge) -> list[Charge]:
        """Return the counts of the next superseding instrument that bear the number of this one."""
        if charge.number is None or charge.rank is None:
            return []
        later = [
            count
            for count in self.counts
            if count.number
            and count.number.number == charge.number.number
            and (count.rank or 0) > charge.rank
        ]
        nearest = min((count.rank or 0 for count in later), default=0)
        return [count for count in later if count.rank == nearest]


def charges_of(docket: Docket, party: str, given: DocketParty, place: int) -> Charges:
    """Make the charges of a defendant from the lists of counts and complaints."""
    charges = Charges(party, given.name, given.ended or docket.ended, place, [], [], [])
    row = f"{docket.number}, {given.name}"
    for listed in given.counts:
        charges.counts += _counts(listed, charges, row)
    for number, listed in enumerate(given.complaints, start=1):
        name = read_count(listed.name)
        several = len(given.complaints) > 1
        charges.complaints.append(
            Charge(
                id=f"{charges.prefix}-complaint-{number}",
                label=f"Complaint, {number}" if several else "Complaint",
                offence=name.offence if not name.numbers else listed.name,
                statute=name.statute if not name.numbers else "",
                listed=listed,
                is_complaint=True,
            )
        )
    _share_numbers(charges.counts)
    _link(charges)
    return charges


def _counts(listed: ListedCount, charges: Charges, row: str) -> list[Charge]:
    """Make one charge of each number; one without a number where none can be read."""
    name = read_count(listed.name)
    if not name.numbers:
        charges.unrecognised.append(UnknownValue("number of a count", listed.name, row))
        place = sum(1 for count in charges.counts if count.number is None) + 1
        label = "Count without a number"
        return [
            Charge(f"{charges.prefix}-count-unnumbered-{place}", label, name.offence, name.statute, listed)
        ]
    made: list[Charge] = []
    for number in name.numbers:
        if number.rank is None:
            charges.unrecognised.append(
                UnknownValue("suffix of a count", number.suffix, f"{row}, {number.label}")
            )
        key = f"{charges.prefix}-count-{number.label}"
        again = sum(1 for count in (*charges.counts, *made) if count.number == number)
        made.append(
            Charge(
                f"{key}-line-{again + 1}" if again else key,
                f"Count {number.label}",
                name.offence,
                name.statute,
                listed,
                number,
            )
        )
    return made


def _share_numbers(counts: Sequence[Charge]) -> None:
    """Let several lines with one number be one count: dockets repeat a count for each statute."""
    for count in counts:
        if sum(1 for other in counts if other.label == count.label and other.number) > 1:
            count.group = count.label


def _link(charges: Charges) -> None:
    """Link each superseding count to the one it replaces, and those of the first paper to a complaint."""
    for count in charges.counts:
        for later in charges.replaced_by(count):
            later.supersedes.append(count.id)
            note = BY_NUMBER.format(count.label)
            if _is_another(later, count) and note not in later.notes:
                later.notes.append(note)
    for count in charges.counts:
        if count.rank == 0:
            count.supersedes += [complaint.id for complaint in charges.complaints]


def _is_another(later: Charge, earlier: Charge) -> bool:
    """Tell whether two counts are of different offences: by their first sections, else by their words."""
    sections = [_SECTION.match(charge.statute) for charge in (later, earlier)]
    if all(sections):
        return len({section[0].replace(" ", "") for section in sections if section}) > 1
    return later.offence.casefold() != earlier.offence.casefold()
