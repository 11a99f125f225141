"""What docs/asvs.md says of escaping, of links that editors write, and of our scripts."""

import json
import re
from pathlib import Path

import pytest
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.rich_text import expand_db_html

from tests.house.places import APPS, TEMPLATES, shown

UNESCAPED = re.compile(r"\|\s*safe\b|\|\s*safeseq\b|{%\s*autoescape\s+off")
# They show parts of a frozen draft, which `draftcomments.drafts.drawing` cleaned when it was frozen.
CLEANED = {
    f"templates/draftcomments/{name}.html"
    for name in ("admin/item", "admin/round_sections", "part", "read")
}
SCRIPTS = sorted(path for app in APPS for path in (app / "static").rglob("*.js"))
FORBIDDEN = {
    "markup made of text": re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment"
    ),
    "code made of text": re.compile(r"\beval\(|new Function|setTimeout\(\s*[\"'`]"),
    "something stored in the browser": re.compile(
        r"localStorage|sessionStorage|indexedDB|document\.cookie"
    ),
    "messages between windows": re.compile(r"postMessage|[\"']message[\"']"),
    "objects of others merged": re.compile(r"Object\.assign|__proto__|\.prototype\["),
}
HARMFUL = ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,<script>1</script>"]


def test_escaping_is_off_only_where_markup_was_cleaned() -> None:
    assert {shown(path) for path in TEMPLATES if UNESCAPED.search(path.read_text("utf-8"))} == (
        CLEANED
    )


@pytest.mark.parametrize("script", SCRIPTS, ids=shown)
def test_a_script_of_ours_does_nothing_that_is_forbidden(script: Path) -> None:
    text = script.read_text(encoding="utf-8")
    assert [name for name, pattern in FORBIDDEN.items() if pattern.search(text)] == []


@pytest.mark.parametrize("address", HARMFUL)
def test_a_link_of_an_editor_runs_nothing(address: str) -> None:
    """Neither as it is stored nor as it is shown. The words of the link are markup, too."""
    stored = ContentstateConverter(["link", "bold"]).to_database_format(link_to(address))
    for html in (stored, expand_db_html(stored)):
        assert address.partition(":")[0].lower() + ":" not in html.lower()
    assert "<script" not in stored
    assert "&lt;script&gt;" in stored


def link_to(address: str) -> str:
    """What the editor of rich text sends for a paragraph that is all one link."""
    words = "<script>words</script>"
    whole = {"key": 0, "offset": 0, "length": len(words)}
    block = {
        "key": "first",
        "type": "unstyled",
        "depth": 0,
        "text": words,
        "inlineStyleRanges": [],
        "entityRanges": [whole],
    }
    entity = {"type": "LINK", "mutability": "MUTABLE", "data": {"url": address}}
    return json.dumps({"blocks": [block], "entityMap": {"0": entity}})
