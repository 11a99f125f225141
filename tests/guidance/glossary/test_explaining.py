"""Words of the glossary are explained on a page, each where it is first used."""

import html5lib
import pytest
from django.core.cache import cache
from django.test import Client

from guidance.glossary.explaining import explained, explained_page
from guidance.glossary.terms import Term, known_terms
from guidance.models import GlossaryTerm
from pages.models import HomePage
from tests.factories.search import publish_page
from tests.queries import queries_of

ICB = Term("icb", "ICB", "integrated care board", "The board that plans services.")
CO_DESIGN = Term("co-design", "Co-design", "", "Designing together.")
LEVEL = Term("level", "Level (of the framework)", "", "One of four stages.")
PLAN = Term("joint-forward-plan", "Joint Forward Plan", "", "A five-year plan.")
TERMS = (ICB, CO_DESIGN, LEVEL, PLAN)


def link(slug: str, word: str) -> str:
    return f'<a class="app-term" href="#word-{slug}" id="term-{slug}">{word}</a>'


def before_the_list(html: str) -> str:
    return explained(html, TERMS).split("<section")[0].rstrip()


def test_a_word_is_linked_where_it_is_first_used_and_listed_with_a_way_back() -> None:
    html = explained("<p>Use co-design. Co-design takes time.</p>", TERMS)
    assert f"<p>Use {link('co-design', 'co-design')}. Co-design takes time.</p>" in html
    assert '<h2 class="nhsuk-heading-m" id="words-on-this-page">Words on this page</h2>' in html
    assert '<dt id="word-co-design"><dfn>Co-design</dfn></dt>' in html
    assert (
        'Designing together. <a href="#term-co-design">Back to “Co-design” in the text</a>' in html
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Ask the ICB first.", f"Ask the {link('icb', 'ICB')} (integrated care board) first."),
        ("Most ICBs do.", f"Most {link('icb', 'ICBs')} (integrated care boards) do."),
        (
            "The ICB’s plan",
            f"The {link('icb', 'ICB')}’s (integrated care board’s) plan",
        ),
        (
            "Your board (ICB) knows",
            f"Your board ({link('icb', 'ICB')}: integrated care board) knows",
        ),
        (
            "An integrated care board (ICB) plans.",
            f"An integrated care board ({link('icb', 'ICB')}) plans.",
        ),
        (
            "Integrated care boards (ICBs) plan.",
            f"Integrated care boards ({link('icb', 'ICBs')}) plan.",
        ),
        (
            "The ICB (integrated care board) plans.",
            f"The {link('icb', 'ICB')} (integrated care board) plans.",
        ),
    ],
)
def test_an_acronym_has_what_it_stands_for_beside_it_once(text: str, shown: str) -> None:
    assert before_the_list(f"<p>{text}</p>") == f"<p>{shown}</p>"


def test_what_it_stands_for_may_stand_in_another_element() -> None:
    html = "<p>An <strong>integrated care board</strong> (<em>ICB</em>) plans.</p>"
    assert before_the_list(html).count("integrated care board") == 1


@pytest.mark.parametrize("text", ["icb", "ICBX", "A&ICB", "codesigner", "joint forward plan"])
def test_other_words_that_look_like_it_are_left_alone(text: str) -> None:
    html = f"<p>{text.replace('&', '&amp;')}</p>"
    assert explained(html, TERMS) == html


@pytest.mark.parametrize("text", ["codesign", "co design", "CO-DESIGN", "co-designs"])
def test_a_word_is_known_with_and_without_its_hyphen(text: str) -> None:
    assert link("co-design", text) in explained(f"<p>{text}</p>", TERMS)


def test_an_everyday_word_whose_name_has_a_bracket_is_left_alone() -> None:
    html = "<p>At each level of the work.</p>"
    assert explained(html, TERMS) == html


@pytest.mark.parametrize(
    "html",
    [
        "<h2>ICB</h2>",
        '<a href="/x/">ICB</a>',
        '<p><a href="/x/"><em>ICB</em></a></p>',
        "<button>ICB</button>",
        "<code>ICB</code>",
        "<blockquote><p>ICB</p></blockquote>",
        "<details><summary>ICB</summary></details>",
        "<form><label>ICB</label></form>",
        "<nav><p>ICB</p></nav>",
        '<div class="nhsuk-card nhsuk-card--clickable"><p>ICB</p></div>',
        '<strong class="nhsuk-tag">ICB</strong>',
        "<table><tr><th>ICB</th></tr></table>",
        "<!-- ICB -->",
    ],
)
def test_headings_links_quotes_and_the_like_are_left_alone(html: str) -> None:
    assert explained(html, TERMS) == html
    assert link("icb", "ICB") in explained(f"{html}<p>ICB</p>", TERMS)


def test_a_word_is_explained_where_readers_see_it_before_what_is_folded_away() -> None:
    html = explained("<details><p>An ICB plans.</p></details><p>The ICB pays.</p>", TERMS)
    assert f"<details><p>An ICB plans.</p></details><p>The {link('icb', 'ICB')} (" in html
    assert link("icb", "ICB") in explained("<details><p>An ICB plans.</p></details>", TERMS)


def test_text_and_markup_are_kept_as_they_were() -> None:
    html = (
        '<p class="x" data-y="a &amp; b">1 &lt; 2 &amp; 3</p><p>ICB</p>'
        '<svg viewBox="0 0 1 1"><path d="M0"></path></svg><br>'
    )
    before = html5lib.parseFragment(html.replace("ICB", ""))
    after = html5lib.parseFragment(before_the_list(html))
    for tree in (before, after):
        for paragraph in list(tree):
            if paragraph.tag.endswith("}p") and "class" not in paragraph.attrib:
                tree.remove(paragraph)
    assert [(each.tag, each.attrib, each.text) for each in before.iter()] == [
        (each.tag, each.attrib, each.text) for each in after.iter()
    ]


def test_a_meaning_is_escaped() -> None:
    term = Term("x", "Xylo", "", "<script>alert(1)</script>")
    html = explained("<p>Xylo &lt;script&gt;</p>", (term,))
    assert "<script>" not in html


def test_nothing_is_added_where_no_word_is_used() -> None:
    assert explained("<p>Nothing here.</p>", TERMS) == "<p>Nothing here.</p>"
    assert explained("<p>ICB</p>", ()) == "<p>ICB</p>"


@pytest.mark.django_db
def test_a_changed_meaning_shows_at_once() -> None:
    term = GlossaryTerm.objects.create(slug="icb", name="ICB", meaning="Old meaning.")
    assert "Old meaning." in explained_page("<p>ICB</p>")
    term.meaning = "New meaning."
    term.save()
    assert "New meaning." in explained_page("<p>ICB</p>")
    term.delete()
    assert explained_page("<p>ICB</p>") == "<p>ICB</p>"
    assert known_terms() == ()


def test_a_page_is_explained_once_and_then_comes_from_the_cache(
    client: Client, home_page: HomePage
) -> None:
    GlossaryTerm.objects.create(slug="icb", name="ICB", short="integrated care board", meaning="A.")
    page = publish_page(home_page, "Who pays", "Ask the ICB. The ICB knows.")
    html = client.get(page.url).content.decode()
    assert f"Ask the {link('icb', 'ICB')} (integrated care board). The ICB knows." in html
    assert html.count('id="term-icb"') == html.count('id="word-icb"') == 1
    with_words = queries_of(client, page.url)
    GlossaryTerm.objects.all().delete()
    cache.clear()
    assert queries_of(client, page.url) == with_words
