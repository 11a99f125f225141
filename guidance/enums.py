"""The closed lists of guidance."""

from django.db import models


class DownloadForm(models.TextChoices):
    """What a download is opened with."""

    DOCX = "docx", "Word"
    ODT = "odt", "OpenDocument"
    PDF = "pdf", "PDF"
