"""What a page says about itself to search engines."""

import json
import re

import pytest
from django.test import Client

from pages.models import HomePage
from tests.factories.pages import StandardPageFactory


def json_ld(html: str) -> dict[str, object]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert found
    return json.loads(found.group(1))


def test_a_page_gives_its_trail_and_its_address(client: Client, home_page: HomePage) -> None:
    section = StandardPageFactory(parent=home_page, slug="section", title="Section")
    StandardPageFactory(parent=section, slug="page", title="Page")
    html = client.get("/section/page/").content.decode()
    article, trail = json_ld(html)["@graph"]
    assert article["url"] == "http://testserver/section/page/"
    assert [item["name"] for item in trail["itemListElement"]] == ["Home", "Section"]
    assert '<link rel="canonical" href="http://testserver/section/page/">' in html


@pytest.mark.parametrize("title", ["</script><script>alert(1)</script>", "Fish & chips"])
def test_a_title_cannot_end_the_data_early(client: Client, home_page: HomePage, title: str) -> None:
    StandardPageFactory(parent=home_page, slug="page", title=title)
    html = client.get("/page/").content.decode()
    assert json_ld(html)["@graph"][0]["headline"] == title
    assert "<script>alert" not in html
