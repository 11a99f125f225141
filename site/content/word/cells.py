"""Reads a table: its grid, with merged cells taken apart, and the words of each cell."""

from bs4 import NavigableString, Tag

from content.word.document import Report, Table, shortened
from content.word.rich_text import is_kept
from officefiles.cleaning import clean_text

MOST_COLUMNS, MOST_CELLS = 64, 5_000
PIECES = ("p", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6")
LONGEST_CAPTION = 250
Grid = list[list[Tag | None]]


def table_of(tag: Tag, caption: str, report: Report) -> Table | list[Tag]:
    """A table; or its pieces as text, where it is a frame around one row or one column."""
    grid = grid_of(tag)
    width = max((len(row) for row in grid), default=0)
    if len(grid) * width > MOST_CELLS:
        report.lose(f"A table of more than {MOST_CELLS:,} cells", caption)
        return []
    if len(grid) == 1 or width <= 1:
        report.change("A table of one row or one column is text", tag.get_text(" "))
        return pieces_of(tag)
    rows = [[lines_of(cell, report) if cell else "" for cell in row] for row in grid]
    rows = [row + [""] * (width - len(row)) for row in rows]
    if tag.thead is None:
        report.change("The first row of a table is now its headings", " ".join(rows[0]))
    if len(caption) > LONGEST_CAPTION:
        report.change("The caption of a table was too long, and is cut", caption)
        caption = shortened(caption)
    return Table(caption, tuple(map(one_line, rows[0])), tuple(tuple(row) for row in rows[1:]))


def grid_of(table: Tag) -> Grid:
    """The cells by row and column; None where a merged cell goes on, or a row is short."""
    rows = [row for row in table.find_all("tr") if row.find_parent("table") is table]
    taken: dict[tuple[int, int], Tag | None] = {}
    for place, row in enumerate(rows[: MOST_CELLS + 1]):
        column = 0
        for cell in row.find_all(["td", "th"], recursive=False):
            while (place, column) in taken:
                column += 1
            wide = min(span(cell, "colspan"), MOST_COLUMNS - column)
            high = min(span(cell, "rowspan"), len(rows) - place)
            taken |= {(place + y, column + x): None for y in range(high) for x in range(wide)}
            taken[place, column] = cell
    width = 1 + max((column for _, column in taken), default=-1)
    height = 1 + max((place for place, _ in taken), default=-1)
    return [[taken.get((place, column)) for column in range(width)] for place in range(height)]


def span(cell: Tag, name: str) -> int:
    """How many columns or rows a cell covers: at least one."""
    told = str(cell.get(name, ""))
    return max(1, int(told)) if told.isdecimal() and len(told) < 6 else 1


def lines_of(cell: Tag, report: Report) -> str:
    """The words of a cell, a line for each paragraph. A cell of ours holds no more than words."""
    if cell.find(["ul", "ol"]):
        report.change("A list in a table is words alone", cell.get_text(" "))
    for link in cell.find_all("a"):
        address, words = str(link.get("href", "")), link.get_text().strip()
        if is_kept(address) and words.rstrip("/") != address.rstrip("/"):
            report.lose(f"The address of a link in a table: {address[:120]}", words)
    for mark in cell.find_all("br"):
        mark.replace_with("\n")
    for piece in cell.find_all(PIECES):
        piece.insert_after(NavigableString("\n"))
    lines = (" ".join(line.split()) for line in clean_text(cell.get_text()).split("\n"))
    return "\n".join(line for line in lines if line)


def one_line(words: str) -> str:
    """Lines of a cell as one, told apart by a semicolon where no other mark does.

    >>> one_line("Ask first\\nSay why."), one_line("Done.\\nNext")
    ('Ask first; Say why.', 'Done. Next')
    """
    told = ""
    for line in words.split("\n"):
        told += line if not told else f"{'' if told[-1] in '.;:,?!' else ';'} {line}"
    return told


def pieces_of(table: Tag) -> list[Tag]:
    """The paragraphs and lists of a frame, in order, none of them inside another."""
    found = table.find_all(["p", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6"])
    pieces = [piece for piece in found if piece.find_parent(["ul", "ol", "li", "p"]) is None]
    for piece in pieces:
        if piece.name.startswith("h"):
            piece.name = "p"
    return [piece.extract() for piece in pieces]
