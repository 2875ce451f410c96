"""The codes of what a court imposes."""

from __future__ import annotations

from kit.codes import Code
from kit.codes import gettext_noop as _


class ComponentKind(Code):
    """One part of a sentence."""

    IMPRISONMENT = (
        "imprisonment",
        _("Imprisonment"),
        _("Custody; minimum, maximum, suspended part, credit days"),
        "NIEM Term, SentenceSuspendedTerm, ConfinementCredit; UK 1002",
    )
    LIFE = "life", _("Life imprisonment"), _("Term for life, with minimum if set"), "NIEM TermLifeIndicator"
    DEATH = "death", _("Death"), _("Capital sentence"), "NIEM TermDeathIndicator"
    PROBATION = (
        "probation",
        _("Probation"),
        _("Supervised or unsupervised release on conditions in place of custody"),
        "N-DEx PROBATION; IIDES 13",
    )
    SUSPENDED = (
        "suspended",
        _("Suspended sentence"),
        _("Sentence imposed, execution suspended"),
        "NIEM SentenceSuspendedIndicator",
    )
    CONDITIONAL_DISCHARGE = (
        "conditional_discharge",
        _("Conditional discharge"),
        _(
            "No penalty if conditions are met (E&W sense, follows a finding of guilt; "
            "the NM order of that name is adjudication_withheld)"
        ),
        "UK 1018",
    )
    ABSOLUTE_DISCHARGE = "absolute_discharge", _("Absolute discharge"), _("No penalty"), "UK 1017"
    COMMUNITY_SERVICE = (
        "community_service",
        _("Community service"),
        _("Unpaid work, hours"),
        "UK 1010; IIDES 2",
    )
    HOME_DETENTION = (
        "home_detention",
        _("Home detention"),
        _("Confined to residence"),
        "N-DEx HOME_CONFINEMENT",
    )
    SUPERVISED_RELEASE = (
        "supervised_release",
        _("Supervised release or parole term"),
        _("Supervision after custody"),
        "IIDES 16; N-DEx PAROLE",
    )
    FINE = "fine", _("Fine"), _("Money to the public treasury"), "NIEM SentenceFineAmount"
    FEES = (
        "fees",
        _("Fees and assessments"),
        _("Court fees, special assessment"),
        "NIEM SentenceCourtFeeAmount; IIDES 1",
    )
    RESTITUTION = "restitution", _("Restitution"), _("Money to the victim"), "IIDES 14"
    FORFEITURE = "forfeiture", _("Forfeiture"), _("Loss of property"), "IIDES 7"
    PROGRAMME = "programme", _("Program or treatment"), _("Course or treatment ordered"), "IIDES 11, 15"
    DISQUALIFICATION = (
        "disqualification",
        _("Disqualification"),
        _("License or office barred"),
        "UK 3070-3074",
    )
    REGISTRATION = (
        "registration",
        _("Registration"),
        _("Offender registration"),
        "NIEM SentenceRegisterSexOffender",
    )
    NO_CONTACT = "no_contact", _("No-contact order"), _("May not contact named persons"), "own (Rust)"
    OTHER = "other", _("Other"), _("Text kept"), "own"


class TermUnit(Code):
    """The court's own unit for a length; never converted."""

    HOURS = "hours", _("hours"), _("Hours, as of unpaid work"), "own"
    DAYS = "days", _("days"), _("Days"), "own"
    WEEKS = "weeks", _("weeks"), _("Weeks"), "own"
    MONTHS = "months", _("months"), _("Months"), "own"
    YEARS = "years", _("years"), _("Years"), "own"


class Relation(Code):
    """How a part of a sentence stands to the others."""

    CONCURRENT = (
        "concurrent",
        _("Concurrent"),
        _("Served at the same time"),
        "NIEM SanctionConcurrentIndicator; UK qualifier C",
    )
    CONSECUTIVE = "consecutive", _("Consecutive"), _("Served one after another"), "ECF"
    NOT_STATED = "not_stated", _("Not stated"), _("Record silent; do not assume"), "own"
