"""Our pages of the admin carry no style and no script inside the page: the policy forbids both."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import User

from tests.factories import ChargeFactory, SourceFactory, happen
from tests.proceedings.admin.conftest import page, signed_in

INLINE = re.compile(
    r"""<style|\sstyle\s*=|\son[a-z]+\s*=|javascript:|<script(?![^>]*\bsrc=)""",
    re.IGNORECASE,
)
TEMPLATES = sorted((Path(settings.BASE_DIR) / "templates" / "admin").rglob("*.html"))


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_template_of_ours_styles_or_scripts_inside_the_page(template: Path) -> None:
    assert not INLINE.search(template.read_text())


@pytest.mark.django_db
def test_no_page_of_an_event_styles_or_scripts_inside_the_page(superuser: User) -> None:
    ruling = happen(ChargeFactory(), "dismissed_with_prejudice", "2024-01-01", source=SourceFactory())
    instant = ruling.history.get().history_date.isoformat().replace("+", "%2B")
    client = signed_in(superuser)

    for address in (
        page("ruling", "changelist"),
        page("ruling", "add"),
        page("ruling", "add") + f"?case={ruling.case_id}",
        page("ruling", "change", ruling.pk),
        page("ruling", "history", ruling.pk),
        page("ruling", "put_back", ruling.pk) + f"?instant={instant}",
        page("case", "change", ruling.case_id),
    ):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert "default-src 'self'" in answer["Content-Security-Policy"]
        found = INLINE.search(answer.text)
        assert found is None, (address, answer.text[found.start() - 80 : found.end() + 80])
