"""Keep the words of every party's names, so that whoever takes part in a case is found as defendants are."""

import django.db.models.deletion
from kit.text_folding import found_under
from kit.codepoint_field import CodePointField
from kit.spelling import can_be_mistyped, letter_left_out
from django.db import migrations, models

WORD_LENGTH = 80
BATCH = 500


def add_words(apps, schema_editor):
    """Store the words of the parties there are, as `proceedings.record.search.index` does at this step."""
    Party = apps.get_model('people', 'Party')
    PartyWord = apps.get_model('proceedings', 'PartyWord')
    Spelling = apps.get_model('proceedings', 'Spelling')
    typed = set()
    for row in Party.objects.prefetch_related('other_names').order_by('pk').iterator(chunk_size=BATCH):
        names = [row.name, *(other.name for other in row.other_names.all())]
        words = {word[:WORD_LENGTH] for name in names for word in found_under(name) if word}
        PartyWord.objects.bulk_create(PartyWord(party_id=row.pk, word=word) for word in sorted(words))
        typed |= {word for word in words if can_be_mistyped(word)}
    Spelling.objects.bulk_create(
        (Spelling(key=key, word=word) for word in sorted(typed) for key in letter_left_out(word)),
        batch_size=BATCH,
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0001_initial'),
        ('proceedings', '0008_uploads'),
    ]

    operations = [
        migrations.CreateModel(
            name='PartyWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('word', CodePointField(max_length=80, verbose_name='word')),
                (
                    'party',
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name='search_words',
                        to='people.party',
                    ),
                ),
            ],
            options={
                'verbose_name': "word of a party's name",
                'verbose_name_plural': "words of parties' names",
                'constraints': [
                    models.UniqueConstraint(fields=('word', 'party'), name='party_word_once'),
                ],
            },
        ),
        migrations.RunPython(add_words, migrations.RunPython.noop),
    ]
