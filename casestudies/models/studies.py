"""A case study: what an integrated care system did, with whom, and what they learned."""

import logging
from collections.abc import Iterator
from typing import Any, ClassVar

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest
from django.utils import timezone
from modelcluster.fields import ParentalManyToManyField
from wagtail.fields import RichTextField
from wagtail.models import PageManager, Revision

from casestudies.facets import RELATED, facets_of, strength_of
from casestudies.forms import CaseStudyPageForm
from casestudies.models.offers import refuse_to_copy_what_was_offered
from casestudies.models.withdrawals import Withdrawal
from casestudies.organisations import dated_name
from casestudies.panels import STUDY_PANELS
from casestudies.publishing import RIGHT, findings_on_study
from casestudies.querysets import CaseStudyQuerySet
from casestudies.reporting import confirmation_gaps, private_details
from casestudies.starters import STUDY_STARTER
from casestudies.story import page_context, plain_text
from content.blocks import FigureBlock
from content.bodies import fetch_renditions
from content.links import drawn
from content.models import PublicPage
from content.publishing.findings import Finding
from content.stream_shapes import SteadyStreamField
from framework.enums import Lens, Reach
from framework.models import Phase
from taxonomy.models import (
    Approach,
    Method,
    Organisation,
    PartnerType,
    PopulationGroup,
)

logger = logging.getLogger(__name__)

# Pages of the finder itself, in `casestudies.urls`.
RESERVED_SLUGS = frozenset({"compare", "feed", "next-level", "organisations"})
MOST_PICTURES = 4
DEMONSTRATION_PREFIX = "Demonstration: "
MADE_UP = "Made-up example"
STILL_WITHDRAWN = (
    "This case study is withdrawn. Lift the withdrawal first, if the people in the story agree."
)


def story_field(label: str, help_text: str) -> RichTextField:
    """A part of the story; empty means that it was not reported."""
    return RichTextField(
        label, blank=True, features=["bold", "ol", "ul", "link"], help_text=help_text
    )


def vocabulary(model: type[models.Model], label: str = "") -> ParentalManyToManyField:
    return ParentalManyToManyField(
        model, blank=True, related_name="+", **({"verbose_name": label} if label else {})
    )


class CaseStudyPage(PublicPage):
    """The whole record of a case study; its outcomes are `outcomes`."""

    demonstration = models.BooleanField(
        default=False, help_text="Made up, to show what a full record looks like."
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        help_text="The board as it was at the time, even if it has merged since.",
    )
    fictional_organisation = models.CharField(
        "made-up organisation", max_length=120, blank=True, help_text="For demonstrations only."
    )
    place = models.CharField(max_length=160, blank=True)
    lens = models.CharField(
        "level of work",
        max_length=12,
        choices=Lens,
        blank=True,
        help_text="Leave empty if unknown.",
    )
    reach = models.CharField(max_length=14, choices=Reach, blank=True)
    started = models.DateField(null=True, blank=True)
    ended = models.DateField(null=True, blank=True)
    phases = vocabulary(Phase)
    groups = vocabulary(PopulationGroup, "people")
    approaches = vocabulary(Approach)
    methods = vocabulary(Method)
    partner_types = vocabulary(PartnerType, "partners")
    problem = story_field("the problem", "What was wrong, for whom, and how did you know?")
    lived_experience_role = story_field(
        "what people with lived experience did", "What they decided, made or led."
    )
    lived_experience_support = story_field(
        "how people were paid and supported", "Pay, travel, care, access, and help if it was hard."
    )
    what_we_did = story_field("what was done", "The steps, in order.")
    what_changed = story_field("what changed", "In words. Numbers go in the outcomes below.")
    what_did_not_work = story_field(
        "what did not work", "The most useful part for others. Be plain."
    )
    effort = story_field(
        "what it cost", "Time, people and money, and earlier asks of the same people."
    )
    differently = story_field("what they would do differently", "")
    transfer_advice = story_field("advice for others", "What to keep and what to change to fit.")
    pictures = SteadyStreamField(
        [("figure", FigureBlock())],
        max_num=MOST_PICTURES,
        blank=True,
        help_text="Only those that everybody in them has agreed to. Say what each one shows.",
    )
    contact_role = models.CharField(
        max_length=160, blank=True, help_text="A role, never a person's name."
    )
    already_public = models.BooleanField(
        "tells only what its sources have published",
        default=False,
        help_text="Nobody in the story was asked: all of this was public before, in the sources below.",
    )
    confirmed_by = models.CharField(
        max_length=200,
        blank=True,
        help_text="Who in the story agreed that it is right. A role, never a name.",
    )
    confirmed_on = models.DateField(
        null=True, blank=True, help_text="The day on which they agreed to this text."
    )
    confirmed_view = models.TextField(
        "what they say themselves",
        max_length=1200,
        blank=True,
        help_text=(
            "Their own view of what changed, in their own words, and only if they agree to it"
            " being public. Shown as a quotation. No names, and no way to reach anyone."
        ),
    )
    licence = models.CharField(max_length=200, blank=True)
    note = models.TextField(
        max_length=600, blank=True, help_text="Shown at the end. For example: what we ask readers."
    )

    objects = PageManager.from_queryset(CaseStudyQuerySet)()
    base_form_class = CaseStudyPageForm
    half_finished = False
    told_when_new = True
    right_before_publishing = {**PublicPage.right_before_publishing, **RIGHT}
    starter = STUDY_STARTER

    listing_kind = "Case study"
    other_listing_kinds = (MADE_UP,)
    serve_related = ("organisation__region",)
    listing_related = RELATED
    template = "casestudies/case_study_page.html"
    parent_page_types: ClassVar[list[str]] = ["casestudies.CaseStudyIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar[list[Any]] = STUDY_PANELS

    class Meta:
        verbose_name = "case study"
        verbose_name_plural = "case studies"
        constraints = [
            models.CheckConstraint(
                condition=Q(started__isnull=True)
                | Q(ended__isnull=True)
                | Q(ended__gte=F("started")),
                name="case_study_ends_after_it_starts",
                violation_error_message="The end must not be before the start.",
            ),
            models.CheckConstraint(
                condition=Q(demonstration=False) | Q(organisation__isnull=True),
                name="demonstration_names_no_real_organisation",
                violation_error_message="A demonstration must not name a real organisation.",
            ),
            models.CheckConstraint(
                condition=Q(demonstration=True) | Q(fictional_organisation=""),
                name="only_demonstrations_name_made_up_organisations",
                violation_error_message="Only a demonstration may name a made-up organisation.",
            ),
        ]

    def clean(self) -> None:
        super().clean()
        roles = ("confirmed_by", "confirmed_view", "contact_role")
        problems = private_details({name: getattr(self, name) for name in roles})
        problems |= self.problems_with_withdrawal()
        if self.slug in RESERVED_SLUGS:
            problems["slug"] = "This address belongs to another page. Choose another slug."
        if self.demonstration and not self.title.startswith(DEMONSTRATION_PREFIX):
            problems["title"] = (
                f"The title of a made-up example starts with “{DEMONSTRATION_PREFIX}”."
            )
        if not self.half_finished:
            gaps = confirmation_gaps(
                self.confirmed_by, self.confirmed_on, self.confirmed_view, timezone.localdate()
            )
            problems = {**gaps, **problems}
        if problems:
            raise ValidationError(problems)

    def problems_with_withdrawal(self) -> dict[str, str]:
        """What was withdrawn does not come back by itself, nor does another take its address."""
        for withdrawal in Withdrawal.objects.of(self):
            if self.pk is None or withdrawal.page_id != self.pk:
                return {"slug": "A case study at this address was withdrawn. Choose another slug."}
            if self.live:
                return {NON_FIELD_ERRORS: STILL_WITHDRAWN}
        return {}

    def publishing_findings(self) -> Iterator[Finding]:
        yield from super().publishing_findings()
        yield from findings_on_study(self)

    def copy_all_child_relations(self, *args: Any, **options: Any) -> Any:
        """As every page's. All of Wagtail's ways to copy a page, or to make an alias, come by here."""
        refuse_to_copy_what_was_offered(self, self.title)
        return super().copy_all_child_relations(*args, **options)

    def publish(self, revision: Revision, *args: Any, **options: Any) -> None:
        """As every page's, but what is withdrawn stays away, also when a schedule asks for it."""
        if Withdrawal.objects.of(self).exists():
            self.revisions.update(approved_go_live_at=None)
            logger.warning("Page %s is withdrawn and was not published.", self.pk)
            return
        super().publish(revision, *args, **options)

    @property
    def organisation_then(self) -> str:
        """The organisation under the name it had at the time, or the made-up one."""
        if self.organisation is None:
            return self.fictional_organisation
        return dated_name(self.organisation.name, self.organisation.valid_to)

    def listed_as(self) -> str:
        return MADE_UP if self.demonstration else self.listing_kind

    def listing_text(self) -> str:
        return f"{self.summary} {plain_text(self)} {self.confirmed_view}"

    def listing_facets(self) -> dict[str, list[str]]:
        return facets_of(self)

    def listing_strength(self) -> int:
        return strength_of(self)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        fetch_renditions(self.pictures)
        context["pictures"] = drawn(self.pictures)
        context.update(page_context(self, in_memory=getattr(request, "is_preview", False)))
        return context
