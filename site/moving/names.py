"""Lasting names: what a page, a record or a file is called on every installation."""

from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from wagtail.documents import get_document_model
from wagtail.documents.models import AbstractDocument
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage
from wagtail.models import Page

from moving.refusals import NotMoved

# Every record that pages name has one of these, and its apps promise that it lasts.
LASTING = ("identifier", "slug")


def is_file(model: type[models.Model]) -> bool:
    return issubclass(model, AbstractImage | AbstractDocument)


def kind_of(model: type[models.Model]) -> type[models.Model]:
    """The model under which a reference to a record is written down."""
    if issubclass(model, Page):
        return Page
    if issubclass(model, AbstractImage):
        return get_image_model()
    if issubclass(model, AbstractDocument):
        return get_document_model()
    return model


def name_field(model: type[models.Model]) -> str | None:
    """The field with the lasting name; None for a record that has none, and so is never moved."""
    if issubclass(model, Page):
        return "translation_key"
    if is_file(model):
        return "file_hash"
    return next((name for name in LASTING if is_unique(model, name)), None)


def is_unique(model: type[models.Model], name: str) -> bool:
    try:
        return bool(getattr(model._meta.get_field(name), "unique", False))
    except FieldDoesNotExist:
        return False


def reference_to(model: type[models.Model], name: Any) -> str:
    """A reference as the file has it, such as "taxonomy.region:london"."""
    return f"{kind_of(model)._meta.label_lower}:{name}"


def name_in(reference: Any, model: type[models.Model]) -> str:
    """The lasting name in a reference to a record of a model. Raises `NotMoved`."""
    kind, colon, name = reference.partition(":") if isinstance(reference, str) else ("", "", "")
    if not colon or not name or kind != kind_of(model)._meta.label_lower:
        raise NotMoved(f"“{str(reference)[:80]}” does not name a {model._meta.verbose_name}.")
    return name
