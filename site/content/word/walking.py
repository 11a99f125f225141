"""Walks through a document as HTML and makes blocks of it: headings, text, tables and pictures."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count

from bs4 import BeautifulSoup, Tag

from content.word.cells import table_of
from content.word.document import Block, Heading, Picture, Report, Table, Text
from content.word.rich_text import TextCleaner, words_of

NOTES = "Notes"
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
NOTE_IDS = ("footnote-", "endnote-")


class Walk:
    """One document. `title` is what its title style says, or a first heading that leads it."""

    def __init__(
        self, report: Report, pictures: Mapping[str, Picture | None], captions: Sequence[str]
    ) -> None:
        self.report = report
        self.pictures = pictures
        self.captions = captions
        self.cleaner = TextCleaner(report)
        self.tables = count()
        self.title = ""
        self.caption = ""
        self.blocks: list[Block] = []

    def blocks_of(self, soup: BeautifulSoup) -> list[Block]:
        """Everything in order, the notes at the end."""
        notes = notes_in(soup)
        if notes is not None:
            notes.extract()
        for tag in soup.find_all(True, recursive=False):
            self.take(tag)
        self.let_caption_be_text()
        if notes is not None:
            self.take_notes(notes)
        self.blocks = list(joined(self.blocks))
        self.count()
        return self.blocks

    def take(self, tag: Tag) -> None:
        """One piece: what it says, then the pictures that stood in it."""
        pictures = [self.pictures.get(str(image["src"])) for image in tag.find_all("img")]
        for image in tag.find_all("img"):
            image.decompose()
        if tag.name in HEADINGS:
            self.take_heading(tag)
        elif tag.name == "table":
            self.take_table(tag)
        elif "caption" in (tag.get("class") or []):
            self.take_caption(words_of(tag))
        else:
            self.take_text(tag)
        for picture in pictures:
            if picture is not None:
                self.let_caption_be_text()
                self.blocks.append(picture)

    def take_heading(self, tag: Tag) -> None:
        self.let_caption_be_text()
        words, level = words_of(tag), int(tag.name[1])
        is_title = "title" in (tag.get("class") or []) or (level == 1 and not self.blocks)
        if is_title and words and not self.title:
            self.title = words
        elif words:
            self.blocks.append(Heading(words, level))

    def take_text(self, tag: Tag) -> None:
        self.let_caption_be_text()
        if html := self.cleaner.cleaned(tag):
            self.blocks.append(Text(html))

    def take_table(self, tag: Tag) -> None:
        """A table, or plain text where it has one row or one column: then it only made a frame."""
        numbers = [next(self.tables) for _ in (tag, *tag.find_all("table"))]
        known = self.captions[numbers[0]] if numbers[0] < len(self.captions) else ""
        found = table_of(tag, self.caption or known, self.report)
        if isinstance(found, Table):
            self.blocks.append(found)
        else:
            self.let_caption_be_text()
            for part in found:
                self.take_text(part)
        self.caption = ""

    def take_caption(self, words: str) -> None:
        """Below a picture or a table that has none it is its caption; else it waits for one."""
        self.let_caption_be_text()
        last = self.blocks[-1] if self.blocks else None
        if isinstance(last, Picture | Table) and not last.caption:
            self.blocks[-1] = replace(last, caption=words)
        else:
            self.caption = words

    def let_caption_be_text(self) -> None:
        """What stood below no picture and above no table is a paragraph."""
        if self.caption:
            paragraph = BeautifulSoup("<p></p>", "html.parser").p
            if paragraph is not None:
                paragraph.string = self.caption
                self.caption = ""
                self.take_text(paragraph)

    def take_notes(self, notes: Tag) -> None:
        """Footnotes and endnotes, with the numbers that the text names them by."""
        for back in notes.find_all("a"):
            if str(back.get("href", "")).startswith(("#footnote-ref", "#endnote-ref")):
                back.decompose()
        self.report.kept["footnotes"] = len(notes.find_all("li", recursive=False))
        self.blocks.append(Heading(NOTES, 2))
        self.take_text(notes)

    def count(self) -> None:
        kept = self.report.kept
        for block in self.blocks:
            match block:
                case Heading():
                    kept["headings"] += 1
                case Table():
                    kept["tables"] += 1
                case Picture():
                    kept["pictures"] += 1
                case Text():
                    soup = BeautifulSoup(block.html, "html.parser")
                    kept["paragraphs"] += len(soup.find_all("p"))
                    kept["lists"] += len(soup.find_all(["ul", "ol"], recursive=False))
                    kept["links"] += len(soup.find_all("a"))


def notes_in(soup: BeautifulSoup) -> Tag | None:
    """The list at the end that mammoth makes of the notes."""
    first = soup.find("li", id=lambda known: bool(known) and known.startswith(NOTE_IDS))
    return first.parent if isinstance(first, Tag) else None


def joined(blocks: Sequence[Block]) -> Iterator[Block]:
    """Texts that follow each other are one."""
    waiting = ""
    for block in blocks:
        if isinstance(block, Text):
            waiting += block.html
            continue
        if waiting:
            yield Text(waiting)
            waiting = ""
        yield block
    if waiting:
        yield Text(waiting)
