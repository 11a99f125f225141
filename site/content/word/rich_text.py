"""Cleans the HTML of a paragraph or a list to what our rich text can hold."""

import re
from urllib.parse import urlsplit

import nh3
from bs4 import BeautifulSoup, NavigableString, Tag

from content.word.document import Report
from officefiles.cleaning import clean_text

TAGS = {"p", "b", "i", "ol", "ul", "li", "a", "br"}
SCHEMES = {"http", "https", "mailto"}
ALIASES = {"strong": "b", "em": "i"}
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
NOT_TEXT = "\u200b\ufeff\xad"
LONGEST_ADDRESS = 2_000
OUTER_SPACE = re.compile(r"<(?:li|p)> +| +</(?:li|p)>")
NOTE_ANCHORS = ("#footnote-", "#endnote-")


class TextCleaner:
    """Tells the report what it cannot keep."""

    def __init__(self, report: Report) -> None:
        self.report = report

    def cleaned(self, tag: Tag) -> str:
        """Safe HTML of a paragraph or list; "" where it says nothing."""
        for link in tag.find_all("a"):
            self.look_at(link)
        for known in tag.find_all(["sup", "sub", "s"]):
            self.flatten(known)
        for name, ours in ALIASES.items():
            for known in tag.find_all(name):
                known.name = ours
        self.unbox(tag)
        if not words_of(tag):
            return ""
        html = nh3.clean(
            str(tag),
            tags=TAGS,
            attributes={"a": {"href"}},
            url_schemes=SCHEMES,
            link_rel=None,
        )
        html = " ".join(clean_text(html).replace("\t", " ").split("\n"))
        return OUTER_SPACE.sub(lambda found: found[0].strip(), html)

    def look_at(self, link: Tag) -> None:
        """Keep a link that leads to the web or to a mailbox; keep the words of others."""
        address = str(link.get("href", "")).strip()
        if address.startswith(NOTE_ANCHORS) or not address or address.startswith("#"):
            link.unwrap()
        elif is_kept(address):
            link["href"] = address
        else:
            words = f"A link that works on no website: {address[:60]}"
            self.report.lose(words, words_of(link))
            link.unwrap()

    def flatten(self, tag: Tag) -> None:
        """Small numbers above the line have signs of their own; the rest stands on the line."""
        words = tag.get_text()
        if tag.name == "sup" and words.isdigit() and words.isascii():
            tag.replace_with(NavigableString(words.translate(RAISED)))
            return
        if not words.startswith("["):
            shape = "Crossed out words" if tag.name == "s" else "Raised or lowered words"
            self.report.change(f"{shape} are now normal words", words)
        tag.unwrap()

    def unbox(self, tag: Tag) -> None:
        """A paragraph in a list item says what it says without being one."""
        for item in tag.find_all("li"):
            paragraphs = item.find_all("p", recursive=False)
            for paragraph in paragraphs[1:]:
                paragraph.insert_before(BeautifulSoup("<br/>", "html.parser"))
            for paragraph in paragraphs:
                paragraph.unwrap()


def is_kept(address: str) -> bool:
    """Whether an address can be a link of a page.

    >>> is_kept("https://example.org/a"), is_kept("mailto:a@example.org"), is_kept("file:///C:/a")
    (True, True, False)
    >>> is_kept("javascript:alert(1)"), is_kept("https://[bad"), is_kept("../report.docx")
    (False, False, False)
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    whole = bool(parts.netloc) if parts.scheme.startswith("http") else bool(parts.path)
    return parts.scheme in SCHEMES and whole and len(address) <= LONGEST_ADDRESS


def words_of(tag: Tag) -> str:
    """The words of a piece, in one line.

    >>> words_of(BeautifulSoup("<p>Ask <b>first</b>\\n.</p>", "html.parser"))
    'Ask first .'
    """
    text = tag.get_text().translate({ord(mark): None for mark in NOT_TEXT})
    return " ".join(clean_text(text).split())
