"""What every template may print of the site itself: its publisher, and whether its fonts are there."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest

from kit.fonts import STYLESHEET


@dataclass(frozen=True, slots=True)
class Site:
    """The publisher as the settings name it, and the address of the fonts, empty where there are none."""

    publisher: str
    contact: str
    sources_read: str
    fonts: str

    @property
    def contact_href(self) -> str:
        """The contact as a link: an address of the web as it stands, anything with an @ as e-mail."""
        if self.contact.startswith(("https://", "http://")):
            return self.contact
        return f"mailto:{self.contact}" if "@" in self.contact else ""


def site(_request: HttpRequest) -> dict[str, Site]:
    """Give templates the site."""
    return {
        "site": Site(
            publisher=settings.PUBLISHER,
            contact=settings.PUBLISHER_CONTACT,
            sources_read=settings.SOURCES_READ,
            fonts=fonts_address(),
        )
    }


def fonts_address() -> str:
    """Return the address of the stylesheet of the fonts; nothing where there is none, or uncollected."""
    if not (settings.FONTS_DIR / STYLESHEET).is_file():
        return ""
    try:
        return staticfiles_storage.url(f"fonts/{STYLESHEET}")
    except ValueError:  # not in the manifest
        return ""
