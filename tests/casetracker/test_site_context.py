from __future__ import annotations

import pytest
from django.conf import LazySettings
from django.test import Client

from kit.fonts import write_faces

pytestmark = pytest.mark.django_db


def test_with_nobody_named_every_page_says_that_it_is_a_demonstration(client: Client) -> None:
    for address in ("/", "/method/", "/defendants/"):
        assert "A demonstration" in client.get(address).content.decode()


@pytest.mark.parametrize(
    ("contact", "link"),
    [
        ("desk@example.org", 'href="mailto:desk@example.org"'),
        ("https://example.org/desk/", 'href="https://example.org/desk/"'),
        ("Box 1, Nowhere", "Box 1, Nowhere"),
    ],
    ids=["e-mail", "web", "post"],
)
def test_the_publisher_of_the_settings_is_named_with_a_contact(
    client: Client, settings: LazySettings, contact: str, link: str
) -> None:
    settings.PUBLISHER = "The Invented Gazette"
    settings.PUBLISHER_CONTACT = contact
    settings.SOURCES_READ = "Every source was read by an invented clerk."

    shown = client.get("/corrections/").content.decode()

    assert "Published by The Invented Gazette." in shown
    assert link in shown
    assert "read by an invented clerk" in shown
    assert "A demonstration" not in shown


def test_pages_name_the_fonts_only_where_they_were_written(
    client: Client, settings: LazySettings, tmp_path_factory: pytest.TempPathFactory
) -> None:
    settings.FONTS_DIR = tmp_path_factory.mktemp("fonts")
    assert "faces.css" not in client.get("/").content.decode()

    write_faces(settings.FONTS_DIR)
    assert "/static/fonts/faces.css" in client.get("/").content.decode()
