"""docs/benchmarks.md, from what was measured: ratios first, with what they are ratios of."""

from __future__ import annotations

import json
import os
import platform
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PLAIN = "plain"
HEAD = """# Benchmarks

Measured by `make bench N=10000` (any size), on both databases, with made-up cases (`generate_cases`,
seed 1). That command writes this page; what each size and database gave stands below.

All times are processor time, of the process that serves and of the database's process that serves it,
the best of several runs: the machine was shared with others, whose load the time on the wall would have
shown. PostgreSQL is the one the tests bring, which does not wait for the disk.

Every page of a list shows all its facets. *Cold* means that no number was counted before (the database's
pages were in memory); *anew*, that the numbers beside the filters were, and the rows are read; *warm*, that
this page was asked for since the last change of the data. *Bare* is SQL written by hand for the one question,
through the same driver: the page, and a count that stops at the budget; *facets* are the numbers of four
columns, that stop there too, for the same rows. *Rendering* prints the same page from memory.
"""


def write(folder: Path, target: Path) -> None:
    """Write the document from every measurement in a folder."""
    runs = [json.loads(path.read_text(encoding="utf-8")) for path in folder.glob("*-*.json")]
    runs.sort(key=lambda run: (run["engine"], run["defendants"]))
    notes = Path(__file__).with_name("notes.md").read_text(encoding="utf-8")
    parts = [HEAD, _machine(), *map(_run, runs), _growth(runs), notes]
    target.write_text("\n".join(parts), encoding="utf-8")


def _machine() -> str:
    pages, size = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    memory = round(pages * size / 1024**3)
    return (
        f"The machine: {os.cpu_count()} cores ({platform.machine()}), {memory} GB of memory, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}.\n"
    )


def _run(run: dict[str, Any]) -> str:
    name = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[run["engine"]]
    lines = [f"## {name}, {run['defendants']:,} defendants", ""]
    if run.get("load"):
        lines += _load(run)
    if _whole(run):
        lines += [*_lists(run), *_pages(run["pages"]), *_rest(run["pages"])]
    if run.get("serving", {}).get("beside heavy work"):
        lines += serving(run["serving"])
    return "\n".join([*lines, ""])


def serving(found: dict[str, Any]) -> Iterator[str]:
    """Say how fast readers at once are answered, against "hello" in the same run."""
    hello = found["hello"]
    yield "| readers at once | rate / hello | processor / hello | median ms | p99 ms | refused |"
    yield "|---|---|---|---|---|---|"
    for name, took in found.items():
        refused = sum(times for status, times in took["statuses"].items() if status in {"429", "503"})
        processor = f"{took['processor'] / hello['processor']:.1f}" if took["processor"] else ""
        yield (
            f"| {name} | {took['rate'] / hello['rate']:.3f} | {processor} "
            f"| {took['median']:.0f} | {took['p99']:.0f} | {refused} |"
        )
    heavy = found["beside heavy work"]["heavy"]
    yield ""
    yield (
        f"Hello is answered {hello['rate']:,.0f} times a second. Of the heavy requests beside the last row "
        f"{heavy.get('200', 0)} were answered, and {heavy.get('503', 0)} refused with 503."
    )
    yield ""


def _whole(run: dict[str, Any]) -> bool:
    """Tell whether the pages of a run were measured to the last piece."""
    return "ruling" in run.get("pages", ())


def _load(run: dict[str, Any]) -> Iterator[str]:
    load, memory = run["load"], run["load"]["memory"] / 1e6
    pace = load["last"] / load["first"]
    yield "| load | measured | target |"
    yield "|---|---|---|"
    yield f"| seconds, {load['rows']:,} rows with history, spans and words | {load['seconds']:.0f} | |"
    if bare := run.get("bare", {}).get("seconds"):
        yield f"| the very same rows, bare (COPY, executemany) | {bare:.0f} | |"
        yield f"| ratio | {load['seconds'] / bare:.1f} | 3 |"
    yield f"| the most memory, MB | {memory:.0f} | 1,500 |"
    yield f"| pace of the last fifth against the first | {pace:.2f} | no quadratic step: near 1 |"
    yield ""


def _lists(run: dict[str, Any]) -> Iterator[str]:
    pages = run["pages"]
    yield (
        "| defendants list, ms | cold | anew | warm | bare | facets | rendering "
        "| cold / (3 bare + 3 facets + rendering) | anew / (3 bare + rendering) |"
    )
    yield "|---|---|---|---|---|---|---|---|---|"
    for name, took in pages["lists"].items():
        cold = took["cold"] / (3 * took["bare"] + 3 * took["facets"] + took["render"])
        anew = took["anew"] / (3 * took["bare"] + took["render"])
        yield (
            f"| {name} | {took['cold']:.0f} | {took['anew']:.0f} | {took['warm']:.0f} | {took['bare']:.1f} "
            f"| {took['facets']:.1f} | {took['render']:.0f} | {cold:.1f} | {anew:.1f} |"
        )
    if run.get("beside"):
        beside, ours = run["beside"], pages["lists"][PLAIN]
        cold, warm = beside["cold"] / ours["cold"], beside["warm"] / ours["anew"]
        yield ""
        yield (
            f"The plain page in Datasette: {beside['cold']:.0f} ms cold, {beside['warm']:.0f} asked again. "
            f"Ours is {cold:.1f} times faster cold (target 3), {warm:.0f} times with its numbers counted "
            "and its rows read anew (target 10)."
        )
    yield ""


def _pages(pages: dict[str, Any]) -> Iterator[str]:
    yield "| page | cold ms | warm ms | queries |"
    yield "|---|---|---|---|"
    for name, took in pages["pages"].items():
        yield f"| {name} | {took['cold']:.0f} | {took['warm']:.0f} | {took['queries']} |"
    yield ""


def _rest(pages: dict[str, Any]) -> Iterator[str]:
    export, rules, ruling = pages["export"], pages["rules"], pages["ruling"]
    ratio = export["ours"] / export["bare"]
    parts = ", ".join(f"`{name}` {share:.0%}" for name, share in rules["parts"])
    yield "| the rest | measured | target |"
    yield "|---|---|---|"
    yield (
        f"| CSV of {export['rows'] - 1:,} defendants, seconds; {export['columns']} bare columns through csv: "
        f"{export['bare']:.2f} s | {export['ours']:.1f}, {ratio:.0f} times | 4 times |"
    )
    yield f"| memory it took, MB | {export['grown'] / 1e6:.0f} | flat |"
    pace = f"{rules['a second']:,.0f}"
    yield f"| pure rules, defendants a second ({rules['spans']:.1f} spans each) | {pace} | |"
    yield f"| where their time goes (share of its own) | {parts} | |"
    yield (
        f"| one ruling on 40 charges in a case of 40 defendants, recorded | {ruling['ms']:.0f} ms, "
        f"{ruling['queries']} queries | independent of size |"
    )
    yield ""


def _growth(runs: list[dict[str, Any]]) -> str:
    """Compare the pages of the largest and the smallest size of each engine."""
    lines = ["## Growth", "", "| page, warm | from | to | times |", "|---|---|---|---|"]
    for engine in ("sqlite", "postgresql"):
        sized = [run for run in runs if run["engine"] == engine and _whole(run)]
        if len(sized) > 1:
            lines += _grown(sized[0], sized[-1])
    return "\n".join([*lines, ""])


def _grown(small: dict[str, Any], large: dict[str, Any]) -> Iterator[str]:
    for name, took in small["pages"]["pages"].items():
        later = large["pages"]["pages"][name]["warm"]
        yield (
            f"| {name} ({small['engine']}) | {took['warm']:.0f} ms at {small['defendants']:,} "
            f"| {later:.0f} ms at {large['defendants']:,} | {later / took['warm']:.1f} |"
        )
    ruling, then = small["pages"]["ruling"], large["pages"]["ruling"]
    yield (
        f"| one ruling, case of 40 ({small['engine']}) | {ruling['ms']:.0f} ms, {ruling['queries']} queries "
        f"| {then['ms']:.0f} ms, {then['queries']} queries | {then['ms'] / ruling['ms']:.1f} |"
    )
