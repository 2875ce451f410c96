"""What docket entries say, where it is unmistakable: a table a lawyer can read.

Names of parties are put in braces as {0}, {1} before an entry is read, so that no name is taken for a word. A
space stands for any space; case does not matter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from proceedings.importers.pacer.prose_words import COUNTS, DAY, compiled

WHO = r"(?:\{\d+\}(?: \(\d+\))?)"
_THE_COUNTS = rf"counts?(?:\(s\))? (?P<counts>{COUNTS})"

# The words of a hearing, and what it is for.
HEARINGS: dict[str, str] = {
    r"(?:initial|first) appearance": "first_appearance",
    r"arraignment": "arraignment",
    r"(?:detention|bond|bail)(?: review)? hearing": "bail",
    r"preliminary (?:hearing|examination)": "preliminary",
    r"change of plea(?: hearing)?|(?:guilty )?plea hearing": "plea",
    r"(?:status|scheduling|telephone|case management)(?: ?/ ?trial setting)? (?:hearing|hrg|conference)"
    r"(?: ?/ ?change of plea or trial setting)?": "status",
    r"motions? hearing": "motion",
    r"evidentiary hearing|suppression hearing": "evidentiary",
    r"competency hearing": "competency",
    r"(?:final )?pre-?trial conference": "pretrial",
    r"jury selection": "jury_selection",
    r"(?:jury |bench )?trial(?! (?:setting|order|date))": "trial",
    r"sentenc(?:ing|e with(?:out)? psr)(?: hearing)?(?! (?:memorandum|summary))": "sentencing",
    r"(?:(?:supervised release|probation|final) )?revocation hearing": "revocation",
}
HEARING_WORDS: dict[str, str] = {
    "first_appearance": "First appearance",
    "arraignment": "Arraignment",
    "bail": "Hearing on detention or release",
    "preliminary": "Preliminary hearing",
    "plea": "Hearing for a change of plea",
    "status": "Status conference",
    "motion": "Hearing on motions",
    "evidentiary": "Evidentiary hearing",
    "competency": "Hearing on competency",
    "pretrial": "Pretrial conference",
    "jury_selection": "Jury selection",
    "trial": "Trial",
    "sentencing": "Sentencing hearing",
    "revocation": "Hearing on revocation",
}
_ANY_HEARING = "|".join(f"(?:{words})" for words in HEARINGS)
ANY_HEARING = compiled(rf"(?<![\w-])(?:{_ANY_HEARING})(?!\w)")
HELD = compiled(rf"(?<!not\x20)held on (?P<day>{DAY})")
NOT_HELD = compiled(rf"not held on (?P<day>{DAY})")
MINUTES = compiled(
    r"(?:amended |electronic |text )?(?:minute entry|minutes|courtroom minutes|plea entered by)"
)
# An older style: the minutes name the hearing right after the judge, and the day is the day of filing.
MINUTES_OF = compiled(
    rf"minutes before \{{judge\}} (?P<hearing>{_ANY_HEARING})(?! ?/)(?! (?:hearing )?(?:re)?set for)"
)
# A third style: the minutes give the day first, and then say of each hearing that it was held.
HELD_THEN = compiled(
    rf"(?P<hearing>{_ANY_HEARING})"
    r"(?: on (?:the )?(?:superseding )?(?:indictment|information|complaint))? held(?! on)\b"
)
DAY_OF_MINUTES = compiled(rf"proceedings held before \{{judge\}}(?: in [a-z .]{{1,40}})? on (?P<day>{DAY})")
_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?"
_HOUR = r"(?:at )?(?P<hour>\d{1,2}:\d{2})(?: ?(?P<half>[ap]\.?m\.?))?"
SET = compiled(
    rf"(?<![\w/-])(?P<hearing>{_ANY_HEARING})(?: hearing)?(?: \([^)]{{1,30}}\))?(?: for {WHO}| as to {WHO})?"
    rf",?(?: (?:previously )?(?:set for [\d/]{{6,11}})?,?)?(?: is| are)? ?"
    rf"(?P<verb>re-?set|re-?scheduled|set|continued) (?:for|to) "
    rf"(?:{_WEEKDAY}(?P<day>{DAY}),?(?: {_HOUR})?|(?P<early>\d{{1,2}}:\d{{2}}) (?P<day_b>{DAY}))"
)
# A hearing that an entry sets anew, told before it is set: “notice of continuance of status hearing”.
CONTINUANCE = compiled(rf"continuance of (?P<hearing>{_ANY_HEARING})")

# What brings charges, by the first words of the entry; how often it was superseded.
INSTRUMENTS = compiled(
    r"(?:redacted |sealed |felony |first )?"
    r"(?P<superseding>(?:(?P<ordinal>second|third|fourth|fifth) )?superseding )?"
    r"(?:misdemeanor |criminal |felony )?"
    r"(?P<paper>indictment|information|complaint)(?! (?:unsealed|returned|sealed))\b"
)
ORDINALS = {"second": 2, "third": 3, "fourth": 4, "fifth": 5}
COUNTS_NAMED = compiled(rf"(?<!\w){_THE_COUNTS}")

# Pleas, only where minutes say that they were entered.
PLEAS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (plea, compiled(words))
    for plea, words in (
        (
            "not_guilty",
            r"not guilty pleas? (?:is |was )?entered|(?:enters?|entered) (?:a )?pleas? of not guilty",
        ),
        ("guilty", rf"(?<!not\x20)guilty plea entered by {WHO}(?: (?:as )?to)? {_THE_COUNTS}"),
        ("guilty", rf"plea entered by {WHO},? guilty (?:(?:as )?to |on )?{_THE_COUNTS}"),
        ("guilty", rf"plea of guilty (?:entered )?(?:as to {WHO}|by {WHO}),? (?:(?:as )?to )?{_THE_COUNTS}"),
        ("guilty", rf"(?:enters?|entered) (?:a )?plea of guilty (?:as )?to {_THE_COUNTS}"),
        ("guilty", rf"plea entered by {WHO} ?\. (?:court accepts plea\. )?guilty: {WHO},? {_THE_COUNTS}"),
        (
            "guilty",
            r"(?:enters?|entered) (?:a )?plea of guilty to the (?:indictment|information)(?! count)",
        ),
        (
            "no_contest",
            rf"(?:nolo contendere|no contest) plea entered by {WHO}(?: (?:as )?to)? {_THE_COUNTS}",
        ),
    )
)
PLEA_ACCEPTED = compiled(
    r"acceptance of (?:plea of guilty|guilty plea)|order accepting (?:plea of guilty|guilty plea)"
    r"|plea of guilty (?:is )?accepted"
)
VERDICT = compiled(r"(?:jury )?verdict as to")
FOUND = compiled(rf"(?P<not>not )?guilty (?:on |as to |of )?{_THE_COUNTS}")
HELD_TO_ANSWER = compiled(r"defendant (?:is )?held to answer")
PRELIMINARY_WAIVED = compiled(r"waiver of preliminary (?:hearing|examination)")
JUDGMENT = compiled(r"(?:corrected )?(?:criminal )?judgment(?! returned)\b")
AMENDED_JUDGMENT = compiled(r"(?:second |third )?amended (?:criminal )?judgment(?! returned)\b")
# After a judgment: entries that may change it, or end an appeal, in words that no other table reads.
MAY_CHANGE = compiled(
    r"(?:certified |formal |true )*(?:mandate"
    r"|(?:judgment|opinion|order|decision|memorandum)(?: and \w+)? (?:of|from) (?:the )?"
    r"(?:usca|u\.?s\.? court of appeals|court of appeals|supreme court))"
    r"|(?:sealed |text |oral |memorandum (?:opinion )?and )?order (?:\w+ ){0,4}?"
    r"(?:revoking|vacating (?:the )?(?:judgment|conviction|sentence|plea)|reducing (?:the )?sentence"
    r"|modifying (?:the )?sentence|commuting|for resentencing)"
    r"|(?:judgment|minute entry|minutes)[^.]{0,120}?"
    r"\b(?:judgment (?:on|for|of|upon) (?:\w+ ){0,3}revocation|revoked|resentenced)\b"
    r"|(?:presidential |executive grant of )?(?:pardon|clemency|commutation)\b"
)
DISMISSES = compiled(r"dismiss(?:ed|ing|al)")

# Where a ruling on a motion stands in the docket's words.
DISPOSITIONS = (
    ("granted_in_part", compiled(r"(?:\w+ ){0,3}order granting in part")),
    ("moot", compiled(r"(?:\w+ ){0,3}order (?:denying as moot|finding as moot)")),
    ("granted", compiled(r"(?:\w+ ){0,3}order granting (?:\d+ )?")),
    ("denied", compiled(r"(?:\w+ ){0,3}order denying (?:\d+ )?")),
)
A_MOTION = compiled(r"\bmotions?\b")


@dataclass(frozen=True, slots=True)
class PlainEvent:
    """An entry that is an event by its first words and moves no charge."""

    kind: str
    type: str
    words: str
    begins: re.Pattern[str]


PLAIN: tuple[PlainEvent, ...] = tuple(
    PlainEvent(kind, type_, words, compiled(begins))
    for kind, type_, words, begins in (
        ("filing", "motion", "A motion is filed.", r"(?:[a-z]+ ){0,3}motion(?:s)? (?!hearing)"),
        ("notice", "waiver", "The defendant waives indictment.", r"waiver of indictment"),
        ("notice", "waiver", "A waiver of speedy trial is filed.", r"waiver of speedy trial"),
        ("notice", "counsel", "An attorney enters an appearance.", r"notice of (?:attorney )?appearance"),
        ("custody", "remand", "The court orders the defendant detained.", r"order of detention"),
        (
            "custody",
            "bail",
            "The court sets conditions of release.",
            r"order setting conditions of release",
        ),
        ("custody", "bail", "A bond is entered.", r"(?:appearance |unsecured |surety )?bond entered"),
        (
            "ruling",
            "transfer",
            "Jurisdiction over the supervision passes to another district.",
            r"(?:probation|supervised release) jurisdiction .{0,40}transferred to",
        ),
    )
)
ARREST = compiled(rf"arrest of {WHO}(?:(?: in [^.]{{1,60}}?)? on (?P<day>{DAY}))?")
WARRANT_ISSUED = compiled(r"arrest warrant issued")
WARRANT_EXECUTED = compiled(rf"(?:arrest )?warrant returned executed (?:[^.]{{1,40}} )?on (?P<day>{DAY})")
APPEAL = compiled(r"(?:amended )?notice of appeal (?!to district)")
BY_GOVERNMENT = compiled(r"\bby (?:the )?(?:plaintiff,? )?(?:usa|united states|government)")
BY_DEFENDANT = compiled(r"\bby (?:the )?(?:defendant|deft|dft|defense|\{\d+\})")


@dataclass(frozen=True, slots=True)
class Civil:
    """An entry of a civil docket that brings a claim or ends it, by its first words."""

    kind: str
    type: str
    outcome: str
    words: str
    begins: re.Pattern[str]


CIVIL: tuple[Civil, ...] = tuple(
    Civil(kind, type_, outcome, words, compiled(begins))
    for kind, type_, outcome, words, begins in (
        (
            "filing",
            "notice_of_removal",
            "claim_filed",
            "The suit comes in from another court by a notice of removal.",
            r"notice of removal",
        ),
        (
            "filing",
            "complaint",
            "claim_filed",
            "A complaint is filed.",
            r"(?:class action )?complaint(?:,? (?:with|and) jury demand)?[^.]{0,40}? against",
        ),
        (
            "notice",
            "withdrawal",
            "claim_dismissed_with_prejudice",
            "The plaintiff dismisses the suit with prejudice.",
            r"notice of voluntary dismissal with prejudice",
        ),
        (
            "notice",
            "withdrawal",
            "claim_dismissed_without_prejudice",
            "The plaintiff dismisses the suit without prejudice.",
            r"notice of voluntary dismissal without prejudice",
        ),
        (
            "notice",
            "settlement",
            "claim_settled",
            "The parties give notice of a settlement.",
            r"notice of settlement",
        ),
        (
            "ruling",
            "transfer",
            "claim_transferred",
            "The court sends the suit to another court.",
            r"order (?:of remand|remanding case|transferring case) to",
        ),
        (
            "ruling",
            "dismissal",
            "claim_dismissed_with_prejudice",
            "The court dismisses the suit with prejudice.",
            r"(?:\w+ )?order dismissing case with prejudice",
        ),
        (
            "ruling",
            "dismissal",
            "claim_dismissed_without_prejudice",
            "The court dismisses the suit without prejudice.",
            r"(?:\w+ )?order dismissing case without prejudice",
        ),
        (
            "ruling",
            "dismissal",
            "claim_dismissed_unspecified",
            "The court dismisses the suit.",
            r"(?:\w+ )?order dismissing case(?! with)",
        ),
        ("notice", "appeal", "claim_appeal_noticed", "A notice of appeal is filed.", r"notice of appeal"),
    )
)
