"""Case files for tests: one small sound matter, changed by each test where it wants something wrong."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command

SOUND = """\
casetracker: 1
courts:
- {id: mock-court, name: Mock Court, timezone: America/Denver}
incidents:
- id: mock-incident
  title: The mock incident
  date: 2019
  summary: Nothing happened, visibly.
  harmed:
  - {party: nomen-nescio, harm: other}
  disputed:
  - {claim: Whether anything happened, texts: Nobody says so.}
  press:
  - {source: mock-log, number: 1, fact: It is said to have happened., events: [mock-1/filed, mock-2/filed]}
parties:
- {id: testa-whimbrel, name: Testa Whimbrel, kind: person}
- {id: dummy-corp, name: Dummy Corp, kind: organisation}
- id: nomen-nescio
  name: Nomen Nescio
  kind: person
  private: yes
  other_names:
  - {name: N. N.}
  - {name: Nobody, kind: alias}
  identifiers:
  - {scheme: mock-register, value: 039}
sources:
- {id: mock-log, publisher: Mock Court, kind: court_document}
- {id: mock-paper, publisher: The Mock Paper, kind: newspaper, published: 2020-01}
cases:
- id: mock-1
  court: mock-court
  docket: M-1-CR-2020-00039
  other_dockets: [039]
  caption: Mockland v. Whimbrel
  type: criminal
  incident: mock-incident
  links:
  - {kind: refiled_as, case: mock-2}
  sources: [mock-log]
  participants:
  - {party: nomen-nescio, role: defence_attorney, from: 2020-01, represents: [testa-whimbrel, dummy-corp]}
  defendants:
  - party: testa-whimbrel
    charges:
    - {id: count-1, count: Count 1, offence: Imaginary trespass, sources: [mock-log]}
    - {id: count-2, count: Count 2, offence: Imaginary noise}
  - party: dummy-corp
    charges:
    - {id: corp-1, count: Count 1, offence: Imaginary trespass}
  events:
  - id: filed
    kind: filing
    type: complaint
    date: 2020-01-10
    what: A complaint is filed.
    parties: [nomen-nescio]
    outcomes:
    - {charges: [count-1, count-2, corp-1], outcome: filed}
    sources: [mock-log, {source: mock-paper, at: page 1, confidence: B, differs: Says one count.}]
  - id: hearing
    kind: hearing
    type: trial
    date: 2020-02-01
    scheduled: 2020-02-01T09:00-07:00
    outcome: held
    what: The trial begins.
    outcomes:
    - {charges: [count-1], outcome: trial_began}
  - id: sentenced
    kind: sentence
    date: 2020-03-01
    what: A sentence is imposed on Whimbrel.
    outcomes:
    - {charges: [count-1, count-2], outcome: sentenced}
    components:
    - {kind: imprisonment, maximum: 6, unit: months, suspended: 2.5, sources: [mock-paper]}
    - {charges: [count-2], kind: fine, amount: 500, currency: USD}
  - id: dropped
    kind: notice
    type: nolle_prosequi
    date: 2020-04-01
    what: The charge against the company is dropped.
    outcomes:
    - {charges: [corp-1], outcome: nolle_prosequi}
- id: mock-2
  court: mock-court
  caption: Mockland v. Dummy Corp
  type: criminal
  incident: mock-incident
  defendants:
  - party: dummy-corp
    charges:
    - id: count-1
      count: Count 1
      offence: Imaginary trespass
      links:
      - {kind: refiles, charge: mock-1/corp-1}
  events:
  - id: filed
    kind: filing
    type: information
    date: 2021-05-05
    what: The charge is brought again.
    outcomes:
    - {charges: [count-1], outcome: filed}
corrections:
- {case: mock-1, event: filed, was: Two counts., now: Three., why: One was overlooked., date: 2020-06-01}
"""

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a case file: the sound one, with some texts of it replaced."""

    def written(*changes: tuple[str, str], text: str = SOUND, name: str = "mock.yaml") -> Path:
        for old, new in changes:
            assert old in text, f"the sound file does not hold {old!r}"
            text = text.replace(old, new, 1)
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return written


def run(command: str, *arguments: object) -> str:
    """Run a management command and return what it says."""
    words = io.StringIO()
    call_command(command, *map(str, arguments), stdout=words)
    return words.getvalue()


@pytest.fixture
def manage() -> Callable[..., str]:
    """Run management commands."""
    return run
