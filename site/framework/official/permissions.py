"""Who may bring in official text."""

from django.contrib.auth.models import AnonymousUser, Permission
from django.db.models import QuerySet

from accounts.models import User

NEEDED = ("framework.change_statement", "framework.add_edition")


def can_bring_official_text(user: User | AnonymousUser) -> bool:
    """It rewords statements and records an edition: whoever does it may do both."""
    return user.is_active and user.has_perms(NEEDED)


def permission_to_record_editions() -> QuerySet[Permission]:
    """For administrators to give to groups: editions have no pages of their own in the admin."""
    return Permission.objects.filter(
        content_type__app_label="framework", codename="add_edition"
    ).select_related("content_type")
