"""Tells readers when a record of the framework says something new: its words, or its status."""

from typing import Any

from content.changes import note_change
from framework.models import Statement, Strategy, SubPhase
from guidance.models import SubPhasePage

NEW_WORDING = "The wording changed."
NEW_SUMMARY = "The summary of this part changed."
BEFORE = "_before_this_change"


def remember_what_was(sender: type[Any], instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """Before a record is stored: note what readers know of it. There is nothing of a new one."""
    known = None if raw else sender._default_manager.filter(pk=instance.pk).first()
    setattr(instance, BEFORE, known)


def tell_of_new_wording(instance: Statement | SubPhase, **kwargs: Any) -> None:
    before = getattr(instance, BEFORE, None)
    if before is None or before.worded == instance.worded:
        return
    if isinstance(instance, Statement):
        note_change(text=NEW_WORDING, title=instance.text, address=instance.path)
    elif page := SubPhasePage.objects.filter(sub_phase=instance, alias_of=None).first():
        note_change(text=NEW_SUMMARY, page=page)


def tell_of_new_status(instance: Strategy, **kwargs: Any) -> None:
    before = getattr(instance, BEFORE, None)
    if before is None or before.status == instance.status:
        return
    was, now = before.get_status_display(), instance.get_status_display()
    text = f"The status was “{was}”. It is now “{now}”."
    note_change(text=text, title=instance.name, address=instance.path)
