from __future__ import annotations

import io
from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client

from accounts.models import Invitation
from tests.accounts.conftest import HOME, PASSWORD, knock

pytestmark = pytest.mark.django_db
CHOSEN = {"username": "testa", "password1": PASSWORD, "password2": PASSWORD}


def create_editor(**options: str) -> str:
    words = io.StringIO()
    call_command("create_editor", stdout=words, **options)
    return words.getvalue().strip()


def link(**options: str) -> str:
    return urlsplit(create_editor(**options).rpartition(" ")[2]).path


def test_the_first_account_chooses_its_name_and_password_by_a_link_that_works_once() -> None:
    address = create_editor(site="http://tracker.example:8001/").rpartition(" ")[2]
    path = urlsplit(address).path

    assert address.startswith("http://tracker.example:8001/account/invitation/")
    assert not User.objects.exists()
    assert Client().post(path, CHOSEN).status_code == 302
    assert Client().get(path).status_code == 410
    assert EmailAddress.objects.get(user__username="testa").verified
    client = Client()
    assert knock(client, "testa").headers["Location"] == HOME
    assert client.get(HOME).headers["Location"].startswith("/account/second-factor/")


def test_the_link_is_the_same_until_it_is_too_old() -> None:
    first = link()

    assert link() == first
    Invitation.objects.update(expires_at=datetime.now(UTC))
    assert link() != first


def test_once_there_is_an_account_nothing_changes() -> None:
    Client().post(link(), CHOSEN)

    assert "nothing changed" in create_editor()
    assert Invitation.objects.count() == 1


def test_a_publisher_records_and_publishes_but_deletes_no_fact_and_manages_no_user() -> None:
    Client().post(link(), CHOSEN)
    editor = User.objects.get()
    verbs = {codename.partition("_")[0] for codename in editor_codenames(editor)}

    assert editor.is_staff
    assert not editor.is_superuser
    assert editor.has_perms(["proceedings.add_case", "proceedings.change_case", "people.view_party"])
    assert verbs == {"add", "change", "view", "edit", "publish"}
    assert not editor.has_module_perms("auth")


def test_another_role_may_be_named() -> None:
    Client().post(link(role="contributor"), CHOSEN)

    assert [group.name for group in User.objects.get().groups.all()] == ["Contributors"]


def editor_codenames(editor: User) -> set[str]:
    return {permission.partition(".")[2] for permission in editor.get_all_permissions()}
