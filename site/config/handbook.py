"""The editor's handbook in the admin: the pages of `docs/` that are for editors, and their pictures."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView
from markdown_it import MarkdownIt
from markdown_it.token import Token
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from config.env import BASE_DIR

DOCS = BASE_DIR / "docs"
PICTURES = DOCS / "pictures"
CHAPTERS = {
    "editors": "Editor's handbook",
    "editors-reference": "Editor's reference",
    "roles": "Who may do what",
    "comments-for-editors": "Comments on drafts, for editors",
    "comments-for-moderators": "Comments on drafts, for moderators",
    "official-text": "Official text",
    "content-model": "What pages are made of",
}
WIDE_TABLE = '<div class="handbook-table" role="group" aria-label="Table" tabindex="0"><table>'
PICTURE_NAME = re.compile(r"[a-z0-9-]+\.png")
ELSEWHERE = re.compile(r"^(?:[a-z]+:|/|#)")


@cache
def chapter(name: str) -> SafeString:
    """A page of the docs as HTML, with its links leading to the handbook. The files are ours."""
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = markdown.parse((DOCS / f"{name}.md").read_text(encoding="utf-8"))
    for place, token in enumerate(tokens):
        if token.type == "heading_open":
            token.attrSet("id", slugify(tokens[place + 1].content))
        for child in token.children or []:
            point_into_handbook(child)
    # The page of the admin has the title of the document as its own.
    body = tokens[3:] if tokens and tokens[0].tag == "h1" else tokens
    html = markdown.renderer.render(body, markdown.options, {})
    # A wide table scrolls within its own box, also by the keyboard.
    html = html.replace("<table>", WIDE_TABLE).replace("</table>", "</table></div>")
    return mark_safe(html)  # noqa: S308 - our own files


def point_into_handbook(token: Token) -> None:
    if token.type == "link_open":
        token.attrSet("href", handbook_address(str(token.attrGet("href"))))
    if token.type == "image":
        token.attrSet(
            "src", reverse("handbook_picture", args=[Path(str(token.attrGet("src"))).name])
        )


def handbook_address(href: str) -> str:
    """Where a link between files of the docs leads to in the admin.

    What the handbook has no chapter of is not linked to: it leads to the top of the handbook.
    """
    if ELSEWHERE.match(href):
        return href
    file, _, fragment = href.partition("#")
    name = Path(file).stem
    if name not in CHAPTERS:
        return reverse("handbook", args=["editors"])
    return reverse("handbook", args=[name]) + (f"#{fragment}" if fragment else "")


class HandbookView(WagtailAdminTemplateMixin, TemplateView):
    """One chapter, with the way to the others."""

    template_name = "config/admin/handbook.html"
    header_icon = "help"
    _show_breadcrumbs = True

    def get_page_title(self) -> str:
        return CHAPTERS[self.name]

    @property
    def name(self) -> str:
        name: str = self.kwargs["name"]
        if name not in CHAPTERS:
            raise Http404
        return name

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        others = [
            {"label": label, "url": reverse("handbook", args=[name])}
            for name, label in CHAPTERS.items()
            if name != self.name
        ]
        return {
            **super().get_context_data(**kwargs),
            "chapter": chapter(self.name),
            "others": others,
        }


@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponse:
    """A picture of the handbook. Only names of that folder are looked for."""
    file = PICTURES / name
    if not PICTURE_NAME.fullmatch(name) or not file.is_file():
        raise Http404
    return HttpResponse(file.read_bytes(), content_type="image/png")


def help_menu_item() -> MenuItem:
    return MenuItem(
        CHAPTERS["editors"],
        reverse("handbook", args=["editors"]),
        name="handbook",
        icon_name="help",
        order=10,
    )


urlpatterns: list[URLPattern] = [
    path("handbook/pictures/<str:name>", picture, name="handbook_picture"),
    path("handbook/<str:name>/", HandbookView.as_view(), name="handbook"),
]
