"""The form in which editors write a case study: half-finished work can always be saved."""

from content.forms import PublicPageForm


class CaseStudyPageForm(PublicPageForm):
    """Asks for what is still missing only when the study is published or sent to be checked."""

    def defer_required_fields(self) -> None:
        super().defer_required_fields()
        self.mark_half_finished(True)

    def restore_required_fields(self) -> None:
        super().restore_required_fields()
        self.mark_half_finished(False)

    def mark_half_finished(self, half_finished: bool) -> None:
        """Tell the study and each of its outcomes how strictly to look at themselves."""
        self.instance.half_finished = half_finished
        for form in self.formsets["outcomes"]:
            form.instance.half_finished = half_finished
