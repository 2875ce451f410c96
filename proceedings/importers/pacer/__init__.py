"""Dockets of the federal courts, in the JSON that juriscraper makes of PACER's docket reports."""

from __future__ import annotations

from proceedings.importers.formats import Format
from proceedings.importers.pacer import reader

FORMAT = Format(
    name="pacer-docket",
    words="dockets of the federal courts of the United States, as juriscraper's JSON has them",
    read=reader.read,
    count=reader.count,
)
