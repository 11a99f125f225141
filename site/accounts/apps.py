"""Wiring of the accounts app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = "Accounts"

    def ready(self) -> None:
        from allauth.account import signals as account
        from allauth.mfa import signals as mfa
        from django.contrib.auth import signals as auth
        from django.contrib.auth.models import Group
        from django.db.models.signals import m2m_changed, pre_save

        from accounts import signal_handlers as told
        from accounts.models import User

        auth.user_logged_in.connect(told.logged_in)
        auth.user_logged_out.connect(told.logged_out)
        account.authentication_step_completed.connect(told.step_taken)
        auth.user_login_failed.connect(told.log_in_failed)
        account.password_changed.connect(told.password_changed)
        account.password_reset.connect(told.password_changed)
        mfa.authentication_failed.connect(told.code_failed)
        mfa.authenticator_added.connect(told.factor_added)
        mfa.authenticator_removed.connect(told.factor_removed)
        mfa.authenticator_reset.connect(told.codes_renewed)
        m2m_changed.connect(told.groups_changed, sender=User.groups.through)
        m2m_changed.connect(told.permissions_changed, sender=Group.permissions.through)
        pre_save.connect(told.before_user_is_saved, sender=User)
