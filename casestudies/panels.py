"""What editors fill in for a case study, in the order of thinking."""

from typing import Any

from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    TitleFieldPanel,
)

from draftcomments.panels import FeedbackPanel

STUDY_PANELS: list[Any] = [
    HelpPanel(
        "Replace each “[Write here: …]”, or empty the field. What is empty reads “not reported”."
        " You can save a half-finished draft at any time.",
        heading="How to begin",
    ),
    TitleFieldPanel("title", help_text="What happened, in plain words. Not the project's name."),
    FieldPanel("summary"),
    MultiFieldPanel(
        [
            FieldPanel("organisation"),
            FieldPanel("place", help_text="The town, borough or county, as people there say it."),
            FieldRowPanel([FieldPanel("lens"), FieldPanel("reach")]),
            FieldRowPanel([FieldPanel("started"), FieldPanel("ended")]),
        ],
        heading="Where and when",
    ),
    MultiFieldPanel(
        [FieldPanel("demonstration"), FieldPanel("fictional_organisation")],
        heading="Only for a made-up example",
        classname="collapsed",
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
    InlinePanel(
        "outcomes",
        heading="Outcomes",
        label="Outcome",
        help_text=(
            "Each on its own, also bad news and what was not measured. A figure needs its date."
            " Hide any count of people under 8."
        ),
    ),
    FieldPanel("pictures"),
    MultiFieldPanel(
        [
            FieldPanel("what_did_not_work"),
            FieldPanel("effort"),
            FieldPanel(
                "differently", help_text="Ask them: what would you change if you began again?"
            ),
            FieldPanel("transfer_advice"),
        ],
        heading="What was learned",
    ),
    InlinePanel(
        "sub_phases",
        heading="Parts of the framework, with levels",
        label="Part",
        help_text="The study then shows as an example on the pages of these parts.",
    ),
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
            FieldPanel(
                "licence",
                help_text="What readers may do with it, such as Open Government Licence v3.0.",
            ),
            FieldPanel("note"),
        ],
        heading="Sources and licence",
    ),
    FeedbackPanel(),
]
