"""Who may read offers and decide about them: whoever may add case studies; and who sees senders."""

from django.db.models import QuerySet
from wagtail.permission_policies import BasePermissionPolicy
from wagtail.permissions import page_permission_policy

from accounts.models import User
from casestudies.models import CaseStudyIndexPage, Offer


def can_handle_offers(user: User) -> bool:
    index = CaseStudyIndexPage.objects.first()
    return index is not None and bool(index.permissions_for_user(user).can_add_subpage())


def can_see_senders(user: User) -> bool:
    """Whoever may publish case studies sees how to reach the sender of an offer."""
    index = CaseStudyIndexPage.objects.first()
    return index is not None and bool(index.permissions_for_user(user).can_publish_subpage())


def people_who_handle_offers() -> "QuerySet[User]":
    """Those whom a message can tell that there is something to read."""
    index = CaseStudyIndexPage.objects.first()
    if index is None:
        return User.objects.none()
    allowed = page_permission_policy.users_with_permission_for_instance("add", index)
    reachable: QuerySet[User] = allowed.filter(is_active=True).exclude(email="").order_by("pk")
    return reachable


class OfferPolicy(BasePermissionPolicy):
    """The register may be read. What is decided about an offer is an action of its own."""

    def user_has_permission(self, user: User, action: str) -> bool:
        return action == "view" and can_handle_offers(user)

    def user_has_permission_for_instance(self, user: User, action: str, instance: Offer) -> bool:
        return self.user_has_permission(user, action)
