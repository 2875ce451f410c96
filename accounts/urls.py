"""Addresses of signing in. Only those we want of allauth's: no sign-up, no reset by e-mail."""

from __future__ import annotations

from allauth.account import views as account
from django.urls import include, path

from accounts import views

urlpatterns = [
    path("sign-in/", account.login, name="account_login"),
    path("sign-out/", account.logout, name="account_logout"),
    path("closed/", account.account_inactive, name="account_inactive"),
    path("again/", account.reauthenticate, name="account_reauthenticate"),
    path("password/", account.password_change, name="account_change_password"),
    path("password/new/", account.password_set, name="account_set_password"),
    path("second-factor/", views.second_factor_view, name="second-factor"),
    path("factors/totp/picture.svg", views.qr_view, name="second-factor-picture"),
    path("factors/webauthn/login/", views.passkey_login_view, name="mfa_login_webauthn"),
    path("factors/", include("allauth.mfa.urls")),
    path("invitation/<str:token>/", views.invitation_view, name="invitation"),
]
