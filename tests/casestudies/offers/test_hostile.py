"""Whatever is sent, the answer is kind, and nothing is half-written."""

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casestudies.models import Offer
from tests.factories.offers import CONSENT, RESULTS, TOKEN, WORK, OfferFactory

pytestmark = pytest.mark.django_db
OWN = f"/tell-us/{TOKEN}/"
ODD = ["\x00", "' OR 1=1 --", "<script>alert(1)</script>", "\u202e", "9" * 400, "z" * 20_000, "٣"]
names = st.sampled_from([*WORK, *RESULTS, *CONSENT, "seen", "key", "then", "website"])
values = st.one_of(st.text(st.characters(codec="utf-8"), max_size=30), st.sampled_from(ODD))
bodies = st.dictionaries(names, values, max_size=8)
pages = st.sampled_from(["new/", *(f"{TOKEN}/{name}/" for name in ("work", "results", "consent"))])


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(page=pages, body=bodies)
def test_no_form_brings_the_site_down(client: Client, page: str, body: dict[str, str]) -> None:
    Offer.objects.all().delete()
    OfferFactory()
    answer = client.post(f"/tell-us/{page}", body)
    assert answer.status_code in {303, 409, 422, 429}
    assert b"<script>alert" not in answer.content
    for offer in Offer.objects.all():
        words = f"{offer.title}{offer.problem}{offer.what_changed}{offer.role}{offer.email}"
        assert not {"\x00", "\u202e"} & set(words)


@pytest.mark.parametrize("token", ["x", "é" * 43, "%00" * 20, "..%2f" * 9, "k" * 400])
def test_no_odd_link_opens_anything(client: Client, token: str) -> None:
    for rest in ("", "work/", "check/", "take-back/"):
        assert client.get(f"/tell-us/{token}/{rest}").status_code == 404


def test_words_are_shown_as_words(client: Client) -> None:
    OfferFactory(problem="<script>alert(1)</script>", title="<b>Bold</b>")
    content = client.get(f"{OWN}check/").content
    assert b"<script>alert" not in content
    assert b"&lt;script&gt;alert" in content
