"""Documents are public while a public page links to them, and are saved rather than shown."""

import zipfile
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from docx import Document as WordFile
from odfdo import Document as OdfFile
from openpyxl import Workbook
from wagtail.documents.models import Document
from wagtail.models import Collection, CollectionViewRestriction

from pages.models import HomePage
from tests.uploads.places import a_document, content_of, page_with, words_with
from uploads.contents import HAS_PROGRAM, problem_with


def test_a_document_that_a_public_page_links_to_is_saved_by_the_browser(
    client: Client, home_page: HomePage
) -> None:
    document = a_document(name="Our plan (2).pdf")
    page_with(home_page, words_with(document))
    response = client.get(document.url)
    assert content_of(response) == b"%PDF-1.7 words"
    assert response.headers["Content-Disposition"].startswith("attachment; filename=")
    assert response.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "public, max-age=600"


def test_a_document_of_a_draft_is_for_editors_only(
    client: Client, editor_client: Client, home_page: HomePage
) -> None:
    document = a_document()
    page_with(home_page, words_with(document), live=False)
    assert client.get(document.url).status_code == 404
    assert client.get(f"/media/{document.file.name}").status_code == 404
    response = editor_client.get(document.url)
    assert response.headers["Cache-Control"] == "private, no-store"
    assert content_of(response) == b"%PDF-1.7 words"


def test_wagtail_still_asks_for_the_password_of_a_private_collection(
    client: Client, home_page: HomePage
) -> None:
    collection = Collection.get_first_root_node().add_child(name="With a password")
    restriction = CollectionViewRestriction.objects.create(
        collection=collection,
        restriction_type="password",
        password="apple",  # noqa: S106 - of this test
    )
    document = a_document(collection=collection)
    page_with(home_page, words_with(document))
    assert b"password" in client.get(document.url).content
    way_in = reverse("wagtaildocs_authenticate_with_password", args=[restriction.pk])
    client.post(way_in, {"password": "apple", "return_url": document.url})
    response = client.get(document.url)
    assert content_of(response) == b"%PDF-1.7 words"
    assert response.headers["Cache-Control"] == "private, no-store"


def word_file() -> bytes:
    stored = BytesIO()
    WordFile().save(stored)
    return stored.getvalue()


def sheet() -> bytes:
    stored = BytesIO()
    Workbook().save(stored)
    return stored.getvalue()


def open_document(kind: str) -> bytes:
    stored = BytesIO()
    OdfFile(kind).save(stored)
    return stored.getvalue()


def package(*names: str) -> bytes:
    stored = BytesIO()
    with zipfile.ZipFile(stored, "w") as zipped:
        for name in names:
            zipped.writestr(name, b"x")
    return stored.getvalue()


GOOD = {
    "a.pdf": b"%PDF-1.4\n",
    "a.txt": "Plain words – and “quotes”.\r\n\tMore.".encode(),
    "old.txt": "caf\xe9".encode("cp1252"),
    "wide.csv": "name;£\n".encode("utf-16"),
    "a.csv": b"\xef\xbb\xbfname,number\n",
}
BAD = {
    "page.pdf": b"<html><script>alert(1)</script>",
    "late.pdf": b"<html>%PDF-1.4",
    "page.txt": b" \n<!DOCTYPE html><title>x</title>",
    "picture.csv": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "wide.txt": "<html>".encode("utf-16"),
    "program.txt": b"MZ\x90\x00\x03\x00",
    "zip.docx": package("a.txt"),
    "text.docx": b"PK\x03\x04 but no more",
    "sheet.docx": sheet(),
    "word.xlsx": word_file(),
    "word.odt": word_file(),
    "sheet.odt": open_document("spreadsheet"),
    "page.exe": b"MZ",
}


@pytest.mark.parametrize("name", GOOD)
def test_a_plain_document_is_what_its_name_says(name: str) -> None:
    assert problem_with(name, BytesIO(GOOD[name])) == ""


def test_office_files_are_what_their_names_say() -> None:
    assert problem_with("a.docx", BytesIO(word_file())) == ""
    assert problem_with("a.xlsx", BytesIO(sheet())) == ""
    assert problem_with("a.odt", BytesIO(open_document("text"))) == ""
    assert problem_with("a.ods", BytesIO(open_document("spreadsheet"))) == ""


@pytest.mark.parametrize("name", BAD)
def test_a_name_alone_makes_no_document(name: str) -> None:
    assert "whatever its name says" in problem_with(name, BytesIO(BAD[name]))


def test_a_file_with_a_macro_is_refused() -> None:
    with_macro = package("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")
    assert problem_with("a.docx", BytesIO(with_macro)) == HAS_PROGRAM


def test_the_admin_refuses_it_with_words_and_stores_nothing(editor_client: Client) -> None:
    file = SimpleUploadedFile("plan.pdf", b"<html><script>", content_type="application/pdf")
    answer = editor_client.post(reverse("wagtaildocs:add"), {"title": "Plan", "file": file})
    assert "This is not a PDF file" in answer.content.decode()
    file.seek(0)
    several = editor_client.post(
        reverse("wagtaildocs:add_multiple"),
        {"files[]": file, "title": "Plan"},
        headers={"X-Requested-With": "XMLHttpRequest"},
    )
    assert several.json()["success"] is False
    assert "This is not a PDF file" in several.json()["error_message"]
    assert not Document.objects.exists()
