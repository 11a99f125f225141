"""The references in a body of blocks, found by the definition of each block."""

from typing import Any, Protocol

from django.db.models import Model
from wagtail.blocks import (
    Block,
    ChooserBlock,
    FieldBlock,
    ListBlock,
    RichTextBlock,
    StreamBlock,
    StructBlock,
)
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock

from moving.refusals import NotMoved
from moving.rich_text import turned_links


class Turner(Protocol):
    """Turns references into others, on the way out or on the way in."""

    def turn(self, model: type[Model], value: Any) -> Any:
        """A reference for a primary key, or the other way round; None where there is none."""

    def check_text(self, html: str) -> None:
        """Raises `NotMoved` for rich text that no editor could have written."""

    def check_value(self, block: FieldBlock, value: Any) -> None:
        """Raises `NotMoved` for a value that no form would take."""


def turned_block(block: Block, value: Any, turner: Turner) -> Any:
    """The stored value of a block, with each reference in it turned."""
    if value is None or value == "":
        return value
    if isinstance(block, ChooserBlock):
        return turner.turn(block.model_class, value)
    if isinstance(block, RichTextBlock):
        return turned_links(value, turner)
    if isinstance(block, FieldBlock):
        turner.check_value(block, value)
        return value
    for kind, turn in CONTAINERS:
        if isinstance(block, kind):
            return turn(block, value, turner)
    raise NotMoved(f"Blocks of the kind {type(block).__name__} cannot be moved.")


def child_of(block: Any, name: Any) -> Block:
    if not isinstance(name, str) or name not in block.child_blocks:
        raise NotMoved(
            f"This installation does not know the block “{str(name)[:80]}”."
            " Bring both installations to the same version first."
        )
    child: Block = block.child_blocks[name]
    return child


def shaped(value: Any, shape: type) -> Any:
    if not isinstance(value, shape):
        raise NotMoved("The file has a block that is not shaped like one.")
    return value


def turned_stream(block: StreamBlock, value: Any, turner: Turner) -> list[Any]:
    return [
        {
            **shaped(item, dict),
            "value": turned_block(child_of(block, item.get("type")), item.get("value"), turner),
        }
        for item in shaped(value, list)
    ]


def turned_list(block: ListBlock, value: Any, turner: Turner) -> list[Any]:
    """Items as they are stored today, or bare values as a content file has them."""
    return [
        {**item, "value": turned_block(block.child_block, item["value"], turner)}
        if isinstance(item, dict) and item.get("type") == "item" and "value" in item
        else turned_block(block.child_block, item, turner)
        for item in shaped(value, list)
    ]


def turned_struct(block: StructBlock, value: Any, turner: Turner) -> dict[str, Any]:
    return {
        name: turned_block(child_of(block, name), inner, turner)
        for name, inner in shaped(value, dict).items()
    }


def turned_table(block: TypedTableBlock, value: Any, turner: Turner) -> dict[str, Any]:
    columns = [shaped(column, dict) for column in shaped(shaped(value, dict).get("columns"), list)]
    kinds = [child_of(block, column.get("type")) for column in columns]
    rows = []
    for row in shaped(value.get("rows"), list):
        cells = shaped(shaped(row, dict).get("values"), list)
        if len(cells) != len(kinds):
            raise NotMoved("The file has a table whose rows are not as long as its headings.")
        turned = [turned_block(kind, cell, turner) for kind, cell in zip(kinds, cells, strict=True)]
        rows.append({**row, "values": turned})
    return {**value, "rows": rows}


CONTAINERS: list[tuple[type[Block], Any]] = [
    (StreamBlock, turned_stream),
    (ListBlock, turned_list),
    (StructBlock, turned_struct),
    (TypedTableBlock, turned_table),
]
