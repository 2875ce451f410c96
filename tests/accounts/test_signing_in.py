"""Who is let into the admin, with which proofs, and what the log says of it."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.cache import caches
from django.core.management import call_command
from django.test import Client
from django.urls import NoReverseMatch, reverse

from accounts.models import Outcome, SignIn
from proceedings.record.roles import Role
from tests.accounts.conftest import HOME, PASSWORD, SECRET, code, knock, person, with_app

pytestmark = pytest.mark.django_db


def logged() -> list[str]:
    return list(SignIn.objects.order_by("pk").values_list("outcome", flat=True))


def test_a_contributor_signs_in_with_name_or_address_and_password_alone(client: Client) -> None:
    person()

    assert client.get(HOME, follow=True).redirect_chain[-1][0].startswith("/account/sign-in/?next=")
    assert knock(client, "testa").headers["Location"] == HOME
    assert client.get(HOME).status_code == 200
    assert knock(Client(), "testa@tracker.example").headers["Location"] == HOME
    assert logged() == [Outcome.SIGNED_IN, Outcome.SIGNED_IN]


@pytest.mark.parametrize("role", [Role.PUBLISHER, Role.ADMINISTRATOR])
def test_a_password_alone_leads_these_roles_to_the_second_factor(client: Client, role: Role) -> None:
    person(role)
    knock(client, "testa")

    answer = client.get(HOME)

    assert answer.headers["Location"] == "/account/second-factor/?next=%2Fadmin%2F"
    assert "Add a second factor" in client.get(answer.headers["Location"]).text
    assert client.post("/admin/people/party/add/", {"name": "Testa"}).status_code == 302


def test_a_superuser_needs_a_second_factor_too(client: Client) -> None:
    user = person(Role.EDITOR)
    user.is_superuser = True
    user.save()
    knock(client, "testa")

    assert client.get(HOME).headers["Location"].startswith("/account/second-factor/")


@pytest.mark.django_db(transaction=True)  # allauth tells of a new factor after the commit
def test_a_publisher_adds_an_app_at_the_first_sign_in_and_is_let_in(client: Client) -> None:
    person(Role.PUBLISHER)
    knock(client, "testa")
    page = client.get(reverse("mfa_activate_totp"))
    picture = client.get(reverse("second-factor-picture"))

    assert page.status_code == 200
    assert "data:" not in page.text
    assert picture.headers["Content-Type"] == "image/svg+xml"
    assert picture.headers["Cache-Control"].count("no-store")
    session = client.session
    session["mfa.totp.secret"] = SECRET
    session.save()
    answer = client.post(reverse("mfa_activate_totp"), {"code": code()})
    assert answer.status_code == 302, answer.text
    assert client.get(HOME).status_code == 200
    assert client.get(reverse("mfa_view_recovery_codes")).status_code == 200


def test_afterwards_the_code_is_asked_for_and_a_wrong_one_refused(client: Client) -> None:
    with_app(person(Role.PUBLISHER))

    assert knock(client, "testa").headers["Location"].startswith(reverse("mfa_authenticate"))
    assert client.get(HOME).status_code == 302
    assert "Incorrect code" in client.post(reverse("mfa_authenticate"), {"code": "000000"}).text
    answer = client.post(reverse("mfa_authenticate"), {"code": code()})
    assert answer.headers["Location"] == HOME
    assert client.get(HOME).status_code == 200
    assert logged() == [Outcome.REFUSED_FACTOR, Outcome.SIGNED_IN]
    assert SignIn.objects.get(outcome=Outcome.SIGNED_IN).methods == "password, totp"


def test_a_session_opened_before_the_role_was_given_holds_no_proof(client: Client) -> None:
    user = person()
    knock(client, "testa")
    with_app(user)
    user.is_superuser = True
    user.save()

    asked = client.get(client.get(HOME).headers["Location"]).headers["Location"]

    assert asked.startswith(reverse("mfa_reauthenticate"))
    assert client.post(asked, {"code": code(), "next": HOME}).headers["Location"] == HOME
    assert client.get(HOME).status_code == 200
    assert logged()[-1] == Outcome.CONFIRMED


def test_the_last_factor_of_a_publisher_cannot_be_taken_away(client: Client) -> None:
    with_app(person(Role.PUBLISHER))
    knock(client, "testa")
    client.post(reverse("mfa_authenticate"), {"code": code()})

    client.post(reverse("mfa_deactivate_totp"))

    assert Authenticator.objects.filter(type="totp").exists()


def test_attempts_are_counted_in_what_all_processes_share() -> None:
    person()
    shared: Any = settings.CACHES["default"]

    for _attempt in range(5):
        assert "not correct" in knock(Client(), "testa", "a guess").text
    refused = knock(Client(), "testa", PASSWORD)

    assert "Too many failed" in refused.text
    assert shared["BACKEND"] == "django.core.cache.backends.db.DatabaseCache"
    assert caches["default"] is not None
    assert logged() == [Outcome.REFUSED] * 5 + [Outcome.LIMITED]


def test_what_was_typed_as_a_name_is_not_kept() -> None:
    knock(Client(), "my secret password", "x")

    entry = SignIn.objects.get()
    assert (entry.outcome, entry.user) == (Outcome.REFUSED, None)


def test_a_session_ends_with_the_browser_and_with_the_working_day(client: Client) -> None:
    person()

    cookie = knock(client, "testa").cookies["sessionid"]

    assert not cookie["max-age"]
    assert client.session.get_expiry_age() <= 12 * 60 * 60


def test_nobody_signs_up_and_the_admin_has_no_door_of_its_own(client: Client) -> None:
    person()

    with pytest.raises(NoReverseMatch):
        reverse("account_signup")
    answer = client.post("/admin/login/", {"username": "testa", "password": PASSWORD})
    assert answer.headers["Location"].startswith("/account/sign-in/")


def test_no_page_of_the_door_needs_what_the_policy_forbids(client: Client) -> None:
    with_app(person(Role.PUBLISHER))
    pages = [client.get(reverse("account_login"))]
    knock(client, "testa")
    pages.append(client.get(reverse("mfa_authenticate")))
    client.post(reverse("mfa_authenticate"), {"code": code()})
    names = (
        "mfa_index",
        "mfa_add_webauthn",
        "mfa_reauthenticate",
        "account_change_password",
        "account_logout",
    )
    pages += [client.get(reverse(name)) for name in names]

    for page in pages:
        assert page.status_code == 200
        assert "<style" not in page.text
        assert " style=" not in page.text
        assert "data:" not in page.text
        assert '<meta name="robots" content="noindex">' in page.text


def test_who_lost_the_second_factor_enrols_another(client: Client) -> None:
    with_app(person(Role.PUBLISHER))

    call_command("forget_factors", "testa", stdout=StringIO())

    assert knock(client, "testa").headers["Location"] == HOME
    assert client.get(HOME).headers["Location"].startswith("/account/second-factor/")
    assert logged() == [Outcome.FACTOR_REMOVED, Outcome.SIGNED_IN]
