"""How charges came in: the papers that brought them, what each replaced, what was sent for trial before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from proceedings.importers.pacer.charges import Charge, Charges
from proceedings.importers.pacer.docket import Docket
from proceedings.importers.pacer.entries import EntryKind, EntryStatement
from proceedings.importers.pacer.event_builder import (
    NEVER,
    EventBuilder,
    EventDay,
    between,
)

PAPERS = {"indictment": "indictment", "information": "information", "complaint": "complaint"}
SUPERSEDING = {**PAPERS, "indictment": "superseding_indictment"}
UNENTERED = "the list of counts and the date of filing"
UNDATED = "The docket lists this count and does not say when it was filed: so it does not count here."
ENDED_BY_WORDS = ("dismissed",)
WORDS = {
    "complaint": "A complaint is filed.",
    "information": "An information is filed.",
    "indictment": "A grand jury returns an indictment.",
    "superseding_indictment": "A grand jury returns a superseding indictment.",
    "superseding_information": "A superseding information is filed.",
    "": "The counts are filed; the extract of the docket has no entry of the paper that brings them.",
    "superseding": "The superseding counts are filed; the extract of the docket has no entry of it.",
}


@dataclass(slots=True)
class Filing:
    """One paper, or what stands for it where no entry tells of it, with the charges it brings."""

    key: str
    day: EventDay | None
    paper: str
    rank: int
    at: str
    text: str = ""
    brought: list[Charge] = field(default_factory=list)


class Filings:
    """Works out which paper brought which charge, and writes the events."""

    def __init__(self, docket: Docket, said: Sequence[EntryStatement], happenings: EventBuilder) -> None:
        """Take the docket, what its entries say, and where events go."""
        self.docket = docket
        self.said = said
        self.happenings = happenings
        self._filings: dict[str, Filing] = {}
        self.superseded: set[str] = set()

    def write(self, everybody: Sequence[Charges]) -> None:
        """Write a filing for every charge, and end what each replaces."""
        for charges in everybody:
            for complaint in charges.complaints:
                self._bring(
                    complaint, self._complained(charges), f"filing-complaint-{charges.prefix}", charges
                )
            for count in charges.counts:
                self._bring(count, self._charged(count, charges), "filing", charges)
        for filing in self._filings.values():
            self._event(filing, everybody)

    def _complained(self, charges: Charges) -> EntryStatement | None:
        """Return the first entry of a complaint against the defendant."""
        return next((one for one in self._papers(charges) if one.what == "complaint"), None)

    def _charged(self, count: Charge, charges: Charges) -> EntryStatement | None:
        """Return the entry of the paper that brought a count: one that names it, else its rank."""
        papers = [one for one in self._papers(charges) if one.what != "complaint"]
        for one in papers:
            if count.number in one.counts:
                return one
        for one in papers:
            if not one.rank and count in charges.named(one.counts):
                return one
        silent = [one for one in papers if not one.counts and one.rank == count.rank]
        return silent[0] if silent and len({one.day for one in silent}) == 1 else None

    def _papers(self, charges: Charges) -> Iterable[EntryStatement]:
        return (one for one in self.said if one.kind is EntryKind.INSTRUMENT and charges.place in one.whom)

    def _bring(self, charge: Charge, said: EntryStatement | None, stem: str, charges: Charges) -> None:
        rank = charge.rank or 0
        if said:
            # Another version of one paper, redacted or unsealed, on one day is the same filing.
            key = f"filing-{said.what}-{said.rank}-{said.day}"
            filing = Filing(key, EventDay(said.day), said.what, said.rank, said.entry.cited, said.entry.text)
        else:
            suffix = charge.number.suffix if charge.number and charge.rank != 0 else ""
            key = f"{stem}-{suffix}-{charges.prefix}" if suffix else stem
            filing = Filing(key, self._unentered(charge, charges), "", rank, UNENTERED)
        known = self._filings.setdefault(filing.key, filing)
        if filing.day and (known.day is None or filing.day.last < known.day.last):
            known.day = filing.day
        known.brought.append(charge)
        charge.filed_last = known.day.last if known.day else NEVER

    def _unentered(self, charge: Charge, charges: Charges) -> EventDay | None:
        """Return the day of a filing no entry tells of.

        The counts of the first paper, and a complaint, were there when the docket was opened. Others came in
        some day after that, and before anything else the docket says of them; where it says nothing, no day
        is known.
        """
        if charge.rank == 0 or charge.is_complaint:
            return EventDay(self.docket.filed)
        later = [
            one.day for one in self.said if charge in charges.named(one.counts) and charges.place in one.whom
        ]
        last = min([*later, *([charges.ended] if charges.ended else [])], default="")
        return between(self.docket.filed, last)

    def _event(self, filing: Filing, everybody: Sequence[Charges]) -> None:
        if filing.day is None:
            for charge in filing.brought:
                charge.notes.append(UNDATED)
            return
        paper = filing.paper
        type_ = (SUPERSEDING if filing.rank else PAPERS).get(paper, "")
        words = f"superseding_{paper}" if filing.rank and paper else "superseding" if filing.rank else paper
        outcome = "indicted" if paper == "indictment" else "filed"
        brought = [charge.id for charge in filing.brought]
        outcomes = [{"charges": brought, "outcome": outcome}]
        replaced = self._replaced(filing, everybody)
        if replaced:
            outcomes.append({"charges": replaced, "outcome": "superseded"})
            self.superseded |= set(replaced)
        self.happenings.add(
            filing.key,
            filing.day,
            "filing",
            at=filing.at,
            kind="filing",
            type=type_,
            what=WORDS[words],
            source_text=filing.text,
            outcomes=outcomes,
        )

    def _replaced(self, filing: Filing, everybody: Sequence[Charges]) -> list[str]:
        """Return the charges this paper replaces: superseded by its counts, with no end of their own."""
        brought = {other for charge in filing.brought for other in charge.supersedes}
        return [
            charge.id
            for charges in everybody
            for charge in (*charges.complaints, *charges.counts)
            if charge.id in brought and charge.id not in self.superseded and _left_no_finding(charge)
        ]


def _left_no_finding(charge: Charge) -> bool:
    """Tell whether no sentence or verdict is given on a count: then the later count stands in its place.

    A complaint ends with the paper that replaces it, whatever the docket repeats beside it.
    """
    if charge.is_complaint:
        return True
    words = charge.listed.disposition.lower()
    return not words.strip() or any(ending in words for ending in ENDED_BY_WORDS)
