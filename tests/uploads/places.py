"""Pages with pictures and documents, and the addresses at which browsers ask for them."""

from io import BytesIO
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from wagtail.documents.models import Document
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page

from images.models import CustomImage
from pages.models import StandardPage
from tests.factories.pages import StandardPageFactory


def a_picture(**values: Any) -> CustomImage:
    name = f"{uuid4().hex[:8]}.png"
    file = get_test_image_file(name, size=(1200, 800))
    image: CustomImage = CustomImage.objects.create(
        title="T", alt_text="A table with four chairs", file=file, **values
    )
    return image


def a_document(
    content: bytes = b"%PDF-1.7 words", name: str = "plan.pdf", **values: Any
) -> Document:
    return Document.objects.create(title="Plan", file=ContentFile(content, name=name), **values)


def figure(image: CustomImage) -> dict[str, Any]:
    shown = {"image": image.pk, "decorative": False, "alt_text": image.alt_text}
    return {"type": "figure", "value": {"image": shown, "caption": ""}, "id": str(uuid4())}


def words_with(document: Document) -> dict[str, Any]:
    link = f'<p><a linktype="document" id="{document.pk}">The plan</a></p>'
    return {"type": "text", "value": link, "id": str(uuid4())}


def page_with(parent: Page, *blocks: dict[str, Any], live: bool = True) -> StandardPage:
    """A page with blocks in what is stored: public, or never published."""
    page: StandardPage = StandardPageFactory(parent=parent, live=live, body=[])
    page.body = StandardPage._meta.get_field("body").to_python(list(blocks))
    page.save()
    return page


def address_of(image: CustomImage) -> str:
    """Where the picture is in the size that pages show."""
    return str(image.get_rendition("width-960").url)


def original_of(image: CustomImage) -> str:
    return str(image.file.url)


def content_of(response: Any) -> bytes:
    if response.streaming:
        return BytesIO(b"".join(response.streaming_content)).getvalue()
    return bytes(response.content)
