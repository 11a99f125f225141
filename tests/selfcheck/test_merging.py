"""What is written when a page may be old: nothing unseen is overwritten, nothing is done twice."""

from hypothesis import given
from hypothesis import strategies as st

from selfcheck.merging import LONGEST_SEEN, hash_of_value, merge, read_seen, seen_of

FIELDS = ["answer-1a", "note-1a", "practice-7"]
values = st.sampled_from(["", "maturing", "thriving", "not-sure"])
pages = st.fixed_dictionaries({}, optional=dict.fromkeys(FIELDS, values))


def after(stored: dict[str, str], writes: dict[str, str]) -> dict[str, str]:
    return {**stored, **writes}


@given(stored=pages, posted=pages, shown=pages)
def test_a_field_that_changed_since_it_was_shown_is_never_overwritten(
    stored: dict[str, str], posted: dict[str, str], shown: dict[str, str]
) -> None:
    merged = merge(stored=stored, posted=posted, seen=read_seen(seen_of(shown)))
    for field in merged.writes:
        assert stored.get(field, "") == shown.get(field, "")


@given(stored=pages, posted=pages, shown=pages)
def test_every_posted_field_is_kept_written_or_asked_about(
    stored: dict[str, str], posted: dict[str, str], shown: dict[str, str]
) -> None:
    merged = merge(stored=stored, posted=posted, seen=read_seen(seen_of(shown)))
    asked = {conflict.field for conflict in merged.conflicts}
    for field, value in posted.items():
        arrived = after(stored, merged.writes).get(field, "") == value
        unchanged = value == shown.get(field, "")
        assert arrived or unchanged or field in asked
        assert not (field in asked and field in merged.writes)


@given(stored=pages, posted=pages)
def test_a_page_of_now_is_written_whole_and_asks_nothing(
    stored: dict[str, str], posted: dict[str, str]
) -> None:
    merged = merge(stored=stored, posted=posted, seen=read_seen(seen_of(stored)))
    assert merged.conflicts == ()
    now = after(stored, merged.writes)
    assert all(now.get(field, "") == value for field, value in posted.items())


@given(stored=pages, posted=pages, shown=pages)
def test_the_same_form_again_writes_nothing_more(
    stored: dict[str, str], posted: dict[str, str], shown: dict[str, str]
) -> None:
    seen = read_seen(seen_of(shown))
    first = merge(stored=stored, posted=posted, seen=seen)
    again = merge(stored=after(stored, first.writes), posted=posted, seen=seen)
    assert again.writes == {}
    assert again.conflicts == first.conflicts


@given(stored=pages, shown=pages)
def test_a_page_sent_unchanged_writes_nothing(
    stored: dict[str, str], shown: dict[str, str]
) -> None:
    merged = merge(stored=stored, posted=shown, seen=read_seen(seen_of(shown)))
    assert merged == merge(stored=stored, posted={}, seen={})


@given(stored=pages, one=pages, other=pages)
def test_whoever_comes_second_is_asked_about_what_the_first_changed_otherwise(
    stored: dict[str, str], one: dict[str, str], other: dict[str, str]
) -> None:
    seen = read_seen(seen_of(stored))
    between = after(stored, merge(stored=stored, posted=one, seen=seen).writes)
    merged = merge(stored=between, posted=other, seen=seen)
    for conflict in merged.conflicts:
        before = stored.get(conflict.field, "")
        assert before != conflict.stored != conflict.posted != before


@given(stored=pages, posted=pages)
def test_after_being_asked_the_second_save_is_written(
    stored: dict[str, str], posted: dict[str, str]
) -> None:
    asked = merge(stored=stored, posted=posted, seen={})
    now = after(stored, asked.writes)
    chosen = {conflict.field: conflict.posted for conflict in asked.conflicts}
    settled = merge(stored=now, posted=chosen, seen=read_seen(seen_of(now)))
    assert settled.conflicts == ()
    assert settled.writes == chosen


@given(stored=pages, posted=pages)
def test_without_a_page_whatever_was_said_is_meant(
    stored: dict[str, str], posted: dict[str, str]
) -> None:
    merged = merge(stored=stored, posted=posted, seen=None)
    assert merged.conflicts == ()
    now = after(stored, merged.writes)
    assert all(now.get(field, "") == value for field, value in posted.items())


@given(st.one_of(st.text(), st.recursive(st.none() | st.text(), st.lists).map(str)))
def test_whatever_stands_in_the_hidden_field_is_read(text: str) -> None:
    found = read_seen(text)
    assert all(isinstance(value, str) for value in found.values())


def test_a_hidden_field_that_is_deeply_nested_or_huge_has_shown_nothing() -> None:
    assert read_seen("[" * 200_000) == {}
    assert read_seen("9" * (LONGEST_SEEN + 1)) == {}
    assert read_seen("9" * 10_000) == {}


def test_a_lone_surrogate_has_a_hash() -> None:
    assert hash_of_value("\ud800")
