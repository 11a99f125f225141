"""Words of the glossary are explained on a page, each where it is first used."""

from typing import Any

import html5lib
import pytest
from django.core.cache import cache
from django.test import Client

from guidance.glossary.explaining import explained, explained_page
from guidance.glossary.terms import CACHE_KEY, Term, known_terms
from guidance.models import GlossaryTerm
from pages.models import HomePage
from tests.factories.search import publish_page
from tests.queries import queries_of

ICB = Term("icb", "ICB", "integrated care board", "The board that plans services.")
CO_DESIGN = Term("co-design", "Co-design", "", "Designing together.")
OUTCOME = Term("outcome", "Outcome", "", "What came of it.")
LEVEL = Term("level", "Level (of the framework)", "", "One of four stages.")
PLAN = Term("joint-forward-plan", "Joint Forward Plan", "", "A five-year plan.")
TERMS = (ICB, CO_DESIGN, OUTCOME, LEVEL, PLAN)


def link(slug: str, word: str) -> str:
    return f'<a class="app-term" href="#word-{slug}" id="term-{slug}">{word}</a>'


def before_the_list(html: str) -> str:
    return explained(html, TERMS).split("<section")[0].rstrip()


def test_a_word_is_linked_where_it_is_first_used_and_listed_with_a_way_back() -> None:
    html = explained("<p>Use co-design. Co-design takes time.</p>", TERMS)
    assert f"<p>Use {link('co-design', 'co-design')}. Co-design takes time.</p>" in html
    assert '<h2 class="nhsuk-heading-s" id="words-on-this-page">Words on this page</h2>' in html
    assert '<dt id="word-co-design"><dfn>Co-design</dfn>:</dt>' in html
    assert 'Designing together. <a href="#term-co-design">Back to the text' in html
    assert '<span class="nhsuk-u-visually-hidden">: Co-design</span></a>' in html


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
    assert link("co-design", text) in explained(f"<p>We choose {text} here</p>", TERMS)


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
        '<section class="nhsuk-inset-text"><p>If it stirs up something painful, ask your ICB</p></section>',
        '<strong class="nhsuk-tag">ICB</strong>',
        "<table><tr><th>ICB</th></tr></table>",
        "<table><tr><td>The ICB plans</td></tr></table>",
        "<table><caption>What the ICB plans here</caption></table>",
        '<table><tr><td><span class="nhsuk-table__heading">Where the ICB is</span></td></tr></table>',
        "<figure><figcaption>What the ICB plans here</figcaption></figure>",
        "<div>What the ICB plans here</div>",
        '<p class="nhsuk-body-s nhsuk-u-margin-bottom-0">What the ICB plans here.</p>',
        '<dl class="nhsuk-summary-list"><div><dd>What the ICB plans here</dd></div></dl>',
        '<ul class="nhsuk-list app-example-list"><li><p>What the ICB plans here.</p></li></ul>',
        '<ul><li> <a href="/x/">A plan</a> (of the ICB that is near)</li></ul>',
        '<ul><li class="app-part"><p>What the ICB plans here.</p></li></ul>',
        "<p><strong>The ICB:</strong> what it plans here.</p>",
        "<!-- ICB -->",
    ],
)
def test_all_but_running_prose_is_left_alone(html: str) -> None:
    assert explained(html, TERMS) == html
    assert link("icb", "ICB") in explained(f"{html}<p>ICB</p>", TERMS)


@pytest.mark.parametrize(
    "html",
    [
        "<p>An outcome is a change.</p>",
        "<ul><li>one outcome for everyone</li></ul>",
        "<dl><dt>Nobody</dt><dd>Choose one outcome first.</dd></dl>",
        "<table><tr><td>The outcome of it</td></tr></table>",
        '<p>Ask <a href="/x/">somebody</a>: one outcome</p>',
    ],
)
def test_an_everyday_word_is_explained_in_running_prose(html: str) -> None:
    assert link("outcome", "outcome") in explained(html, TERMS)


@pytest.mark.parametrize(
    "html",
    [
        "<p>Reach and outcome</p>",
        "<ul><li>Outcome</li></ul>",
        '<table><tr><td><b class="nhsuk-table__heading">What it is</b>One outcome</td></tr></table>',
    ],
)
def test_an_everyday_word_in_a_label_is_left_alone(html: str) -> None:
    assert explained(html, TERMS) == html
    assert f"<p>The {link('outcome', 'outcome')} is" in explained(
        f"{html}<p>The outcome is good.</p>", TERMS
    )


def test_an_acronym_in_a_short_item_has_what_it_stands_for() -> None:
    assert before_the_list("<ul><li>your ICB</li></ul>") == (
        f"<ul><li>your {link('icb', 'ICB')} (integrated care board)</li></ul>"
    )


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
    html = explained("<p>Xylo is in &lt;script&gt;</p>", (term,))
    assert "word-x" in html
    assert "<script>" not in html


def test_a_term_with_an_and_sign_is_explained_though_it_is_alone_on_a_page() -> None:
    term = Term("ae", "A&E", "accident and emergency", "Where people go at once.")
    html = explained("<p>Ask A&amp;E now.</p>", (term,))
    assert f"<p>Ask {link('ae', 'A&amp;E')} (accident and emergency) now.</p>" in html


@pytest.mark.django_db
def test_terms_are_forgotten_now_and_once_more_after_the_transaction(
    django_capture_on_commit_callbacks: Any,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        GlossaryTerm.objects.create(slug="icb", name="ICB", meaning="A board.")
        assert [term.slug for term in known_terms()] == ["icb"]
        # What somebody else puts back who has read the old state.
        cache.set(CACHE_KEY, ())
    assert [term.slug for term in known_terms()] == ["icb"]


def test_nothing_is_added_where_no_word_is_used() -> None:
    assert explained("<p>Nothing here.</p>", TERMS) == "<p>Nothing here.</p>"
    assert explained("<p>ICB</p>", ()) == "<p>ICB</p>"


@pytest.mark.django_db
def test_a_changed_meaning_shows_at_once() -> None:
    term = GlossaryTerm.objects.create(slug="icb", name="ICB", meaning="Old meaning.")
    assert "Old meaning." in explained_page("<p>The ICB pays us.</p>")
    term.meaning = "New meaning."
    term.save()
    assert "New meaning." in explained_page("<p>The ICB pays us.</p>")
    term.delete()
    assert explained_page("<p>The ICB pays us.</p>") == "<p>The ICB pays us.</p>"
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
