from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from kit.rate_limit import RateCounters

EACH = 200


def take(path: Path) -> None:
    turns = RateCounters(path)
    for _turn in range(EACH):
        turns.take("192.0.2.1", 7)


def test_turns_are_counted_for_each_sender_and_window(tmp_path: Path) -> None:
    turns = RateCounters(tmp_path / "new" / "turns")

    assert [turns.take("192.0.2.1", 7) for _turn in range(3)] == [1, 2, 3]
    assert turns.take("192.0.2.2", 7) == 1
    assert turns.take("192.0.2.1", 8) == 1


def test_processes_count_together(tmp_path: Path) -> None:
    path = tmp_path / "turns"
    processes = [get_context("spawn").Process(target=take, args=(path,)) for _process in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()

    assert RateCounters(path).take("192.0.2.1", 7) == 2 * EACH + 1


def test_threads_count_together(tmp_path: Path) -> None:
    turns = RateCounters(tmp_path / "turns")
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda _turn: turns.take("192.0.2.1", 7), range(EACH)))

    assert turns.take("192.0.2.1", 7) == EACH + 1


def test_no_address_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "turns"
    RateCounters(path).take("192.0.2.1", 7)

    assert b"192.0.2.1" not in path.read_bytes()
    assert path.stat().st_mode & 0o077 == 0
