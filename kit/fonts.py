"""The site's two typefaces: subsets cut from the packages that bring them, for browsers and for pictures.

Where a package is not installed nothing is written, and pages are set in what the reader's system has.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from itertools import chain
from pathlib import Path

STYLESHEET = "faces.css"
FEATURES = ("kern", "liga", "lnum", "mark", "onum", "tnum")
# Basic Latin, Latin-1, Latin Extended-A, and the punctuation, arrows and signs that pages use.
CHARACTERS = tuple(
    chain(
        range(0x20, 0x7F),
        range(0xA0, 0x180),
        (0x2009, 0x202F, 0x20AC, 0x2190, 0x2191, 0x2192, 0x2193, 0x2212),
        range(0x2010, 0x2015),
        range(0x2018, 0x2023),
        (0x2026, 0x2032, 0x2033, 0x2039, 0x203A),
    )
)


@dataclass(frozen=True, slots=True)
class FontFace:
    """One weight of a family: where its package has it, and what the browser's file is called."""

    family: str
    weight: int
    package: str
    source: str
    name: str

    def rule(self) -> str:
        """Return the CSS rule; `swap` shows text at once, in another face while this one is on its way."""
        return (
            f'@font-face {{ font-family: "{self.family}"; font-weight: {self.weight}; font-display: swap; '
            f'src: url("{self.name}") format("woff2"); }}\n'
        )


FACES = (
    FontFace(
        "Source Serif Pro", 400, "font_source_serif_pro", "SourceSerifPro-Regular.ttf", "serif-400.woff2"
    ),
    FontFace(
        "Source Serif Pro", 600, "font_source_serif_pro", "SourceSerifPro-Semibold.ttf", "serif-600.woff2"
    ),
    FontFace("Source Sans Pro", 400, "font_source_sans_pro", "SourceSansPro-Regular.ttf", "sans-400.woff2"),
    FontFace("Source Sans Pro", 600, "font_source_sans_pro", "SourceSansPro-Semibold.ttf", "sans-600.woff2"),
)


def write_faces(folder: Path) -> bool:
    """Write the subsets and their stylesheet, unless they are there; False where a package is missing."""
    stylesheet = folder / STYLESHEET
    rules = "".join(face.rule() for face in FACES)
    if stylesheet.is_file() and stylesheet.read_text(encoding="ascii") == rules:
        return True
    folder.mkdir(parents=True, exist_ok=True)
    try:
        for face in FACES:
            _write_subset(face, folder / face.name)
    except ImportError:
        return False
    stylesheet.write_text(rules, encoding="ascii")
    return True


@cache
def font_files() -> tuple[Path, ...]:
    """Return the whole fonts, for drawing pictures; none where a package is missing."""
    try:
        found = tuple(Path(str(files(face.package) / "files" / face.source)) for face in FACES)
    except ImportError:
        return ()
    return tuple(path for path in found if path.is_file())


def _write_subset(face: FontFace, target: Path) -> None:
    """Cut one face down to our characters and compress it."""
    from fontTools import subset  # noqa: PLC0415  # needed once, when the site is made ready; may be missing

    logging.getLogger("fontTools").setLevel(logging.WARNING)  # it tells of each table it leaves out
    options = subset.Options(flavor="woff2", hinting=False, layout_features=list(FEATURES))
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=CHARACTERS)
    with (
        as_file(files(face.package) / "files" / face.source) as path,
        subset.load_font(str(path), options) as font,
    ):
        subsetter.subset(font)
        subset.save_font(font, str(target), options)
