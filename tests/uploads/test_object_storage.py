"""Files in object storage keep the site's addresses, and are sent by the site alone."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.test import Client

from config import object_storage
from config.object_storage import storage_of
from pages.models import HomePage
from tests.uploads.places import a_picture, address_of, content_of, figure, page_with

pytest.importorskip("storages.backends.s3", reason="needs the extra “s3”")
SECRET = "a-secret/of+forty"  # noqa: S105 - of a storage that lives for one test
WHEN = "Sun, 22 Nov 2026 10:11:12 GMT"


class Bucket(BaseHTTPRequestHandler):
    """As much of S3 as the site asks for. It keeps what it is sent, and what it was asked."""

    objects: dict[str, bytes] = {}
    asked: list[tuple[str, str, str, str]] = []

    def answer(self, status: int, content: bytes = b"") -> None:
        self.send_response(status)
        self.send_header("Last-Modified", WHEN)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def handle_request(self) -> None:
        told = self.headers.get("Authorization", ""), self.headers.get("x-amz-acl", "")
        self.asked.append((self.command, self.path, *told))
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.command == "PUT":
            self.objects[self.path] = body
        if self.command == "DELETE":
            self.objects.pop(self.path, None)
        if self.command in {"PUT", "DELETE"}:
            return self.answer(200)
        found = self.objects.get(self.path)
        return self.answer(404 if found is None else 200, found or b"")

    do_GET = handle_request  # noqa: N815 - named by the standard library, as the next three are
    do_HEAD = handle_request  # noqa: N815
    do_PUT = handle_request  # noqa: N815
    do_DELETE = handle_request  # noqa: N815

    def log_message(self, *args: Any) -> None:
        """Tests print nothing."""


@pytest.fixture
def bucket(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Bucket]]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    Bucket.objects.clear()
    Bucket.asked.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Bucket)
    Thread(target=server.serve_forever, daemon=True).start()
    address = f"s3://key:{SECRET.replace('/', '%2F').replace('+', '%2B')}@127.0.0.1"
    settings.STORAGES = {
        **settings.STORAGES,
        "default": storage_of(f"{address}:{server.server_port}/files?tls=false"),
    }
    settings.SEND_FILES_BY_PROXY = True
    yield Bucket
    server.shutdown()
    server.server_close()


def test_a_picture_lives_in_the_bucket_and_is_sent_by_the_site(
    bucket: type[Bucket], client: Client, home_page: HomePage
) -> None:
    image = a_picture()
    page = page_with(home_page, figure(image))
    address = address_of(image)
    assert address.startswith("/media/images/")
    assert set(bucket.objects) == {
        f"/files/{image.file.name}",
        f"/files/{image.get_rendition('width-960').file.name}",
    }
    response = client.get(address)
    assert content_of(response) == bucket.objects[address.replace("/media/", "/files/")]
    assert "X-Accel-Redirect" not in response.headers
    assert response.headers["Last-Modified"] == WHEN
    again = client.get(address, headers={"If-None-Match": response.headers["ETag"]})
    assert again.status_code == 304
    page.unpublish()
    assert client.get(address).status_code == 404


def test_what_is_stored_is_private_and_every_question_is_signed(bucket: type[Bucket]) -> None:
    storage = storages["default"]
    name = storage.save("images/a.png", ContentFile(b"x"))
    assert storage.save("images/a.png", ContentFile(b"y")) != name
    assert storage.open(name).read() == b"x"
    storage.delete(name)
    assert not storage.exists(name)
    assert all(
        signed.startswith("AWS4-HMAC-SHA256 Credential=key/") for _, _, signed, _ in bucket.asked
    )
    assert {acl for command, _, _, acl in bucket.asked if command == "PUT"} == {"private"}
    assert not any(SECRET in part or "Signature=" in path for _, path, part, _ in bucket.asked)
    with pytest.raises(FileNotFoundError):
        storage.open(name)


def test_a_bucket_that_is_away_is_an_error_that_the_site_knows(
    bucket: type[Bucket], settings: Any
) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "default": storage_of("s3://key:secret@127.0.0.1:1/files?tls=false"),
    }
    for act in (
        lambda storage: storage.open("images/a.png"),
        lambda storage: storage.save("images/a.png", ContentFile(b"x")),
        lambda storage: storage.delete("images/a.png"),
    ):
        with pytest.raises(OSError, match="object storage"):
            act(storages["default"])


@pytest.mark.parametrize(
    "address",
    [
        "https://key:hidden@host/bucket",
        "s3://host/bucket",
        "s3://key@host/bucket",
        "s3://key:hidden@host/",
        "s3://key:hidden@host/bucket/folder",
        "s3://key:hidden@host:many/bucket",
        "s3://key:hidden@host/bucket?unknown=1",
    ],
)
def test_an_address_that_cannot_be_read_is_refused_without_being_told(address: str) -> None:
    with pytest.raises(ImproperlyConfigured) as refused:
        storage_of(address)
    assert "MEDIA_STORAGE_URL has to look like" in str(refused.value)
    assert "hidden" not in str(refused.value)


def test_https_is_asked_unless_it_is_said_otherwise() -> None:
    options = storage_of("s3://key:secret@host:9000/bucket?region=eu-west-2")["OPTIONS"]
    assert isinstance(options, dict)
    assert (options["endpoint_url"], options["region_name"]) == ("https://host:9000", "eu-west-2")


def test_one_line_says_that_the_extra_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(object_storage, "find_spec", lambda name: None)
    with pytest.raises(ImproperlyConfigured, match="install the extra"):
        storage_of("s3://key:secret@host/bucket")
