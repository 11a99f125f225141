"""Which changes readers can see: each of them makes every copy of a page out of date.

A model is taken to be seen by readers unless it is named here, so what is forgotten costs time and
shows nobody what is gone. What is changed in bulk sends no signals: such code calls `purge` itself.
"""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from operations.purging import purge

NOT_SEEN_APPS = frozenset(
    {
        "account",
        "accounts",
        "admin",
        "auth",
        "axes",
        "contenttypes",
        "django_tasks_database",
        "mfa",
        "operations",
        "sessions",
        "wagtailadmin",
        "wagtailembeds",
        "wagtailsearch",
        "wagtailusers",
    }
)
NOT_SEEN = frozenset(
    {
        "casestudies.Offer",
        "content.LinkPlace",
        "content.ReviewFrequency",
        "content.TypedLink",
        "draftcomments.AccessLink",
        "draftcomments.ConsentEvent",
        "draftcomments.Contributor",
        "draftcomments.ContributorContact",
        "draftcomments.FeedbackAnsweredTask",
        "draftcomments.FeedbackAnsweredTask_groups",
        "draftcomments.Item",
        "draftcomments.ItemEvent",
        "draftcomments.SectionMove",
        "framework.OfficialTextUpload",
        # Made while a page is drawn, or a file is fetched.
        "guidance.Download",
        "images.CustomRendition",
        "pages.PageOpinions",
        "pages.PageRemark",
        # What is found is drawn from the pages themselves; the index follows them.
        "search.Entry",
        "search.FacetPages",
        "search.IndexChange",
        "search.SearchDocument",
        "search.SearchState",
        "search.SqliteIndexRow",
        "search.UnansweredSearch",
        "search.WordCount",
        "selfcheck.Action",
        "selfcheck.Answer",
        "selfcheck.MonthlyCount",
        "selfcheck.SelfCheck",
        "selfcheck.StatementAnswer",
        "selfcheck.Team",
        "taggit.Tag",
        "taggit.TaggedItem",
        # The site has image models of its own.
        "wagtailimages.Image",
        "wagtailimages.Rendition",
        # Of the next Wagtail.
        "wagtailcore.APIToken",
        "wagtailcore.Comment",
        "wagtailcore.CommentReply",
        "wagtailcore.GroupApprovalTask",
        "wagtailcore.GroupApprovalTask_groups",
        "wagtailcore.GroupCollectionPermission",
        "wagtailcore.GroupPagePermission",
        "wagtailcore.GroupSitePermission",
        "wagtailcore.ModelLogEntry",
        "wagtailcore.PageLogEntry",
        "wagtailcore.PageSubscription",
        "wagtailcore.ReferenceIndex",
        "wagtailcore.Revision",
        "wagtailcore.Task",
        "wagtailcore.TaskState",
        "wagtailcore.UploadedFile",
        "wagtailcore.Workflow",
        "wagtailcore.WorkflowContentType",
        "wagtailcore.WorkflowPage",
        "wagtailcore.WorkflowState",
        "wagtailcore.WorkflowTask",
    }
)
# What Wagtail stores in a page's own row while somebody writes a draft of it.
OF_A_DRAFT = frozenset(
    {
        "draft_title",
        "expire_at",
        "go_live_at",
        "has_unpublished_changes",
        "latest_revision",
        "latest_revision_created_at",
        "locked",
        "locked_at",
        "locked_by",
    }
)


def is_seen(model: type[Model]) -> bool:
    """Whether readers may see what a model holds."""
    about = model._meta
    return not (about.app_label in NOT_SEEN_APPS or about.label in NOT_SEEN)


def is_of_a_draft(instance: Model, created: bool, fields: Iterable[str] | None) -> bool:
    """Whether what was stored of a page is known to editors alone."""
    if not isinstance(instance, Page):
        return False
    is_new_draft = created and not instance.live
    return is_new_draft or (bool(fields) and set(fields or ()) <= OF_A_DRAFT)


def saved(
    sender: type[Model],
    instance: Model,
    created: bool = False,
    update_fields: Iterable[str] | None = None,
    **kwargs: Any,
) -> None:
    if not is_of_a_draft(instance, created, update_fields):
        purge(paths=addresses_of(instance))


def deleted(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    purge(paths=addresses_of(instance))


def going(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """A page is about to go: where it was is known now only."""
    if instance.live:
        purge(paths=addresses_below([instance.url_path]))


def linked(sender: type[Model], action: str, **kwargs: Any) -> None:
    if action.startswith("post_"):
        purge()


def came_or_went(instance: Page, **kwargs: Any) -> None:
    purge(paths=addresses_below([instance.url_path]))


def renamed(instance: Page, instance_before: Page, **kwargs: Any) -> None:
    moved(instance, instance_before.url_path, instance.url_path)


def moved(instance: Page, url_path_before: str, url_path_after: str, **kwargs: Any) -> None:
    """A page has another address, and so has all that is below it."""
    purge(paths=addresses_below(both_addresses(instance, url_path_before, url_path_after)))


def both_addresses(page: Page, before: str, after: str) -> list[str]:
    if not settings.PROXY_URLS:
        return []
    below = Page.objects.descendant_of(page, inclusive=True).live()
    now = list(below.values_list("url_path", flat=True))
    return [*(before + each.removeprefix(after) for each in now), *now]


def addresses_of(instance: Model) -> list[str]:
    """Where readers may have seen a record, as far as it says so itself."""
    match instance:
        case _ if not settings.PROXY_URLS:
            return []
        case PageViewRestriction():
            below = Page.objects.descendant_of(instance.page, inclusive=True).live()
            return addresses_below(below.values_list("url_path", flat=True))
        case Redirect():
            return [instance.old_path, f"{instance.old_path}/"]
        case Page():
            return []  # Its own signals tell more of it.
    path = getattr(instance, "path", "")
    return [path] if isinstance(path, str) and path.startswith("/") else []


def addresses_below(url_paths: Iterable[str]) -> list[str]:
    """The addresses of places in the tree of pages: of each site whose root is above."""
    roots = [root.root_path for root in Site.get_site_root_paths()] if settings.PROXY_URLS else []
    return [
        f"/{path[len(root) :]}" for path in url_paths for root in roots if path.startswith(root)
    ]


def watch() -> None:
    """Called once, when the site starts.

    Only what readers see is listened to: rows of a model that somebody listens to are read one by
    one before they are deleted.
    """
    for model in filter(is_seen, apps.get_models(include_auto_created=True)):
        post_save.connect(saved, sender=model)
        post_delete.connect(deleted, sender=model)
        m2m_changed.connect(linked, sender=model)
        if issubclass(model, Page):
            pre_delete.connect(going, sender=model)
    for signal in (page_published, page_unpublished):
        signal.connect(came_or_went)
    page_slug_changed.connect(renamed)
    post_page_move.connect(moved)
