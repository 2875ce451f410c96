"""Two people on one record: each field the first changed is shown beside what the second typed."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from proceedings.models import Event, Source
from tests.factories import ChargeFactory, SourceFactory, happen
from tests.proceedings.admin.conftest import context_of, filled_in, page, signed_in
from tests.worlds import again

pytestmark = pytest.mark.django_db


def make_draft() -> Event:
    return happen(
        ChargeFactory(),
        "dismissed_with_prejudice",
        "2024-01-05",
        publication="draft",
        what="Dismissed.",
        source=SourceFactory(),
    )


@pytest.fixture
def draft(db: None) -> Event:
    return again(make_draft)


@pytest.fixture
def address(draft: Event) -> str:
    return page("ruling", "change", draft.pk)


def clash(
    desk: Client, other: User, address: str, *, mine: dict[str, Any], theirs: dict[str, Any]
) -> tuple[Any, dict[str, Any]]:
    """Let somebody else save first; return what the second is shown, and what their form would send then."""
    first, second = signed_in(other), filled_in(desk, address)
    assert first.post(address, filled_in(first, address) | theirs).status_code == 302
    answer = desk.post(address, second | mine)
    assert answer.status_code == 200
    return answer, second | resent(answer)


def resent(answer: Any) -> dict[str, Any]:
    context = context_of(answer)
    forms = [context["adminform"].form]
    forms += [part for inline in context["inline_admin_formsets"] for part in inline.formset.initial_forms]
    return {
        form.add_prefix(name): "on" if form[name].value() is True else form[name].value()
        for form in forms
        for name in form.fields
        if form[name].value() not in (None, False)
    }


def shown(answer: Any) -> dict[str, tuple[str, str, str, bool]]:
    return {
        f"{row.subject} {row.label}".strip(): (row.was, row.theirs, row.mine, row.is_contested)
        for row in context_of(answer)["both"]
    }


def test_a_field_only_they_changed_is_taken_over_and_what_was_typed_elsewhere_is_kept(
    draft: Event, address: str, desk: Client, second_editor: User
) -> None:
    answer, form = clash(
        desk, second_editor, address, mine={"what": "Dismissed at noon."}, theirs={"result": "Dismissed"}
    )

    assert shown(answer) == {"Result": ("—", "Dismissed", "Dismissed", False)}
    assert desk.post(address, form).status_code == 302
    draft.refresh_from_db()
    assert (draft.what, draft.result) == ("Dismissed at noon.", "Dismissed")


def test_a_field_both_changed_is_contested_and_keeps_what_was_typed(
    draft: Event, address: str, desk: Client, second_editor: User
) -> None:
    answer, form = clash(
        desk,
        second_editor,
        address,
        mine={"date": "2024-01-07"},
        theirs={"date": "2024-01-06", "note": "Seen."},
    )

    assert shown(answer) == {
        "Date": ("2024-01-05", "2024-01-06", "2024-01-07", True),
        "Note": ("—", "Seen.", "Seen.", False),
    }
    assert next(iter(shown(answer))) == "Date", "what has to be decided comes first"
    assert "Yours. Saving replaces theirs: decide." in answer.text
    assert desk.post(address, form).status_code == 302
    draft.refresh_from_db()
    assert (draft.date, draft.note) == ("2024-01-07", "Seen.")


def test_the_same_change_twice_is_no_conflict(address: str, desk: Client, second_editor: User) -> None:
    answer, _form = clash(
        desk, second_editor, address, mine={"result": "Dismissed"}, theirs={"result": "Dismissed"}
    )

    assert shown(answer) == {}


def test_an_outcome_and_a_source_they_changed_are_taken_over_row_by_row(
    draft: Event, address: str, desk: Client, second_editor: User
) -> None:
    theirs = {
        "effects-0-outcome": "dismissed_without_prejudice",
        "effects-0-by": "judge",
        "citations-0-pinpoint": "page 2",
    }
    answer, form = clash(desk, second_editor, address, mine={"citations-0-pinpoint": "page 3"}, theirs=theirs)

    assert shown(answer)["Outcome Outcome"] == (
        "Dismissed with prejudice",
        "Dismissed without prejudice",
        "Dismissed without prejudice",
        False,
    )
    assert shown(answer)["Citation Where in it"] == ("—", "page 2", "page 3", True)
    assert desk.post(address, form).status_code == 302
    effect = draft.effects.get()
    assert (effect.outcome, effect.details) == ("dismissed_without_prejudice", {"by": "judge"})
    assert draft.citations.get().pinpoint == "page 3"


def test_a_box_they_unticked_stays_unticked(db: None, desk: Client, second_editor: User) -> None:
    source: Source = SourceFactory()
    address = page("source", "change", source.pk)
    other = signed_in(second_editor)
    unticked = filled_in(other, address)
    del unticked["link_public"]
    mine = filled_in(desk, address)
    assert other.post(address, unticked).status_code == 302

    answer = desk.post(address, mine | {"title": "Another title"})

    assert shown(answer) == {"Link it in public": ("yes", "no", "no", False)}
    assert "link_public" not in resent(answer)
