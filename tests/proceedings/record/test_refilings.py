"""Chains of refilings are followed to their ends, whatever their shape."""

from __future__ import annotations

import pytest

from proceedings.record.refilings import closure

CHAIN = {1: [2], 2: [1, 3], 3: [2]}
CIRCLE = {1: [2], 2: [3], 3: [1]}


@pytest.mark.parametrize(
    ("links", "start", "reached"),
    [
        (CHAIN, {1}, {1, 2, 3}),
        (CHAIN, {3}, {1, 2, 3}),
        (CIRCLE, {2}, {1, 2, 3}),
        (CHAIN, {4}, {4}),
        (CHAIN, set(), set()),
    ],
)
def test_a_closure_holds_what_links_lead_to(
    links: dict[int, list[int]], start: set[int], reached: set[int]
) -> None:
    asked: list[int] = []

    def neighbours(ids: set[int]) -> set[int]:
        asked.extend(ids)
        return {end for one in ids for end in links.get(one, ())}

    assert closure(start, neighbours) == reached
    assert sorted(asked) == sorted(reached), "each is asked for its links once"
