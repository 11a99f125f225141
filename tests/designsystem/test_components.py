"""Each component, called with its interface and nothing else."""

from collections import Counter
from typing import Any

import pytest
from django.utils.safestring import mark_safe

from tests.designsystem.examples import EVERY, FILTERS, LEVELS, PAGES, ROWS
from tests.designsystem.markup import component, find, ids, parse, render, text_of


def plain(values: Any) -> list[str]:
    """Every text in the values of a component."""
    if isinstance(values, str):
        return [values]
    if isinstance(values, dict):
        return [text for value in values.values() for text in plain(value)]
    if isinstance(values, list):
        return [text for value in values for text in plain(value)]
    return []


def hostile(values: Any) -> Any:
    if isinstance(values, str):
        return f'{values}"><script>'
    if isinstance(values, dict):
        return {key: hostile(value) for key, value in values.items()}
    if isinstance(values, list):
        return [hostile(value) for value in values]
    return values


@pytest.mark.parametrize("name", EVERY)
def test_ids_are_unique(name: str) -> None:
    assert [
        one for one, count in Counter(ids(component(name, **EVERY[name]))).items() if count > 1
    ] == []


@pytest.mark.parametrize("name", EVERY)
def test_nothing_that_is_passed_in_becomes_markup(name: str) -> None:
    assert find(component(name, **hostile(EVERY[name])), "script") == []


@pytest.mark.parametrize("name", EVERY)
def test_drawings_say_nothing_to_a_screen_reader(name: str) -> None:
    drawings = find(component(name, **EVERY[name]), "svg")
    assert all(drawing.get("aria-hidden") == "true" for drawing in drawings)


def test_every_component_is_tried_here(settings: Any) -> None:
    folder = settings.BASE_DIR / "templates" / "components"
    assert {path.stem for path in folder.glob("*.html")} == set(EVERY)


@pytest.mark.parametrize("name", ["card", "do_list", "hero", "levels", "quote", "table", "tag"])
def test_what_is_passed_in_is_shown(name: str) -> None:
    shown = text_of(component(name, **EVERY[name]))
    texts = [text for text in plain(EVERY[name]) if " " in text]
    assert [text for text in texts if text not in shown] == []


def test_each_item_of_a_dont_list_says_do_not() -> None:
    (item,) = find(component("dont_list", entries=["start with a survey"]), "li")
    assert text_of("".join(item.itertext())) == "do not start with a survey"


def test_headings_take_the_level_that_they_are_given() -> None:
    for name in ("card", "worked_example", "do_list", "search_result", "levels"):
        assert find(component(name, **EVERY[name], heading_level=4), "h4"), name


def test_an_inset_keeps_rich_text() -> None:
    assert len(find(component("inset", html=mark_safe("<p>One <b>two</b></p>")), "b")) == 1


def test_an_expander_is_folded_unless_asked() -> None:
    values = {"title": "More", "text": "Detail."}
    assert "open" not in find(component("expander", **values), "details")[0].attrib
    assert "open" in find(component("expander", **values, open=True), "details")[0].attrib


def test_a_figure_has_room_kept_for_it() -> None:
    (picture,) = find(component("figure", **EVERY["figure"]), "img")
    assert (picture.get("width"), picture.get("height")) == ("1200", "630")
    assert find(component("figure", src="/a.png", alt=""), "img")[0].get("alt") == ""


def test_a_table_row_that_does_not_fit_its_headings_is_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        component("table", headings=["One", "Two"], rows=[["only one"]])


def test_a_made_up_example_says_so_wherever_it_is_shown() -> None:
    for name in ("worked_example", "search_result"):
        shown = text_of(component(name, **EVERY[name]))
        real = text_of(component(name, **{**EVERY[name], "demonstration": False}))
        assert "Made-up example" in shown
        assert "Made-up" not in real


def test_a_source_without_address_is_named_without_a_link() -> None:
    html = component(
        "source_line", sources=[{"label": "A report"}, {"label": "A map", "url": "/m/"}]
    )
    assert text_of(html) == "Sources: A report; A map"
    assert len(find(html, "a")) == 1
    assert component("source_line", sources=[]).strip() == ""


def test_paging_marks_the_page_and_leaves_out_what_is_not_there() -> None:
    html = component("pagination", pages=PAGES, next_url="?page=5")
    (current,) = find(html, "a", aria_current="page")
    assert current.text == "4"
    assert find(html, "a", rel="prev") == []
    assert find(component("pagination", pages=PAGES[:1], summary="1 study"), "nav") == []


def test_clearing_all_filters_comes_before_removing_one() -> None:
    links = find(component("selected_filters", filters=FILTERS, clear_url="/all/"), "a")
    assert links[0].get("href") == "/all/#results"
    assert text_of("".join(links[1].itertext())) == "Remove this filter: Phase, Engage"
    assert component("selected_filters", filters=[], clear_url="/all/").strip() == ""


def test_a_choice_that_finds_nothing_is_greyed_and_not_hidden() -> None:
    html = component("filter_group", **EVERY["filter_group"])
    assert [field.get("value") for field in find(html, "input")] == ["check", "plan"]
    (grey,) = find(html, "div", class_="app-filter-group__none")
    assert "Plan" in text_of("".join(grey.itertext()))


def test_a_filter_with_a_choice_is_unfolded_and_counted() -> None:
    html = component("filter_group", **EVERY["filter_group"])
    assert "open" in find(html, "details")[0].attrib
    assert text_of("".join(find(html, "summary")[0].itertext())) == "Phase 1 selected"


def test_matched_words_are_marked() -> None:
    html = component(
        "search_result", title="A", url="/a/", kind="Page", snippet=mark_safe("<mark>GP</mark>")
    )
    assert find(html, "mark")[0].text == "GP"


@pytest.mark.parametrize("filled", [0, 1, 2, 3, 4, None])
def test_a_bar_fills_as_many_steps_as_the_level(filled: int | None) -> None:
    assert len(find(component("bar", filled=filled), "rect", class_="app-bar__step--filled")) == (
        filled or 0
    )


def test_a_profile_says_in_words_what_its_bars_show() -> None:
    html = component("profile_table", **EVERY["profile_table"])
    assert find(html, "caption")[0].text == "Check is furthest on."
    assert [cell.get("scope") for cell in find(html, "th")] == ["col", "col", "col", "row", "row"]
    shown = text_of(html)
    assert "Maturing Before: Emerging" in shown
    assert "Not answered" in shown
    assert "line across a bar" in shown
    assert "line across a bar" not in text_of(component("profile_table", rows=ROWS))


def test_levels_tell_what_to_move_beyond_and_what_is_missing() -> None:
    shown = text_of(component("levels", levels=LEVELS, missing=True))
    assert "Move beyond: One team does it all." in shown
    assert shown.count("Move beyond") == 1
    assert shown.endswith("It is how we work. Text to be added.")
    assert "Text to be added" not in text_of(component("levels", levels=LEVELS))


def test_nothing_found_always_offers_a_way_on() -> None:
    links = find(component("zero_results", **EVERY["zero_results"]), "a")
    assert [link.get("href") for link in links] == ["?q=hypertension", "?"]
    assert "check the spelling" in text_of(component("zero_results", query="damp"))


def test_the_menu_marks_the_section_without_colour_alone() -> None:
    html = component("site_header", **EVERY["site_header"])
    (link,) = find(html, "a", aria_current="true")
    assert link.find("strong").text == "Guidance"


def test_the_header_shows_the_owners_logo_or_our_mark() -> None:
    with_logo = component("site_header", brand={"name": "Us", "logo_url": "/l.png", "logo_alt": ""})
    assert find(with_logo, "img")[0].get("src") == "/l.png"
    assert find(component("site_header", brand={}), "svg", class_="app-brand__mark")
    assert find(component("site_header", brand={}), "nav") == []


def test_the_search_box_is_a_landmark_with_a_label_that_keeps_the_words() -> None:
    html = component("site_header", brand={}, query="GP")
    (form,) = find(html, "form", role="search")
    assert (form.get("action"), form.get("method")) == ("/search/", "get")
    (field,) = find(html, "input", name="q")
    assert field.get("value") == "GP"
    assert [label.text for label in find(html, "label")] == ["Search this site"]
    assert field.get("id") == find(html, "label")[0].get("for")


def test_on_a_phone_the_crumbs_are_one_link_to_the_page_above() -> None:
    html = component("breadcrumbs", **EVERY["breadcrumbs"])
    (back,) = find(html, "a", class_="nhsuk-back-link")
    assert back.get("href") == "/g/"
    assert text_of("".join(back.itertext())) == "Back to Guidance"


def test_components_see_nothing_but_their_interface() -> None:
    html = render('{% include "components/card.html" with title="A" only %}', url="/secret/")
    assert "/secret/" not in html
    assert parse(html) is not None
