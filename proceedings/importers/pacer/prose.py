"""What became of a count, read from the prose of its disposition by an explicit grammar.

The prose is cut into clauses. A clause that the rules read to its end counts; of any other clause nothing
counts, and it is handed back as it stands. Where such a clause may undo or change what others say (vacated,
amended, suspended), nothing of the prose counts. Nothing here knows of Django or of case files.

    >>> [part.kind for part in read("24 months custody; $100 special assessment").stages[0].parts]
    ['imprisonment', 'fees']
    >>> read("24 months custody. To be served at Camp Imaginary").unread
    ('To be served at Camp Imaginary',)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from proceedings.importers.pacer.prose_rules import RULES, Meaning, Rule
from proceedings.importers.pacer.prose_words import ONE_TERM, compiled, day_in, mended, number_in, unit_of

_ENDS = re.compile(
    r"[;\n\r]+|(?<!\bmos)(?<!\bmo)(?<!\byrs)(?<!\byr)(?<!\bno)(?<!\bu\.s)\.(?=\s|$)", re.IGNORECASE
)
_UNDOES = re.compile(
    r"vacat|set aside|amend|reduc|revo[ck]|suspend|stay|re-?sentenc|remand|revers|correct|modif|supersed"
    r"|withdr|in lieu|reinstat|commut|pardon|appeal|defer",
    re.IGNORECASE,
)
# Words that speak of punishment: where a clause with them was not read, not all parts are known.
_PUNISHES = re.compile(
    r"\b(?:days?|months?|mos?|years?|yrs?|hours|life|death|custody|bop|cbop|imprison\w*|incarcerat\w*|prison|probation"
    r"|supervis\w*|s/?r|tsr|release|detention|confinement|community|time)\b",
    re.IGNORECASE,
)
# Custody of somebody who cannot be tried, or was not guilty for insanity, is no sentence.
_NO_SENTENCE = re.compile(
    r"\b424[1368]\b|incompeten|not (?:mentally )?competent|unfit|restor(?:e|ation)|insan|hospitali[sz]"
    r"|mental disease",
    re.IGNORECASE,
)
_INSANITY = re.compile(r"not guilty (?:only )?by reason of insanity", re.IGNORECASE)
_ONE_TERM = compiled(ONE_TERM)


@dataclass(frozen=True, slots=True)
class SentenceClause:
    """One part of a sentence, in the court's own unit; `text` is the clause it stands in."""

    kind: str
    text: str
    length: str = ""
    unit: str = ""
    money: str = ""
    served: bool = False
    supervised: bool | None = None
    relation: str = ""
    counts: str = ""


@dataclass(frozen=True, slots=True)
class UnsentencedEnding:
    """An end without a sentence: dismissed or not guilty, on what terms, on whose motion, found by whom."""

    kind: str
    text: str
    prejudice: str = ""
    moved_by: str = ""
    found_by: str = ""
    counts: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """What one judgment said: the first one, or one that revoked a release or amended an earlier judgment."""

    why: str = ""
    of: str = ""
    day: str = ""
    parts: tuple[SentenceClause, ...] = ()
    endings: tuple[UnsentencedEnding, ...] = ()


@dataclass(frozen=True, slots=True)
class Clause:
    """A piece of the prose as it stands, and whether it was read; a separator counts as read."""

    text: str
    is_read: bool


@dataclass(frozen=True, slots=True)
class DispositionProse:
    """The prose in its clauses, which together are the whole text, and what those that were read say."""

    clauses: tuple[Clause, ...]
    stages: tuple[Stage, ...]

    @property
    def unread(self) -> tuple[str, ...]:
        """Return the clauses that were not read."""
        return tuple(clause.text.strip() for clause in self.clauses if not clause.is_read)

    @property
    def is_partial(self) -> bool:
        """Tell whether a clause that was not read may hold a part of the sentence, even the heaviest."""
        if not self.unread:
            return False
        parts = {part.kind for stage in self.stages for part in stage.parts}
        heaviest_known = bool(parts & {"imprisonment", "life", "death"}) or not parts
        return not heaviest_known or any(_PUNISHES.search(mended(clause)) for clause in self.unread)

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was imposed and nothing ended."""
        return not any(stage.parts or stage.endings for stage in self.stages)


@dataclass(slots=True)
class _Words:
    """The words found in one clause: what each says, in order."""

    text: str
    found: list[tuple[Rule, re.Match[str]]] = field(default_factory=list)

    @property
    def say_something(self) -> bool:
        return any(rule.says is not Meaning.NOTHING for rule, _match in self.found)


class _UnreadableError(Exception):
    """A clause whose words are known but make no sense together."""


def read(text: str, rules: Sequence[Rule] = RULES) -> DispositionProse:
    """Read the prose of a disposition. Never raises; the clauses returned join to the text given."""
    spelled = mended(text)
    if _NO_SENTENCE.search(spelled) and not _INSANITY.search(spelled):
        return DispositionProse(tuple(Clause(piece, between) for piece, between in _pieces(text)), ())
    clauses: list[Clause] = []
    stages = [Stage()]
    for piece, is_separator in _pieces(text):
        after = stages if is_separator else _taken(stages, piece, rules)
        clauses.append(Clause(piece, is_separator or after is not None))
        stages = stages if after is None else after
    if any(
        not clause.is_read and _UNDOES.search(mended(clause.text)) for clause in clauses
    ) or not _makes_sense(stages):
        return DispositionProse(tuple(_unread(clause) for clause in clauses), ())
    return DispositionProse(tuple(clauses), tuple(_named(stage) for stage in stages if _says(stage)))


def rules_used(text: str) -> frozenset[Rule]:
    """Return the rows of the table that read some clause of the prose."""
    found = [_words(piece, RULES) or _words(mended(piece), RULES) for piece, _between in _pieces(text)]
    return frozenset(rule for words in found if words for rule, _match in words.found)


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """Cut the text into clauses and separators, which together are the text."""
    at = 0
    for end in [*_ENDS.finditer(text), None]:
        until = end.start() if end else len(text)
        if until > at:
            piece = text[at:until]
            yield piece, not piece.strip()
        if end:
            yield end[0], True
            at = end.end()


def _taken(stages: list[Stage], piece: str, rules: Sequence[Rule]) -> list[Stage] | None:
    """Return what stands after a clause; None where the clause cannot be read."""
    words = _words(piece, rules) or _words(mended(piece), rules)
    if words is None or not words.say_something:
        return None
    try:
        for rule, match in words.found:
            stages = _say(stages, rule, match, piece.strip())
    except _UnreadableError:
        return None
    return stages


def _words(piece: str, rules: Sequence[Rule]) -> _Words | None:
    """Find the rules that read the clause from its beginning to its end, the longest first."""
    words, at = _Words(piece), 0
    while at < len(piece):
        if piece[at].isspace():
            at += 1
            continue
        fits = [(rule, match) for rule in rules if (match := rule.words.match(piece, at)) and match[0]]
        whole = [one for one in fits if _ends_word(piece, one[1].end())]
        if not whole:
            return None
        best = max(whole, key=lambda one: one[1].end())
        words.found.append(best)
        at = best[1].end()
    return words


def _ends_word(piece: str, at: int) -> bool:
    """Tell whether no word is cut in two here."""
    return at >= len(piece) or not (piece[at - 1].isalnum() and piece[at].isalnum())


def _say(stages: list[Stage], rule: Rule, match: re.Match[str], clause: str) -> list[Stage]:
    """Add what one rule says to the stages."""
    *earlier, now = stages
    named = match.groupdict()
    if rule.says in {Meaning.REVOKED, Meaning.AMENDED}:
        return [*stages, Stage(why=rule.says.value, of=rule.name, day=_day(named))]
    if rule.says in {Meaning.PART, Meaning.BARE_TERM}:
        now = replace(now, parts=(*now.parts, *_parts(rule.name, named, clause)))
    elif rule.says in {Meaning.RELATION, Meaning.COUNTS}:
        now = replace(now, parts=_with(now.parts, rule, named))
    elif rule.says in {Meaning.DISMISSED, Meaning.NOT_GUILTY}:
        now = replace(now, endings=(*now.endings, _ending(rule.name, named, clause)))
    elif rule.says is Meaning.CREDIT and not now.parts:
        raise _UnreadableError
    day = _day(named) or _day_of_sentence(rule, match[0])
    return [*earlier, replace(now, day=now.day or day)]


def _day(named: dict[str, str | None]) -> str:
    text = named.get("day") or named.get("day_b") or ""
    day = day_in(text)
    if text and day is None:
        raise _UnreadableError
    return day or ""


def _day_of_sentence(rule: Rule, text: str) -> str:
    """Return the day in “sentenced on 3/30/09 to 18 months”."""
    said = re.match(r"sentenced\s+on\s+(.*?)\s+to\b", text, re.IGNORECASE | re.DOTALL)
    return (day_in(said[1]) or "") if said and rule.says is Meaning.BARE_TERM else ""


def _parts(kind: str, named: dict[str, str | None], clause: str) -> Iterator[SentenceClause]:
    """Make the parts of one rule; a term of two units is one part for each, the second after the first."""
    money = re.sub(r"[$,\s]", "", named.get("money") or "")
    un = named.get("un")
    supervised = None if "un" not in named else (False if un else None)
    term = named.get("term") or ""
    lengths = [] if term.lower() == "life" else list(_ONE_TERM.finditer(term))
    first = SentenceClause(kind, clause, money=money, served=bool(named.get("served")), supervised=supervised)
    if not lengths:
        yield first
    for place, length in enumerate(lengths):
        number = number_in(length["number"])
        if number is None:
            raise _UnreadableError
        part = replace(first, length=number, unit=unit_of(length["unit"]))
        yield replace(part, relation="consecutive") if place else part


def _with(
    parts: tuple[SentenceClause, ...], rule: Rule, named: dict[str, str | None]
) -> tuple[SentenceClause, ...]:
    """Say of the last part how it runs, or which counts it is for."""
    if not parts:
        raise _UnreadableError
    *earlier, last = parts
    if rule.says is Meaning.COUNTS:
        return (*earlier, replace(last, counts=named["counts"] or ""))
    return (*earlier, replace(last, relation=rule.name))


def _ending(kind: str, named: dict[str, str | None], clause: str) -> UnsentencedEnding:
    prejudice = " ".join((named.get("prejudice") or named.get("prejudice_b") or "").lower().split())
    government = named.get("government") or named.get("government_b")
    defence = named.get("defence") or named.get("defence_b")
    return UnsentencedEnding(
        kind,
        clause,
        prejudice={"with prejudice": "with", "": ""}.get(prejudice, "without"),
        moved_by="government" if government else "defence" if defence else "",
        found_by="jury"
        if named.get("jury") or named.get("jury_b")
        else "judge"
        if named.get("judge")
        else "",
        counts=named.get("counts") or "",
    )


def _says(stage: Stage) -> bool:
    return bool(stage.parts or stage.endings or stage.why)


def _unread(clause: Clause) -> Clause:
    """Return a clause as not read, unless it only separates others."""
    return replace(clause, is_read=not clause.text.strip(" .;\n\r\t"))


def _makes_sense(stages: list[Stage]) -> bool:
    """Tell whether each stage either sentences or ends, and a bare term has what makes it one of custody."""
    for stage in stages:
        kinds = {part.kind for part in stage.parts}
        if stage.endings and (stage.parts or len({ending.kind for ending in stage.endings}) > 1):
            return False
        if "bare" in kinds and "supervised_release" not in kinds:
            return False
    return True


def _named(stage: Stage) -> Stage:
    """Call a bare term what it is: only custody is followed by supervised release."""
    parts = tuple(replace(part, kind="imprisonment") if part.kind == "bare" else part for part in stage.parts)
    return replace(stage, parts=parts)
