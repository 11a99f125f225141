"""One person for each role, made in the site's own process."""

from django.contrib.auth.models import Group

from accounts.models import User
from config.roles import EDITORS, LEADS, MODERATORS, PUBLISHERS, WRITERS
from tests.browser.draft_rounds import PASSWORD

PEOPLE = {
    "writer": (WRITERS,),
    "participation": (LEADS,),
    "checker": (EDITORS,),
    "publisher": (PUBLISHERS,),
    # On a small team one person has more than one part.
    "allrounder": (PUBLISHERS, LEADS, MODERATORS),
}


def make_people() -> list[str]:
    """Their names, which are those they log in with."""
    for name, groups in PEOPLE.items():
        user, is_new = User.objects.get_or_create(username=name, first_name=name.title())
        if is_new:
            user.set_password(PASSWORD)
            user.save()
        user.groups.set(Group.objects.filter(name__in=groups))
    return list(PEOPLE)
