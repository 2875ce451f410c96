"""Made-up case files one after the other: what all share first, then a case a line, with what hangs on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from random import Random
from typing import Any

from tools.synthetic_data import scenarios, words
from tools.synthetic_data.case_timeline import CaseTimeline, Counts
from tools.synthetic_data.words import key

CIVIL = 0.12
REFILED = 0.35
WITH_INCIDENT = 0.02
WITH_HEARING = 0.5
SEALED_EVERY = 97
OPEN_ENDS = ("bound", "status", "appears", "incompetent")
CODEFENDANTS = ((1, 800), (2, 130), (3, 45), (4, 15), (6, 8), (12, 2))
EVERY = (*((False, plot) for plot in scenarios.CRIMINAL), *((True, plot) for plot in scenarios.CIVIL))
COUNTS = ((1, 50), (2, 28), (3, 12), (4, 6), (7, 4))


def case_files(defendants: int, seed: int) -> Iterator[dict[str, Any]]:
    """Yield case files that hold so many defendants together (some more where the last case has several)."""
    yield words.shared(seed)
    parties = count(1)
    made = 0
    for number in count(1):
        if made >= defendants:
            return
        file = _GeneratedCase(seed, number, parties).file()
        made += sum(len(case.get("defendants", ())) for case in file["cases"])
        yield file


def is_sealed(number: int) -> bool:
    """Tell whether the case of this number is to be closed to the public; case files carry no seals."""
    return number % SEALED_EVERY == 0


@dataclass(frozen=True, slots=True)
class _Defendant:
    party: dict[str, Any]
    block: dict[str, Any]
    counts: Counts


class _GeneratedCase:
    """One made-up case, and the refiling or the appeal that may hang on it."""

    def __init__(self, seed: int, number: int, parties: Iterator[int]) -> None:
        self.seed = seed
        self.number = number
        self.parties = parties
        self.dice = Random(f"{seed} {number}")  # noqa: S311  # play, not secrets
        self.id = key(seed, "case", number)
        self.court = key(seed, "court", min(self.dice.randint(1, words.COURTS) for _try in range(2)))
        self.source = key(seed, "source", 1)
        self.judge = key(seed, "judge", self.dice.randint(1, words.JUDGES))

    def file(self) -> dict[str, Any]:
        """Return the case file."""
        civil, plot = self._plot()
        steps = scenarios.CIVIL_STEPS if civil else scenarios.CRIMINAL_STEPS
        defendants = [self._defendant(civil=civil) for _each in range(_drawn(self.dice, CODEFENDANTS))]
        course = CaseTimeline(self.dice, self.source, self.judge, civil=civil, early=self.is_of_first)
        below = [steps[name] for name in plot.steps if not steps[name].above]
        above = [steps[name] for name in plot.steps if steps[name].above]
        holders = [each.counts for each in defendants]
        case = self._case(self.id, defendants, civil=civil)
        case["events"] = list(course.events(below, holders))
        if plot.steps[-1] in OPEN_ENDS and self.dice.random() < WITH_HEARING:
            case["events"].append(course.hearing_to_come(holders))
        cases = [case]
        if above:
            cases += self._appeal(above, holders, course)
        elif plot.steps[-1] == "dropped" and self.dice.random() < REFILED:
            cases += self._refiling(defendants, course)
        file: dict[str, Any] = {"casetracker": "1", "parties": [each.party for each in defendants]}
        if self.dice.random() < WITH_INCIDENT:
            file["incidents"] = [self._incident(course)]
            for each in cases:
                each["incident"] = file["incidents"][0]["id"]
        return file | {"cases": cases}

    @property
    def is_of_first(self) -> bool:
        """Tell whether this is one of the first cases, which take every plot once and come to its end."""
        return self.number <= len(EVERY)

    def _plot(self) -> tuple[bool, scenarios.Plot]:
        """Return whether the case is civil, and what happens in it."""
        if self.is_of_first:
            return EVERY[self.number - 1]
        civil = self.dice.random() < CIVIL
        table = scenarios.CIVIL if civil else scenarios.CRIMINAL
        return civil, self.dice.choices(table, [each.weight for each in table])[0]

    def _defendant(self, *, civil: bool) -> _Defendant:
        number = next(self.parties)
        kind = words.company if self.dice.random() < (0.5 if civil else 0.02) else words.person
        party = kind(self.seed, number, self.dice)
        ids = [f"p{number}-{place}" for place in range(1, self._how_many() + 1)]
        name, counts = ("claims", self._claims(ids)) if civil else ("charges", self._charges(ids))
        return _Defendant(party, {"party": party["id"], name: counts}, Counts(party["id"], ids))

    def _how_many(self) -> int:
        """Return a number of counts: one of the first cases has two at least, that may end apart."""
        return max(_drawn(self.dice, COUNTS), 2 if self.is_of_first else 1)

    def _charges(self, ids: Sequence[str]) -> list[dict[str, Any]]:
        drawn = self.dice.choices(words.OFFENCES, words.WEIGHTS, k=len(ids))
        return [
            {
                "id": each,
                "count": f"Count {place}",
                "offence": offence,
                "statute": statute,
                "severity": severity,
            }
            for place, (each, (offence, statute, severity)) in enumerate(zip(ids, drawn, strict=True), 1)
        ]

    def _claims(self, ids: Sequence[str]) -> list[dict[str, Any]]:
        return [{"id": each, "label": self.dice.choice(words.CLAIMS)} for each in ids]

    def _case(self, id_: str, defendants: Sequence[_Defendant], *, civil: bool) -> dict[str, Any]:
        others = " et al." if len(defendants) > 1 else ""
        side = "Nobody-in-Particular" if civil else "State of Nowhere"
        return {
            "id": id_,
            "court": self.court,
            "docket": f"{'CV' if civil else 'CR'}-{self.seed}-{self.number:07}",
            "caption": f"{side} v. {defendants[0].party['name']}{others}",
            "type": "civil" if civil else "criminal",
            "sources": [self.source],
            "participants": [
                *([] if civil else [{"party": key(self.seed, "state", 1), "role": "prosecution"}]),
                {"party": self.judge, "role": "judge"},
            ],
            "defendants": [each.block for each in defendants],
        }

    def _appeal(
        self, steps: Sequence[scenarios.Step], holders: Sequence[Counts], course: CaseTimeline
    ) -> list[dict[str, Any]]:
        events = list(course.events(steps, holders, self.id))
        if not events:
            return []
        return [
            {
                "id": f"{self.id}-appeal",
                "court": key(self.seed, "court", self.dice.randrange(5, words.COURTS + 1, 5)),
                "docket": f"AP-{self.seed}-{self.number:07}",
                "caption": f"Appeal in made-up case {self.number}",
                "type": "appeal",
                "links": [{"kind": "appeal_of", "case": self.id}],
                "sources": [self.source],
                "events": events,
            }
        ]

    def _refiling(self, defendants: Sequence[_Defendant], course: CaseTimeline) -> list[dict[str, Any]]:
        """Bring the dropped counts again under a new number."""
        again = [self._again(each) for each in defendants]
        names = self.dice.choice((("indicted", "appears"), ("filed", "bound", "plea", "probation")))
        steps = [scenarios.CRIMINAL_STEPS[name] for name in names]
        events = list(course.events(steps, [each.counts for each in again]))
        if not events:
            return []
        case = self._case(f"{self.id}-again", again, civil=False)
        case["docket"] = f"CR2-{self.seed}-{self.number:07}"
        return [case | {"events": events}]

    def _again(self, defendant: _Defendant) -> _Defendant:
        charges = [
            charge
            | {
                "id": f"{charge['id']}-r",
                "links": [{"kind": "refiles", "charge": f"{self.id}/{charge['id']}"}],
            }
            for charge in defendant.block["charges"]
        ]
        block = {"party": defendant.party["id"], "charges": charges}
        return _Defendant(
            defendant.party, block, Counts(defendant.party["id"], [charge["id"] for charge in charges])
        )

    def _incident(self, course: CaseTimeline) -> dict[str, Any]:
        return {
            "id": key(self.seed, "matter", self.number),
            "title": f"The made-up matter of {self.dice.choice(words.PLACES)}, no. {self.number}",
            "date": course.day.replace(day=1, month=1).isoformat()[:4],
            "summary": "Nothing of this ever happened.",
            "sources": [self.source],
        }


def _drawn(dice: Random, table: Sequence[tuple[int, int]]) -> int:
    return dice.choices([value for value, _weight in table], [weight for _value, weight in table])[0]
