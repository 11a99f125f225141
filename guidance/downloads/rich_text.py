"""Rich text as paragraphs and lists of a document, with its links and strong words."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from urllib.parse import urlsplit

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag
from wagtail.rich_text import expand_db_html

from officefiles.document import SCHEMES, Block, Bullets, Link, Paragraph, Piece, Strong, Words

LISTS = ["ul", "ol"]
STRONG = {"b", "strong"}


def told_rich_text(stored: str, root: str) -> Iterator[Block]:
    """The blocks of rich text as editors store it. `root` goes before addresses of this site."""
    yield from blocks_of(BeautifulSoup(expand_db_html(stored), "html.parser").children, root)


def blocks_of(nodes: Iterable[PageElement], root: str) -> Iterator[Block]:
    """Paragraphs and lists, in their order. Words between them are a paragraph of their own."""
    for is_block, run in groupby(nodes, key=stands_alone):
        if not is_block:
            yield from paragraph_of(run, root)
            continue
        for node in run:
            if isinstance(node, Tag):
                yield from list_of(node, root) if node.name in LISTS else paragraph_of([node], root)


def stands_alone(node: PageElement) -> bool:
    return isinstance(node, Tag) and node.name in {"p", *LISTS}


def paragraph_of(nodes: Iterable[PageElement], root: str) -> Iterator[Paragraph]:
    words = words_of(nodes, root)
    if words:
        yield Paragraph(words)


def list_of(node: Tag, root: str) -> Iterator[Block]:
    """A list. What an item holds of lists follows it, so that no item is lost."""
    items: list[Words] = []
    inner: list[Block] = []
    for item in node.find_all("li", recursive=False):
        items.append(words_of([child for child in item.children if not is_list(child)], root))
        for below in item.find_all(LISTS, recursive=False):
            inner += list_of(below, root)
    if items:
        yield Bullets(tuple(items), numbered=node.name == "ol")
    yield from inner


def is_list(node: PageElement) -> bool:
    return isinstance(node, Tag) and node.name in LISTS


def words_of(nodes: Iterable[PageElement], root: str) -> Words:
    """The words of one paragraph or item; plain text where nothing in them is special."""
    joined: list[Piece] = []
    for piece in (piece for node in nodes for piece in pieces_of(node, root)):
        if isinstance(piece, str) and joined and isinstance(joined[-1], str):
            joined[-1] += piece
        else:
            joined.append(piece)
    if len(joined) > 1 or (joined and not isinstance(joined[0], str)):
        return tuple(joined)
    return str(joined[0]).strip() if joined else ""


def pieces_of(node: PageElement, root: str) -> Iterator[Piece]:
    if isinstance(node, NavigableString):
        yield " ".join(f".{node}.".split())[1:-1]
    elif not isinstance(node, Tag):
        return
    elif node.name == "br":
        yield "\n"
    elif node.name == "a":
        yield link_to(node.get_text(), str(node.get("href", "")), root)
    elif node.name in STRONG and not node.find("a"):
        yield Strong(node.get_text())
    else:
        for child in node.children:
            yield from pieces_of(child, root)


def link_to(text: str, address: str, root: str) -> Piece:
    """A link with its whole address; the words alone where a file cannot lead there.

    >>> link_to("Pay", "/guidance/pay/", "https://example.org")
    Link(text='Pay', address='https://example.org/guidance/pay/')
    >>> link_to("Above", "#above", "https://example.org"), link_to("Odd", "http://[", "")
    ('Above', 'Odd')
    """
    whole = f"{root}{address}" if address.startswith("/") else address
    try:
        return Link(text, whole) if urlsplit(whole).scheme in SCHEMES else text
    except ValueError:
        return text
