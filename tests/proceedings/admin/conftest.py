"""People of each role and superusers at the admin, signed in."""

from __future__ import annotations

import time
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from proceedings.record.roles import Role, group_of


@pytest.fixture
def editor(db: None) -> User:
    """Return a publisher: who enters, and publishes."""
    user = User.objects.create_user("Testa Editor", password="made-up", is_staff=True)  # noqa: S106  # a test's
    user.groups.add(group_of(Role.PUBLISHER))
    return user


@pytest.fixture
def second_editor(db: None) -> User:
    """Return another editor."""
    user = User.objects.create_user("Testo Seconder", password="made-up", is_staff=True)  # noqa: S106  # a test's
    user.groups.add(group_of(Role.PUBLISHER))
    return user


@pytest.fixture
def superuser(db: None) -> User:
    """Return somebody who may see everything."""
    return User.objects.create_superuser("Testa Keeper", password="made-up")  # noqa: S106  # a test's


@pytest.fixture
def desk(editor: User) -> Client:
    """Return the editor's browser."""
    return signed_in(editor)


@pytest.fixture
def publisher(db: None) -> Client:
    """Return the browser of a publisher."""
    return signed_in(somebody(Role.PUBLISHER))


@pytest.fixture
def contributor(db: None) -> Client:
    """Return the browser of a contributor."""
    return signed_in(somebody(Role.CONTRIBUTOR))


def somebody(role: Role, name: str = "") -> User:
    """Return a person with one role."""
    user = User.objects.create_user(name or f"Testo {role.title()}", is_staff=True)
    user.groups.add(group_of(role))
    return user


def signed_in(user: User) -> Client:
    """Return a browser in which a user is signed in, second factor and all."""
    client = Client()
    client.force_login(user)
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": time.time()}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return client


def page(model: str, which: str, *args: Any) -> str:
    """Return the address of an admin page."""
    app = "people" if model in {"party", "identitydecision"} else "proceedings"
    return reverse(f"admin:{app}_{model}_{which}", args=args)


def filled_in(client: Client, address: str) -> dict[str, Any]:
    """Open a form and return what a browser would send if it were saved as it stands."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    sent: dict[str, Any] = {}
    context = context_of(answer)
    forms = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        sent |= {
            f"{inline.formset.prefix}-{key}": value for key, value in _management(inline.formset).items()
        }
        forms += inline.formset.initial_forms
    for form in forms:
        for name, field in form.fields.items():
            value = form[name].value()
            if value is None or value is False or field.disabled:
                continue
            sent[form.add_prefix(name)] = "on" if value is True else value
    return sent


def context_of(answer: Any) -> Any:
    """Return what a page was made of."""
    return answer.context_data


def _management(formset: Any) -> dict[str, int]:
    forms = len(formset.initial_forms)
    return {"TOTAL_FORMS": forms, "INITIAL_FORMS": forms, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}


def add_row(sent: dict[str, Any], prefix: str, **values: Any) -> None:
    """Add a row to an inline, as “Add another” does."""
    place = int(sent[f"{prefix}-TOTAL_FORMS"])
    sent[f"{prefix}-TOTAL_FORMS"] = place + 1
    sent.update({f"{prefix}-{place}-{name}": value for name, value in values.items()})


def said(answer: Any) -> list[str]:
    """Return the messages a page opens with."""
    return [str(message) for message in answer.context["messages"]]
