"""Indexes from which counts are read off, and brought up to date by what changed since."""

import datetime

from django.db import migrations, models

NOT_SUPERSEDED = datetime.datetime(9999, 12, 31, tzinfo=datetime.UTC)


class Migration(migrations.Migration):
    dependencies = [
        ("proceedings", "0016_fill_days_of_lists"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="incident",
            index=models.Index(fields=["title"], name="incident_title"),
        ),
        migrations.AddIndex(
            model_name="statusspan",
            index=models.Index(
                condition=models.Q(("superseded_at", NOT_SUPERSEDED)),
                fields=[
                    "status",
                    "case_type",
                    "court",
                    "valid_until",
                    "valid_from",
                    "defendant",
                    "case",
                    "party",
                    "superseded_at",
                ],
                name="span_live_counted",
            ),
        ),
        migrations.AddIndex(
            model_name="statusspan",
            index=models.Index(fields=["recorded_at"], name="span_recorded"),
        ),
        migrations.AddIndex(
            model_name="statusspan",
            index=models.Index(
                condition=models.Q(("superseded_at__lt", NOT_SUPERSEDED)),
                fields=["superseded_at"],
                name="span_superseded",
            ),
        ),
    ]
