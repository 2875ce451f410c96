"""The public data: what there is, how to get it, how to cite it, and what every column and code means."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _

from proceedings.opendata import (
    TABLES,
    codebook,
    examples,
    live_files,
    releases,
)
from proceedings.opendata.file_writer import cite, licence
from proceedings.record.as_of import Clocks
from proceedings.research.lists.definitions import LISTS
from proceedings.website.date_format import say, say_instant
from proceedings.website.view_models import Head, Link


@dataclass(frozen=True, slots=True, kw_only=True)
class TableLine:
    """One table of the data."""

    name: str
    title: str
    one_row: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A program that reads the API."""

    language: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLine:
    """One file of a release."""

    name: str
    href: str
    size: str
    checksum: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseLine:
    """One frozen release."""

    name: str
    made: str
    known: str
    cite: str
    rows: int
    notes: tuple[str, ...]
    files: tuple[FileLine, ...]
    more: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DataPage:
    """Everything the template prints."""

    head: Head
    known: str
    is_live: bool
    tables: tuple[TableLine, ...]
    cite: str
    licence: str
    examples: tuple[Example, ...]
    releases: tuple[ReleaseLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasesPage:
    """Everything the template prints."""

    head: Head
    releases: tuple[ReleaseLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnLine:
    """One column in the codebook."""

    key: str
    type: str
    label: str
    meaning: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableEntry:
    """One table, or one list of the site, in the codebook."""

    anchor: str
    name: str
    title: str
    one_row: str
    columns: tuple[ColumnLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeEntry:
    """One closed list in the codebook."""

    name: str
    meaning: str
    codes: tuple[dict[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CodebookPage:
    """Everything the template prints."""

    head: Head
    tables: tuple[TableEntry, ...]
    lists: tuple[TableEntry, ...]
    codes: tuple[CodeEntry, ...]


NEWEST = 3


def data_page(clocks: Clocks, *, site: str) -> DataPage:
    """Assemble the page; `site` is the address the examples ask."""
    is_live = live_files.is_small()
    shown = examples.EXAMPLES + (examples.LIVE_EXAMPLES if is_live else ())
    return DataPage(
        head=Head(
            title=_("Data"),
            description=_("The whole public data set as CSV and SQLite, its codebook, and frozen releases."),
            canonical=reverse("data"),
            section="data",
        ),
        known=say_instant(clocks.known),
        is_live=is_live,
        tables=tuple(
            TableLine(
                name=table.name,
                title=str(table.title),
                one_row=str(table.one_row),
                href=f"{reverse('codebook')}#{table.name}",
            )
            for table in TABLES
        ),
        cite=cite(clocks.on.isoformat(), clocks.known),
        licence=licence(),
        examples=tuple(
            Example(language=language, text=examples.text(example, site)) for language, example in shown
        ),
        releases=tuple(_releases())[:NEWEST],
    )


def releases_page() -> ReleasesPage:
    """Assemble the list of frozen releases."""
    return ReleasesPage(
        head=Head(
            title=_("Frozen releases"),
            description=_("The public data as they stood on given days, dated, with checksums."),
            canonical=reverse("releases"),
            section="data",
        ),
        releases=tuple(_releases()),
    )


def _releases() -> Iterator[ReleaseLine]:
    for release in releases.releases():
        yield ReleaseLine(
            name=release.name,
            made=say(release.made_at.date()),
            known=say_instant(release.known),
            cite=cite(release.name, release.known),
            rows=release.rows,
            notes=tuple(note["words"] for note in release.notes),
            files=tuple(
                FileLine(
                    name=name,
                    href=_file(release.name, name),
                    size=filesizeformat(facts["bytes"]),
                    checksum=facts["sha256"],
                )
                for name, facts in release.files.items()
            ),
            more=tuple(
                Link(text=name, href=_file(release.name, name)) for name in (releases.SUMS, releases.MANIFEST)
            ),
        )


def _file(release: str, name: str) -> str:
    return reverse("release-file", kwargs={"name": release, "file": name})


def codebook_page() -> CodebookPage:
    """Assemble the codebook."""
    book = codebook.as_dict()
    return CodebookPage(
        head=Head(
            title=_("Codebook"),
            description=_("Every table, column and code of the public data, with its definition and source."),
            canonical=reverse("codebook"),
            section="data",
        ),
        tables=tuple(
            TableEntry(
                anchor=table["table"],
                name=f"{table['table']}.csv",
                title=table["title"],
                one_row=table["one_row"],
                columns=tuple(_column(column) for column in table["columns"]),
            )
            for table in book["tables"]
        ),
        lists=tuple(
            TableEntry(
                anchor=f"list-{name}",
                name=LISTS[name].address,
                title=_("The list at %(address)s") % {"address": LISTS[name].address},
                one_row=_("The columns of the list, whether read as a page, a file or through the API."),
                columns=tuple(_column(column) for column in columns),
            )
            for name, columns in book["lists_of_the_site"].items()
        ),
        codes=tuple(
            CodeEntry(name=name, meaning=listed["meaning"], codes=tuple(listed["codes"]))
            for name, listed in book["codes"].items()
        ),
    )


def _column(column: dict[str, str]) -> ColumnLine:
    names = [name for name in column.get("codes", "").split("; ") if name]
    links = [Link(text=name, href=f"#code-{name}") for name in names]
    refers = column.get("refers_to", "")
    if refers:
        links.append(Link(text=refers, href=f"#{refers.partition('.')[0]}"))
    return ColumnLine(
        key=column["column"],
        type=column["type"],
        label=column["label"],
        meaning=column["meaning"],
        links=tuple(links),
    )
