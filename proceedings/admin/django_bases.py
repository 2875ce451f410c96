"""The classes of Django these pages grow from, as the type checker wants them: it knows their parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.contrib.admin import options

if TYPE_CHECKING:
    BaseModelAdmin = options.BaseModelAdmin[Any]
    InlineModelAdmin = options.InlineModelAdmin[Any, Any]
    InlineFormSet = forms.models.BaseInlineFormSet[Any, Any, Any]
    ModelAdmin = admin.ModelAdmin[Any]
    ModelForm = forms.ModelForm[Any]
    StackedInline = admin.StackedInline[Any, Any]
    TabularInline = admin.TabularInline[Any, Any]
else:
    BaseModelAdmin = options.BaseModelAdmin
    InlineModelAdmin = options.InlineModelAdmin
    InlineFormSet = forms.models.BaseInlineFormSet
    ModelAdmin = admin.ModelAdmin
    ModelForm = forms.ModelForm
    StackedInline = admin.StackedInline
    TabularInline = admin.TabularInline

__all__ = [
    "BaseModelAdmin",
    "InlineFormSet",
    "InlineModelAdmin",
    "ModelAdmin",
    "ModelForm",
    "StackedInline",
    "TabularInline",
]
