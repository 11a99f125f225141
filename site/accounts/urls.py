"""Addresses below /account/: only what is used here of the log-in package, and ours."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.urls import path, re_path

from accounts import views

urlpatterns = [
    path("", views.home, name="account_home"),
    path("here/", views.here, name="account_here"),
    path("leave-elsewhere/", views.leave_elsewhere, name="account_leave_elsewhere"),
    path("invitation/", views.invited, name="account_invited"),
    path("invitation/<str:token>/", views.open_invitation, name="account_invitation"),
    path("login/", account.login, name="account_login"),
    path("login/second-step/", mfa.authenticate, name="mfa_authenticate"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("confirm/code/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("confirm/key/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/set/", views.forgotten, name="account_set_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/sent/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("second-step/", mfa.index, name="mfa_index"),
    path("second-step/app/add/", views.AddAppView.as_view(), name="mfa_activate_totp"),
    path("second-step/app/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("second-step/keys/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("second-step/keys/add/", views.AddKeyView.as_view(), name="mfa_add_webauthn"),
    path("second-step/keys/<int:pk>/name/", webauthn.edit_webauthn, name="mfa_edit_webauthn"),
    path(
        "second-step/keys/<int:pk>/remove/",
        views.RemoveKeyView.as_view(),
        name="mfa_remove_webauthn",
    ),
    path("second-step/codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "second-step/codes/new/",
        recovery.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "second-step/codes/download/",
        recovery.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
]

# Doors that Wagtail brings, in the place of its own.
door_urlpatterns = [
    path("admin/login/", views.door),
    path("admin/password_reset/", views.forgotten),
    path("admin/password_reset/done/", views.forgotten),
    path("admin/password_reset/confirm/<str:uidb64>/<str:token>/", views.forgotten),
    path("admin/password_reset/complete/", views.forgotten),
    path("_util/login/", views.door),
]
