"""An address of an engine is read whole, or refused without a word of it."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from search.engines.address import EngineAddress, read_address


def test_reads_every_part_of_an_address() -> None:
    assert read_address("opensearch+https://hi:p%40ss%2F@search.example.org:9243/hi-live/") == (
        EngineAddress("opensearch", "https", "search.example.org", 9243, "hi-live", "hi", "p@ss/")
    )


def test_an_address_shown_hides_the_password() -> None:
    shown = repr(read_address("elasticsearch+http://hi:hushhush@127.0.0.1:9200/site"))
    assert "9200" in shown
    assert "hushhush" not in shown


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://hi:hushhush@127.0.0.1:9200/site", "begins with none of"),
        ("elasticsearch://hi:hushhush@127.0.0.1:9200/site", "begins with none of"),
        ("solr+http://hi:hushhush@127.0.0.1:9200/site", "begins with none of"),
        ("opensearch+http:///site", "names no host"),
        ("opensearch+http://hi:hushhush@localhost/site", "names no port"),
        ("opensearch+http://hi:hushhush@localhost:0/site", "names no port"),
        ("opensearch+http://hi:hushhush@localhost:99999/site", "cannot be read"),
        ("opensearch+http://hi@localhost:hushhush/site", "cannot be read"),
        ("opensearch+http://hi:hushhush@[::1/site", "cannot be read"),
        ("opensearch+http://hi:hushhush@localhost:9200", "does not end with a name"),
        ("opensearch+http://hi:hushhush@localhost:9200/Site", "does not end with a name"),
        ("opensearch+http://hi:hushhush@localhost:9200/a/b", "does not end with a name"),
        ("opensearch+http://hi:hushhush@localhost:9200/*", "does not end with a name"),
        ("opensearch+http://hi:hushhush@localhost:9200/site?x=1", "has something after"),
    ],
)
def test_says_what_is_wrong_and_not_what_the_password_is(url: str, why: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=why) as refusal:
        read_address(url)
    assert "hushhush" not in str(refusal.value)
    assert refusal.value.__cause__ is None
