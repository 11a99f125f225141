"""The pages that stand alone differ in their words only."""

import re

from tests.house.places import ROOT

ALONE = [ROOT / "templates/400.html", ROOT / "templates/500.html"]
PAGES = [*sorted((ROOT / "deploy/nginx/errors").glob("*.html")), *ALONE]
TITLE = r"<title>(.*?)</title>"
HEADING = r"<h1>(.*?)</h1>"


def frame_of(page: str) -> str:
    """A page without its title and without what `main` holds."""
    return re.sub(r"(<main[^>]*>).*</main>", r"\1", re.sub(TITLE, "", page), flags=re.DOTALL)


def test_they_have_one_frame_and_their_heading_is_their_title() -> None:
    texts = {str(page): page.read_text(encoding="utf-8") for page in PAGES}
    assert len(texts) > 5
    assert len({frame_of(text) for text in texts.values()}) == 1
    assert [n for n, t in texts.items() if re.findall(TITLE, t) != re.findall(HEADING, t)] == []
