"""The form in which editors write a public page: it asks what changed when a change goes out."""

from django import forms
from wagtail.admin.forms import WagtailAdminPageForm

from content.shown_content import shown_content

ASKED = "Say in a sentence what changed, or tick “Only a small correction”."
BOTH = "You wrote what changed and ticked “Only a small correction”. Take one of them away."


class PublicPageForm(WagtailAdminPageForm):
    """Asks only when somebody publishes, and only where readers would see other words than now."""

    small_correction = forms.BooleanField(
        label="Only a small correction",
        required=False,
        help_text="Such as a spelling mistake. Readers are not told of it.",
    )

    def is_valid(self) -> bool:
        if not super().is_valid():
            return False
        if "change_note" in self.fields and self.is_publishing:
            self.ask_what_changed()
        return not self.errors

    @property
    def is_publishing(self) -> bool:
        """Whether the page goes out with this, now or on a day to come."""
        return "action-publish" in self.data and not self.is_deferred_validation

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
