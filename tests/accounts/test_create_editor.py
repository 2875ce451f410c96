from __future__ import annotations

import io

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client

pytestmark = pytest.mark.django_db


def create_editor() -> str:
    words = io.StringIO()
    call_command("create_editor", stdout=words)
    return words.getvalue()


def test_the_first_sign_in_works_with_the_password_printed() -> None:
    _words, _slash, password = create_editor().strip().rpartition(" / ")

    assert Client().login(username="editor", password=password)


def test_a_second_time_changes_nothing() -> None:
    create_editor()
    password = User.objects.get().password

    assert "nothing changed" in create_editor()
    assert User.objects.get().password == password


def test_a_publisher_records_and_publishes_but_deletes_no_fact_and_manages_no_user() -> None:
    create_editor()
    editor = User.objects.get()
    verbs = {codename.partition("_")[0] for codename in editor_codenames(editor)}

    assert editor.is_staff
    assert not editor.is_superuser
    assert editor.has_perms(["proceedings.add_case", "proceedings.change_case", "people.view_party"])
    assert verbs == {"add", "change", "view", "edit", "publish"}
    assert not editor.has_module_perms("auth")


def editor_codenames(editor: User) -> set[str]:
    return {permission.partition(".")[2] for permission in editor.get_all_permissions()}
