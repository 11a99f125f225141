"""A file that is not as we write it is refused with a clear word, and nothing is written."""

import json
from collections.abc import Callable
from hashlib import sha1, sha256
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page, Revision

from images.models import CustomImage
from moving import parcel
from moving.departure import Departure, site_root
from moving.refusals import NotMoved
from moving.rich_text import check_rich_text
from pages.models import HomePage, StandardPage
from tests.factories.pages import StandardPageFactory
from tests.moving.content import a_document, an_image, packed, picture

KEY = "00000000-0000-4000-8000-00000000000{}"
Change = Callable[[dict[str, Any]], object]


@pytest.fixture
def file(home_page: HomePage, tmp_path: Path) -> Path:
    """One page with a picture, as it comes from elsewhere: it is not here."""
    image = an_image()
    page = StandardPageFactory(parent=home_page, title="About us", slug="about-us")
    in_words = {"image": image.pk, "alt_text": "A meeting.", "decorative": False}
    page.body = [
        {"type": "text", "value": "<p>Hello</p>"},
        {"type": "figure", "value": {"image": in_words, "caption": ""}},
    ]
    page.sources = [{"type": "source", "value": {"label": "A", "url": "https://example.org/"}}]
    page.save_revision().publish()
    packed_file = packed(tmp_path, "/about-us/")
    page.delete()
    image.delete()
    return packed_file


def unpacked(file: Path) -> dict[str, bytes]:
    with ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def repacked(file: Path, files: dict[str, bytes]) -> None:
    """Write the file anew, with sums that are right."""
    manifest = json.loads(files.pop("manifest.json"))
    manifest["sums"] = {name: sha256(data).hexdigest() for name, data in files.items()}
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
        archive.writestr("manifest.json", json.dumps(manifest))


def changed(file: Path, change: Change) -> None:
    """Write the file anew with other content."""
    files = unpacked(file)
    content = json.loads(files["content.json"])
    change(content)
    files["content.json"] = json.dumps(content).encode()
    repacked(file, files)


def refused(file: Path, *options: str) -> str:
    """What the command says; nothing is there that was not there before."""
    before = (Page.objects.count(), Revision.objects.count(), CustomImage.objects.count())
    with pytest.raises(CommandError) as raised:
        call_command("import_content", str(file), "--apply", "--no-progress", *options)
    after = (Page.objects.count(), Revision.objects.count(), CustomImage.objects.count())
    assert after == before
    return str(raised.value)


def test_the_file_itself_is_taken(file: Path) -> None:
    call_command("import_content", str(file), "--apply", "--no-progress", verbosity=0)
    assert StandardPage.objects.get().sources[0].value["url"] == "https://example.org/"


def first(content: dict[str, Any]) -> dict[str, Any]:
    page: dict[str, Any] = content["pages"][0]
    return page


def with_body(*blocks: dict[str, Any]) -> Change:
    return lambda content: first(content)["values"].update(body=list(blocks))


def with_text(html: str) -> Change:
    return with_body({"type": "text", "value": html, "id": "1"})


def with_source(address: Any) -> Change:
    source = {"type": "source", "value": {"label": "A", "url": address}}
    return lambda content: first(content)["values"].update(sources=[source])


def with_page(**values: Any) -> Change:
    return lambda content: first(content).update(values)


def with_values(**values: Any) -> Change:
    return lambda content: first(content)["values"].update(values)


def parents_in_a_ring(content: dict[str, Any]) -> None:
    one, other = KEY.format(1), KEY.format(2)
    second = {**first(content), "key": other, "parent": one, "address": "/about-us/more/"}
    first(content).update(key=one, parent=other)
    content["pages"].append(second)


def without_places(content: dict[str, Any]) -> None:
    content["places"] = {}


MARKUP = "no editor could have written"
CONTENT: dict[str, tuple[Change, str]] = {
    "a script": (with_text("<p>Hi</p><script>alert(1)</script>"), MARKUP),
    "an event": (with_text('<p onclick="alert(1)">Hi</p>'), MARKUP),
    "a script address": (with_text('<p><a href="javascript:alert(1)">Hi</a></p>'), MARKUP),
    "a half tag": (with_text("<p>Hi <img src=x onerror=alert(1)</p>"), MARKUP),
    "an end of what is around it": (with_text("<p>Hi</p></div></main>"), MARKUP),
    "text that is none": (with_text({"a": 1}), MARKUP),  # type: ignore[arg-type]  # on purpose
    "a script as source": (with_source("javascript:alert(1)"), "a value that is refused"),
    "a source that is none": (with_source(["x"]), "a value that is refused"),
    "an unknown block": (with_body({"type": "raw_html", "value": "x"}), "does not know the block"),
    "a block that is none": (with_body("text"), "not shaped like one"),  # type: ignore[arg-type]
    "an unknown field": (with_values(owner=1), "does not know “owner”"),
    "an unknown kind of page": (with_page(kind="pages.secretpage"), "no kind of page here"),
    "a kind that is no page": (with_page(kind="accounts.user"), "no kind of page here"),
    "a page with no kind": (with_page(kind="wagtailcore.page"), "no kind of page here"),
    "parents in a ring": (parents_in_a_ring, "is stopped"),
    "no word of the parent": (without_places, "is stopped"),
    "a title that is none": (with_values(title=None), "is refused"),
    "a key that is none": (with_page(key="1; DROP TABLE"), "something wrong with key of page 1"),
    "an address outside": (with_page(address="//evil.example/"), "wrong with address of page 1"),
    "too much": (lambda content: content.update(users=[]), "something wrong with the file"),
    "too little": (lambda content: content.pop("media"), "something wrong with the file"),
    "an unknown picture": (
        lambda content: content.update(media={}),
        "neither here nor in the file",
    ),
}


@pytest.mark.parametrize(("change", "words"), CONTENT.values(), ids=CONTENT.keys())
def test_content_that_we_do_not_write_is_refused(file: Path, change: Change, words: str) -> None:
    changed(file, change)
    assert words in refused(file)


@pytest.mark.parametrize(
    "html", ["<p>Hi</p></div", "<p><b>Hi</p>", "<p><b><i>Hi</b></i></p>", "<p>Hi</p></p>"]
)
def test_rich_text_ends_what_it_begins_and_nothing_else(html: str) -> None:
    with pytest.raises(NotMoved, match=MARKUP):
        check_rich_text(html)


def test_rich_text_as_our_editor_stores_it_is_taken() -> None:
    check_rich_text(
        '<h2 data-block-key="a1">A &amp; B &lt; C</h2><p data-block-key="b2">One<br/>two '
        '<a linktype="page" id="3"><b>three</b></a></p><hr/>'
        '<embed alt="A meeting" embedtype="image" format="left" id="1"/>'
    )


def manifest_with(**values: Any) -> Callable[[dict[str, bytes]], None]:
    def change(files: dict[str, bytes]) -> None:
        manifest = {**json.loads(files["manifest.json"]), **values}
        files["manifest.json"] = json.dumps(manifest).encode()

    return change


def more(name: str, data: bytes = b"x") -> Callable[[dict[str, bytes]], None]:
    return lambda files: files.update({name: data})


FILES: dict[str, tuple[Callable[[dict[str, bytes]], Any], str]] = {
    "a way out": (more("../../etc/cron.d/x"), "does not belong there"),
    "a whole path": (more("/tmp/x"), "does not belong there"),  # noqa: S108 - a name in a zip
    "a name of our own": (more("files/x.html"), "does not belong there"),
    "bad JSON": (more("content.json", b"{"), "content.json cannot be read"),
    "deep JSON": (more("content.json", b"[" * 200_000), "content.json cannot be read"),
    "no number": (more("content.json", b'{"pages": NaN}'), "content.json cannot be read"),
    "no text": (more("content.json", b"\xff\xfe\xff"), "content.json cannot be read"),
    "another version": (manifest_with(version=2), "reads version 1"),
    "another format": (manifest_with(format="x"), "not made by"),
}


@pytest.mark.parametrize(("change", "words"), FILES.values(), ids=FILES.keys())
def test_a_zip_that_we_do_not_write_is_refused(
    file: Path, change: Callable[[dict[str, bytes]], Any], words: str
) -> None:
    files = unpacked(file)
    change(files)
    repacked(file, files)
    assert words in refused(file)


def test_a_changed_file_is_known_by_its_sum(file: Path) -> None:
    files = unpacked(file)
    with ZipFile(file, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data.replace(b"About us", b"About me"))
    assert "its checksum differs" in refused(file)


def test_a_bomb_is_not_unpacked(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parcel, "LARGEST_FILE", 1_000_000)
    files = unpacked(file)
    files[f"files/{'a' * 40}.png"] = bytes(2_000_000)
    repacked(file, files)
    assert "is too large" in refused(file)
    monkeypatch.setattr(parcel, "LARGEST_WHOLE", 1_000_000)
    assert "too large when it is unpacked" in refused(file)


def test_what_is_no_zip_is_refused(home_page: HomePage, tmp_path: Path) -> None:
    file = tmp_path / "content.zip"
    assert "no zip file" in refused(file)
    file.write_bytes(b"PK\x03\x04 not really")
    assert "no zip file" in refused(file)


PICTURES = {
    "an SVG": (b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "svg"),
    "a page": (b"<!doctype html><script>alert(1)</script>", "png"),
    "a picture under another name": (picture(), "gif"),
}


@pytest.mark.parametrize(("data", "suffix"), PICTURES.values(), ids=PICTURES.keys())
def test_a_picture_that_nobody_could_upload_is_refused(
    file: Path, media: Path, data: bytes, suffix: str
) -> None:
    swap_picture(file, data, suffix)
    stored = sorted(media.rglob("*"))
    assert "The picture “A meeting” is refused" in refused(file)
    assert sorted(media.rglob("*")) == stored


def test_a_picture_of_too_many_pixels_is_refused(
    file: Path, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 100
    assert "too many pixels" in refused(file)


def swap_picture(file: Path, data: bytes, suffix: str) -> None:
    files = unpacked(file)
    content = json.loads(files["content.json"])
    ((old, medium),) = content["media"].items()
    name = sha1(data).hexdigest()  # noqa: S324 - a name
    files.pop(medium["file"])
    medium.update(file=f"files/{name}.{suffix}", called=f"meeting.{suffix}")
    content["media"] = {f"images.customimage:{name}": medium}
    text = json.dumps(content).replace(old, f"images.customimage:{name}")
    files.update({medium["file"]: data, "content.json": text.encode()})
    repacked(file, files)


def test_a_private_file_never_leaves(home_page: HomePage, tmp_path: Path) -> None:
    document = a_document()
    closed = document.collection.add_child(name="Closed")
    closed.view_restrictions.create(restriction_type="login")
    document.collection = closed
    document.save()
    link = f'<p><a linktype="document" id="{document.pk}">It</a></p>'
    StandardPageFactory(parent=home_page, slug="open", body=[("text", link)])
    to = tmp_path / "content.zip"
    with pytest.raises(CommandError, match="is in a private collection"):
        call_command("export_content", "/open/", "--to", str(to), "--no-progress")
    assert not to.exists()


def test_a_private_page_is_not_published_elsewhere(home_page: HomePage, tmp_path: Path) -> None:
    page = StandardPageFactory(parent=home_page, slug="inner")
    page.view_restrictions.create(restriction_type="login")
    file = packed(tmp_path, "/inner/")
    page.delete()
    call_command("import_content", str(file), "--apply", "--publish", "--no-progress")
    assert not StandardPage.objects.get().live


@pytest.mark.parametrize("asked", ["/nowhere/", "999999", "9" * 40, "../"])
def test_a_page_that_is_not_there_is_told(home_page: HomePage, tmp_path: Path, asked: str) -> None:
    with pytest.raises(CommandError, match="There is no page at"):
        call_command("export_content", asked, "--to", str(tmp_path / "x.zip"), "--no-progress")


def test_a_page_that_follows_another_stays(home_page: HomePage) -> None:
    page = StandardPageFactory(parent=home_page)
    alias = page.create_alias(update_slug="again")
    departure = Departure(root=site_root(), drafts=False)
    departure.add(alias)
    assert departure.content["pages"] == []
    assert "it follows another page" in departure.notes[0]
