"""A page as a list of sections: the parts that people comment on, one at a time."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

WHOLE_PAGE = "page"


@dataclass(frozen=True)
class Section:
    """A heading with what follows it, or a single block, or a field of the page.

    - `key` - lasting: a field's name, or the path of the first block ("body.<uuid>")
    - `paths` - of all blocks in it, in order; a field's name alone for a field
    - `label` - what it is called in lists: its heading, or the field's label, or how it begins
    - `heading` - its own heading, "" where it has none
    - `text` - its visible words, without markup
    - `html` - safe to show; "" where it was not asked for
    - `fingerprint` - the same as long as nothing that a reader sees has changed
    """

    key: str
    paths: tuple[str, ...]
    label: str
    heading: str
    text: str
    fingerprint: str
    html: str = ""

    def as_data(self) -> dict[str, Any]:
        """As it is stored in `Round.sections` and `Outcome.changed_sections`."""
        return {**asdict(self), "paths": list(self.paths)}

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Self:
        return cls(**{**data, "paths": tuple(data["paths"])})
