"""The frame of every page, and the two pages that must never fail."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.template import Context, Engine
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.safestring import mark_safe

from designsystem.forms import Form
from tests.designsystem.markup import find, text_of

PAGE: dict[str, Any] = {
    "page_title": "Check",
    "section_title": "Framework",
    "meta_description": "What people told you.",
    "canonical_url": "https://example.org/framework/check/",
    "robots": "noindex",
    "brand": {"name": "Our site", "run_by": "Run by a team.", "disclaimer": "Not part of it."},
    "navigation": [{"label": "Guidance", "url": "/guidance/", "current": False}],
    "footer_links": [{"label": "Privacy", "url": "/privacy/"}],
    "crumbs": [{"label": "Home", "url": "/"}],
    "json_ld": mark_safe('{"@type": "WebSite"}'),
}


def base(**context: Any) -> str:
    """The frame with this context and nothing else: no request, no context processor."""
    return str(Engine.get_default().get_template("base.html").render(Context(context)))


def title_of(html: str) -> str:
    (title,) = re.findall(r"<title>(.*?)</title>", html)
    return str(title)


def meta(html: str, name: str) -> list[str]:
    return re.findall(rf'<meta (?:name|property)="{name}" content="([^"]*)"', html)


def test_it_needs_no_context_at_all() -> None:
    html = base()
    assert title_of(html) == "Engagement framework"
    assert "None" not in html
    assert meta(html, "description") == meta(html, "robots") == meta(html, "og:url") == []


def test_the_title_goes_from_page_to_section_to_site() -> None:
    assert title_of(base(**PAGE)) == "Check – Framework – Our site"
    assert title_of(base(page_title="Check")) == "Check – Engagement framework"
    assert title_of(base(page_title="Our site", brand={"name": "Our site"})) == "Our site"


def test_a_form_with_errors_is_announced_in_the_title() -> None:
    class StrictForm(Form):
        def clean(self) -> None:
            self.add_error(None, "No")

    assert title_of(base(**PAGE, form=StrictForm({}))).startswith("Error: Check")
    assert title_of(base(**PAGE, form=StrictForm())).startswith("Check")


def test_a_page_says_what_it_is_to_machines() -> None:
    html = base(**PAGE, og_image_url="https://example.org/a.png")
    assert meta(html, "description") == ["What people told you."]
    assert meta(html, "robots") == ["noindex"]
    assert meta(html, "og:title") == ["Check"]
    assert meta(html, "og:image") == ["https://example.org/a.png"]
    assert '<link rel="canonical" href="https://example.org/framework/check/">' in html
    assert '<script type="application/ld+json">{"@type": "WebSite"}</script>' in html


def test_the_default_picture_has_a_whole_address() -> None:
    html = base(request=RequestFactory().get("/", headers={"host": "testserver"}))
    (picture,) = meta(html, "og:image")
    assert picture == "http://testserver/static/designsystem/images/open-graph.png"


def test_the_language_is_british_english_and_the_skip_link_comes_first() -> None:
    html = base(**PAGE)
    assert '<html lang="en-GB">' in html
    first = find(html, "a")[0]
    assert first.get("href") == "#maincontent"
    assert [main.get("id") for main in find(html, "main")] == ["maincontent"]


def test_the_footer_says_who_runs_the_site_and_what_it_is_not() -> None:
    (footer,) = find(base(**PAGE), "footer")
    words = text_of("".join(footer.itertext()))
    assert "Run by a team." in words
    assert "Not part of it." in words
    assert "Open Government Licence" in words
    assert "not part of the NHS" in text_of(base())


@pytest.mark.parametrize(
    "name", ["base.html", "components/site_header.html", "components/site_footer.html"]
)
def test_the_frame_asks_for_no_token_so_that_pages_stay_cacheable(name: str) -> None:
    text = (settings.BASE_DIR / "templates" / name).read_text(encoding="utf-8")
    assert "csrf" not in text.lower()


def test_every_script_and_style_is_our_own_file() -> None:
    html = base(**PAGE)
    sources = re.findall(r'<(?:script|img)[^>]* src="([^"]*)"', html)
    sources += re.findall(r'<link rel="(?:stylesheet|icon|apple-touch-icon)" href="([^"]*)"', html)
    assert len(sources) == 5
    assert all(source.startswith("/static/designsystem/") for source in sources)
    assert re.findall(r"\sstyle=|\son[a-z]+=|<style", html) == []


def test_a_page_that_is_not_found_has_a_search_box() -> None:
    html = render_to_string("404.html", {"brand": PAGE["brand"]})
    assert title_of(html) == "Page not found – Our site"
    assert len(find(html, "form", role="search")) == 2


@pytest.mark.parametrize("sign", ["{%", "{{"])
def test_the_page_for_a_fault_of_ours_holds_nothing_that_can_fail(sign: str) -> None:
    text = (settings.BASE_DIR / "templates" / "500.html").read_text(encoding="utf-8")
    assert sign not in text
    assert 'href="/static/designsystem/site.css"' in text
