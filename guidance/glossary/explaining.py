"""Explains the glossary's words on a page, each where it is first used. Works without JavaScript."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from html import unescape
from typing import cast

from bs4 import BeautifulSoup, NavigableString, PageElement, Tag
from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from guidance.glossary.terms import Finder, Term, Terms, by_name, finder_of, known_terms, stamp_of

CACHE_SECONDS = 24 * 3600
LEFT_ALONE = frozenset(
    re.findall(
        r"\w+",
        "a abbr blockquote button caption cite code dfn dt fieldset form h1 h2 h3 h4 h5 h6 kbd label"
        " legend nav option pre q samp script select style summary svg textarea th title",
    )
)
# Labels, warnings, notes in small type, and what other pages say of themselves in lists and on cards.
CLASSES_LEFT_ALONE = frozenset(
    re.findall(
        r"[\w-]+",
        "app-card__meta app-example app-example-list app-example__label app-part"
        " nhsuk-body-s nhsuk-caption-l nhsuk-card nhsuk-hint nhsuk-inset-text nhsuk-summary-list"
        " nhsuk-table__heading nhsuk-tag nhsuk-u-visually-hidden",
    )
)
PROSE = ["p", "li", "dd", "td"]
FEWEST_WORDS = 4
"""A text of fewer is a label: only what an acronym stands for is worth saying there."""


@dataclass
class Explained:
    """A part of a page in which words are explained, and which ones so far."""

    finder: Finder
    soup: BeautifulSoup
    found: dict[str, Term] = field(default_factory=dict)

    def explain(self, text: NavigableString, block: Tag) -> None:
        """Link each term that is new to the page, with what it stands for."""
        pieces: list[PageElement] = []
        at = 0
        for match in self.finder.matches(text):
            term = self.finder.term_of(match)
            if term.slug in self.found or not (term.is_acronym or is_long(block)):
                continue
            self.found[term.slug] = term
            beside = text_beside(text, match, block)
            pieces += [NavigableString(text[at : match.start()]), self.link(term, match["word"])]
            pieces.append(NavigableString(f"{match['own'] or ''}{long_form(term, match, *beside)}"))
            at = match.end()
        if pieces:
            text.replace_with(*pieces, NavigableString(text[at:]))

    def link(self, term: Term, word: str) -> Tag:
        link = self.soup.new_tag(
            "a",
            attrs={"class": "app-term", "id": f"term-{term.slug}", "href": f"#word-{term.slug}"},
        )
        link.string = word
        return link


def text_beside(text: NavigableString, match: re.Match[str], block: Tag) -> tuple[str, str]:
    """What stands before and after a match in its paragraph."""
    before, after = text[: match.start()], text[match.end() :]
    strings = list(block.strings)
    here = next(at for at, string in enumerate(strings) if string is text)
    return "".join([*strings[:here], before]), "".join([after, *strings[here + 1 :]])


def long_form(term: Term, match: re.Match[str], before: str, after: str) -> str:
    """What an acronym stands for, to follow it; nothing where that stands beside it already.

    >>> term = Term("icb", "ICB", "integrated care board", "")
    >>> from guidance.glossary.terms import finder_of
    >>> plural = next(finder_of((term,)).matches("ICBs"))
    >>> long_form(term, plural, "Ask the ", " first.")
    ' (integrated care boards)'
    >>> long_form(term, plural, "Integrated care boards (", ")")
    ''
    """
    if not term.is_acronym or after.lstrip().startswith("("):
        return ""
    words = r"\s+".join(re.escape(word) for word in term.short.split())
    if re.search(rf"{words}s?[\s,]*\($", before.rstrip(), re.IGNORECASE):
        return ""
    ending = "s" if match["plural"] else ""
    owning = "’s" if match["own"] and not ending else match["own"] or ""
    full = f"{term.short}{ending}{owning}"
    is_bracketed = before.endswith("(") and after.startswith(")")
    return f": {full}" if is_bracketed else f" ({full})"


def is_left_alone(tag: Tag) -> bool:
    classes = tag.get("class") or []
    return tag.name in LEFT_ALONE or not CLASSES_LEFT_ALONE.isdisjoint(classes) or is_label(tag)


def is_label(tag: Tag) -> bool:
    """Whether it names what follows it, or is an item of a list of links."""
    if tag.name == "strong":
        return tag.get_text().rstrip().endswith(":")
    if tag.name != "li":
        return False
    written = (child for child in tag.children if str(child).strip())
    first = next(written, None)
    return isinstance(first, Tag) and first.name == "a"


def is_long(block: Tag) -> bool:
    """Whether a paragraph, an item or a cell is a text: the label of a cell is none of it."""
    strings = (
        string
        for string in block.strings
        if string.parent and "nhsuk-table__heading" not in (string.parent.get("class") or [])
    )
    return len(" ".join(strings).split()) >= FEWEST_WORDS


def prose_of(tag: Tag, *, folded: bool = False) -> Iterator[tuple[bool, NavigableString, Tag]]:
    """The pieces of running text: whether each is folded away, itself, and what it stands in."""
    for child in tag.children:
        if isinstance(child, Tag):
            if not is_left_alone(child):
                yield from prose_of(child, folded=folded or child.name == "details")
        elif type(child) is NavigableString:
            block = child.find_parent(PROSE)
            if block and (block.name != "td" or is_long(block)):
                yield folded, child, block


def explained(html: str, terms: Terms) -> str:
    """The HTML with the first use of each term in its prose linked to "Words on this page", which ends it.

    What is folded away comes last, so that a word is explained where readers see it.
    """
    finder = finder_of(terms)
    if next(finder.matches(unescape(html)), None) is None:
        return html
    soup = BeautifulSoup(html, "html.parser")
    page = Explained(finder, soup)
    for _, text, block in sorted(prose_of(soup), key=lambda piece: piece[0]):
        page.explain(text, block)
    if not page.found:
        return html
    words = {"terms": by_name(page.found.values())}
    return f"{soup}{render_to_string('components/page_words.html', words)}"


def explained_page(html: str) -> SafeString:
    """The same with the terms of now, from the cache for a page that was explained before."""
    terms = known_terms()
    key = f"explained-prose:{stamp_of(terms)}:{sha256(html.encode()).hexdigest()}"
    made = cast(str, cache.get_or_set(key, lambda: explained(html, terms), CACHE_SECONDS))
    return mark_safe(made)  # noqa: S308 - a template's own output, with terms escaped by the parser
