"""Makes published pages for search to find, and search words."""

import factory
from wagtail.models import Page

from pages.models import StandardPage
from search.models import SearchWords

NO_WORDS = "–"


def publish_page(parent: Page, title: str, text: str = "", **fields: object) -> StandardPage:
    """A standard page published as an editor would, with its text in the body.

    Its summary has no word, so that search finds the title and the text alone.
    """
    body = [{"type": "text", "value": f"<p>{text}</p>"}] if text else []
    page = StandardPage(title=title, body=body, **{"summary": NO_WORDS, **fields})
    parent.add_child(instance=page)
    page.save_revision().publish()
    page.refresh_from_db()
    return page


class SearchWordsFactory(factory.django.DjangoModelFactory):
    line = "GP, general practice, surgery"

    class Meta:
        model = SearchWords
