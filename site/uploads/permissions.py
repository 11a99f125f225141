"""Who may have an upload: one question, asked of pictures and of documents alike."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.documents.models import AbstractDocument
from wagtail.documents.permissions import permission_policy as document_permissions
from wagtail.images.permissions import permission_policy as image_permissions
from wagtail.models import Page

from uploads.finding import StoredFile
from uploads.showing import References, is_shown, references_to, restrictions_of_live_pages

ENTER_ADMIN = "wagtailadmin.access_admin"
# `fn(request, upload) -> bool`: lets somebody see a picture or document that nobody else may.
HOOK = "may_see_upload"
SOMETHING = ["add", "change", "delete", "choose"]


def is_public(stored: StoredFile, references: References) -> bool:
    """Whether everybody may have it, so that a shared cache may keep it."""
    if stored.upload is None or stored.in_private_collection:
        return False
    return is_shown(stored.upload, references)


def may_see(request: HttpRequest, stored: StoredFile, references: References) -> bool:
    """Whether this person may have what not everybody may. Asks for the session."""
    if stored.upload is None:
        return request.user.has_perm(ENTER_ADMIN)
    return (
        may_use_in_admin(request, stored.upload)
        or passes_collection(request, stored)
        or (not stored.in_private_collection and passes_a_page(request, references))
        or any(allows(request, stored.upload) for allows in hooks.get_hooks(HOOK))
        or may_edit_a_page(request, references)
    )


def may_use_in_admin(request: HttpRequest, upload: Any) -> bool:
    """An editor who finds it in the lists and choosers of the admin."""
    if not request.user.has_perm(ENTER_ADMIN):
        return False
    is_document = isinstance(upload, AbstractDocument)
    policy = document_permissions if is_document else image_permissions
    return bool(policy.user_has_any_permission_for_instance(request.user, SOMETHING, upload))


def passes_collection(request: HttpRequest, stored: StoredFile) -> bool:
    """In a private collection: whoever knows its password, or is in one of its groups."""
    if not stored.in_private_collection:
        return False
    restrictions = stored.upload.collection.get_view_restrictions()
    return all(restriction.accept_request(request) for restriction in restrictions)


def passes_a_page(request: HttpRequest, references: References) -> bool:
    """A reader of a private page, who was let in to it."""
    return any(
        all(restriction.accept_request(request) for restriction in restrictions)
        for restrictions in restrictions_of_live_pages(references.get(Page, ()))
    )


def may_edit_a_page(request: HttpRequest, references: References) -> bool:
    """An editor who may open the page that has it, though not the lists of pictures."""
    if not request.user.has_perm(ENTER_ADMIN):
        return False
    pages = Page.objects.filter(pk__in=references.get(Page, ())).specific(defer=True)
    return any(page.permissions_for_user(request.user).can_edit() for page in pages)


def known_references(stored: StoredFile) -> References:
    return references_to(stored.upload) if stored.upload is not None else {}
