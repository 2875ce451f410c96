"""Invitations: by link, for one address, once, for a week."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.conf import LazySettings
from django.contrib.auth.models import Group, User
from django.core import mail
from django.test import Client

from accounts.models import Invitation
from proceedings.record.roles import Role, group_of
from tests.accounts.conftest import HOME, PASSWORD, knock, person

pytestmark = pytest.mark.django_db
CHOSEN = {"username": "newcomer", "password1": PASSWORD, "password2": PASSWORD}


@pytest.fixture
def keeper(client: Client) -> Client:
    """Return the browser of somebody who may invite."""
    client.force_login(User.objects.create_superuser("keeper"))
    return client


def invite(keeper: Client, email: str = "new@tracker.example") -> str:
    role = group_of(Role.CONTRIBUTOR)
    keeper.post("/admin/accounts/invitation/add/", {"email": email, "role": role.pk})
    shown = keeper.get(f"/admin/accounts/invitation/{Invitation.objects.latest('pk').pk}/change/").text
    found = re.search(r"http://testserver(/account/invitation/[^\s<\"]+)", shown)
    assert found is not None
    return found[1]


def test_an_invited_person_chooses_a_password_and_is_verified_by_the_link(keeper: Client) -> None:
    link = invite(keeper)
    newcomer = Client()

    assert "new@tracker.example" in newcomer.get(link).text
    assert newcomer.post(link, CHOSEN).headers["Location"] == "/account/sign-in/"
    user = User.objects.get(username="newcomer")
    assert [group.name for group in user.groups.all()] == ["Contributors"]
    assert EmailAddress.objects.get(user=user).verified
    assert knock(newcomer, "new@tracker.example").headers["Location"] == HOME


def test_a_link_works_once(keeper: Client) -> None:
    link = invite(keeper)
    Client().post(link, CHOSEN)

    assert Client().get(link).status_code == 410
    assert Client().post(link, CHOSEN | {"username": "another"}).status_code == 410
    assert User.objects.filter(email="new@tracker.example").count() == 1


@pytest.mark.parametrize(
    "change",
    [{"expires_at": datetime.now(UTC) - timedelta(seconds=1)}, {"withdrawn_at": datetime.now(UTC)}],
    ids=["too old", "withdrawn"],
)
def test_a_link_that_is_too_old_or_withdrawn_makes_no_account(keeper: Client, change: dict[str, Any]) -> None:
    link = invite(keeper)
    Invitation.objects.update(**change)

    assert Client().post(link, CHOSEN).status_code == 410
    assert not User.objects.filter(username="newcomer").exists()


def test_a_link_nobody_signed_is_no_link(keeper: Client) -> None:
    link = invite(keeper)

    assert Client().get(link[:-2] + "x/").status_code == 410


def test_a_short_or_common_password_and_a_taken_name_are_refused(keeper: Client) -> None:
    link = invite(keeper)

    for wrong in ({"password1": "short", "password2": "short"}, {"username": "KEEPER"}):
        assert Client().post(link, CHOSEN | wrong).status_code == 400
    assert not User.objects.filter(email="new@tracker.example").exists()


def test_somebody_who_has_an_account_is_not_invited_again(keeper: Client) -> None:
    person()
    role = Group.objects.get(name="Contributors")

    keeper.post("/admin/accounts/invitation/add/", {"email": "TESTA@tracker.example", "role": role.pk})

    assert not Invitation.objects.exists()


def test_the_link_is_sent_where_a_mail_server_is_configured(keeper: Client, settings: LazySettings) -> None:
    invite(keeper)
    assert mail.outbox == []
    settings.SENDS_EMAIL = True

    link = invite(keeper, "second@tracker.example")

    assert [message.to for message in mail.outbox] == [["second@tracker.example"]]
    assert link in str(mail.outbox[0].body)
