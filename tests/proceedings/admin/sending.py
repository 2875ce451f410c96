"""What is sent to be imported, and what its preview says."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.proceedings.admin.conftest import context_of
from tests.proceedings.importers.tables import table

SEND = "admin:import_tables"
CASE = "nowhere-v-mockingbird"
NEW_TRIAL = table(
    "case,id,type,date,charges,outcome,what",
    [CASE, "new-trial", "motion_order", "2024-06-01", "whistling", "new_trial_granted", "Granted."],
)
CASE_FILE = """\
casetracker: 1
cases:
- id: nowhere-v-mockingbird
  court: fictional-district
  docket: X-2023-00017
  caption: State of Nowhere v. Mockingbird
  type: criminal
  sources: [fictional-docket]
  events:
  - {id: new-trial, kind: ruling, type: motion_order, date: 2024-06-01, what: Granted.,
     outcomes: [{charges: [whistling], outcome: new_trial_granted}]}
"""


def send(client: Client, content: bytes, name: str, **fields: str) -> str:
    """Send a file; return the address of its preview."""
    answer = client.post(reverse(SEND), {"file": SimpleUploadedFile(name, content), **fields})
    assert answer.status_code == 302, context_of(answer)["form"].errors
    return answer["Location"]


def look(client: Client, address: str) -> Any:
    return context_of(client.get(address))


def confirm(client: Client, address: str) -> Any:
    """Press the button of a preview."""
    seen = look(client, address)["preview"].instant
    return client.post(address, {"_import": "1", "seen": seen}, follow=True)


def refused(
    client: Client, content: bytes, name: str = "rulings.csv", **fields: str
) -> list[tuple[int, str, str]]:
    """Return row, place and value of what a preview refuses."""
    shown = look(client, send(client, content, name, **fields))
    return [(problem.line, problem.place, value) for problem, value in shown["problems"]]
