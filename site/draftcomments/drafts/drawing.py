"""A block as people read it outside its page: as the page draws it, cleaned of what acts."""

import re
from collections.abc import Iterable

import nh3
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from wagtail.blocks import BoundBlock, PageChooserBlock, StructBlock
from wagtail.models import Page

from draftcomments.drafts.leaves import leaves, words_in

TAGS = nh3.ALLOWED_TAGS - {"area", "map"}
GONE_WITH_CONTENT = {"button", "iframe", "option", "script", "select", "style", "svg", "textarea"}
ATTRIBUTES = {
    "*": {"class", "dir", "lang", "role"},
    "a": {"href", "hreflang"},
    "col": {"span"},
    "colgroup": {"span"},
    "img": {"alt", "height", "src", "width"},
    "ol": {"start", "type"},
    "td": {"colspan", "rowspan"},
    "th": {"abbr", "colspan", "rowspan", "scope"},
    "time": {"datetime"},
}
SCHEMES = {"http", "https", "mailto", "tel"}
HEADING = re.compile(r"<(/?)h([1-6])\b")
# Below the heading of the section, which is of level 2.
HIGHEST = 3
# Where a form's words would run into each other once its boxes are gone.
ENDS_A_LINE = re.compile(r"</(label|legend)>")


def drawn(page: Page, children: list[BoundBlock]) -> str:
    """The blocks of a section, one after the other."""
    private = private_pages(children)
    return as_read("\n".join(drawn_block(page, child, private) for child in children))


def drawn_block(page: Page, child: BoundBlock, private: set[int]) -> str:
    """A block by its own template. One that has none, or shows a private page, as its words."""
    plain = isinstance(child.block, StructBlock) and not child.block.get_template(child.value)
    if plain or chosen_pages(child) & private:
        words = (words_in(leaf) for leaf in leaves(child.block, child.value))
        return "".join(format_html("<p>{}</p>", line) for line in words if line)
    return str(child.render(context={"page": page}))


def chosen_pages(child: BoundBlock) -> set[int]:
    return {
        leaf.value.pk
        for leaf in leaves(child.block, child.value)
        if isinstance(leaf.block, PageChooserBlock) and leaf.value
    }


def private_pages(children: Iterable[BoundBlock]) -> set[int]:
    """Pages that blocks have chosen and that not everybody may read: two queries, or none."""
    chosen = set().union(*(chosen_pages(child) for child in children))
    if not chosen:
        return set()
    return chosen - set(
        Page.objects.live().public().filter(pk__in=chosen).values_list("pk", flat=True)
    )


def as_read(html: str) -> SafeString:
    """Markup without ids, forms and scripts, with headings that stand below one of level 2."""
    cleaned = nh3.clean(
        ENDS_A_LINE.sub(r"</\1><br>", html),
        tags=TAGS,
        clean_content_tags=GONE_WITH_CONTENT,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel=None,
    )
    return mark_safe(pushed_down(cleaned.strip()))  # noqa: S308 - cleaned above


def pushed_down(html: str) -> str:
    """Headings that keep their steps and start at level 3.

    >>> pushed_down("<h2>Ask</h2><h3>Whom</h3>"), pushed_down("<h4>Ask</h4>")
    ('<h3>Ask</h3><h4>Whom</h4>', '<h4>Ask</h4>')
    """
    levels = [int(level) for _, level in HEADING.findall(html)]
    by = max(0, HIGHEST - min(levels, default=HIGHEST))
    return HEADING.sub(lambda tag: f"<{tag[1]}h{min(6, int(tag[2]) + by)}", html)
