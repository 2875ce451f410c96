"""What a screen offers, refuses and doubts."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from proceedings.models import (
    Charge,
    CustodyEvent,
    Event,
    Filing,
    Hearing,
    Plea,
    Ruling,
    Sentence,
    Source,
    StatusSpan,
)
from proceedings.models.status_span_queries import today
from proceedings.record.roles import Role
from tests.factories import (
    CaseFactory,
    ChargeFactory,
    ClaimFactory,
    DefendantFactory,
    PartyFactory,
    RestrictionFactory,
    happen,
)
from tests.proceedings.admin.conftest import context_of
from tests.proceedings.admin.entry.conftest import (
    Scene,
    address,
    browser,
    previewed,
    rows,
    saved,
    verdict,
)


def status(charge: Charge) -> str:
    return str(StatusSpan.objects.live().on(today()).get(defendant=charge.defendant).status)


def errors(answer: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    screen = context_of(answer)["screen"]
    forms = [screen.form, *screen.outcomes, *(form for rows in screen.formsets for form in rows.forms)]
    for form in forms:
        found |= {form.add_prefix(name): list(words) for name, words in form.errors.items()}
    return found


def doubts(client: Client, where: str, sent: dict[str, Any]) -> list[str]:
    preview = context_of(previewed(client, where, sent))["preview"]
    assert preview is not None
    return list(preview.warnings)


def plain(**fields: Any) -> dict[str, Any]:
    return {"date": "6 March 2024", "what": "Something invented.", "publication": "published", **fields}


def cited(**fields: Any) -> dict[str, Any]:
    return plain(**rows("sources", {"url": "https://gazette.example/verdict"}), **fields)


def test_outcomes_that_can_follow_come_first_and_the_others_behind_headings(
    publisher: Client, scene: Scene
) -> None:
    line = context_of(publisher.get(address("ruling", scene.case)))["screen"].outcomes[0].line

    first, *others = line.groups
    assert line.state == "Bound over for trial since 19 January 2024" or "since 19 January 2024" in line.state
    assert {"found_guilty", "not_guilty_jury", "dismissed_with_prejudice"} <= set(dict(first.choices))
    assert "mistrial" not in dict(first.choices)
    assert any("mistrial" in dict(group.choices) for group in others)
    assert all(group.heading.startswith("Other outcomes") for group in others)


def test_one_outcome_for_all_reaches_every_open_charge_without_its_own(
    publisher: Client, scene: Scene
) -> None:
    sent = cited(every="dismissed_with_prejudice", **{f"charge-{scene.two.pk}-outcome": "not_guilty_jury"})

    saved(publisher, address("ruling", scene.case), sent)

    assert [one.outcome for one in Ruling.objects.get().effects.all()] == [
        "dismissed_with_prejudice",
        "not_guilty_jury",
    ]
    assert status(scene.one) == "ended_without_conviction"


def test_one_outcome_that_can_follow_nowhere_is_refused(publisher: Client, scene: Scene) -> None:
    answer = previewed(publisher, address("ruling", scene.case), cited(every="quashed"))

    assert "cannot follow" in errors(answer)["every"][0]


def test_everything_typed_comes_back_with_each_fault_at_its_field(publisher: Client, scene: Scene) -> None:
    sent = verdict(
        scene,
        date="12/07/2024",
        **rows("sources", {"url": "https://other.example/1", "pinpoint": "p. 3", "published": "soon"}),
        **rows("components", {"kind": "imprisonment", "maximum": "18", "relation": "not_stated"}),
    )

    answer = previewed(publisher, address("ruling", scene.case), sent)

    found = errors(answer)
    assert found["date"] == [
        "“12/07/2024” can be 12 July 2024 or 7 December 2024: write the month as a word."
    ]
    assert "“soon” is not a date" in found["sources-0-published"][0]
    assert found["components-0-unit"] == ["Say what the term is counted in: days, months, years…"]
    for kept in ("12/07/2024", "p. 3", "https://other.example/1", "soon", "18", "The jury finds her guilty"):
        assert kept in answer.text
    assert 'value="found_guilty" selected' in answer.text
    assert not Ruling.objects.exists()


def test_an_order_of_which_only_the_entry_is_dated_is_taken(publisher: Client, scene: Scene) -> None:
    where = address("ruling", scene.case)
    assert errors(previewed(publisher, where, cited(date=""))) == {
        "date": ["Say when it happened, as well as it is known."]
    }

    saved(publisher, where, cited(date="", date_entered="13 or 14 May 2024"))

    assert Ruling.objects.get().date_entered == "[2024-05-13,2024-05-14]"


def test_an_unknown_source_is_asked_for_and_then_made_once(publisher: Client, scene: Scene) -> None:
    where, new = address("ruling", scene.case), {"url": "other.example/1"}
    found = errors(previewed(publisher, where, plain(**rows("sources", new))))
    assert {"sources-0-publisher", "sources-0-title", "sources-0-kind"} == set(found)

    told = new | {
        "publisher": "The Mirror",
        "title": "A report",
        "kind": "newspaper",
        "published": "7 Mar 2024",
    }
    saved(publisher, where, plain(**rows("sources", told)))
    saved(
        publisher,
        where,
        plain(
            date="8 March 2024",
            **rows("sources", new, {"url": "http://other.example/1/#x", "pinpoint": "p. 2"}),
        ),
    )

    source = Source.objects.get(publisher="The Mirror")
    assert (source.url, source.published) == ("https://other.example/1", "2024-03-07")
    assert source.citations.count() == 3


def test_the_same_place_in_a_source_twice_is_refused(publisher: Client, scene: Scene) -> None:
    twice = rows("sources", {"url": "https://gazette.example/verdict"}, {"url": "gazette.example/verdict/"})

    assert errors(previewed(publisher, address("ruling", scene.case), plain(**twice))) == {
        "sources-1-url": ["This repeats a row above."]
    }


def test_a_row_is_added_without_finding_fault_and_without_losing_what_is_typed(
    publisher: Client, scene: Scene
) -> None:
    sent = {
        **rows("sources", {"url": "https://gazette.example/verdict"}),
        "what": "Half a",
        "_add-sources": "1",
    }

    answer = publisher.post(address("ruling", scene.case), sent)

    assert errors(answer) == {}
    assert 'name="sources-1-url"' in answer.text
    assert "Half a" in answer.text


@pytest.mark.parametrize(
    ("kind", "typed", "doubt"),
    [
        ("ruling", {"date": "6 March 2023"}, "before the first filing of this case, on 19 January 2024"),
        ("ruling", {"date": "6 March 2999"}, "dated in the future"),
        ("ruling", {"one": "mistrial"}, "“Mistrial” cannot follow"),
        ("sentence", {"one": "sentenced"}, "a sentence without a finding of guilt on record"),
        (
            "hearing",
            {"date": "", "scheduled_on": "6 March 2999", "outcome": "held"},
            "a day to come, and yet marked as held",
        ),
        ("notice", {"sources": {}}, "No source is given"),
        ("filing", {"date": "19 Jan 2024"}, "another event of this kind on that day"),
    ],
)
def test_what_is_doubtful_is_said_before_it_is_saved(
    publisher: Client, scene: Scene, kind: str, typed: dict[str, Any], doubt: str
) -> None:
    sent = plain(**typed) if "sources" in typed else cited(**typed)
    sent.pop("sources", None)
    if "one" in sent:
        sent[f"charge-{scene.one.pk}-outcome"] = sent.pop("one")

    assert doubt in " ".join(doubts(publisher, address(kind, scene.case), sent))


def test_an_outcome_on_a_charge_already_ended_is_doubted_by_name(publisher: Client, scene: Scene) -> None:
    happen(scene.one, "dismissed_with_prejudice", "2024-02-02")
    sent = cited(**{f"charge-{scene.one.pk}-outcome": "found_guilty"})

    (doubt,) = doubts(publisher, address("ruling", scene.case), sent)

    assert doubt == (
        "Testa Mockingbird, Count 1 had ended already: Dismissed with prejudice since 2 February 2024. "
        "“Found guilty” cannot follow."
    )


def test_a_sound_verdict_is_not_doubted(publisher: Client, scene: Scene) -> None:
    assert doubts(publisher, address("ruling", scene.case), verdict(scene)) == []


def test_a_sentence_with_its_parts_moves_the_status(publisher: Client, scene: Scene) -> None:
    happen(scene.one, "found_guilty", "2024-03-06", type="verdict")
    happen(scene.two, "not_guilty_jury", "2024-03-06", type="verdict")
    part = {
        "target": f"defendant:{scene.defendant.pk}",
        "kind": "imprisonment",
        "maximum": "18",
        "unit": "months",
    }
    sent = cited(
        every="sentenced", **rows("components", part | {"relation": "not_stated", "supervised": "unknown"})
    )

    saved(publisher, address("sentence", scene.case), sent)

    assert status(scene.one) == "sentenced_custody"
    assert [one.charge for one in Sentence.objects.get().effects.all()] == [scene.one]


def test_a_filing_brings_its_charges(publisher: Client, scene: Scene) -> None:
    other = DefendantFactory(case=scene.case, party=PartyFactory(name="Testo Nightjar"))
    # No number: factories number the counts of the scene, by how many the process has made before.
    charge = {"defendant": str(other.pk), "count_label": "Count C", "offence": "Clapping", "severity": ""}
    again = {
        "defendant": str(other.pk),
        "count_label": "Count 4",
        "offence": "Stamping",
        "link": "amends",
        "other": str(scene.two.pk),
    }
    sent = cited(type="indictment", **rows("charges", charge, again))

    answer = previewed(publisher, address("filing", scene.case), sent)
    assert "Testo Nightjar" in [one.name for one in context_of(answer)["preview"].changes]
    assert not Charge.objects.filter(offence="Clapping").exists()
    saved(publisher, address("filing", scene.case), sent)

    brought = Charge.objects.get(offence="Clapping")
    assert (brought.defendant, brought.key) == (other, "count-c")
    assert status(brought) == "awaiting_trial"
    assert Filing.objects.latest("pk").effects.first().outcome == "indicted"
    assert Charge.objects.get(offence="Stamping").links.get().other == scene.two


def test_a_complaint_brings_claims_in_a_civil_case(publisher: Client, scene: Scene) -> None:
    claim = ClaimFactory()
    sent = cited(
        type="complaint", **rows("charges", {"defendant": claim.defendant_id, "offence": "negligence"})
    )

    saved(publisher, address("filing", claim.defendant.case), sent)

    assert claim.defendant.claims.get(label="negligence").effects.get().outcome == "claim_filed"


def test_a_hearing_is_set_and_told_later(publisher: Client, scene: Scene) -> None:
    where = address("hearing", scene.case)
    sent = cited(type="trial", date="", scheduled_on="21 Feb 2024", scheduled_at="09:30", outcome="scheduled")
    saved(publisher, where, sent)
    hearing = Hearing.objects.get()
    assert (hearing.date, hearing.scheduled_on.isoformat()) == ("2024-02-21", "2024-02-21")

    (untold,) = context_of(publisher.get(where))["hearings"]
    page = publisher.get(untold["url"])
    assert "21 February 2024: Something invented. (Trial)" in page.text
    told = sent | {
        "outcome": "held",
        "seen": context_of(page)["seen"],
        f"charge-{scene.one.pk}-outcome": "trial_began",
    }
    saved(publisher, untold["url"], told)

    hearing.refresh_from_db()
    assert hearing.outcome == "held"
    assert status(scene.one) == "on_trial"
    assert Hearing.objects.count() == 1
    assert context_of(publisher.get(where))["hearings"] == []


def test_a_hearing_changed_by_somebody_else_meanwhile_is_not_overwritten(
    publisher: Client, scene: Scene
) -> None:
    hearing = happen(scene.one, "concerns", "2024-02-21", kind="hearing", scheduled_on=today())
    where = address("hearing", scene.case) + f"?of={hearing.pk}"

    answer = publisher.post(where, cited(outcome="held", seen="0", _preview="1"))

    assert "Somebody else changed this hearing" in answer.text
    assert context_of(answer)["preview"] is None


def test_a_plea_says_itself_what_was_pleaded(publisher: Client, scene: Scene) -> None:
    saved(publisher, address("plea", scene.case), cited(type="no_contest", every="plea_accepted"))

    assert [one.details["plea"] for one in Plea.objects.get().effects.all()] == ["no_contest", "no_contest"]
    assert status(scene.one) == "found_guilty_awaiting_sentence"


def test_a_custody_event_acts_on_the_person(publisher: Client, scene: Scene) -> None:
    sent = cited(type="warrant", **{f"defendant-{scene.defendant.pk}-outcome": "warrant_issued"})

    saved(publisher, address("custody", scene.case), sent)

    assert status(scene.one) == "pending_at_large"
    effect = CustodyEvent.objects.get().effects.get()
    assert (effect.charge, effect.defendant) == (None, scene.defendant)


def test_a_contributor_enters_drafts_only(scene: Scene) -> None:
    contributor, where = browser(Role.CONTRIBUTOR), address("ruling", scene.case)
    assert "publication" in errors(previewed(contributor, where, verdict(scene)))

    saved(contributor, where, verdict(scene, publication="draft"))

    assert {event.publication for event in Event.objects.exclude(kind="filing")} == {"draft"}
    assert status(scene.one) == "awaiting_trial"


def test_what_is_typed_after_the_preview_is_previewed_again(publisher: Client, scene: Scene) -> None:
    where, sent = address("ruling", scene.case), verdict(scene)
    shown = context_of(previewed(publisher, where, sent))["shown"]

    answer = publisher.post(where, sent | {"date": "7 March 2024", "shown": shown, "_save": "1"})

    assert "What you typed is not what the preview showed" in answer.text
    assert not Ruling.objects.exists()


def test_what_would_no_longer_follow_is_not_saved_unseen(publisher: Client, scene: Scene) -> None:
    where, sent = address("ruling", scene.case), verdict(scene)
    shown = context_of(previewed(publisher, where, sent))["shown"]
    happen(scene.one, "dismissed_with_prejudice", "2024-02-02")

    answer = publisher.post(where, sent | {"shown": shown, "_save": "1"})

    assert "something else would follow" in answer.text
    assert Ruling.objects.count() == 1


def test_a_write_elsewhere_in_between_does_not_stand_in_the_way(publisher: Client, scene: Scene) -> None:
    where, sent = address("ruling", scene.case), verdict(scene)
    shown = context_of(previewed(publisher, where, sent))["shown"]
    happen(
        ChargeFactory(defendant=DefendantFactory(case=CaseFactory())), "filed", "2024-02-02", kind="filing"
    )

    answer = publisher.post(where, sent | {"shown": shown, "_save": "1"})

    assert answer.status_code == 302
    assert Ruling.objects.count() == 1


def test_a_closed_event_of_the_same_day_is_not_quoted(publisher: Client, scene: Scene) -> None:
    closed = happen(scene.one, "concerns", "2024-03-06", what="A secret order.")
    RestrictionFactory(event=closed)

    answer = previewed(publisher, address("ruling", scene.case), cited())

    assert "This case has another event of this kind on that day already." in answer.text
    assert "secret" not in answer.text


def test_a_plea_asks_to_which_counts_and_offers_itself_first(publisher: Client, scene: Scene) -> None:
    where = address("plea", scene.case)
    line = context_of(publisher.get(where))["screen"].outcomes[0].line
    unsaid = publisher.post(where, cited(type="not_guilty") | {"_preview": "1"})

    assert line.groups[0].choices[0][0] == "concerns"
    assert errors(unsaid)["every"] == ["Say whose plea it is, and to which counts."]

    saved(publisher, where, cited(type="not_guilty", **{f"charge-{scene.two.pk}-outcome": "concerns"}))
    effect = Plea.objects.get().effects.get()
    assert (effect.charge, effect.outcome, effect.details) == (scene.two, "concerns", {"plea": "not_guilty"})


@pytest.mark.parametrize(("kind", "told"), [("custody", 0), ("hearing", 1)])
def test_an_event_that_names_none_of_several_is_warned_of_and_told_of_nobody_it_may_not_concern(
    kind: str, told: int, publisher: Client, scene: Scene
) -> None:
    other = ChargeFactory(defendant=DefendantFactory(case=scene.case))
    happen(other, "indicted", "2024-01-20", kind="filing")
    where = address(kind, scene.case)

    found = doubts(publisher, where, cited(what="Wrongly told of all."))
    assert any("several defendants" in doubt for doubt in found)
    saved(publisher, where, cited(what="Wrongly told of all."))

    for defendant in (scene.defendant, other.defendant):
        page = Client().get(f"/defendants/{defendant.pk}-{defendant.slug}/").text
        assert page.count("Wrongly told of all.") >= told
        assert bool(told) == ("Wrongly told of all." in page)
    assert "Wrongly told of all." in Client().get(f"/cases/{scene.case.pk}-{scene.case.slug}/").text
