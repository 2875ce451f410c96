"""Who was let in, and who is invited: pages of administrators."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group, User
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import invitations
from accounts.models import Invitation, SignIn
from accounts.role_policy import roles

# Roles are code (proceedings.record.roles), addresses come with invitations, secrets are for nobody's eyes.
for model in (User, Group, EmailAddress, Authenticator):
    admin.site.unregister(model)


@admin.register(User)
class PersonAdmin(UserAdmin):
    """Who works here: their role, and whether the account is open. People come by invitation."""

    list_display = ("username", "email", "is_active", "last_login")
    list_filter = ("is_active", "groups")
    filter_horizontal = ()
    fieldsets = (
        (None, {"fields": ("username", "email", "password")}),
        (gettext_lazy("Role"), {"fields": ("groups", "is_active", "is_superuser")}),
        (gettext_lazy("Seen"), {"fields": ("last_login", "date_joined")}),
    )
    readonly_fields = ("email", "last_login", "date_joined")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Let superusers alone make superusers."""
        own = tuple(super().get_readonly_fields(request, obj))
        return own if request.user.is_superuser else (*own, "is_superuser")

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer the roles of this site, as boxes to tick."""
        if db_field.name == "groups":
            kwargs |= {"queryset": roles(), "widget": forms.CheckboxSelectMultiple, "help_text": ""}
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002  # Django's signature
        """Let people come by invitation only."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Keep administrators from changing the accounts of superusers, their passwords included."""
        if obj is not None and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002  # Django's
        """Keep every account: history names it. It is closed instead."""
        return False


@admin.register(SignIn)
class SignInAdmin(admin.ModelAdmin):
    """The log: read, never written."""

    list_display = ("at", "outcome", "user", "methods", "network")
    list_filter = ("outcome",)
    search_fields = ("user__username", "network")
    date_hierarchy = "at"
    list_select_related = ("user",)
    show_full_result_count = False
    fields = ("at", "outcome", "user", "methods", "network")

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002  # Django's signature
        """Let nobody write the log by hand."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002  # Django's
        """Let nobody change the log."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002  # Django's
        """Let nobody take anything out of the log."""
        return False


class InvitationForm(forms.ModelForm):
    """An address and a role."""

    class Meta:
        model = Invitation
        fields = ("email", "role")

    def clean_email(self) -> str:
        """Refuse an address that signs in already."""
        email = str(self.cleaned_data["email"])
        if invitations.has_account(email):
            raise forms.ValidationError(_("Somebody signs in with this address already."))
        return email


@admin.register(Invitation)
class InvitationAdmin(admin.ModelAdmin):
    """Invitations: made here, handed over as a link, withdrawn here."""

    form = InvitationForm
    list_display = ("email", "role", "invited_by", "invited_at", "state")
    list_select_related = ("role", "invited_by")
    search_fields = ("email",)
    actions = ("withdraw",)
    readonly_fields = (
        "state",
        "link",
        "invited_by",
        "invited_at",
        "expires_at",
        "accepted_by",
        "accepted_at",
    )

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:  # noqa: ARG002  # Django's signature
        """Ask for address and role; afterwards show the link and what became of it."""
        return ("email", "role", *(self.readonly_fields if obj else ()))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:  # noqa: ARG002  # Django's
        """Change nothing once the link is made: it was handed to somebody."""
        return ("email", "role", *self.readonly_fields) if obj else ()

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer the roles of this site."""
        if db_field.name == "role":
            kwargs["queryset"] = roles()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """Fetch the invitation with the link as this browser would open it."""
        found = super().get_object(request, object_id, from_field)
        if found is not None:
            # No column: kept on the row for this one page.
            found.full_link = request.build_absolute_uri(invitations.path_of(found))
        return found

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002  # Django's
        """Keep what was invited: it is withdrawn."""
        return False

    def save_model(self, request: HttpRequest, obj: Invitation, form: Any, change: bool) -> None:  # noqa: FBT001  # Django's
        """Sign the invitation, and show its link to be handed over, or send it."""
        if change:
            return
        obj.invited_by = request.user  # type: ignore[assignment]  # signed in, or not here
        super().save_model(request, obj, form, change)
        link = request.build_absolute_uri(invitations.path_of(obj))
        sent = invitations.send(obj, link)
        words = _("Sent to {email}: {link}") if sent else _("Hand this link to {email}: {link}")
        messages.success(request, format_html(words, email=obj.email, link=link))

    @admin.display(description=gettext_lazy("link"))
    def link(self, invitation: Any) -> str:
        """Show the link while it works."""
        return str(invitation.full_link) if invitation.is_open() else _("It no longer works.")

    @admin.display(description=gettext_lazy("state"))
    def state(self, invitation: Invitation) -> str:
        """Say what became of the invitation."""
        if invitation.accepted_at:
            return _("accepted")
        if invitation.withdrawn_at:
            return _("withdrawn")
        return _("open") if invitation.is_open() else _("too old")

    @admin.action(description=gettext_lazy("Withdraw the chosen invitations"), permissions=["change"])
    def withdraw(self, request: HttpRequest, queryset: Any) -> None:
        """Make the links useless."""
        for invitation in queryset:
            invitations.withdraw(invitation)
        messages.success(request, _("Withdrawn: their links no longer work."))
