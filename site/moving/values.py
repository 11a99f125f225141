"""What of a page or a record is moved, and how the references in it are turned into others."""

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any, cast

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import get_all_child_relations, get_field_value
from wagtail.fields import RichTextField, StreamField
from wagtail.models import COMMENTS_RELATION_NAME, Page

from moving.blocks import Turner, turned_block
from moving.names import is_file, name_field
from moving.refusals import NotMoved
from moving.rich_text import turned_links

# Of what Wagtail stores with each page. The rest is its place, its people, its plans and its history.
OF_A_PAGE = frozenset({"title", "slug", "seo_title", "search_description", "show_in_menus"})
Values = dict[str, Any]


def is_reference(field: models.Field) -> bool:
    return isinstance(field, models.ForeignKey)


def target_of(field: models.Field) -> type[models.Model]:
    """The model that a field leads to."""
    target: Any = field.related_model
    return cast(type[models.Model], target)


def is_moved(field: models.Field, model: type[models.Model]) -> bool:
    if (
        field.primary_key
        or not getattr(field, "serialize", False)
        or isinstance(field, models.FileField)
    ):
        return False
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        return False
    if field.model is Page:
        return field.name in OF_A_PAGE
    if is_file(model):
        return field.editable and field.remote_field is None
    if is_reference(field):
        return name_field(target_of(field)) is not None
    return field.name not in getattr(model, "exclude_fields_in_copy", ())


def moved_fields(model: type[models.Model]) -> dict[str, models.Field]:
    return {field.name: field for field in model._meta.concrete_fields if is_moved(field, model)}


def moved_lists(model: type[models.Model]) -> dict[str, models.ManyToManyField]:
    """The lists of other records: on a page those that belong to its drafts."""
    of_a_page = issubclass(model, Page)
    return {
        field.name: field
        for field in model._meta.many_to_many
        if name_field(target_of(field))
        and (isinstance(field, ParentalManyToManyField) or not (of_a_page or is_file(model)))
    }


def moved_rows(model: type[models.Model]) -> dict[str, models.ForeignKey]:
    """The rows that belong to a page, such as outcomes: their name, and how they name the page."""
    if not issubclass(model, Page):
        return {}
    return {
        relation.get_accessor_name(): relation.field
        for relation in get_all_child_relations(model)
        if relation.get_accessor_name() != COMMENTS_RELATION_NAME
    }


def own_values(record: models.Model) -> Values:
    """What is moved of a record, as plain JSON, with the primary keys of this installation."""
    model = type(record)
    values: Values = {name: plain(field, record) for name, field in moved_fields(model).items()}
    for name in moved_lists(model):
        values[name] = sorted(other.pk for other in getattr(record, name).all())
    for name, parent in moved_rows(model).items():
        values[name] = [row_values(row, parent) for row in getattr(record, name).all()]
    return values


def row_values(row: models.Model, parent: models.ForeignKey) -> Values:
    fields = moved_fields(type(row)).items()
    return {name: plain(field, row) for name, field in fields if field != parent}


def plain(field: models.Field, record: models.Model) -> Any:
    """The value of a field as JSON has it; equal for equal values, however they came about."""
    value = get_field_value(field, record)
    if isinstance(field, StreamField):
        return json.loads(value)
    if isinstance(field, models.DecimalField) and value is not None:
        return str(field.to_python(value).quantize(Decimal(1).scaleb(-field.decimal_places)))
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder))


def turned_values(model: type[models.Model], values: Values, turner: Turner) -> Values:
    """The same values, with each reference turned. Raises `NotMoved`."""
    rows = moved_rows(model)
    turns = {
        **{name: turn_of_field(field, turner) for name, field in moved_fields(model).items()},
        **{name: turn_of_list(field, turner) for name, field in moved_lists(model).items()},
        **{name: turn_of_rows(parent, turner) for name, parent in rows.items()},
    }
    if unknown := sorted(set(values) - set(turns)):
        raise NotMoved(
            f"This installation does not know “{unknown[0]}” of a {model._meta.verbose_name}."
            " Bring both installations to the same version first."
        )
    return {name: turns[name](value) for name, value in values.items()}


def turn_of_field(field: models.Field, turner: Turner) -> Callable[[Any], Any]:
    if isinstance(field, StreamField):
        return lambda value: turned_block(field.stream_block, value, turner)
    if isinstance(field, RichTextField):
        return lambda value: turned_links(value, turner)
    if is_reference(field):
        return lambda value: None if value is None else turner.turn(target_of(field), value)
    return lambda value: value


def turn_of_list(field: models.ManyToManyField, turner: Turner) -> Callable[[Any], Any]:
    def turn(listed: Any) -> list[Any]:
        found = [turner.turn(target_of(field), each) for each in as_list(listed)]
        return sorted(each for each in found if each is not None)

    return turn


def turn_of_rows(parent: models.ForeignKey, turner: Turner) -> Callable[[Any], Any]:
    return lambda rows: [
        turned_values(parent.model, as_values(row), turner) for row in as_list(rows)
    ]


def as_list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise NotMoved("The file has something else where a list belongs.")
    return value


def as_values(value: Any) -> Values:
    if not isinstance(value, dict):
        raise NotMoved("The file has something else where a row belongs.")
    return value


def without_block_ids(value: Any) -> Any:
    """The same value, but for the identifiers of blocks: each installation makes its own.

    >>> without_block_ids([{"type": "text", "value": "Ask", "id": "7"}])
    [{'type': 'text', 'value': 'Ask'}]
    """
    if isinstance(value, list):
        return [without_block_ids(item) for item in value]
    if isinstance(value, dict):
        is_block = {"type", "value"} <= set(value)
        kept = {name: item for name, item in value.items() if not (is_block and name == "id")}
        return {name: without_block_ids(item) for name, item in kept.items()}
    return value
