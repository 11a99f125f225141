"""The form that asks why a page goes out in spite of what was found."""

from django import forms

LONGEST_REASON = 500


class ReasonForm(forms.Form):
    """One reason for all that was found, and the version of the page that was shown."""

    reason = forms.CharField(
        label="Why do you publish it all the same?",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="It stays in the history of the page. Do not copy words of a comment.",
        error_messages={"required": "Say why. It stays in the history of the page."},
    )
    seen = forms.CharField(widget=forms.HiddenInput)
