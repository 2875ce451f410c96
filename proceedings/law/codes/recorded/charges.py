"""The codes of charges: how grave, in what form, and how one stands to another."""

from __future__ import annotations

from kit.codes import Code
from kit.codes import gettext_noop as _


class Severity(Code):
    """How grave the law calls an offence."""

    FELONY = (
        "felony",
        _("Felony"),
        _("Serious offense, usually punishable by more than one year or death"),
        "NIEM N-DEx OffenseCategory",
    )
    MISDEMEANOR = (
        "misdemeanor",
        _("Misdemeanor"),
        _("Less serious than a felony; fine or short confinement"),
        "NIEM N-DEx OffenseCategory",
    )
    PETTY_MISDEMEANOR = (
        "petty_misdemeanor",
        _("Petty misdemeanor"),
        _("Lowest misdemeanor grade where the code has one"),
        "own (NM usage)",
    )
    INFRACTION = (
        "infraction",
        _("Infraction"),
        _("Minor violation usually punished by payment only"),
        "Justice Counts",
    )
    INDICTABLE_ONLY = (
        "indictable_only",
        _("Indictable only"),
        _("Triable only in the Crown Court"),
        "UK mode-of-trial I",
    )
    EITHER_WAY = (
        "either_way",
        _("Triable either way"),
        _("Triable in the magistrates' or Crown Court"),
        "own; UK mode of trial",
    )
    SUMMARY_ONLY = (
        "summary_only",
        _("Summary only"),
        _("Triable only in the magistrates' court"),
        "UK mode-of-trial SUM",
    )
    CRIME = "crime", _("Crime (FR)"), _("Gravest French class, cour d'assises"), "own (memory)"
    DELIT = "delit", _("Délit (FR)"), _("Middle French class, tribunal correctionnel"), "own (memory)"
    CONTRAVENTION = (
        "contravention",
        _("Contravention (FR)"),
        _("Lowest French class, tribunal de police"),
        "own (memory)",
    )
    OTHER = "other", _("Other"), _("Class not listed; text kept"), "NIEM N-DEx"


class Modifier(Code):
    """How a person is said to have taken part."""

    COMPLETED = "completed", _("Completed"), _("Offense charged as carried out"), "own"
    ATTEMPT = (
        "attempt",
        _("Attempt"),
        _("Offense attempted but not completed"),
        "NIEM OffenseAttemptedIndicator",
    )
    CONSPIRACY = "conspiracy", _("Conspiracy"), _("Agreement to commit the offense"), "own"
    SOLICITATION = "solicitation", _("Solicitation"), _("Asking another to commit the offense"), "own"
    AIDING_ABETTING = (
        "aiding_abetting",
        _("Aiding and abetting"),
        _("Participation in another's offense"),
        "own",
    )
    ACCESSORY_AFTER = "accessory_after", _("Accessory after the fact"), _("Help after the offense"), "own"


class ChargeLinkKind(Code):
    """How one charge stands to another."""

    AMENDS = (
        "amends",
        _("Amends"),
        _("Later instrument changes this charge"),
        "NIEM ChargeModificationInstrument; ECF ChargeAmendedIndicator",
    )
    SUPERSEDES = (
        "supersedes",
        _("Supersedes"),
        _("New instrument replaces the charge (PACER suffix s, ss)"),
        "PACER",
    )
    REFILES = (
        "refiles",
        _("Refiles"),
        _("New charge for the same conduct after dismissal"),
        "own; NM Rule 6-202 commentary",
    )
    LESSER_INCLUDED_OF = (
        "lesser_included_of",
        _("Lesser included offense of"),
        _("Convicted of this in place of the charged offense"),
        "UK verdict A; IIDES 8",
    )
    CONTINUES = (
        "continues",
        _("Continues"),
        _("Carries on a charge that came from another court or number"),
        "own",
    )
    ALTERNATIVE_TO = (
        "alternative_to",
        _("Alternative to"),
        _("Two theories of one count; at most one conviction"),
        "own (Rust informations)",
    )
    ENHANCES = (
        "enhances",
        _("Enhances"),
        _("Factor that makes another charge more serious"),
        "NIEM ChargeEnhancingFactor",
    )
