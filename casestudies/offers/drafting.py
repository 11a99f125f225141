"""Makes the draft of a case study from what an offer says. Nothing of its sender goes into it."""

import re

from django.utils.html import escape
from django.utils.text import slugify

from casestudies.models import CaseStudyIndexPage, CaseStudyPage, Offer, Withdrawal
from casestudies.models.studies import RESERVED_SLUGS
from casestudies.offers.consent import LICENCE

EMPTY_LINES = re.compile(r"\n\s*\n")
LONGEST_SLUG = 80
NO_LETTERS = "case-study"
FIELDS = {
    "problem": "problem",
    "what_we_did": "what_we_did",
    "who_with": "lived_experience_role",
    "what_changed": "what_changed",
    "what_did_not_work": "what_did_not_work",
}
"""The parts of the story, by the question that they answer."""


def paragraphs(text: str) -> str:
    """Plain words as the paragraphs of an editor: nothing in them is taken for markup.

    >>> paragraphs("Two <b>elders</b>\\nled.\\n\\nThey were paid.")
    '<p>Two &lt;b&gt;elders&lt;/b&gt;<br/>led.</p><p>They were paid.</p>'
    >>> paragraphs("")
    ''
    """
    parts = [part.strip() for part in EMPTY_LINES.split(text) if part.strip()]
    return "".join(f"<p>{escape(part).replace(chr(10), '<br/>')}</p>" for part in parts)


def draft_from(offer: Offer, index: CaseStudyIndexPage) -> CaseStudyPage:
    """A case study that nobody can see, not stored yet.

    Who confirmed it stays empty: nobody has agreed to the final text. Figures stay with the offer,
    until an editor has looked at them and makes outcomes of them.
    """
    typed = "" if offer.organisation else offer.organisation_name
    return CaseStudyPage(
        title=offer.title,
        slug=free_slug(offer.title, index),
        live=False,
        organisation=offer.organisation,
        place=", ".join(filter(None, [typed, offer.place])),
        licence=(
            "You may reuse the words of this case study under the"
            f" {LICENCE}. Name the organisation above as their source."
        ),
        **{name: paragraphs(getattr(offer, said)) for said, name in FIELDS.items()},
    )


def free_slug(title: str, index: CaseStudyIndexPage) -> str:
    """An address that no page has, that no page of the finder needs, and that nobody withdrew."""
    wanted = slugify(title)[:LONGEST_SLUG].strip("-") or NO_LETTERS
    taken = {
        *RESERVED_SLUGS,
        *index.get_children().filter(slug__startswith=wanted).values_list("slug", flat=True),
        *Withdrawal.objects.filter(slug__startswith=wanted).values_list("slug", flat=True),
    }
    number, slug = 2, wanted
    while slug in taken:
        number, slug = number + 1, f"{wanted}-{number}"
    return slug
