"""The codes of the desk: what is public, how well it is sourced, and what is closed."""

from __future__ import annotations

from kit.codes import Code
from kit.codes import gettext_noop as _


class Publication(Code):
    """Whether the public sees an event; only published events move a status."""

    DRAFT = "draft", _("Draft"), _("Not yet public"), "own"
    PUBLISHED = "published", _("Published"), _("Public, and counted"), "own"
    WITHDRAWN = "withdrawn", _("Withdrawn"), _("No longer stands; kept in the history with its reason"), "own"


class Confidence(Code):
    """How well sources bear a fact out."""

    A = "A", _("A: well sourced"), _("Two reputable independent texts, or a court paper"), "own"
    B = (
        "B",
        _("B: fairly sourced"),
        _("One reputable text, or weak ones that agree or are borne out by inference"),
        "own",
    )
    C = "C", _("C: weak"), _("Weak texts only"), "own"


class SourceKind(Code):
    """What sort of text a source is."""

    COURT_DOCUMENT = (
        "court_document",
        _("Court document"),
        _("A paper of the court or of a party in it"),
        "own",
    )
    OFFICIAL_STATEMENT = "official_statement", _("Official statement"), _("Published by a public body"), "own"
    WIRE = "wire", _("News agency"), _("A wire report, under whatever mast"), "own"
    NEWSPAPER = "newspaper", _("Newspaper"), _("A daily or weekly paper"), "own"
    MAGAZINE = "magazine", _("Magazine"), _("A magazine or trade paper"), "own"
    BROADCASTER = "broadcaster", _("Broadcaster"), _("Radio or television"), "own"
    AGGREGATOR = "aggregator", _("Copy or aggregator"), _("A page that reprints or rewrites others"), "own"
    OTHER = "other", _("Other"), _("Another sort of text"), "own"


class RestrictionKind(Code):
    """Why a record, or part of it, is closed to the public."""

    SEALED = "sealed", _("Sealed"), _("Closed by order of the court"), "NM 29-3A"
    EXPUNGED = "expunged", _("Expunged"), _("Erased by law"), "NM 29-3A"
    WRONG_PERSON = "wrong_person", _("Wrong person"), _("The record names somebody else"), "own"
    COURT_ORDER = "court_order", _("Court order"), _("A court forbids publication"), "own"
    REPORTING = "reporting", _("Reporting restriction"), _("The law forbids reporting for a time"), "own"
    PRIVACY = "privacy", _("Privacy"), _("Privacy outweighs publication"), "own"


class Scope(Code):
    """How much of a record a restriction closes."""

    WHOLE = "whole", _("The whole record"), _("No page, no name, no count"), "own"
    PART = "part", _("A part of the record"), _("The part named in the restriction"), "own"
