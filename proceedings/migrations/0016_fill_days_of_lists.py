"""Copy the days by which lists are in order, from the events there are; some thousand facts a transaction."""

from django.db import migrations, transaction

STEP = 20_000
# Of each fact the first of its days. A case begins with what is more than a statement, if there is anything.
FIRST = """
    INSERT INTO {into} ({key}, latest, earliest)
    SELECT fact, latest, earliest FROM (
        SELECT {fact} AS fact, e.latest, e.earliest,
               ROW_NUMBER() OVER (PARTITION BY {fact} ORDER BY {order}e.latest, e.earliest) AS place
        FROM {joined} WHERE e.publication = 'published' AND {fact} > %s AND {fact} <= %s
    ) AS days WHERE place = 1 ON CONFLICT DO NOTHING
"""
ACTED = 'proceedings_effect AS f JOIN proceedings_event AS e ON e.id = f.event_id'
PARTS = 'proceedings_sentencecomponent AS f JOIN proceedings_event AS e ON e.id = f.event_id'
STATEMENT_LAST = "CASE WHEN e.kind = 'statement' THEN 1 ELSE 0 END, "
# The table of the days, whose days they are, and where they are read.
DAYS = (
    ('Case', {'into': 'proceedings_dayofcase', 'key': 'case_id', 'fact': 'e.case_id',
              'joined': 'proceedings_event AS e', 'order': STATEMENT_LAST}),
    ('Charge', {'into': 'proceedings_dayofcharge', 'key': 'charge_id', 'fact': 'f.charge_id',
                'joined': ACTED, 'order': ''}),
    ('Claim', {'into': 'proceedings_dayofclaim', 'key': 'claim_id', 'fact': 'f.claim_id',
               'joined': ACTED, 'order': ''}),
    ('SentenceComponent', {'into': 'proceedings_dayofcomponent', 'key': 'component_id', 'fact': 'f.id',
                           'joined': PARTS, 'order': ''}),
)


def fill(apps, schema_editor):
    """Go through the facts by their numbers; begun again after a stop, it does the rest."""
    for name, names in DAYS:
        rows = apps.get_model('proceedings', name).objects.order_by('-pk')
        last = rows.values_list('pk', flat=True).first() or 0
        for start in range(0, last, STEP):
            with transaction.atomic(using=schema_editor.connection.alias):
                with schema_editor.connection.cursor() as cursor:
                    cursor.execute(FIRST.format(**names), [start, start + STEP])


class Migration(migrations.Migration):

    atomic = False

    dependencies = [
        ('proceedings', '0015_days_of_lists'),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
