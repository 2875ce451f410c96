"""Keep the keys under which parties who may be one and the same meet, beside the words of their names."""

from django.db import migrations
from proceedings.record.duplicate_keys import docket_keys, name_key

BATCH = 500


def add_keys(apps, schema_editor):
    """Store the keys of the parties there are, as `proceedings.record.search.index` does."""
    Party = apps.get_model('people', 'Party')
    PartyWord = apps.get_model('proceedings', 'PartyWord')
    parties = Party.objects.prefetch_related('other_names', 'defendants__case__other_dockets').order_by('pk')
    for row in parties.iterator(chunk_size=BATCH):
        cases = [one.case for one in row.defendants.all()] if row.kind == 'person' else []
        numbers = [number for case in cases for number in
                   (case.docket_number, *(other.number for other in case.other_dockets.all()))]
        keys = set()
        for name in [row.name, *(other.name for other in row.other_names.all())]:
            keys |= {name_key(name), *docket_keys(name, numbers)}
        PartyWord.objects.bulk_create(PartyWord(party_id=row.pk, word=key) for key in sorted(keys) if key)


def drop_keys(apps, schema_editor):
    """Take the keys away: they begin with a blank, which no word does."""
    apps.get_model('proceedings', 'PartyWord').objects.filter(word__startswith=' ').delete()


class Migration(migrations.Migration):

    dependencies = [
        ('proceedings', '0013_victims_unnamed_by_default'),
    ]

    operations = [
        migrations.RunPython(add_keys, drop_keys),
    ]
