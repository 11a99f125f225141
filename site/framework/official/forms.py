"""The form that official text is brought in with."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from framework.enums import Wording
from framework.official.editions import edition_by_default
from framework.official.files import KINDS, LARGEST, File
from framework.official.pairs import HOW
from framework.official.text import EditionText

FILES_SAY = "Only where the files do not say it. Left empty: {}."
EDITION_LABELS = {
    "title": "Title of the edition",
    "makers": "Who made it",
    "licence": "Licence",
    "licence_address": "Address of the licence",
    "attribution": "Acknowledgement that the licence asks for",
    "source": "Address where it was published",
}


class SeveralFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """One file or more. A list even for one."""

    widget = SeveralFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = data if isinstance(data, list | tuple) else [data]
        return [super(SeveralFilesField, self).clean(file, initial) for file in files or [None]]


class OfficialTextForm(forms.Form):
    """Files, whose words they are, pairs by hand, and the edition where the files are silent."""

    texts = SeveralFilesField(
        label="Files",
        help_text=f"{KINDS} You can choose several at once. The most for each is 5 MB.",
        allow_empty_file=True,
    )
    wording = forms.ChoiceField(
        label="Whose words are they?",
        choices=[
            ("", "What the files say, or CQC text"),
            (Wording.OFFICIAL.value, "CQC text, as published"),
            (Wording.ADAPTED.value, "Adapted from CQC text"),
        ],
        required=False,
    )
    pairs = forms.CharField(
        label="Pairs of statements",
        help_text=f"Not needed at first. Come back to it if a pair is wrong. {HOW}",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=20_000,
        required=False,
    )
    published_on = forms.DateField(
        label="Day when it was published",
        widget=forms.DateInput(attrs={"type": "date"}),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        default = edition_by_default()
        day = default.published_on
        said = f"{day:%-d %B %Y}" if day else ""
        self.fields["published_on"].help_text = FILES_SAY.format(said)
        for name, label in EDITION_LABELS.items():
            usual = str(getattr(default, name)).rstrip(".")
            self.fields[name] = forms.CharField(
                label=label, help_text=FILES_SAY.format(usual), max_length=500, required=False
            )

    def brought(self) -> list[File]:
        """The files, each no longer than shows that it is too long."""
        return [File(file.name, file.read(LARGEST + 1)) for file in self.cleaned_data["texts"]]

    def edition(self) -> EditionText:
        said = {name: self.cleaned_data[name] for name in EDITION_LABELS}
        return EditionText(published_on=self.cleaned_data["published_on"], **said)
