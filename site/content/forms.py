"""The form in which editors write a public page: it looks at what is about to go out."""

from itertools import chain, count
from typing import Any

from django import forms
from django.utils.text import slugify
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.models import Page

from content.publishing.gate import ends_workflow, stops_of
from content.shown_content import shown_content

ASKED = "Say in a sentence what changed, or tick “Only a small correction”."
BOTH = "You wrote what changed and ticked “Only a small correction”. Take one of them away."

LONGEST_SLUG = 200
NAME_OF_ACTION = "workflow-action-name"


class PublicPageForm(WagtailAdminPageForm):
    """Asks what changed when somebody publishes and readers would see other words than now.

    Where the last step of a workflow is approved, says what stops the page: nothing is lost by it.
    What stops other ways of publishing is for `content.publishing` to say.
    """

    small_correction = forms.BooleanField(
        label="Only a small correction",
        required=False,
        help_text="Such as a spelling mistake. Readers are not told of it.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance._state.adding and "slug" in self.fields:
            self.fields["slug"].required = False

    def clean_slug(self) -> str:
        """A new page may come without a slug: a title that was typed and saved at once has none yet."""
        slug: str = self.cleaned_data["slug"]
        if slug or not self.instance._state.adding:
            return slug
        base = slugify(self.data.get("title", ""))[:LONGEST_SLUG] or "page"
        candidates = chain([base], (f"{base}-{number}" for number in count(2)))
        return next(each for each in candidates if Page._slug_is_available(each, self.parent_page))

    def save(self, commit: bool = True) -> Page:
        """A new page is no draft to Wagtail when it is published at once: it is one until it is let out."""
        if self.instance._state.adding:
            self.instance.live = False
        return super().save(commit=commit)

    def is_valid(self) -> bool:
        if not super().is_valid():
            return False
        if "change_note" in self.fields and self.is_publishing:
            self.ask_what_changed()
        if self.is_approving and ends_workflow(self.instance):
            self.say_what_stops()
        return not self.errors

    @property
    def is_publishing(self) -> bool:
        """Whether the page goes out with this, now or on a day to come."""
        return "action-publish" in self.data and not self.is_deferred_validation

    @property
    def is_approving(self) -> bool:
        return "action-workflow-action" in self.data and self.data.get(NAME_OF_ACTION) == "approve"

    def say_what_stops(self) -> None:
        for finding in stops_of(self.save(commit=False)):
            self.add_error(finding.field if finding.field in self.fields else None, finding.words)

    def ask_what_changed(self) -> None:
        said = self.cleaned_data["change_note"].strip()
        is_small = self.cleaned_data["small_correction"]
        if said and is_small:
            self.add_error("change_note", BOTH)
        elif not said and not is_small and self.shows_a_change():
            self.add_error("change_note", ASKED)

    def shows_a_change(self) -> bool:
        """Whether the page is public, and would say something else from now on."""
        draft = self.save(commit=False)
        live = type(draft)._default_manager.filter(pk=draft.pk, live=True).first()
        return live is not None and shown_content(live) != shown_content(draft)
