"""The form that takes a file, and how long it is kept."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from proceedings.admin.uploads.parsed_upload import LARGEST_UPLOAD, SUFFIXES
from proceedings.importers.tables.kinds import KINDS
from proceedings.models import Upload
from proceedings.record.roles import may_publish

LIFETIME = timedelta(hours=24)
MOST_WAITING = 5  # of one person; the oldest goes


class UploadForm(forms.Form):
    """One file, what it is, and whether its events are published at once."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        max_length=200,
        help_text=gettext_lazy(
            "A table (CSV in UTF-8), a workbook with one sheet a kind (XLSX), or a case file (YAML, JSON)."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(SUFFIXES)}),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of table"),
        required=False,
        choices=[("", gettext_lazy("As its name says")), *((kind.name, kind.name) for kind in KINDS)],
        help_text=gettext_lazy("Needed for a table that is not named after its kind, such as rulings.csv."),
    )
    publish = forms.BooleanField(
        label=gettext_lazy("Publish at once"),
        required=False,
        help_text=gettext_lazy(
            "Otherwise new events are drafts, and nothing follows until they are published."
        ),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        """Offer to publish to those who may."""
        super().__init__(*args, **kwargs)
        self.user = user
        if not may_publish(user):
            del self.fields["publish"]

    def clean_file(self) -> Any:
        """Refuse what is too large, or of no kind that can be read."""
        file: Any = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST_UPLOAD:
            raise ValidationError(
                _("At most %(most)s; split it by case, or have it imported on the server.")
                % {"most": filesizeformat(LARGEST_UPLOAD)}
            )
        if Path(file.name or "").suffix.casefold() not in SUFFIXES:
            raise ValidationError(_("A file that ends in one of %(known)s.") % {"known": ", ".join(SUFFIXES)})
        return file

    def save(self) -> Upload:
        """Store the file until it is imported, dropped or too old."""
        file: Any = self.cleaned_data["file"]
        content = file.read()
        now = datetime.now(UTC)
        Upload.objects.filter(expires_at__lt=now).delete()
        waiting = Upload.objects.filter(by=self.user).values_list("pk", flat=True)
        Upload.objects.filter(pk__in=list(waiting[MOST_WAITING - 1 :])).delete()
        return Upload.objects.create(
            by=self.user,
            name=Path(file.name or "").name[-200:],
            kind=self.cleaned_data["kind"],
            content=content,
            checksum=hashlib.sha256(content).hexdigest(),
            publish=self.cleaned_data.get("publish", False),
            sent_at=now,
            expires_at=now + LIFETIME,
        )
