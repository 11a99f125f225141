"""Says in plain words what of a Word file is lost or changed, and where it stood."""

from content.word.document import Report
from content.word.surveying import Survey

LOST = {
    "comment": "A comment beside the text",
    "deleted": "Words that were marked as deleted",
    "equation": "An equation: write it out, or add it as a picture",
    "object": "A file or object inside the document",
    "chart": "A chart: add it as a picture, or its numbers as a table",
    "diagram": "A diagram: add it as a picture, or write out what it says",
    "drawing": "A drawn shape",
    "no-fallback": "A drawing that only newer programs know",
    "linked-picture": "A picture that is not in the file itself",
    "inside-link": "A link to another place in the document; its words are kept",
    "chunk": "A part in another file format",
}
CHANGED = {
    "inserted": "Words that were marked as inserted are now normal words",
    "moved": "Words that were marked as moved stand only at their new place",
    "hidden": "Words that were hidden in Word can be seen: take them out if nobody should read them",
    "tick-box": "A tick box that works is now a sign: ☒ or ☐",
    "text-box": "The words of a text box stand after the paragraph that it belonged to",
    "merged": "Merged cells of a table are single cells; the words stand in the first",
    "inner-table": "A table in a table: its words stand in the cell that it was in",
}
FRAME = "The words at the top or the foot of every page (headers and footers)"


def remark_on(survey: Survey, report: Report) -> None:
    """Bring what was seen in the file into the report."""
    for found in survey.found:
        if words := LOST.get(found.what):
            report.lose(words, found.where)
        else:
            report.change(CHANGED[found.what], found.where)
    if survey.has_frame_words:
        report.lose(FRAME)
