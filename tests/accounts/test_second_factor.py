"""What a session without the second factor may not do, and what stands in the database of a factor."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.conf import LazySettings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from accounts import factor_secrets
from proceedings.record.roles import Role
from tests.accounts.conftest import HOME, PASSWORD, SECRET, code, knock, person, with_app

pytestmark = pytest.mark.django_db

CLOSED = [
    "mfa_index",
    "mfa_view_recovery_codes",
    "mfa_download_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "account_reauthenticate",
    "account_change_password",
    "second-factor-picture",
]


def with_codes(user: User) -> User:
    RecoveryCodes.activate(with_app(user))
    return user


def proved_long_ago(client: Client) -> None:
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 3600
    session.save()


def add_app(client: Client) -> None:
    client.get(reverse("mfa_activate_totp"))
    session = client.session
    session["mfa.totp.secret"] = SECRET
    session.save()
    answer = client.post(reverse("mfa_activate_totp"), {"code": code()})
    assert answer.status_code == 302, answer.text


@pytest.fixture
def earlier(client: Client) -> Client:
    """Return a browser signed in by password alone, whose person has a second factor by now."""
    user = person(Role.EDITOR)
    knock(client, user.username)
    with_codes(user)
    return client


@pytest.mark.parametrize("name", CLOSED)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_session_that_never_gave_the_factor_gets_the_page_that_asks_for_it_alone(
    earlier: Client, name: str, method: str
) -> None:
    answer = getattr(earlier, method)(reverse(name), {"password": PASSWORD})

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/account/second-factor/?next=")
    assert Authenticator.objects.filter(type="totp").exists()


def test_the_admin_is_closed_to_it_whatever_the_role_and_opens_with_the_factor(earlier: Client) -> None:
    asked: Any = earlier.get(HOME, follow=True)

    assert asked.redirect_chain[-1][0].startswith(reverse("mfa_reauthenticate"))
    assert earlier.post(reverse("mfa_reauthenticate"), {"code": code(), "next": HOME}).status_code == 302
    assert earlier.get(HOME).status_code == 200


def test_a_password_does_not_stand_in_for_a_factor_that_was_given_long_ago(client: Client) -> None:
    with_codes(person(Role.PUBLISHER))
    knock(client, "testa")
    client.post(reverse("mfa_authenticate"), {"code": code()})
    proved_long_ago(client)

    for method in (client.get, client.post):
        answer = method(reverse("account_reauthenticate"), {"password": PASSWORD})
        assert answer.headers["Location"].startswith(reverse("mfa_reauthenticate"))
    asked: Any = client.get(reverse("mfa_add_webauthn"), follow=True)

    assert asked.redirect_chain[-1][0].startswith(reverse("mfa_reauthenticate"))


@pytest.mark.django_db(transaction=True)  # allauth tells of a new factor after the commit
def test_adding_a_factor_ends_the_other_sessions_of_the_person_and_no_one_elses(client: Client) -> None:
    person(Role.PUBLISHER)
    person(Role.EDITOR, "testo")
    other, colleague = Client(), Client()
    for browser, name in ((client, "testa"), (other, "testa"), (colleague, "testo")):
        knock(browser, name)

    add_app(client)

    assert client.get(HOME).status_code == 200
    assert other.get(HOME).headers["Location"].startswith("/admin/login/")
    assert colleague.get(HOME).status_code == 200


@pytest.mark.parametrize("name", ["mfa_activate_totp", "mfa_add_webauthn"])
def test_adding_a_factor_needs_a_proof(client: Client, name: str) -> None:
    person(Role.PUBLISHER)
    knock(client, "testa")
    proved_long_ago(client)

    assert client.get(reverse(name)).headers["Location"].startswith(reverse("account_reauthenticate"))


@pytest.mark.django_db(transaction=True)  # as above
def test_recovery_codes_are_shown_once(client: Client) -> None:
    user = person(Role.PUBLISHER)
    knock(client, "testa")
    add_app(client)
    codes = RecoveryCodes(Authenticator.objects.get(user=user, type="recovery_codes")).get_unused_codes()

    first, second = (client.get(reverse("mfa_view_recovery_codes")).text for _time in range(2))

    assert all(each in first for each in codes)
    assert not any(each in second for each in codes)
    assert client.get(reverse("mfa_download_recovery_codes")).status_code == 403


def stored() -> str:
    return repr(list(Authenticator.objects.values_list("data", flat=True)))


def test_no_secret_of_a_factor_stands_in_the_database_in_clear(client: Client) -> None:
    user = with_codes(person(Role.PUBLISHER))
    seed = factor_secrets.decrypt(Authenticator.objects.get(type="recovery_codes").data["seed"])

    assert SECRET not in stored()
    assert seed not in stored()
    knock(client, user.username)
    assert client.post(reverse("mfa_authenticate"), {"code": code()}).headers["Location"] == HOME


def test_secrets_of_an_earlier_version_are_read_and_encrypted_by_the_command(client: Client) -> None:
    user = person(Role.PUBLISHER)
    Authenticator.objects.create(user=user, type="totp", data={"secret": SECRET})
    Authenticator.objects.create(user=user, type="recovery_codes", data={"seed": "ab" * 40, "used_mask": 1})
    codes = RecoveryCodes(Authenticator.objects.get(type="recovery_codes")).get_unused_codes()
    knock(client, user.username)
    assert client.post(reverse("mfa_authenticate"), {"code": code()}).headers["Location"] == HOME

    words = StringIO()
    for _time in range(2):
        call_command("encrypt_factors", stdout=words)

    assert [line.rpartition(" ")[2] for line in words.getvalue().splitlines()] == ["2.", "0."]
    assert SECRET not in stored()
    assert "ab" * 40 not in stored()
    assert RecoveryCodes(Authenticator.objects.get(type="recovery_codes")).get_unused_codes() == codes


def test_a_new_key_takes_over_what_the_former_one_encrypted(settings: LazySettings) -> None:
    settings.FACTORS_KEYS = ["the former key"]
    with_app(person(Role.PUBLISHER))
    settings.FACTORS_KEYS = ["the new key", "the former key"]
    call_command("encrypt_factors", stdout=StringIO())

    settings.FACTORS_KEYS = ["the new key"]
    assert factor_secrets.decrypt(Authenticator.objects.get().data["secret"]) == SECRET
    settings.FACTORS_KEYS = ["another key"]
    with pytest.raises(factor_secrets.UnreadableSecretError):
        factor_secrets.decrypt(Authenticator.objects.get().data["secret"])


def test_who_lost_the_factor_is_signed_out_everywhere(client: Client) -> None:
    with_app(person(Role.PUBLISHER))
    knock(client, "testa")
    client.post(reverse("mfa_authenticate"), {"code": code()})

    call_command("forget_factors", "testa", stdout=StringIO())

    assert client.get(HOME).headers["Location"].startswith("/admin/login/")
