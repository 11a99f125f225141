"""Files that readers keep, made when what they hold is published."""

from django.db import models

from guidance.enums import DownloadForm


class Download(models.Model):
    """A file with what one page, or the whole framework, said when it was made.

    `subject` names what is in it, such as "framework", "phase-check" or "guidance-ask-people".
    `stamp` is a fingerprint of the content: a file whose stamp is not that of now is never sent.
    Of one that is `in_doubt` no page gives the size or day until somebody has compared its stamp.
    """

    subject = models.CharField(max_length=280)
    form = models.CharField(max_length=10, choices=DownloadForm)
    file = models.FileField(upload_to="downloads/%Y/", max_length=255)
    size = models.PositiveIntegerField(help_text="In bytes.")
    stamp = models.CharField(max_length=64)
    in_doubt = models.BooleanField(default=True)
    made_at = models.DateTimeField(auto_now=True)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["subject", "form"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["subject", "form"], name="one_file_of_each_form")
        ]

    def __str__(self) -> str:
        return f"{self.subject}.{self.form}"
