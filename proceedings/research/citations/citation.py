"""What is cited: a record or a list, on a day, as known at an instant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from django.utils.text import slugify
from django.utils.translation import gettext as _

from kit.date_text import day_text, exact_instant_text
from kit.filtering import stamp

HASH = "hash"  # the query parameter that carries the fingerprint


class CitedKind(StrEnum):
    """What is cited."""

    RECORD = "record"
    LIST = "list"


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Everything a citation says, as plain values.

    `site` is the name of the site, which stands for author and publisher. `subject` is the defendant's name
    as the court printed it, or what a list holds in plain words. `statement` is the status in words, `case`
    the caption, `docket` the number as printed, `court` the court's name; a list leaves them empty, and says
    how many `rows` it has. `address` is whole and frozen (`frozen_address`); `known` is an aware instant.
    """

    kind: CitedKind
    site: str
    subject: str
    address: str
    on: date
    known: datetime
    fingerprint: str
    accessed: date
    statement: str = ""
    case: str = ""
    docket: str = ""
    court: str = ""
    rows: int | None = None

    @property
    def title(self) -> str:
        """Return the title of what is cited: the defendant with the case and its number, or the list."""
        case = ", ".join(part for part in (self.case, self.docket) if part)
        return f"{self.subject} ({case})" if case else self.subject

    @property
    def clocks(self) -> str:
        """Say the two dates: which day the court's record is shown for, and by when it was published."""
        return _("status on %(on)s, as published by %(known)s") % {
            "on": day_text(self.on),
            "known": exact_instant_text(self.known),
        }

    @property
    def known_utc(self) -> datetime:
        """Return the instant of publication in UTC."""
        return self.known.astimezone(UTC)

    @property
    def key(self) -> str:
        """Return a name for the citation: letters, digits and hyphens, told apart by the fingerprint."""
        parts = (
            slugify(self.site),
            slugify(self.subject)[:40].strip("-"),
            self.on.isoformat(),
            self.fingerprint,
        )
        return "-".join(part for part in parts if part)


def frozen_address(address: str, *, on: date, known: datetime, fingerprint: str) -> str:
    """Return the address with `on`, `known` and the hash set; its other parameters stay, in their order."""
    frozen = {"on": on.isoformat(), "known": stamp(known), HASH: fingerprint}
    parts = urlsplit(address)
    kept = [
        (key, value) for key, value in parse_qsl(parts.query, keep_blank_values=True) if key not in frozen
    ]
    query = urlencode([*kept, *frozen.items()], quote_via=quote)
    return urlunsplit((parts.scheme, parts.netloc, quote(parts.path, safe="/%:@-._~"), query, ""))
