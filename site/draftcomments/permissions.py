"""Who may do what: one question, one function, asked by views, panels and templates alike.

An editor's right comes from Wagtail: whoever may edit a page may read what was shared about it and
answer it. To read words as they were written takes a permission given by name: being a superuser is
not enough. Where a round has lost its page, only moderators are left.
"""

from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser, Permission
from django.db.models import Q, QuerySet
from wagtail.admin.auth import user_has_any_page_permission
from wagtail.models import Page

from accounts.models import User
from draftcomments.models import Round

MODERATE = "moderate_item"
SEE_CONTACTS = "view_contact"
OPEN_ROUNDS = "add_round"
# Asked once for each request: a request has a user object of its own.
KEPT_AT = "_feedback_permissions"


def has_by_name(user: User | AnonymousUser, codename: str) -> bool:
    """Whether a permission of this app was given to a user or to a group of theirs: one query, once."""
    if not isinstance(user, User) or not user.is_active:
        return False
    known: set[str] | None = getattr(user, KEPT_AT, None)
    if known is None:
        given = Permission.objects.filter(
            Q(group__user=user) | Q(user=user), content_type__app_label="draftcomments"
        )
        known = set(given.values_list("codename", flat=True))
        setattr(user, KEPT_AT, known)
    return codename in known


def permissions_by_name() -> QuerySet[Permission]:
    """Those of this app that mean something to it."""
    names = [MODERATE, SEE_CONTACTS, OPEN_ROUNDS]
    return Permission.objects.filter(
        content_type__app_label="draftcomments", codename__in=names
    ).select_related("content_type")


def can_read_originals(user: User) -> bool:
    """Words as written, and what is on hold. Checking and redacting need it."""
    return has_by_name(user, MODERATE)


def can_moderate(user: User) -> bool:
    """Hold, set aside, put back: a superuser may, without reading."""
    return user.is_active and (user.is_superuser or can_read_originals(user))


def can_see_contacts(user: User) -> bool:
    return has_by_name(user, SEE_CONTACTS)


def can_edit_page(user: User, page: Page | None) -> bool:
    return page is not None and bool(page.permissions_for_user(user).can_edit())


def can_open_round(user: User, page: Page | None) -> bool:
    """Open a round on a page, change it, close it and give out links."""
    if page is None:
        return False
    return can_open_rounds(user) and (can_read_originals(user) or can_edit_page(user, page))


def can_open_rounds(user: User) -> bool:
    """Open rounds on pages, whichever these are."""
    return user.is_active and (user.is_superuser or has_by_name(user, OPEN_ROUNDS))


def can_run_round(user: User, round: Round) -> bool:
    """Change, close and archive a round that there is, and give out its links."""
    if round.page is None:
        return can_moderate(user)
    return can_open_round(user, round.page) or (user.is_active and round.owner_id == user.pk)


def can_help(user: User, round: Round) -> bool:
    """Type in what somebody said: whoever hears it reads it as it was said."""
    if round.page_id is None:
        return can_read_originals(user)
    return can_read_originals(user) or (user.is_active and round.facilitator_id == user.pk)


def can_read_shared(user: User, round: Round) -> bool:
    """Read what was checked and shared."""
    if can_read_originals(user):
        return True
    if round.page is None or not user.is_active:
        return can_moderate(user)
    return round.owner_id == user.pk or can_edit_page(user, round.page)


def can_see_round(user: User, round: Round) -> bool:
    """Know of a round, and how far it has come: for all who have something to do in it."""
    return can_read_shared(user, round) or can_run_round(user, round) or can_help(user, round)


def can_see_people(user: User, round: Round) -> bool:
    """See who takes part, by pseudonym."""
    return can_run_round(user, round) or can_help(user, round)


def can_reach_people(user: User, round: Round) -> bool:
    """See how those who take part can be reached: it takes a permission given by name."""
    return can_see_contacts(user) and can_see_people(user, round)


def can_answer(user: User, round: Round) -> bool:
    return can_read_shared(user, round)


def can_export(user: User, round: Round) -> bool:
    return can_read_shared(user, round)


def can_see_report(user: User) -> bool:
    """Open the report, which lists only rounds that they may read."""
    if not user.is_active:
        return False
    if user_has_any_page_permission(user) or can_moderate(user):
        return True
    return bool(Round.objects.filter(owner_id=user.pk).exists())


def rounds_for(user: User, rounds: Iterable[Round]) -> list[Round]:
    """Those of some rounds (with their pages) whose shared comments a user may read."""
    return [round for round in with_workflows(user, rounds) if can_read_shared(user, round)]


def with_workflows(user: User, rounds: Iterable[Round]) -> list[Round]:
    """Rounds whose pages know in which step of a workflow they are: two queries for all of them.

    Whether an editor may edit a page can hang on that, and would cost a query a page. Whoever may
    read everything is not asked about pages.
    """
    known = list(rounds)
    if user.is_superuser or can_read_originals(user):
        return known
    numbers = {round.page_id for round in known if round.page_id}
    pages = Page.objects.filter(pk__in=numbers).prefetch_workflow_states().in_bulk()
    for round in known:
        round.page = pages.get(round.page_id)
    return known
