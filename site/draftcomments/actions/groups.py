"""Makes the two groups of people who look after comments on drafts."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction

from draftcomments.permissions import MODERATE, OPEN_ROUNDS, SEE_CONTACTS

MODERATORS, LEADS = "Feedback moderators", "Participation leads"
ALLOWED = {MODERATORS: (MODERATE,), LEADS: (MODERATE, OPEN_ROUNDS, SEE_CONTACTS)}


@transaction.atomic
def make_groups() -> list[str]:
    """The names of the groups that were made. One that is there stays as it is."""
    made = []
    for name, allowed in ALLOWED.items():
        group, is_new = Group.objects.get_or_create(name=name)
        if is_new:
            ours = [permission("draftcomments", codename) for codename in allowed]
            group.permissions.set([permission("wagtailadmin", "access_admin"), *ours])
            made.append(name)
    return made


def permission(app: str, codename: str) -> Permission:
    return Permission.objects.get(content_type__app_label=app, codename=codename)
