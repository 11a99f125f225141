"""Makes pages of the site itself."""

import factory
import wagtail_factories

from pages.models import StandardPage


class StandardPageFactory(wagtail_factories.PageFactory):
    """A standard page; give `parent=`, or it becomes a root."""

    title = factory.Sequence(lambda number: f"About part {number}")
    summary = "What this part is about."

    class Meta:
        model = StandardPage
