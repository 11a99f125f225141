"""How a page is found by its address: two queries for a page at any depth."""

from django.http import HttpRequest, HttpResponse
from wagtail import hooks
from wagtail.models import Page, Site
from wagtail.views import serve as wagtail_serve
from wagtail.views import serve_chain

from content.models import PublicPage


def ancestor_paths(root_path: str, path: str) -> list[str]:
    """The tree paths from the root down to an address.

    >>> ancestor_paths("/home/", "framework/check/")
    ['/home/', '/home/framework/', '/home/framework/check/']
    """
    paths = [root_path]
    for part in path.strip("/").split("/"):
        if part:
            paths.append(f"{paths[-1]}{part}/")
    return paths


def public_page_at(path: str) -> PublicPage | None:
    """The live page of ours at an address of the only site, with its line, or None."""
    roots = Site.get_site_root_paths()
    if len(roots) != 1:
        return None
    paths = ancestor_paths(roots[0].root_path, path)
    line = list(Page.objects.filter(url_path__in=paths).order_by("depth"))
    if len(line) != len(paths) or not line[-1].live:
        return None
    model = line[-1].specific_class
    if model is None or not issubclass(model, PublicPage):
        return None
    page = model._default_manager.select_related(*model.serve_related).get(pk=line[-1].pk)
    page.line = [*line[:-1], page]
    return page


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Serve a page as Wagtail does, hooks included; what is not a plain page is left to Wagtail."""
    page = public_page_at(path)
    if page is None:
        return wagtail_serve(request, path)
    chain = serve_chain
    for hook in reversed(hooks.get_hooks("on_serve_page")):
        chain = hook(chain)
    for hook in hooks.get_hooks("before_serve_page"):
        result = hook(page, request, [], {})
        if isinstance(result, HttpResponse):
            # In place of the page: a log-in, a password, or that it is withdrawn.
            result.headers.setdefault("Cache-Control", "private, no-store")
            return result
    response = chain(page, request, [], {})
    if page.get_view_restrictions():
        response.headers["Cache-Control"] = "private, no-store"
    return response
