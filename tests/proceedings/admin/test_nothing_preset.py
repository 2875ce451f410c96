"""Nothing is recorded that nobody said: a new form, and a row added to any, says nothing by itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django import forms
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import User
from django.urls import reverse

from proceedings.admin.base import FactAdmin
from proceedings.admin.entry.kinds import KINDS
from tests.proceedings.admin.conftest import context_of, signed_in
from tests.proceedings.admin.entry.conftest import Scene, address, rows, set_up
from tests.worlds import again

# What says that nothing is said, or says how something is shown, not what happened.
SAYS_NOTHING = {
    ("relation", "not_stated"),
    ("supervised", "unknown"),
    ("publication", "draft"),
    ("publication", "published"),
    ("print_docket", True),
    ("link_public", True),
    ("public", True),
}


@pytest.fixture
def scene(db: None) -> Scene:
    return again(set_up)


def shown(form: Any) -> Iterator[tuple[str, Any]]:
    """Yield what each field of a form would send as it stands: a list without a choice sends its first."""
    for name, field in form.fields.items():
        value = form[name].value()
        if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
            offered: list[str] = []
            for value_or_group, words in form[name].field.widget.choices:
                group = words if isinstance(words, list | tuple) else [(value_or_group, words)]
                offered += [str(choice) for choice, _words in group]
            value = str(value) if value is not None and str(value) in offered else offered[0]
        yield name, value


def preset(form: Any) -> dict[str, Any]:
    said = {name: value for name, value in shown(form) if value not in ("", None, False, [])}
    return {name: value for name, value in said.items() if (name, value) not in SAYS_NOTHING}


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_row_added_to_an_entry_screen_begins_as_the_first_does(
    kind: str, scene: Scene, superuser: User
) -> None:
    client = signed_in(superuser)
    screen = context_of(client.get(address(kind, scene.case)))["screen"]
    first = {formset.prefix: dict(shown(formset.forms[0])) for formset in screen.formsets}
    sent = {key: value for prefix in first for key, value in rows(prefix, {}).items()}
    assert first

    for prefix, values in first.items():
        added = context_of(client.post(address(kind, scene.case), sent | {f"_add-{prefix}": "1"}))["screen"]
        formset = next(one for one in added.formsets if one.prefix == prefix)
        assert len(formset.forms) == 2
        assert dict(shown(formset.forms[-1])) == values
        presets = preset(formset.forms[-1])
        # The only defendant of a case is chosen already.
        assert set(presets) <= {"target", "defendant"}


def pages() -> list[Any]:
    return [model for model in apps.get_models() if isinstance(_page_of(model), FactAdmin)]


def _page_of(model: Any) -> Any:
    return admin.site.get_model_admin(model) if admin.site.is_registered(model) else None


@pytest.mark.parametrize("model", pages(), ids=lambda model: model._meta.model_name)
def test_a_new_form_and_a_row_added_to_it_say_nothing(model: Any, scene: Scene, superuser: User) -> None:
    client = signed_in(superuser)
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    answer = client.get(reverse(f"{name}_add") + f"?case={scene.case.pk}")
    if answer.status_code == 403:
        return  # it is entered elsewhere
    assert answer.status_code == 200
    context = context_of(answer)
    found = preset(context["adminform"].form)
    for inline in context["inline_admin_formsets"]:
        found |= {
            f"{inline.formset.prefix}-{key}": one for key, one in preset(inline.formset.empty_form).items()
        }

    assert not {key: value for key, value in found.items() if key not in {"case", "position"}}


def test_an_ambiguous_day_is_refused_where_a_record_is_sealed_and_where_it_is_reviewed(
    scene: Scene, superuser: User
) -> None:
    client = signed_in(superuser)
    sent = {
        "party": scene.defendant.party_id,
        "kind": "sealed",
        "legal_basis": "An invented order",
        "since": "1 December 2026",
    }
    refused = client.post(reverse("admin:proceedings_restriction_add"), sent | {"until": "12/1/2027"})
    read = client.post(reverse("admin:proceedings_restriction_add"), sent | {"until": "1 December 2027"})

    assert "can be 12 January 2027 or 1 December 2027" in refused.content.decode()
    assert "1 Dec 2027" in read.content.decode()
