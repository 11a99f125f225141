"""Who may take a case study back, and who may let it return."""

from wagtail.models import Page
from wagtail.permission_policies import BasePermissionPolicy
from wagtail.permissions import page_permission_policy

from accounts.models import User
from casestudies.models import CaseStudyIndexPage, Withdrawal


def can_withdraw(user: User, page: Page) -> bool:
    """Whoever may publish a case study may withdraw it, also while somebody has locked it."""
    return bool(page.permissions_for_user(user).can_publish())


def can_delete_story(user: User, page: Page) -> bool:
    return can_withdraw(user, page) and bool(page.permissions_for_user(user).can_delete())


def can_lift(user: User, withdrawal: Withdrawal) -> bool:
    """Whoever may publish the page; for a deleted one, whoever may publish case studies."""
    if withdrawal.page:
        return can_withdraw(user, withdrawal.page)
    index = CaseStudyIndexPage.objects.first()
    return index is not None and bool(index.permissions_for_user(user).can_publish_subpage())


class WithdrawalPolicy(BasePermissionPolicy):
    """The register may be read by those who publish. It is written by withdrawing and lifting."""

    def user_has_permission(self, user: User, action: str) -> bool:
        return action == "view" and bool(
            page_permission_policy.user_has_permission(user, "publish")
        )

    def user_has_permission_for_instance(
        self, user: User, action: str, instance: Withdrawal
    ) -> bool:
        return self.user_has_permission(user, action)
