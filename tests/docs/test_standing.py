"""The pages a stranger reads first: their links lead somewhere, and the changelog and the version agree."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = (
    "README.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "CHANGELOG.md",
    "docs/changes/README.md",
    "docs/domain.md",
)
LED_TO = ("LICENSE", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "docs/domain.md")
LINK = re.compile(r"\]\((?!\w+:)([^)#]*)(?:#([^)]+))?\)")
FRAGMENT = re.compile(r"(?:\d+|\+[a-z0-9-]+)\.(\w+)\.md")


def settings() -> dict[str, dict[str, object]]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())


def anchors(page: Path) -> set[str]:
    """Return what the headings of a page are called in an address."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("name", PAGES)
def test_every_link_leads_to_a_file_and_to_a_heading_in_it(name: str) -> None:
    page = ROOT / name
    links = LINK.findall(page.read_text())
    assert links
    for target, anchor in links:
        file = page.parent / target if target else page
        assert file.exists(), target
        assert not anchor or anchor in anchors(file), f"{target}#{anchor}"


@pytest.mark.parametrize("name", LED_TO)
def test_the_readme_leads_to_it(name: str) -> None:
    assert f"]({name})" in (ROOT / "README.md").read_text()


def fragments() -> list[str]:
    return sorted(path.name for path in (ROOT / "docs" / "changes").iterdir() if path.name != "README.md")


def test_the_newest_release_in_the_changelog_is_the_version_or_the_next_one_waits_in_changes() -> None:
    version = str(settings()["project"]["version"])
    released = re.findall(r"^## (\d+\.\d+\.\d+) \(", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)

    def numbers(text: str) -> list[int]:
        return [int(part) for part in text.split(".")]

    assert released == sorted(released, key=numbers, reverse=True)
    if fragments():
        assert numbers(version) > numbers(released[0])
    else:
        assert version == released[0]


def test_every_file_of_news_is_named_after_a_sort_of_change() -> None:
    tool = settings()["tool"]["towncrier"]
    assert isinstance(tool, dict)
    sorts = {one["directory"] for one in tool["type"]}
    for name in fragments():
        match = FRAGMENT.fullmatch(name)
        assert match, name
        assert match[1] in sorts, name


def test_the_sorts_of_change_are_explained() -> None:
    tool = settings()["tool"]["towncrier"]
    assert isinstance(tool, dict)
    told = re.findall(r"^\| `(\w+)` \|", (ROOT / "docs" / "changes" / "README.md").read_text(), re.MULTILINE)
    assert told == [one["directory"] for one in tool["type"]]


def test_the_commands_of_the_guides_are_in_the_makefile() -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    for name in ("README.md", "CONTRIBUTING.md"):
        named = set(re.findall(r"(?:^    |`)make (\w+)", (ROOT / name).read_text(), re.MULTILINE))
        assert named, name
        assert named <= targets, name
