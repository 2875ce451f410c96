"""The words people read: a status with its counts becomes one sentence. No database.

Presumption of innocence throughout (docs/domain.md, Words): charged, never guilty, until a finding says so;
"not guilty", never "innocent"; a civil defendant is sued, never charged.
"""

from proceedings.wording.components import component_words, components_words
from proceedings.wording.offences import Offence, all_offences
from proceedings.wording.phrases import since_words
from proceedings.wording.qualifiers import codes_outside_sentence, qualifier_sentence, qualifier_sentences
from proceedings.wording.sentences import outcome_for, sentence_for, short_label, status_label, why_sentence

__all__ = [
    "Offence",
    "all_offences",
    "codes_outside_sentence",
    "component_words",
    "components_words",
    "outcome_for",
    "qualifier_sentence",
    "qualifier_sentences",
    "sentence_for",
    "short_label",
    "since_words",
    "status_label",
    "why_sentence",
]
