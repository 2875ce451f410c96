"""The suite itself: a part that fails or cannot run is never lost."""

from __future__ import annotations

import re

import pytest

from tests import suite
from tests.postgres import is_postgres
from tests.suite import FAILED, NOT_RUN, PASSED, Outcome, Part


def result_of(state: str, words: str = "", processor: float = 0) -> suite.Result:
    [result] = suite.carry_out([Part("tests of a sort", lambda: Outcome(state, words, processor), 10)])
    return result


@pytest.mark.parametrize(
    ("states", "strict", "code"),
    [
        pytest.param([PASSED, PASSED], True, 0, id="all passed"),
        pytest.param([FAILED, PASSED], False, 1, id="one failed, and not the last"),
        pytest.param([PASSED, NOT_RUN], False, 0, id="one could not run, at home"),
        pytest.param([PASSED, NOT_RUN], True, 1, id="one could not run, in CI"),
    ],
)
def test_the_exit_code(states: list[str], strict: bool, code: int) -> None:
    assert suite.exit_code([result_of(state) for state in states], strict=strict) == code


def test_a_part_that_cannot_run_is_said_with_its_reason(capsys: pytest.CaptureFixture[str]) -> None:
    result_of(NOT_RUN, "no browser found")

    assert "NOT RUN: tests of a sort: no browser found" in capsys.readouterr().out


def test_the_last_line_is_what_pytest_said_last(capsys: pytest.CaptureFixture[str]) -> None:
    results = [result_of(PASSED, "== 1 passed in 0.1s =="), result_of(FAILED, "== 2 failed in 0.2s ==")]
    capsys.readouterr()

    suite.report(results, 0.3)

    assert capsys.readouterr().out.splitlines()[-1] == "== 2 failed in 0.2s =="


def test_a_part_over_its_budget_is_warned_of_and_passes(capsys: pytest.CaptureFixture[str]) -> None:
    results = [result_of(PASSED, processor=9), result_of(PASSED, processor=11)]

    suite.report(results, 20)

    assert capsys.readouterr().out.count("WARNING: tests of a sort took 11 s of processor time") == 1
    assert suite.exit_code(results, strict=True) == 0


def test_a_tool_is_judged_by_its_exit_code_and_remembered_by_its_last_line() -> None:
    script = "print('first'); print('last'); sum(range(10**6)); raise SystemExit({})"

    passed, failed = (suite.run_tool("python", "-c", script.format(code)) for code in (0, 3))

    assert (passed.state, passed.words, passed.output) == (PASSED, "last", "first\nlast\n")
    assert passed.processor > 0
    assert failed.state == FAILED


def test_parts_that_run_together_are_told_apart(capsys: pytest.CaptureFixture[str]) -> None:
    parts = [
        Part("a", lambda: Outcome(PASSED, output="of a\n"), 1),
        Part("b", lambda: Outcome(PASSED, output="of b\n"), 1),
    ]

    suite.carry_out_together(parts)

    assert re.findall(r"== (\w) ==\nof (\w)\n", capsys.readouterr().out) == [("a", "a"), ("b", "b")]


@pytest.mark.parametrize(
    ("url", "answer"),
    [("postgresql://u@h/n", True), ("postgres:///n", True), ("sqlite:///n", False), ("", False)],
)
def test_a_postgres_is_known_by_its_address(url: str, answer: bool) -> None:
    assert is_postgres(url) is answer
