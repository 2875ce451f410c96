"""The case is found by whatever an editor has at hand."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import CaseFactory, RestrictionFactory
from tests.proceedings.admin.entry.conftest import Scene, address


@pytest.mark.parametrize(
    "typed",
    [
        "X-0101-CR-202300040",
        "x-101-cr-2023-00040",
        "Case No. X-101-CR-2023-00040",
        "https://casetracker.example/cases/{case}-state-of-nowhere-v-mockingbird/",
        "/defendants/{defendant}-testa-mockingbird/",
    ],
)
def test_a_number_in_any_style_or_an_address_leads_straight_to_the_screen(
    publisher: Client, scene: Scene, typed: str
) -> None:
    text = typed.format(case=scene.case.pk, defendant=scene.defendant.pk)

    answer = publisher.get(address("ruling"), {"q": text})

    assert (answer.status_code, answer.headers.get("Location")) == (302, address("ruling", scene.case))


@pytest.mark.parametrize(
    "typed", ["mockingbird", "Testa Mock", "nowhere mockingbird", "Mockingbrid", "x-101-cr"]
)
def test_a_name_or_a_beginning_lists_cases_with_court_and_status(
    publisher: Client, scene: Scene, typed: str
) -> None:
    answer = publisher.get(address("hearing"), {"q": typed})

    assert f'<a href="{address("hearing", scene.case)}" autofocus>' in answer.text
    assert "X-0101-CR-202300040, First Fictional Court (US-NM)" in " ".join(answer.text.split())
    assert "Testa Mockingbird: Awaiting trial" in answer.text


def test_a_case_without_defendants_is_found_by_its_caption(publisher: Client, scene: Scene) -> None:
    bare = CaseFactory(caption="In re Whimbrel")

    assert address("filing", bare) in publisher.get(address("filing"), {"q": "in re whim"}).text


def test_what_is_not_found_says_so(publisher: Client, scene: Scene) -> None:
    answer = publisher.get(address("ruling"), {"q": "Zugunruhe"})

    assert "No case is found under “Zugunruhe”." in answer.text


def test_a_closed_case_is_neither_found_nor_opened(publisher: Client, scene: Scene) -> None:
    RestrictionFactory(case=scene.case)

    for typed in ("mockingbird", "X-0101-CR-202300040", f"/cases/{scene.case.pk}-x/"):
        answer = publisher.get(address("ruling"), {"q": typed})
        assert answer.status_code == 200
        assert "Testa Mockingbird" not in answer.text
    assert publisher.get(address("ruling", scene.case)).status_code == 404


def test_nobody_without_the_right_gets_in(client: Client, scene: Scene) -> None:
    answer = client.get(address("ruling", scene.case))

    assert answer.status_code == 302
    assert address("ruling", scene.case) not in answer.headers["Location"].split("?")[0]


def test_there_is_no_screen_for_a_kind_unknown(publisher: Client, scene: Scene) -> None:
    assert publisher.get("/admin/proceedings/event/enter/sermon/").status_code == 404


def test_the_desk_and_the_page_of_a_case_lead_to_every_screen(publisher: Client, scene: Scene) -> None:
    desk = publisher.get(reverse("admin:index")).text
    of_case = publisher.get(reverse("admin:proceedings_case_change", args=(scene.case.pk,))).text

    for kind in ("ruling", "sentence", "filing", "hearing", "plea", "notice", "custody"):
        assert f'href="{address(kind)}"' in desk
        assert f'href="{address(kind, scene.case)}"' in of_case
