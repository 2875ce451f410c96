"""The grammar of disposition prose as a table: what a clerk writes, and what it means.

Each rule is a name, what it says, and the words, in the notation of `prose_words`. At each place of a clause
the rule that reads the most is taken. A rule that says NOTHING is read and leaves nothing behind.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from proceedings.importers.pacer.prose_words import (
    COUNTS,
    DAY,
    DEFENCE,
    GOVERNMENT,
    MONEY,
    TERM,
    compiled,
)


class Meaning(StrEnum):
    """What a rule says when its words are found."""

    PART = "part"  # a part of a sentence, of the kind that is the rule's name
    BARE_TERM = "bare_term"  # a term with no word for its kind
    RELATION = "relation"  # how the part before it runs beside others
    COUNTS = "counts"  # the counts that the part before it is for
    CREDIT = "credit"  # credit for time served, its length not given
    DISMISSED = "dismissed"
    NOT_GUILTY = "not_guilty"
    REVOKED = "revoked"  # what follows was imposed when a release was revoked
    AMENDED = "amended"  # what follows stands in an amended judgment
    NOTHING_IMPOSED = "nothing_imposed"  # no fine; assessment waived
    DATED = "dated"  # the day it was pronounced
    NOTHING = "nothing"  # words that only join others


@dataclass(frozen=True, slots=True)
class Rule:
    """Words, and what they say."""

    name: str
    says: Meaning
    words: re.Pattern[str]


def _rule(name: str, says: Meaning, words: str) -> Rule:
    return Rule(name, says, compiled(words))


_OF = r"(?: ?[-:\u2013=] ?| of | for | in the amount of | in the sum of | )"
_FOR = r"(?: ?[-:\u2013=] ?| for | of | to | )(?:a )?(?:total )?(?:term |period )?(?:of )?"
_PRISONS = (
    r"(?:(?:the )?(?:u\.? ?s\.? )?(?:attorney general|(?:federal )?bureau of prisons)|(?:the )?b\.?o\.?p\.?)"
)
_CUSTODY = (
    rf"(?:(?:committed|remanded|sentenced) to (?:the )?custody(?: of {_PRISONS})?"
    rf"|(?:in |the )?custody of {_PRISONS}|{_PRISONS} custody|{_PRISONS}|c\.?b\.?o\.?p\.?"
    r"|imprisonment|imprisoned|incarceration|prison|custody)"
)
_RELEASE = r"(?:supervised release|s/?r|tsr)"
_PLACED = r"(?:(?:placed|committed|sentenced) (?:on|to) (?:a (?:term|period) of )?)?"
_ASSESSMENT = (
    r"(?:(?:special|penalty|mandatory)(?: penalty)? assessment(?: fee)?|assessment|s\.?/?p?\.?a\.?|p/a)"
)
_HOME = r"home (?:detention|confinement|incarceration)"
_SERVICE = r"community service"
_PREJUDICE = r"(?P<{}> with(?:out)? prejudice| w/o prejudice)?"
_MOTION = (
    rf"(?:,? (?:on|upon|by|per|pursuant to) "
    rf"(?:(?:the )?(?:oral )?motion (?:of|by) (?:(?P<government_b>{GOVERNMENT})|(?P<defence_b>{DEFENCE}))"
    rf"|(?:(?P<government>{GOVERNMENT})|(?P<defence>{DEFENCE}))(?:['\u2019]?s)? (?:oral )?motion"
    r"|(?:the )?(?:terms of the )?plea agreement|(?:the )?court(?:['\u2019]?s)? own motion"
    r"|(?:fed\. ?r\. ?crim\. ?p\. ?|rule )48 ?\(a\))| sua sponte| in the interests? of justice)?"
    r"(?:,? pursuant to (?:the )?plea agreement)?"
)
_COUNTS = r"(?:counts?|cts?\.?)(?:\(s\))?"
_FOR_COUNTS = rf"(?:as to|on|for)(?: each of)? {_COUNTS} (?P<counts>{COUNTS})"
_TO_RUN = (
    r"(?:(?:all )?(?:said )?(?:terms? )?(?:is |are )?(?:to )?(?:run|be served|running|served) )?(?:all )?"
)
_ON_DAY = rf"(?:,? (?:on )?(?P<day>{DAY}))?"
_OTHER_TERM = (
    r"(?:any|the|that|all)(?: other)?(?: undischarged)? (?:terms?|sentences?)"
    r"(?: of (?:imprisonment|supervised release))?"
    r"(?: imposed| currently being served| being served)?"
    r"(?: in (?:this court['\u2019]?s )?(?:case |docket )?(?:no\.? |number )?[\w:-]*\d[\w:-]*)?"
)
_OTHERS = (
    r"(?: (?:to|with)(?: (?:each other|one another|all counts"
    rf"|(?:that |the sentence |the term )?(?:imposed )?(?:in |on |to )?counts? {COUNTS}|{_OTHER_TERM})))?"
)

RULES: tuple[Rule, ...] = (
    # Parts of a sentence.
    _rule("imprisonment", Meaning.PART, rf"{_CUSTODY}{_FOR}(?P<term>{TERM})(?: imprisonment)?"),
    _rule(
        "imprisonment",
        Meaning.PART,
        rf"(?:sentenced(?: on {DAY})? to{_FOR})?(?P<term>{TERM})"
        rf"(?: ?[-:] ?| of | in | in the | to | )(?:the )?{_CUSTODY}",
    ),
    _rule(
        "imprisonment",
        Meaning.PART,
        rf"(?:{_CUSTODY}{_FOR}|sentenced(?: on {DAY})? to )?(?P<served>time(?: already)? served)"
        rf"(?: {_CUSTODY})?",
    ),
    _rule(
        "life", Meaning.PART, rf"{_CUSTODY}{_FOR}(?:natural )?life|life (?:imprisonment|in prison|{_CUSTODY})"
    ),
    _rule(
        "life",
        Meaning.PART,
        rf"(?:{_CUSTODY}|sentenced to){_FOR}(?:natural )?life(?! of| {_RELEASE})"
        r"(?: imprisonment| in prison)?(?: without (?:parole|release))?"
        r"|(?<![\w:=-]\x20)(?<![\w:=-])life"
        r"(?: without (?:the possibility of )?(?:parole|release))?(?=[,;]|$)",
    ),
    _rule("death", Meaning.PART, r"(?:sentenced to |sentence of )death"),
    _rule("bare", Meaning.BARE_TERM, rf"sentenced(?: on {DAY})? to{_FOR}(?P<term>{TERM})"),
    _rule("bare", Meaning.BARE_TERM, rf"(?P<term>{TERM})"),
    _rule("supervised_release", Meaning.PART, rf"{_PLACED}{_RELEASE}{_FOR}(?P<term>{TERM}|life)"),
    _rule("supervised_release", Meaning.PART, rf"(?P<term>{TERM}|life)(?: of | on | )(?:tsr|{_RELEASE})"),
    _rule(
        "supervised_release",
        Meaning.NOTHING_IMPOSED,
        rf"no (?:term of )?{_RELEASE}(?: is| was)?(?: imposed| ordered| to follow)?"
        rf"|{_RELEASE} not (?:to follow|imposed)|no supervision to follow",
    ),
    _rule(
        "probation",
        Meaning.PART,
        rf"{_PLACED}(?:(?P<un>un)?supervised )?probation{_FOR}(?P<term>{TERM})",
    ),
    _rule("probation", Meaning.PART, rf"(?P<term>{TERM})(?: of | )(?:(?P<un>un)?supervised )?probation"),
    _rule("home_detention", Meaning.PART, rf"{_HOME}{_FOR}(?P<term>{TERM})"),
    _rule("home_detention", Meaning.PART, rf"(?P<term>{TERM})(?: of | )(?:{_HOME})"),
    _rule("community_service", Meaning.PART, rf"{_SERVICE}{_FOR}(?P<term>{TERM})"),
    _rule("community_service", Meaning.PART, rf"(?P<term>{TERM})(?: of | )(?:{_SERVICE})"),
    _rule("fine", Meaning.PART, rf"fined?{_OF}(?P<money>{MONEY})"),
    _rule("fine", Meaning.PART, rf"(?P<money>{MONEY}) fine"),
    _rule("fine", Meaning.NOTHING_IMPOSED, r"no fine|fine(?: is)? waived"),
    _rule("restitution", Meaning.PART, rf"restitution{_OF}(?P<money>{MONEY})"),
    _rule("restitution", Meaning.PART, rf"(?P<money>{MONEY})(?: in | )restitution"),
    # What is left of an earlier order is no new one.
    _rule(
        "restitution",
        Meaning.NOTHING_IMPOSED,
        r"no restitution|restitution to be determined"
        rf"|(?:{MONEY}) (?:remaining|outstanding)(?: in)? restitution",
    ),
    _rule("forfeiture", Meaning.PART, rf"forfeiture{_OF}(?P<money>{MONEY})"),
    _rule("fees", Meaning.PART, rf"{_ASSESSMENT}{_OF}(?P<money>{MONEY})"),
    _rule("fees", Meaning.PART, rf"(?P<money>{MONEY}) (?:\(paid\) )?(?:total )?{_ASSESSMENT}(?: \(paid\))?"),
    _rule(
        "fees",
        Meaning.NOTHING_IMPOSED,
        rf"(?:{_ASSESSMENT}{_OF}(?:{MONEY})|(?:{MONEY}) {_ASSESSMENT}|{_ASSESSMENT})"
        r"(?: is)?,? (?:waived|remitted)",
    ),
    # What belongs to the part before.
    _rule("concurrent", Meaning.RELATION, rf"{_TO_RUN}concurrent(?:ly)?{_OTHERS}"),
    _rule("consecutive", Meaning.RELATION, rf"{_TO_RUN}consecutive(?:ly)?{_OTHERS}"),
    _rule("counts", Meaning.COUNTS, _FOR_COUNTS),
    _rule("counts", Meaning.NOTHING, r"(?:as to|on|for) (?:each|all)(?: of the)? counts?(?: of conviction)?"),
    _rule("credit", Meaning.CREDIT, r"credit for time(?: already)? served"),
    # Endings without a sentence.
    _rule(
        "dismissed",
        Meaning.DISMISSED,
        rf"(?:(?:the )?(?:(?:remaining |underlying )?{_COUNTS}(?: (?P<counts>{COUNTS}))?"
        r"|(?:superseding |original |underlying )?(?:indictment|information|complaint|case|charges?)) )?"
        r"(?:(?:is|are|was|were|ordered|hereby) )*dismissed"
        rf"{_PREJUDICE.format('prejudice')}{_MOTION}{_PREJUDICE.format('prejudice_b')}",
    ),
    _rule(
        "dismissed",
        Meaning.DISMISSED,
        r"(?:(?:order|notice|judgment) (?:for|of|granting) )?dismissal"
        rf"(?: (?:of|as to) (?:the )?(?:indictment|information|complaint|case|charges?))?"
        rf"{_PREJUDICE.format('prejudice')}{_MOTION}{_PREJUDICE.format('prejudice_b')}",
    ),
    _rule(
        "dismissed",
        Meaning.DISMISSED,
        r"(?P<government>noll?e? ?-?pros(?:equi|sed|eq\.?|\.)?|nol\.? pros\.?)"
        r"(?: (?:entered|granted|filed))?",
    ),
    _rule(
        "not_guilty",
        Meaning.NOT_GUILTY,
        r"(?:found |verdict of |(?P<jury_b>jury) verdict of )?(?:not guilty|acquitted)"
        rf"(?: (?:on|as to) {_COUNTS} (?P<counts>{COUNTS}))?"
        r"(?: by (?:the |a )?(?:(?P<jury>jury)|(?P<judge>court|judge|bench))(?: verdict| trial)?)?",
    ),
    _rule(
        "dismissed",
        Meaning.DISMISSED,
        rf"(?P<government>{GOVERNMENT})(?:['\u2019]?s)? (?:oral )?motion (?:to dismiss|for dismissal)"
        rf"(?: {_COUNTS} (?P<counts>{COUNTS}))?{_PREJUDICE.format('prejudice')}"
        rf"(?: is| was)?(?: hereby)? granted{_PREJUDICE.format('prejudice_b')}",
    ),
    _rule(
        "abated",
        Meaning.DISMISSED,
        r"(?:(?:case |charges? )?(?:is |was )?(?:abated|dismissed)(?: with(?:out)? prejudice)?"
        r",? (?:by|due to|because of|upon|as a result of) )(?:the )?(?:death of (?:the )?(?:defendant|deft)"
        r"|(?:defendant|deft)(?:['\u2019]s)? death)",
    ),
    _rule(
        "acquittal",
        Meaning.NOT_GUILTY,
        r"judgment of acquittal(?: (?:is )?(?:entered|granted))?|acquitted (?:pursuant to|under|per) rule 29",
    ),
    _rule("insanity", Meaning.NOT_GUILTY, r"(?:found )?not guilty (?:only )?by reason of insanity"),
    # What came later.
    _rule(
        "supervised_release",
        Meaning.REVOKED,
        rf"(?:revocation (?:of|on|re:?) {_RELEASE}|(?:term of )?{_RELEASE}(?: is| was)? revoked){_ON_DAY}",
    ),
    _rule("", Meaning.REVOKED, r"(?:amended )?(?:judgment (?:of|on|upon) revocation|revocation judgment)"),
    _rule(
        "probation",
        Meaning.REVOKED,
        rf"(?:revocation (?:of|on|re:?) probation|probation(?: is| was)? revoked){_ON_DAY}",
    ),
    _rule(
        "amended",
        Meaning.AMENDED,
        rf"amended judgment(?: (?:on|of|entered) (?P<day>{DAY})| (?P<day_b>{DAY}))?",
    ),
    # An amendment that leaves the parts of the sentence as they were.
    _rule(
        "amended",
        Meaning.NOTHING_IMPOSED,
        r"(?:amended judgment ?:? ?)?amended (?:only )?as to (?:the )?"
        r"(?:forfeitures?|clerical errors?|spelling|payees?|statement of reasons)(?: on page \d+)?",
    ),
    # Words that say nothing of the sentence itself.
    _rule(
        "found",
        Meaning.NOTHING,
        r"(?:(?:was|is|having been) )?(?:found|adjudged|adjudicated) guilty"
        r"(?: by (?:a |the )?(?:jury|court|judge))?"
        rf"(?: (?:on|of|as to) counts?(?:\(s\))? {COUNTS})?"
        r"(?: of the (?:superseding )?(?:indictment|information))?",
    ),
    _rule(
        "same",
        Meaning.NOTHING_IMPOSED,
        r"(?:all )?(?:the )?same (?:terms|conditions)(?: (?:and|&) (?:terms|conditions))?"
        r"(?: (?:of supervis\w+|as (?:previously|before|originally)(?: imposed)?|remain\w*|apply))*",
    ),
    _rule(
        "abstract",
        Meaning.NOTHING_IMPOSED,
        r"abstract(?: of judgment)?(?: is| was)? (?:issued|sent|delivered)"
        r"(?: to (?:the )?(?:usms?|u\.?s\.? marshals?(?: service)?))?",
    ),
    _rule("liability", Meaning.NOTHING, r"(?:to be paid )?joint(?:ly)? and several(?:ly)?"),
    _rule("pronounced", Meaning.DATED, rf"sentenced on (?P<day>{DAY})"),
    _rule(
        "surrender",
        Meaning.NOTHING_IMPOSED,
        rf"(?:dft |deft |defendant )?(?:to )?self[- ]surrender(?: (?:on|by) {DAY})?",
    ),
    _rule(
        "recommended",
        Meaning.NOTHING_IMPOSED,
        r"(?:the )?(?:court )?recommend(?:s|ed|ation|ations)?\b(?:(?!month|year|mos|yrs)[^;\n\d])*",
    ),
    _rule("conditions", Meaning.NOTHING, r"(?:with |subject to )?(?:the )?(?:standard |special )?conditions"),
    _rule(
        "payable", Meaning.NOTHING, r"(?:to be )?(?:due|payable)(?: and payable)? (?:immediately|forthwith)"
    ),
    _rule("who", Meaning.NOTHING, r"(?:the )?(?:defendant|deft\.?|dft\.?)"),
    _rule(
        "upon", Meaning.NOTHING, r"(?:up)?on release(?: from (?:imprisonment|custody|confinement|prison))?"
    ),
    _rule(
        "joining",
        Meaning.NOTHING,
        r"(?:is|shall|be|pay|a|an|and|with|plus|(?:to be )?followed by|to follow|is hereby|hereby|shall pay"
        r"|ordered to pay|to pay|sentenced to|at (?:the )?(?:time of )?sentencing|thereafter|for a total of"
        r"|placed on)(?![a-z])",
    ),
    _rule("points", Meaning.NOTHING, r"[,:\-\u2013()*]+"),
)
