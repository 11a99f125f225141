"""Makes the sizes in which readers see pictures once a page is published, so that no reader waits."""

import logging
from functools import partial
from typing import Any

from django.db import transaction
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, task, task_backends
from django_tasks.backends.immediate import ImmediateBackend
from wagtail.images.models import SourceImageIOError
from wagtail.models import Page, ReferenceIndex

from images.models import CustomImage

logger = logging.getLogger(__name__)

# As templates/content/blocks/figure.html asks for it: a test holds both together.
SIZES_ON_PAGES = ("width-960",)


def page_was_published(instance: Page, **kwargs: Any) -> None:
    """Note what the page shows, and make its pictures once it is stored."""
    note_references(instance)
    transaction.on_commit(partial(make_pictures.enqueue, instance.pk), robust=True)


def note_references(page: Page) -> None:
    """Note at once what a page shows, where Wagtail's own note waits for a worker.

    Until it is noted readers would miss new pictures, and still see those that were taken out.
    """
    waits = not isinstance(task_backends[DEFAULT_TASK_BACKEND_ALIAS], ImmediateBackend)
    if waits:
        with transaction.atomic():
            ReferenceIndex.create_or_update_for_object(page)


@task()
def make_pictures(page_id: int) -> int:
    """The pictures of a page in the sizes that are shown; returns how many pictures it has."""
    references = ReferenceIndex.objects.filter(
        base_content_type__app_label="wagtailcore",
        base_content_type__model="page",
        object_id=str(page_id),
    )
    found = references.filter(
        to_content_type__app_label=CustomImage._meta.app_label,
        to_content_type__model=CustomImage._meta.model_name,
    )
    numbers = {int(number) for number in found.values_list("to_object_id", flat=True)}
    for image in CustomImage.objects.filter(pk__in=numbers).prefetch_related("renditions"):
        try:
            image.get_renditions(*SIZES_ON_PAGES)
        except SourceImageIOError:
            logger.warning("Picture %s cannot be made: its file is missing or damaged.", image.pk)
    return len(numbers)
