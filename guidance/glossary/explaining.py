"""Explains the glossary's words on a page, each where it is first used. Works without JavaScript."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
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
# A card is one large link; a tag is a label of its own.
CLASSES_LEFT_ALONE = frozenset({"nhsuk-card", "nhsuk-tag"})
BLOCKS = ["p", "li", "dd", "td", "figcaption", "div", "section"]


@dataclass
class Explained:
    """A part of a page in which words are explained, and which ones so far."""

    finder: Finder
    soup: BeautifulSoup
    found: dict[str, Term] = field(default_factory=dict)

    def explain(self, text: NavigableString) -> None:
        """Link each term that is new to the page, with what it stands for."""
        pieces: list[PageElement] = []
        at = 0
        for match in self.finder.matches(text):
            term = self.finder.term_of(match)
            if term.slug in self.found:
                continue
            self.found[term.slug] = term
            beside = text_beside(text, match)
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


def text_beside(text: NavigableString, match: re.Match[str]) -> tuple[str, str]:
    """What stands before and after a match in its paragraph."""
    before, after = text[: match.start()], text[match.end() :]
    block = text.find_parent(BLOCKS)
    if not block:
        return before, after
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
    if not (term.short and term.is_a_name) or after.lstrip().startswith("("):
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
    return tag.name in LEFT_ALONE or not CLASSES_LEFT_ALONE.isdisjoint(classes)


def prose_of(tag: Tag, *, folded: bool = False) -> Iterator[tuple[bool, NavigableString]]:
    """The pieces of running text, each with whether it is folded away."""
    for child in tag.children:
        if isinstance(child, Tag):
            if not is_left_alone(child):
                yield from prose_of(child, folded=folded or child.name == "details")
        elif type(child) is NavigableString:
            yield folded, child


def explained(html: str, terms: Terms) -> str:
    """The HTML with its first use of each term linked to "Words on this page", which ends it.

    What is folded away comes last, so that a word is explained where readers see it.
    """
    finder = finder_of(terms)
    if next(finder.matches(html), None) is None:
        return html
    soup = BeautifulSoup(html, "html.parser")
    page = Explained(finder, soup)
    for _, text in sorted(prose_of(soup), key=lambda piece: piece[0]):
        page.explain(text)
    if not page.found:
        return html
    words = {"terms": by_name(page.found.values())}
    return f"{soup}{render_to_string('components/page_words.html', words)}"


def explained_page(html: str) -> SafeString:
    """The same with the terms of now, from the cache for a page that was explained before."""
    terms = known_terms()
    key = f"explained:{stamp_of(terms)}:{sha256(html.encode()).hexdigest()}"
    made = cast(str, cache.get_or_set(key, lambda: explained(html, terms), CACHE_SECONDS))
    return mark_safe(made)  # noqa: S308 - a template's own output, with terms escaped by the parser
