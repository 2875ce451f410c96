"""What deploy/ says agrees with the code: settings, tasks, limits."""

from __future__ import annotations

import re
from pathlib import Path

import yaml
from django.conf import settings
from django.core.management import get_commands

from casetracker import start

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
UNITS = {path.name: path.read_text() for path in (DEPLOY / "systemd").iterdir()}
DOCS = (ROOT / "docs" / "operating.md").read_text()


def hardening(unit: str) -> str:
    return unit.partition("UMask=")[2].partition("\n[Install]")[0].strip()


def test_what_may_write_is_locked_in_alike() -> None:
    web, task = (hardening(UNITS[name]) for name in ("casetracker.service", "casetracker-task@.service"))
    assert web == task
    assert len(web.splitlines()) > 30


def test_a_timer_runs_a_task_there_is_and_a_task_a_command_there_is() -> None:
    tasks = (DEPLOY / "task.sh").read_text()
    timers = {
        name: re.findall(r"task@(\w+)\.service", text) for name, text in UNITS.items() if "timer" in name
    }
    assert len(timers) == 3
    for name, (task,) in timers.items():
        assert name == f"casetracker-{task}.timer"
        assert f"\n    {task})" in tasks
    commands = re.findall(r"\$manage (\w+)", tasks)
    assert len(commands) == 4
    assert set(commands) <= set(get_commands())


def test_containers_are_given_settings_there_are() -> None:
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]
    web = services["web"]
    assert [name for name in web["environment"] if f"| `{name}` |" not in DOCS] == []
    assert web["read_only"]
    assert web["cap_drop"] == ["ALL"]
    assert web["build"]["dockerfile"] == "deploy/Containerfile"
    assert {mount.partition(":")[2] for mount in web["volumes"]} == {"/srv/casetracker/var"}


def test_no_container_runs_as_root_and_its_port_is_ours() -> None:
    text = (DEPLOY / "Containerfile").read_text()
    assert text.rindex("USER casetracker") < text.rindex("CMD [")
    assert f"PORT={start.DEFAULT_PORT}" in text


def test_the_proxy_lets_through_what_the_site_takes() -> None:
    (megabytes,) = re.findall(r"client_max_body_size (\d+)m;", (DEPLOY / "nginx.conf").read_text())
    assert int(megabytes) * 1024 * 1024 == settings.DESK_BODY_LIMIT


def test_the_unit_starts_as_many_threads_as_make_run() -> None:
    assert f"--threads {start.THREADS} " in UNITS["casetracker.service"]
    assert "PatientThreadWorker" in UNITS["casetracker.service"]
