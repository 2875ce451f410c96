"""Two people, one record: what the first changed and the second typed, field by field, and both kept.

A field only the other changed is taken over into the form; a field both changed keeps what was typed, and
says so. Nothing is written before the second has seen it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from kit.field_diff import NOTHING
from kit.version_lock import PartKind, history_of

NOT_FACTS = ("seen", "change_reason")


@dataclass(frozen=True, slots=True)
class ChangedField:
    """A field somebody else changed: what it read, reads now, and what was typed here."""

    subject: str
    label: str
    was: str
    theirs: str
    mine: str
    is_contested: bool


def fields_changed_by_both(
    form: Any, formsets: Sequence[Any], parts: Sequence[PartKind], *, seen: str
) -> list[ChangedField]:
    """Return every field of a refused form that somebody else changed, those both changed first.

    What only they changed is put into the forms, so that saving again does not take it back.
    """
    found = list(_of_form(form, _as_seen(form.instance, parts, seen), subject=""))
    for formset in formsets:
        for part in formset.initial_forms:
            base = _part_as_seen(part.instance, parts, seen)
            if base is not None:
                found += _of_form(part, base, subject=_subject(part), **formset.form_kwargs)
    return sorted(found, key=lambda field: not field.is_contested)


def _as_seen(record: models.Model, parts: Sequence[PartKind], seen: str) -> models.Model | None:
    """Return a record as it stood when its form was opened."""
    (rows, *_parts), (last, *_lasts) = history_of(type(record), record.pk, parts), _ids(seen)
    return _version(rows, last)


def _part_as_seen(part: models.Model, parts: Sequence[PartKind], seen: str) -> models.Model | None:
    """Return a part as it stood when the form was opened; nothing where it came later."""
    place = next((place for place, kind in enumerate(parts, start=1) if kind.model is type(part)), None)
    ids = _ids(seen)
    if place is None or place >= len(ids) or part.pk is None:
        return None
    history: Any = type(part).history  # type: ignore[attr-defined]  # given by simple_history
    return _version(history.filter(id=part.pk), ids[place])


def _version(rows: Any, last: int) -> models.Model | None:
    row = rows.filter(history_id__lte=last).order_by("-history_id").first()
    found: models.Model | None = row.instance if row is not None and row.history_type != "-" else None
    return found


def _ids(seen: str) -> list[int]:
    return [int(part) if part.isdecimal() else 0 for part in seen.split(".")]


def _of_form(form: Any, base: models.Model | None, *, subject: str, **kwargs: Any) -> Iterator[ChangedField]:
    """Compare one form with what it was opened on and what stands now; take over what only they changed."""
    if base is None:
        return
    kind = type(form)
    then, now = (kind(instance=row, prefix=form.prefix, **kwargs) for row in (base, _now(form)))
    sent = form.data.copy()
    for name, field in then.fields.items():
        if name in NOT_FACTS or field.disabled:
            continue
        was, theirs, mine = then[name].value(), now[name].value(), form[name].value()
        if not field.has_changed(was, theirs):
            continue
        is_mine = field.has_changed(was, mine)
        if not is_mine:
            _take_over(sent, form.add_prefix(name), now[name])
        if not is_mine or field.has_changed(theirs, mine):
            label = capfirst(str(field.label or name))
            yield ChangedField(
                subject,
                label,
                was=_words(field, was),
                theirs=_words(field, theirs),
                mine=_words(field, mine if is_mine else theirs),
                is_contested=is_mine,
            )
    form.data = sent


def _now(form: Any) -> models.Model:
    """Return the row as it stands in the database, whatever validation has put into the form's own."""
    kind: Any = type(form.instance)
    row: models.Model = kind._base_manager.get(pk=form.instance.pk)
    return row


def _take_over(sent: Any, name: str, theirs: forms.BoundField) -> None:
    """Put a value into what was sent, as a browser would send it."""
    value = theirs.value()
    if value is None or value is False:
        sent.pop(name, None)
    elif isinstance(value, list | tuple):
        sent.setlist(name, [str(each) for each in value])
    else:
        widget: Any = getattr(theirs.field.widget, "widget", theirs.field.widget)
        shown = widget.format_value(value)
        sent[name] = "on" if value is True else shown[0] if isinstance(shown, list) else shown


def _words(field: forms.Field, value: Any) -> str:
    """Say a value as a reader of the form would."""
    if isinstance(field, forms.BooleanField):
        return _("yes") if value in (True, "on", "true", "True") else _("no")
    if value in (None, ""):
        return NOTHING
    if isinstance(field, forms.ModelChoiceField):
        row = field.queryset.filter(pk=value).first() if field.queryset is not None else None
        return str(row) if row is not None else NOTHING
    if isinstance(field, forms.ChoiceField):
        return str(_flat(field.choices).get(str(value), value))
    return str(value)


def _flat(choices: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for value, label in choices:
        found |= _flat(label) if isinstance(label, list | tuple) else {str(value): label}
    return found


def _subject(part: Any) -> str:
    return capfirst(str(part.instance._meta.verbose_name))
