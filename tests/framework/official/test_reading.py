"""What is read from each kind of file in the published shape."""

from datetime import date

import pytest

from framework.official import reading_html, reading_word
from framework.official.files import File, read_files
from framework.official.reading_json import read_json
from framework.official.text import LEVELS, OfficialText, PartText
from framework.official.writing_json import as_json
from tests.framework.official.files_read import (
    PHASES,
    a_part,
    a_text,
    as_file,
    changed,
    empty_document,
    file,
    word,
)

EVIDENCE = "reviewing-evidence.html"


def read(*files: File) -> OfficialText:
    return read_files(files, PHASES)


def texts(part: PartText) -> dict[str, list[str]]:
    return {level: [said.text for said in part.levels[level]] for level in LEVELS}


def test_a_saved_page_has_the_five_sections_of_a_part() -> None:
    (part,) = read(file(EVIDENCE)).parts
    assert (part.identifier, part.title) == ("1b", "Reviewing evidence")
    assert part.summary == "Systems look at what is known before they ask anybody anything."
    assert part.link_to_inequalities.startswith("People who are missing")
    assert part.activities == "Time of analysts, and people who know the communities."
    assert [len(part.levels[level]) for level in LEVELS] == [2, 3, 3, 2]
    assert texts(part)["emerging"][1] == "What is known is written down and kept."


def test_a_saved_page_says_where_and_when_it_was_published() -> None:
    text = read(file(EVIDENCE))
    assert text.parts[0].source == "https://example.org/framework/reviewing-evidence"
    assert text.edition.published_on == date(2025, 3, 3)


def test_what_stands_around_the_text_is_not_read() -> None:
    text = str(read(file(EVIDENCE)))
    for furniture in ("Home", "Downloads", "Word file", "About this site", "statistics"):
        assert furniture not in text.replace("known section", "")


def test_a_file_says_how_much_of_a_part_was_not_read() -> None:
    (note,) = read(file(EVIDENCE)).notes
    assert note.startswith(EVIDENCE)
    assert note.endswith("were not read: 1.")


def test_an_overview_has_what_each_phase_is_about() -> None:
    text = read(file("overview.html"))
    assert [(phase.number, phase.purpose) for phase in text.phases] == [
        (1, "Systems take stock of who has a stake and of what is known."),
        (2, "Systems question what they take for granted."),
    ]
    assert text.parts == ()


def test_several_pages_are_one_text() -> None:
    text = read(file(EVIDENCE), file("knowing-who-has-a-stake.html"), file("overview.html"))
    assert [part.identifier for part in text.parts] == ["1b", "1a"]
    assert len(text.phases) == 2


def test_one_page_may_have_every_part() -> None:
    both = file(EVIDENCE).content + file("knowing-who-has-a-stake.html").content
    pages = both.decode().split("</main>")
    second = pages[1].partition("<main>")[2]
    text = read(File("all.html", f"{pages[0]}{second}</main></body></html>".encode()))
    assert [part.identifier for part in text.parts] == ["1b", "1a"]
    assert [len(text.parts[1].levels[level]) for level in LEVELS] == [1, 2, 1, 1]


def test_a_word_file_is_read_with_its_boxes_and_its_tables() -> None:
    first, second = read(file("two-parts.docx")).parts
    assert (first.identifier, first.title) == ("1d", "Skills and capacity")
    assert texts(first)["emerging"] == [
        "A named member of the board speaks for engagement.",
        "Staffing allows real engagement.",
    ]
    assert second.summary == "Systems go to where people are."
    assert texts(second)["maturing"] == [
        "First action of the maturing level.",
        "Second action of the maturing level.",
    ]


def test_a_word_file_with_a_box_in_a_cell_of_its_own() -> None:
    document = empty_document()
    document.add_heading("1b Evidence", 1)
    document.add_heading("Summary", 2)
    document.add_paragraph("In short.")
    for level in LEVELS:
        document.add_heading(level.capitalize(), 3)
        cells = document.add_table(rows=1, cols=2).rows[0].cells
        cells[0].text, cells[1].text = "☐", f"{level} looks so."
    (part,) = read(File("form.docx", word(document))).parts
    assert texts(part)["thriving"] == ["thriving looks so."]


def test_a_table_of_a_page_is_read_by_level_and_not_by_row() -> None:
    heads = "".join(f"<th>{level}</th>" for level in LEVELS)
    rows = "".join(
        "<tr>" + "".join(f"<td><ul><li>{level} {n}</li></ul></td>" for level in LEVELS) + "</tr>"
        for n in (1, 2)
    )
    page = f"<main><h1>1b Evidence</h1><table><tr>{heads}</tr>{rows}</table></main>"
    (part,) = read(File("table.html", page.encode())).parts
    assert texts(part) == {level: [f"{level} 1", f"{level} 2"] for level in LEVELS}


def test_a_list_inside_an_action_belongs_to_it() -> None:
    nested = "<li>Ask about:<ul><li>language</li><li>money</li></ul></li>"
    page = changed(EVIDENCE, ("<li>What is known is written down and kept.</li>", nested))
    (part,) = read(page).parts
    assert texts(part)["emerging"][1] == "Ask about: language; money"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<h1>1b. Reviewing evidence</h1>", "<h2>1B: Reviewing evidence</h2>"),
        ("<h1>1b. Reviewing evidence</h1>", "<p><strong>1b Reviewing evidence</strong></p>"),
        ("<h3>Emerging</h3>", "<p>Level 1: Emerging</p>"),
        ("<h3>Emerging</h3>", "<h4><button>Emerging</button></h4>"),
        ("Activities, skills and resources", "Activities, skills, and resources:"),
    ],
)
def test_headings_may_be_written_in_other_ways(old: str, new: str) -> None:
    assert read(changed(EVIDENCE, (old, new))) == read(file(EVIDENCE))


def test_actions_may_be_plain_lines_where_a_level_has_no_list() -> None:
    lines = "<h3>Emerging</h3><p>One is done.</p><p>Two is done.</p><h3>Developing</h3>"
    text = (file(EVIDENCE).content.decode()).partition("<h3>Emerging</h3>")
    rest = text[2].partition("<h3>Developing</h3>")[2]
    (part,) = read(File(EVIDENCE, f"{text[0]}{lines}{rest}".encode())).parts
    assert texts(part)["emerging"] == ["One is done.", "Two is done."]


def test_a_page_may_say_that_it_is_adapted() -> None:
    page = changed(EVIDENCE, ("<h2>Summary</h2>", "<p>Adapted from CQC text.</p><h2>Summary</h2>"))
    text = read(page, file("overview.html"))
    assert text.wording_of(text.parts[0]) == "adapted"
    assert text.wording_of(text.phases[0]) == "official"


def test_a_page_in_an_old_alphabet_is_read_where_it_says_so() -> None:
    page = changed(
        EVIDENCE, ('charset="utf-8"', 'charset="windows-1252"'), ("kept.", "kept – café.")
    )
    content = page.content.decode().encode("cp1252")
    (part,) = read(File(EVIDENCE, content)).parts
    assert texts(part)["emerging"][1].endswith("kept – café.")


def test_json_says_everything_and_comes_back_the_same() -> None:
    text = read(file("whole-part.json"))
    assert text.edition.makers == "The Makers, Their Friends"
    assert text.parts[0].levels["thriving"][0].identifier == "7b-thriving-2"
    assert text.wording == "adapted"
    assert read_json(as_file(as_json(text)).content, "again.json") == text


def test_json_keeps_apart_whose_words_a_statement_is_in() -> None:
    part = a_part(levels={"emerging": [{"text": "Ours.", "wording": "ours"}]})
    text = read(as_file(a_text(part)))
    assert [found.wording for found in text.statements()][:2] == ["ours", "official"]


def test_a_page_that_is_made_to_be_slow_is_not() -> None:
    deep = "<div><b><table>" * 5_000
    page = file(EVIDENCE).content.replace(b"<p>Time of", deep.encode() + b"<p>Time of")
    parsed = reading_html.parsed(page, EVIDENCE)
    assert len(list(reading_html.lines_of(parsed, EVIDENCE))) > 10


def test_words_that_were_struck_out_in_word_are_not_read() -> None:
    document = empty_document()
    paragraph = document.add_paragraph("Kept.", style="List Bullet")
    inserted = paragraph.add_run(" Gone.")._r
    inserted.getchildren()[0].tag = inserted.tag.replace("}r", "}delText")
    (line,) = reading_word.lines_of(word(document), "form.docx")
    assert line.text == "Kept."
