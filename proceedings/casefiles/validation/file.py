"""What no single value can tell: ids given twice, references to nothing, codes that do not go together."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from people.models import Identifier
from proceedings.casefiles.format.base import Citation, Part
from proceedings.casefiles.format.case import Case, CaseFile, Correction, Restriction
from proceedings.casefiles.format.matter import Court, Incident, Party
from proceedings.casefiles.parsing.source_map import SourceMap
from proceedings.casefiles.problems import Problem
from proceedings.casefiles.validation.id_index import KINDS, IdIndex
from proceedings.models import Court as CourtRow

SINGULAR = {
    "courts": "a court",
    "incidents": "an incident",
    "parties": "a party",
    "sources": "a source",
    "cases": "a case",
}


class ValidationReport:
    """The problems found so far, and the ids that exist."""

    def __init__(self, names: IdIndex, places: SourceMap) -> None:
        """Start without problems."""
        self.names = names
        self.places = places
        self.problems: list[Problem] = []

    def add(self, part: Part, place: str | Sequence[str | int], value: object, expected: str) -> None:
        """Report what stands in a block under a key (or further in), and what was expected there."""
        steps = (place,) if isinstance(place, str) else tuple(place)
        document, at = self.places.of(part)
        self.problems.append(document.problem((*at, *steps), value, expected))

    def refer(self, part: Part, place: str | Sequence[str | int], kind: str, key: str) -> None:
        """Refuse an id that names nothing of its kind."""
        if key and not self.names.has(kind, key):
            self.add(part, place, key, f"the id of {SINGULAR[kind]} in the given files or in the database")

    def once(self, part: Part, place: str, values: Collection[object], words: str) -> None:
        """Refuse a value that is given twice in one list."""
        if len(set(values)) == len(values):
            return
        seen: set[object] = set()
        for number, value in enumerate(values):
            if value in seen:
                self.add(
                    part,
                    (place, number),
                    ", ".join(filter(None, map(str, value))) if isinstance(value, tuple) else value,
                    words,
                )
            seen.add(value)

    def cite(self, part: Part, citations: Sequence[Citation]) -> None:
        """Check the sources of a fact."""
        if not citations:
            return
        for number, citation in enumerate(citations):
            self.refer(part, ("sources", number), "sources", citation.source)
        cited = [(citation.source, citation.at) for citation in citations]
        self.once(part, "sources", cited, "each source once, or at different places")


def check_shared(files: Sequence[CaseFile], report: ValidationReport) -> None:
    """Check what the cases of a matter share."""
    for kind in KINDS:
        _check_ids(files, kind, report)
    for file in files:
        for court in file.courts:
            report.cite(court, court.sources)
        for party in file.parties:
            _check_party(party, report)
        for incident in file.incidents:
            _check_incident(incident, report)
        for correction in file.corrections:
            _check_correction(correction, report)
        for restriction in file.restrictions:
            _check_restriction(restriction, report)
    _check_courts([court for file in files for court in file.courts], report)
    _check_identifiers([party for file in files for party in file.parties], report)


def _check_ids(files: Sequence[CaseFile], kind: str, report: ValidationReport) -> None:
    """Refuse an id given twice, but for the very same block in another file: two dumps may share a court."""
    seen: dict[str, tuple[Part, CaseFile]] = {}
    for file in files:
        for part in getattr(file, kind):
            first, holder = seen.setdefault(part.id, (part, file))
            if first is not part and (holder is file or first != part):
                document, place = report.places.of(first)
                where = f"{document.name}:{document.line(place)}"
                report.add(part, "id", part.id, f"an id of its own; this one is given in {where}")


def _check_courts(courts: Sequence[Court], report: ValidationReport) -> None:
    seen: dict[str, str] = {}
    for court in courts:
        if court.courts_db_id is None:
            continue
        other = seen.setdefault(court.courts_db_id, court.id)
        if other == court.id and CourtRow.objects.filter(key=court.id).exists():
            rows = CourtRow.objects.filter(courts_db_id=court.courts_db_id).exclude(key=court.id)
            other = rows.values_list("key", flat=True).first() or other
        if other != court.id:
            report.add(
                court, "courts_db_id", court.courts_db_id, f"an id of its own; the court {other} has it"
            )


def _check_identifiers(parties: Sequence[Party], report: ValidationReport) -> None:
    seen: dict[tuple[str, str], str] = {}
    for party in parties:
        for number, given in enumerate(party.identifiers):
            pair = (given.scheme, given.value)
            row = (
                Identifier.objects.filter(scheme=given.scheme, value=given.value)
                .select_related("party")
                .first()
            )
            holder = seen.setdefault(pair, row.party.key if row else party.id)
            if holder != party.id:
                expected = f"an identifier of its own; the party {holder} has it"
                report.add(party, ("identifiers", number, "value"), given.value, expected)


def _check_party(party: Party, report: ValidationReport) -> None:
    report.cite(party, party.sources)
    report.once(party, "other_names", [name.name for name in party.other_names], "each name once")
    pairs = [(given.scheme, given.value) for given in party.identifiers]
    report.once(party, "identifiers", pairs, "each identifier once")


def _check_incident(incident: Incident, report: ValidationReport) -> None:
    report.cite(incident, incident.sources)
    for harmed in incident.harmed:
        report.refer(harmed, "party", "parties", harmed.party)
    report.once(incident, "harmed", [harmed.party for harmed in incident.harmed], "each person once")
    report.once(incident, "disputed", [disputed.claim for disputed in incident.disputed], "each claim once")
    numbers = [(press.source, press.number) for press in incident.press]
    report.once(incident, "press", numbers, "a number of its own within the account")
    for press in incident.press:
        report.refer(press, "source", "sources", press.source)
        report.once(press, "events", press.events, "each event once")
        for number, reference in enumerate(press.events):
            key, _slash, event = reference.partition("/")
            case = report.names.case(key)
            if case is None or event not in case.events:
                expected = "case-id/event-id of an event in the given files or in the database"
                report.add(press, ("events", number), reference, expected)


def _check_restriction(restriction: Restriction, report: ValidationReport) -> None:
    report.refer(restriction, "party", "parties", restriction.party)
    report.refer(restriction, "case", "cases", restriction.case)
    parts = [name for name in ("defendant", "charge", "event") if getattr(restriction, name)]
    if bool(restriction.party) == bool(restriction.case):
        report.add(restriction, (), None, "either the key “party” or the key “case”: what is closed")
    if len(parts) > 1 or (parts and not restriction.case):
        report.add(
            restriction, parts[-1], getattr(restriction, parts[-1]), "one part, of the case under “case”"
        )
    case = report.names.case(restriction.case) if restriction.case else None
    for name in parts:
        held = getattr(case, f"{name}s") if case else ()
        if getattr(restriction, name) not in held:
            report.add(restriction, name, getattr(restriction, name), f"an id of that case: {name}s")
    if restriction.until and restriction.until < restriction.since:
        report.add(restriction, "until", restriction.until, "a day that is not before “since”")


def _check_correction(correction: Correction, report: ValidationReport) -> None:
    report.refer(correction, "incident", "incidents", correction.incident)
    report.refer(correction, "case", "cases", correction.case)
    if not (correction.case or correction.incident):
        report.add(correction, (), None, "the key “case” or “incident”: what it is about")
    case = report.names.case(correction.case) if correction.case else None
    if correction.event and (case is None or correction.event not in case.events):
        report.add(correction, "event", correction.event, "the id of an event of the case named under “case”")


def cases_of(files: Sequence[CaseFile]) -> list[Case]:
    """Return the cases of all files, each id once, in the order of the files."""
    cases: dict[str, Case] = {}
    for file in files:
        for case in file.cases:
            cases.setdefault(case.id, case)
    return list(cases.values())
