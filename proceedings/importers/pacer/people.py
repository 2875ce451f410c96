"""The parties of a docket: defendants, the prosecution or the plaintiffs, counsel, judges."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from proceedings.importers.formats import UnknownValue
from proceedings.importers.pacer.docket import Docket, DocketParty, terminated_in
from proceedings.importers.pacer.naming import UNITED_STATES, kind_of, slug, sort_name

THE_UNITED_STATES: dict[str, Any] = {
    "id": "united-states-of-america",
    "name": "United States of America",
    "kind": "government",
    "other_names": [{"name": "USA", "kind": "as_printed"}],
}
# Types of parties as dockets print them, and our roles; the others are listed as unrecognised.
CRIMINAL_ROLES = {"defendant": "defendant", "plaintiff": "prosecution"}
CIVIL_ROLES = {
    "defendant": "defendant",
    "plaintiff": "plaintiff",
    "petitioner": "plaintiff",
    "respondent": "respondent",
    "appellant": "appellant",
    "appellee": "appellee",
}
COUNSEL_OF = {
    "prosecution": "prosecutor",
    "plaintiff": "plaintiff_attorney",
    "appellant": "appellant_attorney",
}
# What dockets print beside counsel, and how it is said here; no words: understood, not repeated.
STANDINGS = {
    "LEAD ATTORNEY": "lead attorney",
    "ATTORNEY TO BE NOTICED": "",
    "PRO HAC VICE": "pro hac vice",
    "NOT ADMITTED": "not admitted",
    "DESIGNATION: RETAINED": "retained",
    "DESIGNATION: CJA APPOINTMENT": "appointed",
    "DESIGNATION: PUBLIC DEFENDER OR COMMUNITY DEFENDER APPOINTMENT": "public or community defender",
    "DESIGNATION: ASSISTANT US ATTORNEY": "assistant US attorney",
    "DESIGNATION: ASSISTANT U.S. ATTORNEY": "assistant US attorney",
}
# Who stands beside a party in the docket and speaks for nobody.
_NOT_COUNSEL = re.compile(
    r"\b(?:interpreter|translator|bail\s*bonds?(?:man|men)?|bonds(?:man|men)|surety|probation"
    r"|pretrial services|marshal|court reporter|custodian|mediator|victim)\b",
    re.IGNORECASE,
)
_PRO_SE = re.compile(r"\bpro\s*se\b", re.IGNORECASE)
_ALIAS = re.compile(r"^(?:also known as|a/?k/?a|aka)\b[:\s]*(?P<name>.*)$", re.IGNORECASE)
_ENDED = re.compile(r"^TERMINATED:\s*\d{2}/\d{2}/\d{4}$")
LONGEST_NAME = 300


@dataclass(slots=True)
class People:
    """The parties and participants of a case, as blocks of its file."""

    case: str
    docket: Docket
    source: str
    parties: dict[str, dict[str, Any]] = field(default_factory=dict)
    participants: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    defendants: list[tuple[str, DocketParty]] = field(default_factory=list)
    # Defendants, by their ids, who appear without counsel.
    alone: set[str] = field(default_factory=set)
    unrecognised: list[UnknownValue] = field(default_factory=list)

    def gather(self, *, criminal: bool) -> None:
        """Take in everybody the docket lists."""
        roles = CRIMINAL_ROLES if criminal else CIVIL_ROLES
        for party in self.docket.parties:
            role = roles.get(party.type.lower())
            if role is None:
                self._not_known("type of party", party.type, party.name)
                continue
            key = self._party(party, role)
            if role == "defendant":
                if key not in {known for known, _party in self.defendants}:
                    self.defendants.append((key, party))
            else:
                self._take_part(key, role)
            self._counsel(party, key, COUNSEL_OF.get(role, "defence_attorney"))
        for name, note in ((self.docket.assigned, ""), (self.docket.referred, "referred")):
            if name:
                self._take_part(self.judge(name), "judge", note=note)

    def judge(self, name: str) -> str:
        """Return the id of a judge; nothing where only a surname is printed."""
        if len(name.split()) < len(["first", "last"]):
            return ""
        return self._known(f"{self.case}-judge-{slug(name)}", name, kind="person")

    def _party(self, party: DocketParty, role: str) -> str:
        if UNITED_STATES.fullmatch(party.name):
            self.parties.setdefault(THE_UNITED_STATES["id"], THE_UNITED_STATES)
            return str(THE_UNITED_STATES["id"])
        key = self._known(f"{self.case}-{slug(party.name)}", party.name, kind=kind_of(party.name))
        names = list(self._aliases(party))
        if names and role == "defendant":
            self.parties[key]["other_names"] = [{"name": name, "kind": "alias"} for name in names]
        return key

    def _known(self, key: str, name: str, *, kind: str) -> str:
        name = name[:LONGEST_NAME]
        block = {"id": key, "name": name, "kind": kind, "sources": [self.source]}
        if kind == "person":
            block["sort_name"] = sort_name(name)[:LONGEST_NAME]
        self.parties.setdefault(key, block)
        return key

    def _aliases(self, party: DocketParty) -> Iterable[str]:
        """List the other names the docket prints below a party; what else stands there is not understood."""
        lines = iter(" ".join(line.split()) for line in party.more.splitlines())
        names = []
        for line in lines:
            alias = _ALIAS.match(line)
            if alias:
                name = alias["name"] or next(lines, "")
                names.append(name[:LONGEST_NAME])
            elif line and not _ENDED.match(line):
                self._not_known("note to a party", line, party.name)
        return [name for name in dict.fromkeys(names) if name and name.lower() != party.name.lower()]

    def _take_part(self, key: str, role: str, note: str = "") -> dict[str, Any]:
        if not key:
            return {}
        return self.participants.setdefault((key, role), {"party": key, "role": role, "note": note})

    def _counsel(self, party: DocketParty, client: str, role: str) -> None:
        for attorney in party.attorneys:
            if _NOT_COUNSEL.search(" ".join((attorney.name, *attorney.roles))):
                self._not_known("standing of counsel", "; ".join(attorney.roles) or attorney.name, party.name)
                continue
            if any(_PRO_SE.search(role) for role in attorney.roles) or _PRO_SE.search(attorney.name):
                self.alone.add(client)
                continue
            if slug(attorney.name) == slug(party.name):
                self._not_known("standing of counsel", "the party itself", party.name)
                continue
            key = f"{self.case}-{role.replace('_', '-')}-{slug(attorney.name)}"
            part = self._take_part(self._known(key, attorney.name, kind="person"), role)
            represents = part.setdefault("represents", [])
            if client not in represents:
                represents.append(client)
            said = [self._standing(one, attorney.name) for one in attorney.roles if not terminated_in(one)]
            # The same name twice is one entry that ended and one that goes on: it goes on.
            ended = next((day for one in attorney.roles if (day := terminated_in(one))), "")
            part["until"] = ended if part.get("until", ended) else ""
            notes = [part.get("note", ""), *said]
            part["note"] = "; ".join(
                dict.fromkeys(note for joined in notes for note in joined.split("; ") if note)
            )

    def _standing(self, role: str, name: str) -> str:
        words = STANDINGS.get(role.upper())
        if words is None:
            self._not_known("standing of counsel", role, name)
        return words or ""

    def _not_known(self, column: str, value: str, of: str) -> None:
        self.unrecognised.append(UnknownValue(column, value, f"{self.docket.number}, {of}"))
