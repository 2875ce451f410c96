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
_PRISONS = r"(?:(?:the )?(?:u\.? ?s\.? )?(?:federal )?bureau of prisons|(?:the )?b\.?o\.?p\.?)"
_CUSTODY = (
    rf"(?:(?:(?:is |hereby )*(?:committed|remanded|sentenced) to )(?:the )?custody"
    rf"(?: of (?:{_PRISONS}|the attorney general|the u\.?s\.? marshals?))?(?: to be imprisoned)?"
    rf"|(?:committed|sentenced) to (?:imprisonment|incarceration|prison|{_PRISONS})"
    rf"|(?:in |the )?custody of {_PRISONS}|{_PRISONS} custody|{_PRISONS}|c\.?b\.?o\.?p\.?"
    r"|imprisonment|imprisoned|incarceration|incarcerated|prison|custody|jail)"
)
_RELEASE = r"(?:(?:term of )?supervised release(?: term)?|s/?r|tsr|srt)"
_PLACED = r"(?:(?:is |hereby |shall be )*(?:placed on|committed to|sentenced to) )?"
_ASSESSMENT = (
    r"(?:(?:special|penalty|mandatory|crime victims?)(?: penalty)? (?:assessment|assmt\.?)(?: fee)?"
    r"|assessment|s\.?/?p?\.?a\.?|p/a)"
)
_HOME = r"home (?:detention|confinement|incarceration)"
_SERVICE = r"community service"
_PREJUDICE = r"(?P<{}> with(?:out)? prejudice| w/o prejudice)?"
_MOTION = (
    rf"(?:,? (?:on|upon|by|per|pursuant to) "
    rf"(?:(?:the )?(?:oral )?motion (?:of|by) (?:(?P<government_b>{GOVERNMENT})|(?P<defence_b>{DEFENCE}))"
    rf"|(?:(?P<government>{GOVERNMENT})|(?P<defence>{DEFENCE}))(?:['\u2019]?s)? (?:oral )?motion"
    r"|(?P<court>(?:the )?court(?:['\u2019]?s)?(?: own)? motion)"
    r"|(?:the )?(?:terms of the )?plea agreement|(?:fed\.? ?r\.? ?crim\.? ?p\.? "
    r"|f\.?r\.?cr\.?p\.? )?rule 48 ?\(a\))"
    r"| (?P<court_b>sua sponte)| in the interests? of justice)?"
)
_PAPER = r"(?:superseding )?(?:indictment|information|complaint)"
_FOR_COUNTS = (
    rf"(?:as to|on|for|in)(?: each(?: of)?)?(?: the)? (?:counts?|cts?\.?)(?:\(s\))? (?P<counts>{COUNTS})"
)
_TO_RUN = (
    r"(?:(?:all )?(?:said )?(?:terms? )?(?:is |are )?(?:to )?(?:run|be served|running|served) )?(?:all )?"
)
_OTHERS = (
    r"(?: (?:to|with)(?: (?:each other|one another|all counts"
    rf"|(?:that |the sentence |the term )?(?:imposed )?(?:in |on |to )?counts? {COUNTS}"
    r"|(?:any|the|his|her)(?: other)?(?: undischarged| state| federal)?(?: term| sentence)s?"
    r"(?: of (?:imprisonment|supervised release|incarceration))?"
    r"(?: imposed)?(?: in (?:(?:this|another) court(?:['\u2019]?s)? )?case (?:no\.? "
    r"|number )?[\d:a-z-]+)?)))?"
)

RULES: tuple[Rule, ...] = (
    # Parts of a sentence.
    _rule("imprisonment", Meaning.PART, rf"{_CUSTODY}{_FOR}(?P<term>{TERM})(?: imprisonment)?"),
    _rule(
        "imprisonment",
        Meaning.PART,
        rf"(?P<term>{TERM})(?: ?[-:] ?| of | in | in the | to | )(?:the )?{_CUSTODY}",
    ),
    _rule(
        "imprisonment",
        Meaning.PART,
        rf"(?:{_CUSTODY}{_FOR}|sentenced to{_FOR})?(?P<served>time served)(?: {_CUSTODY})?",
    ),
    _rule(
        "life",
        Meaning.PART,
        rf"(?:{_CUSTODY}|sentenced to){_FOR}(?:natural )?life(?! of| {_RELEASE})(?: imprisonment"
        rf"| in prison)?(?: without (?:parole|release))?"
        rf"|(?:sentenced to )?life (?:imprisonment|in prison|sentence|{_CUSTODY})"
        rf"|(?<![\w:=-]\x20)(?<![\w:=-])life(?=[,;]|$)"
        rf"|life without (?:the possibility of )?(?:parole|release)",
    ),
    _rule("death", Meaning.PART, r"(?:sentenced to |sentence of )death"),
    # A term that opens a clause, and says no more: `prose` asks what stands beside it.
    _rule("bare", Meaning.BARE_TERM, rf"(?<![\w,]\x20)(?<!\w)(?P<term>{TERM})(?=[,;]|$)"),
    _rule("bare", Meaning.BARE_TERM, rf"sentenced(?: on {DAY})? to{_FOR}(?P<term>{TERM})"),
    _rule("supervised_release", Meaning.PART, rf"{_PLACED}{_RELEASE}{_FOR}(?P<term>{TERM}|life)"),
    _rule("supervised_release", Meaning.PART, rf"(?P<term>{TERM}|life)(?: of | on | )(?:tsr|{_RELEASE})"),
    _rule(
        "supervised_release",
        Meaning.NOTHING_IMPOSED,
        rf"no (?:term of )?{_RELEASE}(?: imposed| to follow| ordered)?|{_RELEASE} not (?:to follow"
        rf"|imposed|ordered)",
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
    _rule("fine", Meaning.PART, rf"fine{_OF}(?P<money>{MONEY})"),
    _rule("fine", Meaning.PART, rf"(?P<money>{MONEY}) fine"),
    _rule(
        "fine",
        Meaning.NOTHING_IMPOSED,
        r"no fine(?: imposed| ordered)?|fine(?: is)? waived|fine ?[-:] ?(?:none|n/a|waived)",
    ),
    _rule("restitution", Meaning.PART, rf"restitution{_OF}(?P<money>{MONEY})"),
    _rule(
        "restitution",
        Meaning.PART,
        rf"(?P<money>{MONEY})(?: in | )(?:remaining |total |mandatory )?restitution",
    ),
    _rule(
        "restitution",
        Meaning.NOTHING_IMPOSED,
        r"no restitution(?: ordered| imposed)?|restitution ?[-:]? ?(?:none|n/a|waived|not applicable)",
    ),
    _rule("forfeiture", Meaning.PART, rf"forfeiture{_OF}(?P<money>{MONEY})"),
    _rule("fees", Meaning.PART, rf"{_ASSESSMENT}{_OF}(?P<money>{MONEY})"),
    _rule("fees", Meaning.PART, rf"(?P<money>{MONEY})(?: \(paid\))? (?:total )?{_ASSESSMENT}"),
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
    _rule("credit", Meaning.CREDIT, r"credit for time(?: already)? served"),
    # Endings without a sentence.
    _rule(
        "dismissed",
        Meaning.DISMISSED,
        rf"(?:counts?(?:\(s\))?(?: (?P<counts>{COUNTS}))? )?(?:(?:is|are|was|were|ordered) )?"
        rf"dismissed{_PREJUDICE.format('prejudice')}{_MOTION}{_PREJUDICE.format('prejudice_b')}",
    ),
    _rule(
        "dismissed",
        Meaning.DISMISSED,
        rf"(?:order (?:for|of) dismissal|(?:order )?dismissing (?:the )?(?:case|charges?|{_PAPER}"
        rf"|counts?(?: (?P<counts>{COUNTS}))?)"
        rf"|(?:case|charges?|remaining counts?|{_PAPER})(?: (?:is|are|was|were))?(?: hereby)? dismissed)"
        rf"{_PREJUDICE.format('prejudice')}{_MOTION}{_PREJUDICE.format('prejudice_b')}",
    ),
    _rule(
        "dismissed",
        Meaning.DISMISSED,
        rf"(?P<government>{GOVERNMENT})(?:['\u2019]?s)? (?:oral )?motion (?:to dismiss|for dismissal)"
        rf"(?: counts?(?:\(s\))? (?P<counts>{COUNTS}))?{_PREJUDICE.format('prejudice')}(?: is"
        rf"| was)?(?: hereby)? granted"
        rf"{_PREJUDICE.format('prejudice_b')}",
    ),
    _rule("nolle_prosequi", Meaning.DISMISSED, r"nolle prosequi|nolle prosequi entered|nolle pros(?:sed|s)?"),
    _rule(
        "abated",
        Meaning.DISMISSED,
        rf"(?:(?:case |charges? |{_PAPER} )?(?:is |was )?(?:abated|dismissed){_PREJUDICE.format('prejudice')}"
        r",? (?:by|due to|because of|upon|as a result of) )(?:the )?(?:death of (?:the )?(?:defendant|deft)"
        r"|(?:defendant|deft)(?:['\u2019]s)? death)",
    ),
    _rule(
        "acquittal",
        Meaning.NOT_GUILTY,
        r"judgment of acquittal(?: (?:is )?(?:entered|granted))?|acquitted (?:pursuant to|under|per) rule 29",
    ),
    _rule("insanity", Meaning.NOT_GUILTY, r"(?:found )?not guilty (?:only )?by reason of insanity"),
    _rule(
        "not_guilty",
        Meaning.NOT_GUILTY,
        r"(?:found |verdict of |jury verdict of )?(?:not guilty|acquitted)"
        r"(?: by (?:the |a )?(?:(?P<jury>jury)|(?P<judge>court|judge|bench))(?: verdict| trial)?)?",
    ),
    # What came later.
    _rule(
        "supervised_release",
        Meaning.REVOKED,
        rf"(?:revocation (?:of|on|re:?) {_RELEASE}|{_RELEASE} revocation(?: judgment)?"
        rf"|{_RELEASE}(?: is| was| hereby)* revoked)(?:,?(?: on| as of)? (?P<day>{DAY}))?",
    ),
    _rule(
        "probation",
        Meaning.REVOKED,
        rf"(?:revocation (?:of|on|re:?) probation|probation revocation(?: judgment)?"
        rf"|probation(?: is| was| hereby)* revoked)(?:,?(?: on| as of)? (?P<day>{DAY}))?",
    ),
    # Of what, the sentence before it says.
    _rule(
        "unsaid",
        Meaning.REVOKED,
        rf"(?:revocation judgment|judgment (?:on|upon) revocation)(?:,?(?: on| of)? (?P<day>{DAY}))?",
    ),
    _rule(
        "amended",
        Meaning.AMENDED,
        rf"amended judgment(?: (?:on|of|entered) (?P<day>{DAY})| (?P<day_b>{DAY}))?"
        r"(?: ?: amended only as to (?:the )?(?:forfeitures?|clerical errors?|spelling"
        r"|caption)(?: on page \d+)?)?",
    ),
    # Words that say nothing of the sentence itself.
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
    _rule(
        "found",
        Meaning.NOTHING,
        rf"(?:was |is |has been )*(?:found guilty|adjudged guilty|adjudicated guilty|convicted"
        rf"|ple(?:a)?ded guilty|pled guilty)"
        rf"(?: (?:on|of|as to|to)(?: the)? (?:counts?|cts?\.?)(?:\(s\))? (?:{COUNTS}))?(?: of "
        rf"(?:the |an )?{_PAPER})?",
    ),
    _rule(
        "abstract",
        Meaning.NOTHING_IMPOSED,
        r"abstract (?:is |was )?issued(?: to (?:the )?(?:usm|u\.?s\.? marshals?))?",
    ),
    _rule("paid", Meaning.NOTHING, r"\(?paid(?: in full)?\)?"),
    _rule(
        "same",
        Meaning.NOTHING_IMPOSED,
        r"(?:the )?same terms and conditions(?: as (?:previously|before|originally)(?: imposed)?)?",
    ),
    _rule("who", Meaning.NOTHING, r"(?:the )?(?:defendant|deft\.?|dft\.?)"),
    _rule(
        "upon", Meaning.NOTHING, r"(?:up)?on release(?: from (?:imprisonment|custody|confinement|prison))?"
    ),
    _rule(
        "joining",
        Meaning.NOTHING,
        r"(?:is|was|shall|be|pay|must|imposed|a|an|and|with|plus|followed by|to follow|is hereby"
        r"|hereby|shall pay"
        r"|ordered to pay|to pay|thereafter|for a total of|placed on)(?![a-z])",
    ),
    _rule("points", Meaning.NOTHING, r"[,:\-\u2013()*]+"),
)
