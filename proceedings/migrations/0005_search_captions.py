"""Store the words of captions, and docket numbers from their year on, for the defendants there are.

The words are kept in step whenever a fact is recorded; what stood before would wait for its next change.
"""

from kit.text_folding import docket_tail, found_under
from kit.spelling import can_be_mistyped, letter_left_out
from django.db import migrations

WORD_LENGTH = 80
BATCH = 500
BETWEEN_PARTIES = {'v', 'vs', 'et', 'al'}


def words_of(apps, row):
    """Yield the words that `proceedings.record.search.index` began to store at this step."""
    for word in found_under(row.case.caption):
        if word not in BETWEEN_PARTIES:
            yield word
    if row.case.print_docket:
        numbers = apps.get_model('proceedings', 'OtherDocket').objects.filter(case=row.case_id)
        for number in [row.case.docket_number, *numbers.values_list('number', flat=True)]:
            yield docket_tail(number)


def add_words(apps, schema_editor):
    SearchWord = apps.get_model('proceedings', 'SearchWord')
    Spelling = apps.get_model('proceedings', 'Spelling')
    Defendant = apps.get_model('proceedings', 'Defendant')
    typed = set()
    for row in Defendant.objects.select_related('case').order_by('pk').iterator(chunk_size=BATCH):
        held = SearchWord.objects.filter(defendant=row.pk, bearer=None).values_list('word', flat=True)
        words = {word[:WORD_LENGTH] for word in words_of(apps, row) if word} - set(held)
        SearchWord.objects.bulk_create(SearchWord(defendant_id=row.pk, word=word) for word in sorted(words))
        typed |= {word for word in words if can_be_mistyped(word)}
    Spelling.objects.bulk_create(
        (Spelling(key=key, word=word) for word in sorted(typed) for key in letter_left_out(word)),
        batch_size=BATCH,
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):

    dependencies = [
        ('proceedings', '0004_search_closely'),
    ]

    # Backwards nothing is taken away: a word too many is dropped by the next change of its defendant.
    operations = [migrations.RunPython(add_words, migrations.RunPython.noop)]
