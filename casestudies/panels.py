"""What editors fill in for a case study, in the order of thinking."""

from typing import Any

from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
)

from draftcomments.panels import FeedbackPanel

STUDY_PANELS: list[Any] = [
    MultiFieldPanel(
        [
            FieldPanel("organisation"),
            FieldPanel("demonstration"),
            FieldPanel("fictional_organisation"),
            FieldPanel("place"),
            FieldRowPanel([FieldPanel("lens"), FieldPanel("reach")]),
            FieldRowPanel([FieldPanel("started"), FieldPanel("ended")]),
        ],
        heading="Where and when",
    ),
    MultiFieldPanel(
        [FieldPanel("problem"), FieldPanel("groups")], heading="The problem, and for whom"
    ),
    MultiFieldPanel(
        [
            FieldPanel("what_we_did"),
            FieldPanel("phases"),
            FieldPanel("approaches"),
            FieldPanel("methods"),
        ],
        heading="What was done",
    ),
    MultiFieldPanel(
        [
            FieldPanel("partner_types"),
            FieldPanel("lived_experience_role"),
            FieldPanel("lived_experience_support"),
        ],
        heading="Who was involved",
    ),
    FieldPanel("what_changed"),
    InlinePanel("outcomes", heading="Outcomes", label="Outcome"),
    MultiFieldPanel(
        [
            FieldPanel("what_did_not_work"),
            FieldPanel("effort"),
            FieldPanel("differently"),
            FieldPanel("transfer_advice"),
        ],
        heading="What was learned",
    ),
    InlinePanel("sub_phases", heading="Parts of the framework, with levels", label="Part"),
    MultiFieldPanel(
        [
            HelpPanel("The people in the story should agree before it is published."),
            FieldRowPanel([FieldPanel("confirmed_by"), FieldPanel("confirmed_on")]),
            FieldPanel("confirmed_view"),
            FieldPanel("already_public"),
            FieldPanel("contact_role"),
        ],
        heading="Confirmation and contact",
    ),
    MultiFieldPanel(
        [
            FieldPanel("sources"),
            FieldPanel("licence"),
            FieldPanel("note"),
        ],
        heading="Sources and licence",
    ),
    FeedbackPanel(),
]
