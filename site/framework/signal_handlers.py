"""What happens when a record of the framework changes, whoever changes it."""

from typing import Any

from framework.models import FormerWording, Statement, SubPhase


def keep_former_wording(instance: SubPhase | Statement, **kwargs: Any) -> None:
    """Before a new wording is stored: keep the old one, and count the version up."""
    before = type(instance)._default_manager.filter(pk=instance.pk).first()
    if before is None or before.worded == instance.worded:
        return
    FormerWording.objects.create(
        identifier=before.identifier, version=before.version, text=before.worded
    )
    instance.version = before.version + 1
