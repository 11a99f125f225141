"""Makes the two groups of people who look after comments on drafts."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction

MODERATORS, LEADS = "Feedback moderators", "Participation leads"
MODERATE = ("draftcomments", "moderate_item")
INTO_THE_ADMIN = ("wagtailadmin", "access_admin")
ALLOWED = {
    MODERATORS: (INTO_THE_ADMIN, MODERATE),
    LEADS: (
        INTO_THE_ADMIN,
        MODERATE,
        ("draftcomments", "add_round"),
        ("draftcomments", "view_contact"),
    ),
}


@transaction.atomic
def make_groups() -> list[str]:
    """The names of the groups that were made. One that is there stays as it is."""
    made = []
    for name, allowed in ALLOWED.items():
        group, is_new = Group.objects.get_or_create(name=name)
        if is_new:
            group.permissions.set(permission(app, codename) for app, codename in allowed)
            made.append(name)
    return made


def permission(app: str, codename: str) -> Permission:
    return Permission.objects.get(content_type__app_label=app, codename=codename)
