"""What became of the parts of a draft, for those who answer and those who commented."""

import pytest

from draftcomments.drafts.changes import Change, changes_in, parts_now, standing_of
from draftcomments.models import Round, SectionMove
from pages.models import HomePage
from tests.draftcomments.drafts import at, draft_page, drafted, heading, round_on, text, three_parts
from tests.factories.draftcomments import a_section

LONG = " ".join(f"word{number}" for number in range(60))


@pytest.mark.django_db
def test_what_has_changed_comes_first(home_page: HomePage) -> None:
    round = round_on(draft_page(three_parts(), home_page))
    body = three_parts()
    body[4] = text("pay-1", "<p>Pay well.</p>")
    drafted(round.page, [body[0], *body[3:], heading("lifts", "Lifts")])
    standing = standing_of(Round.objects.get(pk=round.pk))
    parts = {part.key: part.state for part in parts_now(standing)}
    assert parts[at("pay")] == "changed"
    assert parts[at("whom")] == "removed"
    assert parts[at("lifts")] == "new"
    assert parts[at("opening")] == "unchanged"
    assert list(parts.values())[-1] == "unchanged"
    assert next(iter(parts.values())) != "unchanged"


@pytest.mark.django_db
def test_a_part_whose_place_was_confirmed_is_that_part(home_page: HomePage) -> None:
    round = round_on(draft_page(three_parts(), home_page))
    body = three_parts()
    drafted(round.page, [heading("who-else", "Whom to ask"), text("who-2"), *body[3:]])
    SectionMove.objects.create(round=round, section_key=at("whom"), now_at=at("who-else"))
    standing = standing_of(Round.objects.get(pk=round.pk))
    parts = [part for part in parts_now(standing) if part.label == "Whom to ask"]
    assert [(part.key, part.now.paths[0]) for part in parts] == [(at("whom"), at("who-else"))]


@pytest.mark.django_db
def test_a_page_that_is_gone_has_no_parts(home_page: HomePage) -> None:
    round = round_on(draft_page(three_parts(), home_page))
    round.page.delete()
    round.page = None
    assert parts_now(standing_of(round)) == []


def test_before_and_after_tell_new_changed_and_taken_out_apart() -> None:
    frozen = {"a": a_section("a", "Ask early."), "b": a_section("b", "Ask late.")}
    gone = a_section("b", "").as_data() | {"paths": []}
    stored = [a_section("a", "Ask very early.").as_data(), gone, a_section("c", "Pay.").as_data()]
    changes = changes_in(stored, frozen)
    assert [(c.state, c.before, c.after) for c in changes] == [
        ("changed", "Ask early.", "Ask very early."),
        ("removed", "Ask late.", ""),
        ("new", "", "Pay."),
    ]
    assert [piece.kind for piece in changes[0].pieces] == ["same", "put in", "same"]


def test_a_part_in_which_nothing_differs_is_no_change() -> None:
    section = a_section("a", "Ask early.")
    assert changes_in([section.as_data()], {"a": section}) == []


def test_another_picture_beside_the_same_words_is_a_change() -> None:
    before, after = a_section("a", "Ask."), a_section("a", "Ask.").as_data()
    [change] = changes_in([{**after, "fingerprint": "another"}], {"a": before})
    assert change.words_are_the_same


def test_what_stayed_the_same_is_cut_where_it_is_long() -> None:
    pieces = Change("", "changed", f"{LONG} old {LONG}", f"{LONG} new {LONG}").pieces
    before, taken_out, put_in, after = pieces
    assert before.text.startswith("… word48 ")
    assert (taken_out.text, put_in.text) == ("old", "new")
    assert after.text.endswith(" word11 …")


def test_short_texts_are_shown_whole() -> None:
    pieces = Change("", "changed", "Ask early on.", "Ask very early on.").pieces
    assert "".join(piece.text for piece in pieces) == "Askveryearly on."
