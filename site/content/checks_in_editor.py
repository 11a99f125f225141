"""Our house style in Wagtail's own checker, where editors write and where they look at a draft.

The rules and their words are those of `content.house_style`. They go to the browser as data, in the
settings of the checker; `content/house-style.js` looks for them. Advice only: nothing is refused.
"""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.userbar import ContentCheckerItem

from content import house_style
from content.house_style import Rule

KNOWN_ACRONYMS = "known_acronyms"
"""The name of our hook by which an app says which acronyms readers are told the meaning of."""
PROSE = "p, li, dd, td, caption, figcaption, summary"
ANY_WORDS = f"{PROSE}, dt, th, h1, h2, h3, h4, h5, h6"
LINKS = "a[href]"
# Made by the site out of records, or the same on each page: editors cannot change it here.
NOT_THE_PAGES_OWN = [".app-words", ".app-our-words", ".app-example-list", ".nhsuk-body-s"]
WITHOUT = frozenset({"empty-meta-description"})
"""Asks for nothing where the whole element is missing, as it is here: ours asks instead."""
Spec = tuple[Rule, str, dict[str, Any]]


def known_acronyms() -> list[str]:
    """What needs no explanation on a page: what everybody knows, and what an app explains."""
    named = (name for answer in hooks.get_hooks(KNOWN_ACRONYMS) for name in answer())
    return sorted({*house_style.EVERYDAY, *house_style.HAVE_A_RULE, *named})


def specs() -> Iterator[Spec]:
    """Each rule, with what it is asked of and what the browser needs to know for it."""
    for rule in house_style.WORD_RULES:
        flags = "" if rule.as_written else "i"
        yield rule, ANY_WORDS, {"kind": "words", "pattern": rule.pattern, "flags": flags}
    sign = {"kind": "words", "pattern": house_style.SIGN_IN_PROSE, "flags": ""}
    yield house_style.AMPERSAND, ANY_WORDS, sign
    sentences = {"pattern": house_style.SENTENCE_END, "longest": house_style.LONGEST_SENTENCE}
    yield house_style.LONG_SENTENCE, PROSE, {"kind": "sentences", **sentences}
    acronyms = {"pattern": house_style.ACRONYM, "written_out": house_style.WRITTEN_OUT}
    yield (
        house_style.UNEXPLAINED,
        ANY_WORDS,
        {"kind": "acronyms", **acronyms, "known": known_acronyms()},
    )
    vague = {"vague": house_style.VAGUE_LINKS, "end": house_style.LINK_TEXT_END.pattern}
    yield house_style.VAGUE_LINK, LINKS, {"kind": "link-words", **vague}
    address = {"kind": "link-address", "pattern": house_style.WEB_ADDRESS}
    yield house_style.ADDRESS_AS_LINK, LINKS, address
    # The checker cannot point at what is not shown: the page's heading stands for the page.
    yield house_style.NO_SUMMARY, "h1", {"kind": "summary"}


class HouseStyleItem(ContentCheckerItem):
    """Wagtail's checker with our rules beside its own, on what an editor can change."""

    axe_include = ["main"]
    axe_exclude = NOT_THE_PAGES_OWN

    class Media:
        js = ("content/house-style.js",)

    def get_axe_run_only(self, request: HttpRequest) -> list[str]:
        usual = [name for name in super().get_axe_run_only(request) if name not in WITHOUT]
        return [*usual, *(rule.name for rule, _, _ in specs())]

    def get_axe_custom_rules(self, request: HttpRequest) -> list[dict[str, Any]]:
        usual = [
            rule for rule in super().get_axe_custom_rules(request) if rule["id"] not in WITHOUT
        ]
        return [*usual, *(axe_rule(rule, selector) for rule, selector, _ in specs())]

    def get_axe_custom_checks(self, request: HttpRequest) -> list[dict[str, Any]]:
        alt = {"id": "check-image-alt-text", "options": {"pattern": house_style.FILE_NAME}}
        ours = [{"id": check_of(rule), "options": options} for rule, _, options in specs()]
        return [alt, *ours]

    def get_axe_messages(self, request: HttpRequest) -> dict[str, Any]:
        rules = [house_style.FILE_NAME_AS_ALT, *(rule for rule, _, _ in specs())]
        ours = {rule.name: {"error_name": rule.found, "help_text": rule.why} for rule in rules}
        return {**super().get_axe_messages(request), **ours}


def check_of(rule: Rule) -> str:
    return f"check-{rule.name}"


def axe_rule(rule: Rule, selector: str) -> dict[str, Any]:
    return {
        "id": rule.name,
        "impact": "moderate",
        "selector": selector,
        "tags": ["best-practice"],
        "any": [check_of(rule)],
        "enabled": True,
    }


def check_house_style(request: HttpRequest, items: list[Any], page: Any) -> None:
    """For Wagtail's hook `construct_wagtail_userbar`: our checker in the place of its own."""
    items[:] = [
        HouseStyleItem(in_editor=item.in_editor) if isinstance(item, ContentCheckerItem) else item
        for item in items
    ]
