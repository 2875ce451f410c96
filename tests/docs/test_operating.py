"""docs/operating.md tells of every setting."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
READS_A_SETTING = re.compile(r'(?:env\.\w+|environ\.get)\("(\w+)"')


def settings_read() -> list[str]:
    sources = ("settings.py", "start.py", "startup_message.py", "operations/database_copy.py")
    text = "".join((ROOT / "casetracker" / name).read_text() for name in sources)
    return sorted(set(READS_A_SETTING.findall(text)))


def test_the_settings_are_found() -> None:
    assert {"DATABASE_URL", "PORT", "HTTPS"} <= set(settings_read())


@pytest.mark.parametrize("name", settings_read())
def test_a_setting_has_its_row(name: str) -> None:
    assert f"| `{name}` |" in (ROOT / "docs" / "operating.md").read_text()
