"""A review note is read by nobody but editors: no page, no answer of the API, no file and no dump has it."""

from __future__ import annotations

import io

import pytest
from django.core.management import call_command
from django.test import Client

from proceedings.models import ReviewNote
from proceedings.record.roles import Role
from tests.proceedings.admin.conftest import page, signed_in, somebody
from tests.proceedings.website.records.matter import invent
from tests.worlds import again

pytestmark = pytest.mark.django_db

CANARY = "Canarynote"


def test_a_note_is_told_to_editors_only(client: Client) -> None:
    matter = again(invent)
    for target, row in (
        ("case", matter.second),
        ("defendant", matter.tried),
        ("charge", matter.charge),
        ("event", matter.dismissal),
        ("party", matter.tried.party),
    ):
        ReviewNote.objects.create(text=f"{CANARY} {target}", **{target: row})
    tried, case = matter.tried, matter.second

    for address in (
        "/",
        f"/defendants/{tried.pk}-{tried.slug}/",
        f"/cases/{case.pk}-{case.slug}/",
        f"/people/{tried.party_id}-{tried.party.slug}/",
        f"/incidents/{matter.incident.key}/",
        "/defendants.csv",
        "/rulings.json",
        "/corrections/",
        f"/api/v1/defendants/{tried.pk}/",
        f"/api/v1/cases/{case.pk}/",
        "/api/v1/cases/",
    ):
        answer = client.get(address, follow=True)
        body = answer.getvalue().decode()
        assert CANARY not in body, address
        assert answer.status_code == 200, address
    words = io.StringIO()
    call_command("dump_cases", stdout=words)
    assert case.caption in words.getvalue()
    assert CANARY not in words.getvalue()
    assert CANARY in signed_in(somebody(Role.CONTRIBUTOR)).get(page("case", "change", case.pk)).text
