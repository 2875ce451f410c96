r"""BibTeX: one `@misc` for each citation, understood by the old styles and by biblatex.

BibTeX counts braces whether or not a backslash stands before them, so a brace in a text is written by its
name (`\textbraceleft{}`); then every value is balanced whatever it holds. Titles and names stand in double
braces: no style changes their capitals, and no comma or "and" in a name is taken for a separator.
"""

from __future__ import annotations

from kit.plain_text import one_line
from proceedings.research.citations.citation import Citation
from proceedings.research.citations.footnote import note

_NAMED = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "<": r"\textless{}",
        ">": r"\textgreater{}",
        "|": r"\textbar{}",
        "&": r"\&",
        "%": r"\%",
        "$": r"\$",
        "#": r"\#",
        "_": r"\_",
    }
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# What an address may not hold in a BibTeX field; all of it has a percent form.
_IN_ADDRESSES = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20", "^": "%5E", "~": "%7E"})


def bibtex(*citations: Citation) -> str:
    """Write the citations as BibTeX entries with an empty line between them."""
    return "\n".join(_entry(citation) for citation in citations)


def escaped(value: str) -> str:
    """Return a text as LaTeX prints it literally, on one line."""
    return one_line(value).translate(_NAMED)


def _entry(citation: Citation) -> str:
    address = one_line(citation.address).translate(_IN_ADDRESSES)
    known = citation.known_utc
    fields = {
        "author": f"{{{escaped(citation.site)}}}",
        "title": f"{{{escaped(citation.title)}}}",
        "year": str(known.year),
        "howpublished": f"\\url{{{address}}}",
        "url": address,
        "urldate": citation.accessed.isoformat(),
        "version": citation.fingerprint,
        "note": escaped(note(citation)),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items()]
    # A month is one of BibTeX's own names, and so without braces.
    lines.append(f"  month = {_MONTHS[known.month - 1]}")
    return "\n".join([f"@misc{{{citation.key},", *lines, "}", ""])
