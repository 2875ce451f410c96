"""The forms of signing in and of joining."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm
from django.contrib.auth.forms import BaseUserCreationForm
from django.contrib.auth.models import User
from django.utils.translation import gettext_lazy as _


class SignInForm(LoginForm):
    """A name or an address, and a password; how to get a new password stands in docs/operating.md."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Say in words what is asked for."""
        super().__init__(*args, **kwargs)
        field = self.fields["login"]
        field.label = _("Name or e-mail address")
        for each in self.fields.values():
            each.widget.attrs.pop("placeholder", None)  # the label says it, and stays


class JoinForm(BaseUserCreationForm):
    """A name to sign in with, and a password; the address comes from the invitation."""

    class Meta:
        model = User
        fields = ("username",)
        labels = {"username": _("Name to sign in with")}
        help_texts = {"username": _("Colleagues see it beside what you change.")}

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        """Keep the address: a password like it is refused."""
        super().__init__(*args, **kwargs)
        self.instance.email = email
        self.fields["username"].widget.attrs["autocomplete"] = "username"

    def clean_username(self) -> str:
        """Refuse a name somebody has, however it is capitalised."""
        name = str(self.cleaned_data["username"])
        if User.objects.filter(username__iexact=name).exists():
            self.add_error("username", _("Somebody signs in with this name already."))
        return name
