"""The people app: parties and their names."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Parties to cases; knows nothing of proceedings."""

    name = "people"
    verbose_name = "People"
    default_auto_field = "django.db.models.BigAutoField"
