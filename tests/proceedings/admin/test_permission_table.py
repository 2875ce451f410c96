"""Who may open what in the admin: every address, every role, every action.

The addresses are walked, not listed: a new page, list, action or model without a rule here fails a test.
Pages are called but not rendered, so that the whole table costs little.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import AnonymousUser, User
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse
from django.urls.resolvers import RoutePattern

from accounts.models import Invitation, SignIn
from people.models import IdentityDecision
from proceedings.models import Correction, Event, Look, Report
from proceedings.record import services
from proceedings.record.roles import Role, group_of
from tests.factories import PartyFactory, RestrictionFactory, happen
from tests.proceedings.admin.conftest import somebody
from tests.proceedings.website.records.matter import Matter, invent
from tests.worlds import again

pytestmark = pytest.mark.django_db

CONTRIBUTOR, EDITOR, PUBLISHER, ADMINISTRATOR = "contributor", "editor", "publisher", "administrator"
SUPERUSER, NOBODY = "superuser", "nobody"
LADDER = ("anyone", CONTRIBUTOR, EDITOR, PUBLISHER, ADMINISTRATOR, SUPERUSER, NOBODY)

# The first of the ladder who may: see a row and its history, add one, change one that is public.
RECORDED = (CONTRIBUTOR, CONTRIBUTOR, EDITOR)
READ_ONLY = (CONTRIBUTOR, NOBODY, NOBODY)
RECORDS = (
    *("filing", "plea", "hearing", "ruling", "sentence", "notice", "custodyevent", "statement"),
    *("court", "case", "defendant", "charge", "claim", "participation", "incident", "pressfact", "source"),
)
MODELS: dict[str, tuple[str, str, str]] = {
    **dict.fromkeys((f"proceedings.{name}" for name in RECORDS), RECORDED),
    "people.party": RECORDED,
    "proceedings.event": (CONTRIBUTOR, NOBODY, EDITOR),
    "proceedings.sentencecomponent": (CONTRIBUTOR, NOBODY, EDITOR),
    "proceedings.statusspan": READ_ONLY,
    "proceedings.correction": (EDITOR, EDITOR, EDITOR),
    "people.identitydecision": (EDITOR, EDITOR, EDITOR),
    "proceedings.report": (EDITOR, NOBODY, EDITOR),
    "proceedings.restriction": (ADMINISTRATOR, ADMINISTRATOR, ADMINISTRATOR),
    "proceedings.look": (ADMINISTRATOR, NOBODY, NOBODY),
    "auth.user": (ADMINISTRATOR, NOBODY, ADMINISTRATOR),
    "accounts.signin": (ADMINISTRATOR, NOBODY, NOBODY),
    "accounts.invitation": (ADMINISTRATOR, ADMINISTRATOR, ADMINISTRATOR),
}
SEE, ADD, CHANGE = range(3)
# What the pages of a model ask for, to be opened and to be sent something.
KINDS: dict[str, tuple[int | str, int | str]] = {
    "changelist": (SEE, SEE),
    "history": (SEE, SEE),
    "compare": (SEE, SEE),
    "merge": (EDITOR, EDITOR),
    "apart": (EDITOR, EDITOR),
    "add": (ADD, ADD),
    "change": (SEE, CHANGE),
    "put_back": (CHANGE, CHANGE),
    "delete": (NOBODY, NOBODY),
}
# Pages of versions only: they read nothing that is sent, and answer it as they answer being opened.
NEVER_SENT = ("_history", "_compare")
# Pages that belong to no model, or to one model only: who may open them, and who may send them something.
PAGES: dict[str, tuple[str, str]] = {
    "index": (CONTRIBUTOR, CONTRIBUTOR),
    "app_list": (CONTRIBUTOR, CONTRIBUTOR),
    "password_change": (CONTRIBUTOR, CONTRIBUTOR),
    "password_change_done": (CONTRIBUTOR, CONTRIBUTOR),
    "enter": (CONTRIBUTOR, CONTRIBUTOR),
    "enter_case": (CONTRIBUTOR, CONTRIBUTOR),
    "desk_queue": (CONTRIBUTOR, CONTRIBUTOR),
    "reviewed_today": (CONTRIBUTOR, EDITOR),  # opened, it answers nothing: it wants to be sent
    "add_note": (CONTRIBUTOR, CONTRIBUTOR),
    "settle_note": (CONTRIBUTOR, CONTRIBUTOR),
    "publish": (PUBLISHER, PUBLISHER),
    "withdraw": (PUBLISHER, PUBLISHER),
    "import_tables": (CONTRIBUTOR, CONTRIBUTOR),
    "import_preview": (CONTRIBUTOR, CONTRIBUTOR),  # of one's own uploads only
    "import_blank_csv": (CONTRIBUTOR, CONTRIBUTOR),
    "import_blank_xlsx": (CONTRIBUTOR, CONTRIBUTOR),
    "proceedings_upload_changelist": (CONTRIBUTOR, CONTRIBUTOR),
    "proceedings_event_change": (CONTRIBUTOR, CONTRIBUTOR),  # leads to the page of its kind
    "proceedings_restriction_lift": (ADMINISTRATOR, ADMINISTRATOR),
    "proceedings_restriction_put_back": (NOBODY, NOBODY),
    "jsi18n": (CONTRIBUTOR, CONTRIBUTOR),
    "view_on_site": (CONTRIBUTOR, CONTRIBUTOR),  # leads to public addresses only
    "auth_user_password_change": (ADMINISTRATOR, ADMINISTRATOR),
    "proceedings_report_delete": (SUPERUSER, SUPERUSER),
}
# Pages without a model of their own whose address has words in it, or numbers of any row.
WORDS: dict[str, tuple[str, ...]] = {
    "app_list": ("proceedings",),
    "view_on_site": (),
    "enter": ("ruling",),
    "desk_queue": ("notes",),
    "reviewed_today": (),
    "settle_note": (),
    "add_note": ("case",),
    "withdraw": (),
    "import_preview": (),
    "import_blank_csv": ("cases",),
    "import_blank_xlsx": ("cases",),
}
# Tested elsewhere: the door itself (tests/accounts), and choices, field by field, below.
ELSEWHERE = {"login", "logout", "autocomplete"}
ACTIONS: dict[str, str] = {
    "publish_chosen": PUBLISHER,
    "withdraw": ADMINISTRATOR,
    "delete_selected": SUPERUSER,  # of reports, which are no facts
}


def invent_all() -> Matter:
    """Record the invented matter and whatever else has a page, all of it public."""
    matter = invent()
    for kind in ("plea", "custody", "statement"):
        happen(matter.charge, "concerns", "2024-02-02", kind=kind)
    facts: list[Any] = [
        Correction(
            case=matter.first, was="Humming", now="Whistling", why="Misread.", made_at=datetime.now(UTC)
        ),
        IdentityDecision(first=PartyFactory(), second=PartyFactory(), same=False, reason="Two birth years."),
    ]
    for fact in facts:
        services.record(fact)
    RestrictionFactory(party=PartyFactory())
    Look.objects.create(model="people.party", record=1, page="/admin/")
    Report.objects.create(
        case=matter.first,
        reference="A",
        kind="error",
        text="Wrong.",
        address="/",
        received_at=datetime.now(UTC),
    )
    return matter


@pytest.fixture
def matter(db: None) -> Matter:
    """Put one row at least of everything into the database."""
    made = again(invent_all)
    SignIn.objects.create(at=datetime.now(UTC), outcome="signed_in")
    Invitation.objects.create(email="new@tracker.example", role=group_of(Role.EDITOR))
    User.objects.create_user("Testa Colleague")
    return made


def person(who: str) -> Any:
    """Return somebody of the ladder."""
    if who == "anyone":
        return AnonymousUser()
    if who == SUPERUSER:
        return User.objects.create_superuser("Testa Keeper")
    return somebody(Role(who))


def walk(patterns: Any, prefix: str = "") -> Iterator[tuple[str, str | None]]:
    """Yield every route below some patterns with its name."""
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from walk(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern):
            yield route, pattern.name


def admin_pages() -> list[tuple[str, str]]:
    """Return the name and the route of every page of the admin.

    Without a name are Django's redirect from a row's bare number to its page, and the page for all the rest,
    which ends in 404.
    """
    patterns: Any = next(
        resolver
        for resolver in get_resolver().url_patterns
        if isinstance(resolver.pattern, RoutePattern) and str(resolver.pattern) == "admin/"
    )
    return [(name, route) for route, name in walk(patterns.url_patterns) if name is not None]


def rule(name: str) -> tuple[str, str] | None:
    """Return who is the first to open a page, and the first to send it something; None without a rule."""
    if name in PAGES:
        return PAGES[name]
    for kind, asked in KINDS.items():
        app, _line, model = name.removesuffix(f"_{kind}").partition("_")
        if name.endswith(f"_{kind}") and f"{app}.{model}" in MODELS:
            firsts = MODELS[f"{app}.{model}"]
            opened, sent = (each if isinstance(each, str) else firsts[each] for each in asked)
            return opened, sent
    return None


def address_of(name: str, route: str) -> str:
    """Return an address of a page: of the first row of its model, or of none."""
    places = route.count("<")
    if not places:
        return reverse(f"admin:{name}")
    if name in WORDS:
        return reverse(f"admin:{name}", args=[*WORDS[name], *[1] * (places - len(WORDS[name]))])
    app, model = name.split("_")[:2]
    row = apps.get_model(app, model)._default_manager.order_by("pk").first()
    assert row is not None, f"invent_all has no {app}.{model}"
    return reverse(f"admin:{name}", args=[row.pk] * places)


def lets_in(user: Any, method: str, address: str) -> bool:
    """Ask for a page as the site would, without rendering it; tell whether the user may."""
    request = getattr(RequestFactory(), method)(address)
    request.user = user
    request.session = SessionStore()
    vars(request).update(_messages=CookieStorage(request), _dont_enforce_csrf_checks=True)
    match = request.resolver_match = resolve(address.partition("?")[0])
    try:
        answer = match.func(request, *match.args, **match.kwargs)
    except PermissionDenied:
        return False
    except Http404:
        return True
    return answer.status_code != 403 and "/login/" not in answer.headers.get("Location", "")


def registered() -> list[tuple[Any, Any]]:
    """Return every model of the admin with its pages."""
    models = filter(admin.site.is_registered, apps.get_models())
    return [(model, admin.site.get_model_admin(model)) for model in models]


def test_every_page_of_the_admin_has_a_rule() -> None:
    without = [name for name, _route in admin_pages() if name not in ELSEWHERE and rule(name) is None]

    assert not without, f"say in MODELS or PAGES who may open: {', '.join(without)}"


@pytest.mark.parametrize("who", LADDER[:-1])
def test_every_role_opens_and_sends_what_it_may_and_nothing_else(who: str, matter: Matter) -> None:
    user = person(who)
    wrong = []
    for name, route in admin_pages():
        firsts = rule(name)
        if name in ELSEWHERE or firsts is None:
            continue
        address = address_of(name, route)
        for method, first in zip(("get", "post"), firsts, strict=True):
            if method == "post" and name.endswith(NEVER_SENT):
                continue
            expected = LADDER.index(who) >= LADDER.index(first)
            if lets_in(user, method, address) != expected:
                wrong.append(f"{method} {name}: {'refused' if expected else 'let in'}")

    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("who", LADDER[1:-1])
def test_every_action_of_a_list_is_offered_to_whom_it_is_due(who: str, matter: Matter) -> None:
    request = RequestFactory().get("/admin/")
    request.user = person(who)
    wrong = []
    for model, page in registered():
        declared = {action.__name__ if callable(action) else action for action in page.actions or ()}
        unknown = declared - ACTIONS.keys()
        assert not unknown, f"say in ACTIONS who may: {unknown} of {model._meta.label}"
        offered = page.get_actions(request).keys()
        due = {name for name in offered if LADDER.index(who) < LADDER.index(ACTIONS[name])}
        wrong += [f"{model._meta.label}: {name}" for name in due]

    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("role", [CONTRIBUTOR, EDITOR])
def test_an_action_that_is_not_offered_does_nothing_when_it_is_sent(
    role: str, matter: Matter, client: Any
) -> None:
    Event.objects.filter(pk=matter.dismissal.pk).update(publication="draft")
    client.force_login(somebody(Role(role)))

    client.post(
        reverse("admin:proceedings_notice_changelist"),
        {"action": "publish_chosen", "_selected_action": [matter.dismissal.pk]},
    )

    assert Event.objects.get(pk=matter.dismissal.pk).publication == "draft"


@pytest.mark.parametrize("who", LADDER[:-1])
def test_choices_are_offered_to_whom_the_chosen_records_are_shown(who: str) -> None:
    user = person(who)
    wrong = []
    for model, page in registered():
        for field in page.autocomplete_fields:
            target = model._meta.get_field(field).remote_field.model._meta
            first = MODELS[target.label_lower][SEE]
            address = (
                f"{reverse('admin:autocomplete')}?app_label={model._meta.app_label}"
                f"&model_name={model._meta.model_name}&field_name={field}&term="
            )
            if lets_in(user, "get", address) != (LADDER.index(who) >= LADDER.index(first)):
                wrong.append(f"{model._meta.label}.{field}")

    assert not wrong, "\n".join(wrong)
