"""What a page of the admin costs: a list of a hundred rows, a form with many parts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from people.models import Party
from proceedings.models import Charge, Defendant, Event, Participation, Source
from proceedings.record import services
from tests.factories import CaseFactory, ChargeFactory, DefendantFactory, PartyFactory, SourceFactory, happen
from tests.proceedings.admin.conftest import context_of, filled_in, page, signed_in
from tests.worlds import again

pytestmark = pytest.mark.django_db

LIST_BUDGET = 20
FORM_BUDGET = 60
SAVE_BUDGET = 60
ROWS = 100


def a_hundred(model: str) -> None:
    with services.writing():
        case = CaseFactory()
        charge = ChargeFactory(defendant=DefendantFactory(case=case))
        for number in range(ROWS):
            match model:
                case "party":
                    PartyFactory()
                case "source":
                    SourceFactory()
                case "case":
                    CaseFactory(court=case.court)
                case "defendant":
                    DefendantFactory(case=case)
                case "charge":
                    ChargeFactory(defendant=DefendantFactory(case=case))
                case "participation":
                    services.record(Participation(case=case, party=PartyFactory(), role="witness"))
                case _:
                    happen(charge, "concerns", "2024-01-01", kind="ruling", what=f"Invented {number}.")


@pytest.mark.parametrize(
    "model",
    ["party", "source", "case", "defendant", "charge", "participation", "ruling", "event", "statusspan"],
)
def test_a_list_of_a_hundred_rows_costs_a_few_queries(model: str, editor: User, superuser: User) -> None:
    a_hundred(model)
    for user in (editor, superuser):
        client = signed_in(user)

        with CaptureQueriesContext(connection) as queries:
            answer = client.get(page(model, "changelist"))

        assert answer.status_code == 200
        if model != "statusspan":
            assert context_of(answer)["cl"].result_count >= ROWS
        assert len(queries) <= LIST_BUDGET, [user.username, *(query["sql"][:120] for query in queries)]


def test_a_ruling_on_many_charges_opens_without_a_query_for_each(superuser: User) -> None:
    with services.writing():
        case = CaseFactory()
        charges: list[Any] = [ChargeFactory(defendant=DefendantFactory(case=case)) for _ in range(30)]
        ruling = happen(charges, "dismissed_with_prejudice", "2024-01-01", source=SourceFactory())
    client = signed_in(superuser)

    with CaptureQueriesContext(connection) as queries:
        assert client.get(page("ruling", "change", ruling.pk)).status_code == 200

    assert len(queries) <= FORM_BUDGET, [query["sql"][:120] for query in queries]


CHANGES = {
    "words": {"what": "Told anew."},
    "outcome": {"effects-0-outcome": "dismissed_without_prejudice", "what": "Told anew."},
    "date": {"date": "2024-02-03"},
}


def dismissal_of(defendants: int) -> Event:
    """Record a dismissal that ends the case of some defendants."""
    with services.writing():
        case = CaseFactory()
        charges: list[Any] = [ChargeFactory(defendant=DefendantFactory(case=case)) for _ in range(defendants)]
        source = SourceFactory()
        happen(charges, "filed", "2023-01-31", kind="filing", source=source)
        return happen(charges, "dismissed_with_prejudice", "2024-01-01", source=source)


def dismissal_of_one() -> Event:
    return dismissal_of(1)


def dismissal_of_forty() -> Event:
    return dismissal_of(40)


@pytest.mark.parametrize("make", [dismissal_of_one, dismissal_of_forty])
@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_saving_a_ruling_costs_the_same_for_one_defendant_and_for_forty(
    make: Callable[[], Event], change: dict[str, str], editor: User
) -> None:
    ruling = again(make)
    client = signed_in(editor)
    address = page("ruling", "change", ruling.pk)
    sent = filled_in(client, address) | change | {"change_reason": "Read again"}

    with CaptureQueriesContext(connection) as queries:
        answer = client.post(address, sent)

    assert answer.status_code == 302
    assert ruling.history.count() == 2
    assert len(queries) <= SAVE_BUDGET, [query["sql"][:120] for query in queries]


@pytest.mark.parametrize(
    ("field", "model"), [("charge", Charge), ("defendant", Defendant), ("party", Party), ("source", Source)]
)
def test_an_autocomplete_names_its_rows_in_few_queries(field: str, model: type[Any], superuser: User) -> None:
    with services.writing():
        case = CaseFactory()
        for _ in range(20):
            ChargeFactory(defendant=DefendantFactory(case=case))
            SourceFactory()
    asked = {"app_label": "proceedings", "field_name": field, "term": ""}
    asked["model_name"] = "citation" if field == "source" else "restriction"
    client = signed_in(superuser)

    with CaptureQueriesContext(connection) as queries:
        answer = client.get("/admin/autocomplete/", asked)

    assert len(answer.json()["results"]) == 20
    assert model.objects.count() >= 20
    assert len(queries) <= 8, [query["sql"][:120] for query in queries]
