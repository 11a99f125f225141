"""Where the references of a file lead on this installation, and what is made because it is missing."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from modelcluster.models import model_from_serializable_data
from wagtail.blocks import FieldBlock
from wagtail.images.models import AbstractImage
from wagtail.models import Page

from moving.files import Files, check
from moving.names import is_file, kind_of, name_field, name_in
from moving.parcel import Parcel
from moving.refusals import NotMoved
from moving.rich_text import check_rich_text
from moving.values import moved_lists, turned_values

# A record that is missing may name others that are. No real chain is this long.
LONGEST_CHAIN = 12


class Finder:
    """Turns lasting references into primary keys."""

    def __init__(self, *, parcel: Parcel, root: Page, files: Files, add_records: bool) -> None:
        self.parcel, self.root, self.files = parcel, root, files
        self.add_records = add_records
        self.places = {**parcel.places, **{page["key"]: page for page in parcel.pages}}
        self.pages: dict[str, int | None] = {}
        self.known: dict[str, Any] = {}
        self.making: list[str] = []
        self.added: list[str] = []
        self.missing: dict[str, str] = {}
        self.links_lost: list[str] = []
        self.all_placed = False

    def turn(self, model: type[Model], value: Any) -> Any:
        """The primary key for a reference; None where what it names is not here."""
        if name_field(model) is None or not isinstance(value, str):
            raise NotMoved(f"The file names a {model._meta.verbose_name} in a way we do not know.")
        name = name_in(value, model)
        if issubclass(model, Page):
            return self.page(model, name)
        if value not in self.known:
            self.known[value] = self.record(kind_of(model), value, name)
        return self.known[value]

    def page(self, model: type[Page], key: str) -> int | None:
        pk = self.page_with_key(key)
        if pk is None or (model is not Page and not model.objects.filter(pk=pk).exists()):
            if self.all_placed:
                self.links_lost.append(self.places.get(key, {}).get("address", key))
            return None
        return pk

    def page_with_key(self, key: str) -> int | None:
        """The page with a key; where the key is not known, the same kind of page at its address."""
        if self.pages.get(key) is None:
            self.pages[key] = self.find_page(key)
        return self.pages[key]

    def find_page(self, key: str) -> int | None:
        if key not in self.places:
            raise NotMoved("The file names a page of which it does not say where it is.")
        found = page_by_key(key)
        if found is None:
            place = self.places[key]
            there = page_at(place["address"], self.root)
            alike = there is not None and there.specific_class._meta.label_lower == place["kind"]
            found = there if alike else None
        return found.pk if found else None

    def record(self, model: type[Model], reference: str, name: str) -> Any:
        found = (
            model._default_manager.filter(**{str(name_field(model)): name}).order_by("pk").first()
        )
        if found is not None:
            return found.pk
        if is_file(model):
            return self.new_file(model, reference)
        if reference not in self.parcel.records:
            raise NotMoved(f"“{reference[:80]}” is neither here nor in the file.")
        if not self.add_records:
            self.missing[reference] = self.parcel.records[reference]["title"]
            return None
        return self.new_record(model, reference, name)

    def new_file(self, model: type[Model], reference: str) -> Any:
        if reference not in self.parcel.media:
            raise NotMoved(f"“{reference[:80]}” is neither here nor in the file.")
        made = self.files.make(model, reference, self.parcel)
        word = "picture" if issubclass(model, AbstractImage) else "document"
        self.added.append(f"{word} “{self.parcel.media[reference]['title']}”")
        return made.pk

    def new_record(self, model: type[Model], reference: str, name: str) -> Any:
        """A record that is missing, as the file has it, and those that it names."""
        title = self.parcel.records[reference]["title"]
        if reference in self.making or len(self.making) >= LONGEST_CHAIN:
            raise NotMoved(f"“{title}” names itself by way of others.")
        self.making.append(reference)
        values = dict(self.parcel.records[reference]["values"])
        lists = {field: values.pop(field) for field in moved_lists(model) if field in values}
        if values.get(str(name_field(model))) != name:
            raise NotMoved(f"“{title}” is filed under another name than its own.")
        made = made_record(model, turned_values(model, values, self), title)
        self.known[reference] = made.pk
        for field, pks in turned_values(model, lists, self).items():
            getattr(made, field).set(pks)
        self.making.remove(reference)
        self.added.append(f"{model._meta.verbose_name} “{title}”")
        return made.pk

    def check_text(self, html: str) -> None:
        check_rich_text(html)

    def check_value(self, block: FieldBlock, value: Any) -> None:
        """What a form would refuse, such as an address that runs a script."""
        try:
            block.field.run_validators(value)
        except (ValidationError, TypeError, ValueError, AttributeError) as error:
            raise NotMoved(
                f"The file has a block with a value that is refused: {block.label}."
            ) from error


def page_by_key(key: str) -> Page | None:
    found: Page | None = Page.objects.filter(translation_key=key).order_by("pk").first()
    return found


def page_at(address: str, root: Page) -> Page | None:
    found: Page | None = Page.objects.filter(url_path=f"{root.url_path}{address[1:]}").first()
    return found


def made_record(model: type[Model], values: dict[str, Any], title: str) -> Model:
    try:
        made: Model = model_from_serializable_data(model, {"pk": None, **values}, check_fks=False)
    except (ValidationError, TypeError, ValueError) as error:
        raise NotMoved(f"“{title}” cannot be read.") from error
    check(made, title)
    made.save()
    return made
