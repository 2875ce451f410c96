"""The picture of a record as a file of its own: SVG, and PNG where the library that draws it is installed."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass, replace
from importlib.util import find_spec

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from kit.date_text import exact_instant_text
from kit.fonts import font_files
from kit.svg import wrap
from proceedings.record.as_of import Clocks
from proceedings.website.view_models import Drawing, KeyWord, Link

SVG, PNG = "svg", "png"
CONTENT_TYPES = {SVG: "image/svg+xml", PNG: "image/png"}
WIDTH = 1200
MARGIN = 36
GUTTER = 270
LINE = 24
LETTERS = 86
LINES = 4
KEY_WIDTH = 188
KEY_LINE = 22
KEYS_A_LINE = (WIDTH - 2 * MARGIN) // KEY_WIDTH
PNG_WIDTH = 1600
# The page's own colours and sizes, light: a file is printed and shown by others.
STYLE = """
text{font-family:"Source Sans Pro","Liberation Sans",Arial,sans-serif;fill:#1d1b18;font-size:13px}
.lane-label,.group-word,.sheet-title,.sheet-line{font-family:"Source Serif Pro","Liberation Serif",serif}
.lane-label{font-size:15px}.group-word{font-size:16px;font-weight:600}
.sheet-title{font-size:28px;font-weight:600}.sheet-line{font-size:18px}.sheet-source{fill:#5c574e}
.tick{stroke:#dcd6ca;stroke-dasharray:1 3}.tick.year{stroke-dasharray:none}.tick-word{fill:#5c574e}
.axis,.cloth{stroke:#1d1b18}.axis{fill:none}.rail,.lead{stroke:#8b8477}
.whisker{stroke:#8b8477;stroke-width:3;stroke-dasharray:1 2}
.ground,.faded{fill:#fdfcf9}.faded{opacity:.62}
.filed .cloth,.ended .cloth,.elsewhere .cloth{fill:none}.elsewhere .cloth{stroke-dasharray:4 3}
.convicted .cloth{fill:#cdc6b8}.ended .cloth{stroke:none}
.rule,.seed{fill:#1d1b18}.thread{stroke:#1d1b18;stroke-width:1.6;fill:none}.thread.thin{stroke-width:.7}
.soft-edge{fill:#8b8477}.word{font-weight:600;paint-order:stroke;stroke:#fdfcf9;stroke-width:5px}
.convicted .word,.ended .word,.filed .word,.elsewhere .word{stroke:none}
.notch,.head{stroke:#1d1b18;stroke-width:2;fill:none}.notch.thin{stroke-width:1}
.dot{fill:#fdfcf9;stroke:#1d1b18;stroke-width:1.5}
.deciding .notch,.deciding .head{stroke-width:3.5}.deciding .dot{fill:#1d1b18}
.day{stroke:#1d1b18;stroke-width:1.25}.day.today{stroke:#8b8477;stroke-dasharray:4 2}
.day-word{font-weight:600}.day-word.today{fill:#5c574e;font-weight:400}
"""
STYLE_HASH = f"'sha256-{base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()}'"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyPlace:
    """One entry of the key with its place on the sheet."""

    x: int
    y: int
    word: KeyWord


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureSheet:
    """A picture on a sheet of its own: title, what it says on which day, the picture, where it comes from."""

    drawing: Drawing
    title: str
    lines: tuple[tuple[int, str], ...]
    keys: tuple[KeyPlace, ...]
    source: str
    picture_y: int
    source_y: int
    height: int
    width: int = WIDTH
    margin: int = MARGIN
    gutter: int = GUTTER
    plot: int = WIDTH - 2 * MARGIN - GUTTER
    style: str = STYLE


def sheet(
    drawing: Drawing, *, title: str, words: str, clock: str, address: str, clocks: Clocks
) -> PictureSheet:
    """Lay a picture out; `address` is that of its page. The picture must have something to draw."""
    height = drawing.picture.height if drawing.picture else 0
    said = (*wrap(words, letters=LETTERS, lines=LINES), clock) if words else (clock,)
    top = MARGIN + 28
    lines = tuple((top + LINE * (place + 1), line) for place, line in enumerate(said))
    picture_y = top + LINE * len(said) + LINE
    key_y = picture_y + height + LINE
    keys = tuple(
        KeyPlace(x=place % KEYS_A_LINE * KEY_WIDTH, y=key_y + place // KEYS_A_LINE * KEY_LINE, word=word)
        for place, word in enumerate(drawing.key)
    )
    source_y = key_y + (len(keys) - 1) // KEYS_A_LINE * KEY_LINE + 2 * LINE
    return PictureSheet(
        drawing=drawing,
        title=title,
        lines=lines,
        keys=keys,
        source=_("%(address)s, as published by %(instant)s")
        % {"address": address, "instant": exact_instant_text(clocks.known)},
        picture_y=picture_y,
        source_y=source_y,
        height=source_y + MARGIN,
    )


def as_svg(one: PictureSheet) -> str:
    """Write a sheet as SVG."""
    return render_to_string("website/records/timeline_file.svg", {"sheet": one})


def can_draw_png() -> bool:
    """Tell whether the library that draws PNG is installed."""
    return find_spec("resvg_py") is not None


def as_png(svg: str) -> bytes:
    """Draw SVG as PNG, in the site's own fonts and no other of this machine."""
    import resvg_py  # noqa: PLC0415  # may be missing; slow to load, and few processes draw

    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg,
            width=PNG_WIDTH,
            skip_system_fonts=bool(font_files()),
            font_files=[str(path) for path in font_files()],
        )
    )


def with_files(drawing: Drawing, path: str, clocks: Clocks) -> Drawing:
    """Return a drawing with the addresses of its files."""
    if drawing.picture is None:
        return drawing
    endings = (SVG, PNG) if can_draw_png() else (SVG,)
    return replace(
        drawing,
        files=tuple(Link(text=one.upper(), href=f"{path}timeline.{one}{clocks.query}") for one in endings),
    )


def preview(path: str, clocks: Clocks) -> str:
    """Return the address of the picture that a link to a page is shown with; nothing without PNG."""
    return f"{path}timeline.{PNG}{clocks.query}" if can_draw_png() else ""
