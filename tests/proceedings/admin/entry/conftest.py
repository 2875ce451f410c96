"""A made-up case with two counts, people of each role, and what a browser sends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from proceedings.models import Case, Charge, Defendant, Participation, Source
from proceedings.record import services
from proceedings.record.roles import Role, give_role
from tests.factories import (
    CaseFactory,
    ChargeFactory,
    CourtFactory,
    DefendantFactory,
    PartyFactory,
    SourceFactory,
    happen,
)
from tests.proceedings.admin.conftest import context_of, signed_in
from tests.worlds import again

PLAIN = "/admin/proceedings/event/enter/"


@dataclass(frozen=True, slots=True)
class Scene:
    """The rows tests name."""

    case: Case
    defendant: Defendant
    one: Charge
    two: Charge
    source: Source


def set_up() -> Scene:
    """Record a case that awaits trial on two counts."""
    with services.writing():
        court = CourtFactory(name="First Fictional Court", subdivision="US-NM")
        case = CaseFactory(
            caption="State of Nowhere v. Mockingbird", docket_number="X-0101-CR-202300040", court=court
        )
        testa = DefendantFactory(case=case, party=PartyFactory(name="Testa Mockingbird"))
        services.record(Participation(case=case, party=PartyFactory(name="Testo Judge"), role="judge"))
        one = ChargeFactory(defendant=testa, count_label="Count 1", offence="Whistling after dark")
        two = ChargeFactory(defendant=testa, count_label="Count 2", offence="Humming at noon")
        source = SourceFactory(
            publisher="The Fictional Gazette", title="Verdict", url="https://gazette.example/verdict"
        )
        happen([one, two], "indicted", "2024-01-19", kind="filing", type="indictment", source=source)
    return Scene(case, testa, one, two, source)


@pytest.fixture
def scene(db: None) -> Scene:
    """Put the case into the database."""
    return again(set_up)


def person(role: Role) -> User:
    """Return somebody with one role."""
    user = User.objects.create_user(f"Testa {role.value}", is_staff=True)
    give_role(user, role)
    return User.objects.get(pk=user.pk)


def browser(role: Role) -> Client:
    """Return the browser of somebody with one role, signed in."""
    return signed_in(person(role))


@pytest.fixture
def publisher(db: None) -> Client:
    """Return the browser of a publisher."""
    return browser(Role.PUBLISHER)


def address(kind: str, case: Case | None = None) -> str:
    """Return the address of a screen."""
    kwargs: dict[str, Any] = {"kind": kind} | ({"case": case.pk} if case else {})
    return reverse("admin:enter", kwargs=kwargs)


def rows(prefix: str, *given: dict[str, Any]) -> dict[str, Any]:
    """Return what a browser sends of some rows."""
    sent: dict[str, Any] = {f"{prefix}-TOTAL_FORMS": len(given), f"{prefix}-INITIAL_FORMS": 0}
    for place, row in enumerate(given):
        sent |= {f"{prefix}-{place}-{name}": value for name, value in row.items()}
    return sent


def verdict(scene: Scene, **fields: Any) -> dict[str, Any]:
    """Return what a browser sends of a verdict: guilty on count 1, not guilty on count 2, into custody."""
    return {
        "type": "verdict",
        "date": "6 Mar 2024",
        "what": "The jury finds her guilty on count 1 and not guilty on count 2.",
        "by": "jury",
        f"charge-{scene.one.pk}-outcome": "found_guilty",
        f"charge-{scene.two.pk}-outcome": "not_guilty_jury",
        f"custody-{scene.defendant.pk}-custody": "remand",
        **rows("sources", {"url": "https://gazette.example/verdict/"}),
        **rows("components", {"relation": "not_stated", "supervised": "unknown"}),
        "publication": "published",
        **fields,
    }


def previewed(client: Client, where: str, sent: dict[str, Any]) -> Any:
    """Send a screen to be previewed."""
    answer = client.post(where, sent | {"_preview": "1"})
    assert answer.status_code == 200
    return answer


def saved(client: Client, where: str, sent: dict[str, Any]) -> Any:
    """Preview a screen, then save what was previewed."""
    shown = context_of(previewed(client, where, sent))["shown"]
    assert shown, "nothing was previewed"
    answer = client.post(where, sent | {"shown": shown, "_save": "1"})
    assert answer.status_code == 302, "it was not saved"
    return answer
