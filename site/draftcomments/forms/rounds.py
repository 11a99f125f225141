"""The forms of those who run a round: what is asked, how it is opened, and who is let in."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel, ObjectList

from accounts.models import User
from draftcomments.actions.links import MOST_AT_ONCE
from draftcomments.actions.rounds import wrong_days
from draftcomments.drafts.freezing import MEDIA, PRIVATE
from draftcomments.enums import LinkKind, RoundStatus
from draftcomments.forms.commenting import clean_words
from draftcomments.models import LONGEST_QUESTION, MOST_QUESTIONS, Round

# Each by the name of its box, so that a yes to one is never taken for a yes to another.
CONFIRM = {
    PRIVATE: ("private", "Yes, people with a link may read this draft of a private page"),
    MEDIA: ("media", "Yes, everybody with a link may see the pictures and documents of this draft"),
}


DAYS = ("closes_on", "reply_by")


class LinesField(forms.CharField):
    """A list of short texts, one on each line."""

    widget = forms.Textarea(attrs={"rows": 5})

    def __init__(self, *, most: int, longest: int, **values: Any) -> None:
        super().__init__(**values)
        self.most, self.longest = most, longest

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value) or ""
        return [" ".join(line.split()) for line in clean_words(text).split("\n") if line.strip()]

    def validate(self, value: Any) -> None:
        super().validate(value)
        if len(value) > self.most:
            raise ValidationError(f"Write {self.most} or fewer. There are {len(value)} lines.")
        if any(len(line) > self.longest for line in value):
            raise ValidationError(f"Each may have {self.longest} characters or fewer.")

    def run_validators(self, value: Any) -> None:
        """What CharField would check of one text is checked of each line."""


class PersonField(forms.ModelChoiceField):
    """Somebody who can log in to the admin, by name."""

    def __init__(self, **values: Any) -> None:
        super().__init__(User.objects.none(), **values)

    def label_from_instance(self, user: Any) -> str:
        return str(user.get_full_name() or user.get_username())


class RoundForm(WagtailAdminModelForm):
    """What people are asked, until when, and who answers for it."""

    questions = LinesField(
        label="Questions to guide people",
        help_text=f"Up to {MOST_QUESTIONS}, one on each line. People may skip any of them.",
        required=False,
        most=MOST_QUESTIONS,
        longest=LONGEST_QUESTION,
    )
    owner = PersonField(label="Who makes sure people get answers")
    facilitator = PersonField(
        label="Who helps people to take part",
        help_text="They can type in what people say by phone, on paper or at a workshop.",
        empty_label="Nobody",
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("owner", "facilitator"):
            self.fields[name].queryset = staff()
        if self.instance.status != RoundStatus.DRAFT:
            # Wagtail draws a declared field that no panel has, below the panels.
            del self.fields["questions"]

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        days = {name: found.get(name, getattr(self.instance, name)) for name in DAYS}
        is_draft = self.instance.status == RoundStatus.DRAFT
        to_come = [
            name for name in DAYS if name in found and (is_draft or name in self.changed_data)
        ]
        for name, why in wrong_days(**days, to_come=to_come):
            self.add_error(name, why)
        return found


def staff() -> QuerySet[User]:
    """Who can log in to the admin."""
    allowed = {"codename": "access_admin", "content_type__app_label": "wagtailadmin"}
    groups = Q(**{f"groups__permissions__{name}": value for name, value in allowed.items()})
    own = Q(**{f"user_permissions__{name}": value for name, value in allowed.items()})
    users = User.objects.filter(Q(is_superuser=True) | groups | own, is_active=True)
    return users.distinct().order_by("first_name", "last_name", "username")


WHAT = MultiFieldPanel(
    [
        FieldPanel("purpose"),
        FieldPanel("can_change", help_text="Be honest: what is still open?"),
        FieldPanel("cannot_change", help_text="What is fixed, and why."),
        FieldPanel("questions"),
        FieldPanel("content_note"),
    ],
    heading="What you ask",
)
LAST_DAY = FieldPanel("closes_on", help_text="People can comment until the end of this day.")
REPLY_BY = FieldPanel("reply_by", help_text="We tell people that they hear from us by this day.")
STAFF = MultiFieldPanel(
    [
        FieldRowPanel([FieldPanel("owner"), FieldPanel("facilitator")]),
        FieldPanel(
            "contact_line",
            heading="Who people can contact",
            help_text="A role with a phone number or an email address. Best is both.",
        ),
        FieldPanel("support", help_text="Stands on every page that people see."),
    ],
    heading="Who is there for people",
)
OTHERS = MultiFieldPanel([FieldPanel("show_others")], heading="What people see of each other")
NO_LONGER = HelpPanel(
    "<p>People have read the draft, what you ask and the questions. These stay as they are.</p>"
)


def edit_handler(round: Round) -> ObjectList:
    """The panels of what may be written about a round, where it stands now."""
    days: dict[str, list[FieldPanel]] = {
        RoundStatus.DRAFT: [LAST_DAY, REPLY_BY],
        RoundStatus.OPEN: [LAST_DAY, REPLY_BY],
    }
    dates = MultiFieldPanel([FieldRowPanel(days.get(round.status, [REPLY_BY]))], heading="By when")
    if round.status == RoundStatus.DRAFT:
        panels = [WHAT, dates, STAFF, OTHERS]
    else:
        panels = [NO_LONGER, dates, STAFF]
    return ObjectList(panels, base_form_class=RoundForm).bind_to_model(Round)


class OpeningForm(forms.Form):
    """A box to tick for each warning."""

    def __init__(self, *args: Any, warnings: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.warnings = warnings
        for warning in warnings:
            name, label = CONFIRM[warning]
            self.fields[name] = forms.BooleanField(
                label=label,
                help_text=warning,
                error_messages={"required": "Tick the box if this is right. If not, do not open."},
            )

    @property
    def confirmed(self) -> list[str]:
        """The warnings that somebody has said yes to."""
        return [warning for warning in self.warnings if self.cleaned_data[CONFIRM[warning][0]]]


class KindForm(forms.Form):
    kind = forms.ChoiceField(
        label="How will they get it?",
        choices=[
            (LinkKind.LINK, "A link, to send by email or text message"),
            (LinkKind.CODE, "A short code, printed on paper"),
        ],
        widget=forms.RadioSelect,
        initial=LinkKind.LINK,
    )


class LinksForm(KindForm):
    count = forms.IntegerField(
        label="For how many people?",
        help_text=f"Each person needs one of their own. Up to {MOST_AT_ONCE} at a time.",
        min_value=1,
        max_value=MOST_AT_ONCE,
        initial=1,
    )
