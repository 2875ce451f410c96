"""What signing in leaves behind: sessions, rows of the log, and lines for whoever watches over the site."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime, timedelta

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn.internal import auth
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from accounts.models import Outcome, SignIn
from accounts.views import CHALLENGE
from kit.security_log import log_event
from proceedings.record.roles import Role, give_role
from tests.accounts.conftest import code, knock, person, with_app
from tests.factories import PartyFactory
from tests.proceedings.admin.conftest import page, signed_in

pytestmark = pytest.mark.django_db
PASSKEY = "mfa_login_webauthn"


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """Return what the security log says."""
    caplog.set_level(logging.INFO, logger="casetracker.security")
    return caplog


def begin_passkey(client: Client) -> str:
    answer = client.get(reverse(PASSKEY), headers={"X-Requested-With": "XMLHttpRequest"})
    assert answer.status_code == 200
    return str(answer.json()["request_options"]["publicKey"]["challenge"])


def test_asking_for_a_passkey_stores_no_session_and_gives_a_challenge_each_time() -> None:
    challenges = {begin_passkey(Client()) for _time in range(3)}

    assert len(challenges) == 3
    assert not Session.objects.exists()


def test_a_challenge_reaches_the_check_once(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[object] = []

    def check(_user: object, _response: object) -> None:
        found.append(auth.get_state())
        raise get_adapter().validation_error("incorrect_code")

    user = person(Role.EDITOR)
    monkeypatch.setattr(auth, "complete_authentication", check)
    monkeypatch.setattr(auth, "parse_authentication_response", lambda _sent: None)
    monkeypatch.setattr(auth, "extract_user_from_response", lambda _sent: user)
    challenge = begin_passkey(client)
    cookie = client.cookies[CHALLENGE].value

    for sent in (cookie, cookie, cookie[:-1] + ("x" if cookie[-1] != "x" else "y")):
        client.cookies[CHALLENGE] = sent
        client.post(reverse(PASSKEY), {"credential": json.dumps({"id": "x"})})

    assert [bool(state) for state in found] == [True, False, False]
    assert challenge in repr(found[0])


def test_sessions_that_are_over_go_when_somebody_signs_in(client: Client) -> None:
    yesterday = datetime.now(UTC) - timedelta(days=1)
    Session.objects.create(session_key="old", session_data="", expire_date=yesterday)
    person()

    knock(client, "testa")

    assert [one.session_key for one in Session.objects.all()] == [client.session.session_key]


def test_beyond_the_limit_a_network_leaves_one_row_a_minute() -> None:
    for _attempt in range(20):
        knock(Client(), "nobody", "a guess")

    rows = list(SignIn.objects.values_list("outcome", flat=True))
    assert rows.count(Outcome.LIMITED) == 1
    assert len(rows) <= 11
    SignIn.objects.filter(outcome=Outcome.LIMITED).update(at=datetime.now(UTC) - timedelta(minutes=2))
    knock(Client(), "nobody", "a guess")
    assert SignIn.objects.filter(outcome=Outcome.LIMITED).count() == 2


def test_each_security_event_is_one_line(client: Client, lines: pytest.LogCaptureFixture) -> None:
    user = with_app(person(Role.PUBLISHER))
    knock(client, "testa")
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    client.post(reverse("mfa_authenticate"), {"code": code()})
    knock(Client(), "testa", "a guess")

    assert [line.partition(" ")[0] for line in lines.messages] == [
        "role_given",
        "refused_factor",
        "signed_in",
        "refused",
    ]
    assert lines.messages[2] == (
        f"signed_in user={user.pk} name=testa methods='password, totp' network=127.0.0.1"
    )


def test_a_name_nobody_has_is_not_in_the_log(lines: pytest.LogCaptureFixture) -> None:
    knock(Client(), "my secret password", "x")

    assert lines.messages == ["refused network=127.0.0.1"]


def test_no_value_begins_a_line_of_its_own(lines: pytest.LogCaptureFixture) -> None:
    log_event("signed_in", name="testa\nsealed by=1", network="::1")

    assert lines.messages == ["signed_in name='testa\\nsealed by=1' network='::1'"]


def test_roles_given_and_taken_are_logged_with_who_did_it(lines: pytest.LogCaptureFixture) -> None:
    keeper = User.objects.create_superuser("keeper")
    user = person(Role.CONTRIBUTOR)
    lines.clear()
    group = user.groups.get()

    give_role(user, Role.EDITOR)
    address = reverse("admin:auth_user_change", args=(user.pk,))
    signed_in(keeper).post(address, {"username": "testa", "is_active": "on", "groups": [group.pk]})

    assert lines.messages == [
        f"role_taken user={user.pk} role=Contributors",
        f"role_given user={user.pk} role=Editors",
        f"role_taken user={user.pk} role=Editors by={keeper.pk}",
        f"role_given user={user.pk} role=Contributors by={keeper.pk}",
    ]


def test_closing_and_opening_a_record_is_logged_without_its_name(lines: pytest.LogCaptureFixture) -> None:
    keeper = User.objects.create_superuser("keeper")
    client, party = signed_in(keeper), PartyFactory(name="Testa Sealed")
    sent = {"party": party.pk, "kind": "court_order", "legal_basis": "An order", "since": "2024-01-01"}
    client.post(page("restriction", "add"), sent | {"confirmed": "1"})
    sealed = lines.messages[-1]
    number = int(sealed.partition("restriction=")[2].split()[0])
    client.post(reverse("admin:proceedings_restriction_lift", args=(number,)), {"because": "Set aside"})

    assert sealed == f"sealed restriction={number} party={party.pk} by={keeper.pk}"
    assert lines.messages[-1] == f"unsealed restriction={number} party={party.pk} by={keeper.pk}"
    assert "Testa" not in " ".join(lines.messages)
