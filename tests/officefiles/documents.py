"""Documents to draw: one with everything that a document can hold, and one that means harm."""

from datetime import UTC, datetime

from officefiles.document import (
    Bullets,
    Choice,
    Column,
    Document,
    Heading,
    Link,
    Paragraph,
    Strong,
    Table,
    lines,
)

SAVED_AT = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
ADDRESS = "https://example.org/measures/?page=2&kind=reach#top"
MAIL = "mailto:team@example.org"
FOOTER = "Written by this site. You may use it again if you say where it is from."
HARM = "</w:t><script>alert(1)</script>]]>&amp; {{ 7 }} \"'\n=1+1 السلام عليكم"


def table() -> Table:
    columns = (
        Column("Measure", 60),
        Column("Answer", 15, ("Yes", "In part", "No")),
        Column("Where", 69),
    )
    rows = (
        (
            lines("People reached", "Those who took part", strong=True),
            Choice("People reached", 1),
            lines(("See ", Link("the measure", ADDRESS), ".")),
        ),
        (lines("Waiting time"), Choice("Waiting time", None), lines()),
    )
    return Table("The measures", columns, rows)


def whole(**changes: object) -> Document:
    """Headings, texts, lists, links and a table, with a footer."""
    blocks = (
        Paragraph("What this is.", lead=True),
        Heading(1, "Steps"),
        Paragraph(("Read ", Strong("all"), " of ", Link("the guide", ADDRESS), " first.")),
        Bullets(("Ask people", ("Pay ", Link("them", MAIL))), numbered=True),
        Heading(2, "Then", starts_page=True),
        Bullets(("Listen again", "Tell them what changed"), numbered=True),
        Paragraph("", "Who helps"),
        Bullets(("A carer", "A nurse")),
        table(),
    )
    told = {"title": "A guide", "saved_at": SAVED_AT, "blocks": blocks, "footer": FOOTER}
    return Document(**told | changes)  # type: ignore[arg-type] - a test changes what it likes


def hostile() -> Document:
    """The same words of harm wherever words can stand."""
    link = Link(HARM, f"https://example.org/?{HARM.split(maxsplit=1)[0]}")
    blocks = (
        Heading(1, HARM),
        Paragraph((HARM, Strong(HARM), link), HARM),
        Bullets((HARM, (link,)), numbered=True),
        Table(
            HARM, (Column(HARM, 90), Column("Yes", 20, (HARM,))), ((lines(HARM), Choice(HARM, 0)),)
        ),
    )
    return Document(HARM, SAVED_AT, blocks, HARM)
