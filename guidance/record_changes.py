"""Tells readers what is new in a record of the framework, and lets what was told lead to it."""

from typing import Any

from django.db.models.signals import post_delete, post_save, pre_save
from django.utils import timezone

from content.changes import drop_changes, note_change, readdress_changes
from framework.models import Measure, Statement, Strategy, StrategyElement, SubPhase
from guidance.models import SubPhasePage

NEW_WORDING = "The wording changed."
NEW_STATEMENTS = "Statements of this part have a new wording."
NEW_SUMMARY = "The summary of this part changed."
BEFORE = "_before_this_change"
Addressed = Measure | Statement | Strategy | StrategyElement
ADDRESSED = (Measure, Statement, Strategy, StrategyElement)
"""The records whose notes have a copy of their address."""


def remember_what_was(sender: type[Any], instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """Before a record is stored: note what readers know of it. There is nothing of a new one."""
    known = None if raw else sender._default_manager.filter(pk=instance.pk).first()
    setattr(instance, BEFORE, known)


def tell_of_new_wording(instance: Statement | SubPhase, **kwargs: Any) -> None:
    before = getattr(instance, BEFORE, None)
    if before is None or before.worded == instance.worded:
        return
    part = instance if isinstance(instance, SubPhase) else instance.sub_phase
    page = SubPhasePage.objects.filter(sub_phase=part, alias_of=None).first()
    if page:
        tell_once_a_day(page, NEW_SUMMARY if instance == part else NEW_STATEMENTS)
    elif instance != part:
        note_change(text=NEW_WORDING, title=str(instance), address=instance.path)


def tell_once_a_day(page: SubPhasePage, text: str) -> None:
    """A new edition rewords many statements of a part: readers are told of it once."""
    if not page.change_notes.filter(day=timezone.localdate(), text=text).exists():
        note_change(text=text, page=page)


def tell_of_new_status(instance: Strategy, **kwargs: Any) -> None:
    before = getattr(instance, BEFORE, None)
    if before is None or before.status == instance.status:
        return
    was, now = before.get_status_display(), instance.get_status_display()
    text = f"The status was “{was}”. It is now “{now}”."
    note_change(text=text, title=instance.name, address=instance.path)


def keep_notes_with_it(instance: Addressed, **kwargs: Any) -> None:
    """A record was stored: its notes lead to the address that it has now."""
    before = getattr(instance, BEFORE, None)
    if before is not None and before.path != instance.path:
        readdress_changes(old=before.path, new=instance.path)


def forget_its_notes(instance: Addressed, **kwargs: Any) -> None:
    """A record was deleted: no note leads to it any more."""
    drop_changes(address=instance.path)


def watch() -> None:
    """Called once, when the site starts."""
    for read_before in (*ADDRESSED, SubPhase):
        pre_save.connect(remember_what_was, sender=read_before)
    for addressed in ADDRESSED:
        post_save.connect(keep_notes_with_it, sender=addressed)
        post_delete.connect(forget_its_notes, sender=addressed)
    for worded in (Statement, SubPhase):
        post_save.connect(tell_of_new_wording, sender=worded)
    post_save.connect(tell_of_new_status, sender=Strategy)
