"""Reading the pages of a self-check as a browser would."""

import html5lib

HTML = "{http://www.w3.org/1999/xhtml}"


def text_of(content: bytes) -> str:
    """The words of a page, spaces put in order."""
    return " ".join("".join(html5lib.parse(content).itertext()).split())


def title_of(content: bytes) -> str:
    return html5lib.parse(content).findtext(f".//{HTML}title") or ""


def checked(content: bytes) -> list[tuple[str, str]]:
    """Name and value of each radio that is chosen."""
    inputs = html5lib.parse(content).iter(f"{HTML}input")
    return [(box.attrib["name"], box.attrib["value"]) for box in inputs if "checked" in box.attrib]


def seen_in(content: bytes) -> str:
    """The hidden field that says what a page of questions shows."""
    inputs = html5lib.parse(content).iter(f"{HTML}input")
    return next(box.attrib["value"] for box in inputs if box.get("name") == "seen")


def ids_of(content: bytes) -> list[str]:
    return [each.attrib["id"] for each in html5lib.parse(content).iter() if "id" in each.attrib]


def error_pattern(content: bytes) -> None:
    """The whole pattern of a form with errors: title, summary, and links that lead to a field."""
    tree = html5lib.parse(content)
    assert title_of(content).startswith("Error: ")
    summary = next(e for e in tree.iter() if e.get("class") == "nhsuk-error-summary")
    links = [link.get("href") for link in summary.iter(f"{HTML}a")]
    assert links
    for link in links:
        field = next(e for e in tree.iter() if f"#{e.get('id')}" == link)
        assert field.tag in {f"{HTML}input", f"{HTML}textarea", f"{HTML}select"}
        assert f"{field.get('id')}-error" in ids_of(content)
