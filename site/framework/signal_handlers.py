"""What happens when a record of the framework changes, whoever changes it."""

from typing import Any, Protocol

from framework.models import FormerWording


class Worded(Protocol):
    """A record whose words have versions. `worded` holds the words, `identifier` is lasting."""

    pk: Any
    identifier: str
    version: int

    @property
    def worded(self) -> str: ...


def keep_former_wording(sender: type[Any], instance: Worded, **kwargs: Any) -> None:
    """Before a new wording is stored: keep the old one, and count the version up.

    To be connected to `pre_save` of any record with versions, in this app or above it.
    """
    before: Worded | None = sender._default_manager.filter(pk=instance.pk).first()
    if before is None or before.worded == instance.worded:
        return
    FormerWording.objects.create(
        identifier=before.identifier, version=before.version, text=before.worded
    )
    instance.version = before.version + 1
