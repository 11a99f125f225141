"""What the gate asks of every public page: what stops it, and what only asks for a reason."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.formats import date_format
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageBlock

from content.house_style import looks_like_a_file_name
from content.prose import AIM, inner_blocks, reading_of_page
from content.publishing.findings import Finding
from content.review_days import is_late
from content.starters import left_hints

if TYPE_CHECKING:
    from content.models import PublicPage

SUMMARY = "summary-missing"
IMAGE = "image-undecided"
HINTS = "hints-left"
DATES = "dates-impossible"
REVIEW = "review-overdue"
READING = "reading-age"
RIGHT = {
    SUMMARY: "It has a plain summary.",
    IMAGE: "Every image has a description, or is marked as decorative.",
    HINTS: "No hint of what to write is left in it.",
    DATES: "Its dates can be right.",
    REVIEW: "No review of it is overdue.",
    READING: "Its words are easy enough, or too few to tell.",
}
"""What the checklist says where nothing was found."""
ENOUGH_WORDS = 100
"""Names and terms tip the reading age of a shorter text."""


def findings_on_every_page(page: "PublicPage") -> Iterator[Finding]:
    if not page.summary.strip():
        words = "Write a plain summary, in one or two sentences. Lists and search results show it."
        yield Finding(SUMMARY, words, stops=True, field="summary")
    yield from image_findings(page)
    for hint in left_hints(page):
        words = f"Write something in the place of the hint “{hint}”, or empty it."
        yield Finding(HINTS, words, stops=True)
    yield from date_findings(page)
    yield from reasons_to_wait(page)


def image_findings(page: "PublicPage") -> Iterator[Finding]:
    """One for each picture that people who cannot see it would know nothing of."""
    for field in page._meta.concrete_fields:
        if not isinstance(field, StreamField):
            continue
        value = getattr(page, field.name)
        for image in images_in(value.stream_block, value):
            if problem := image_problem(image):
                yield Finding(IMAGE, problem, stops=True, field=field.name)


def images_in(block: blocks.Block, value: Any) -> Iterator[Any]:
    """The images below a block, each with what was decided for it here."""
    if isinstance(block, ImageBlock):
        if value:
            yield value
        return
    for inner, within in inner_blocks(block, value):
        yield from images_in(inner, within)


def image_problem(image: Any) -> str:
    words = image.contextual_alt_text or ""
    if image.decorative:
        return ""
    if not words.strip():
        return f"Describe the image “{image.title}” in its alt text, or mark it as decorative."
    if looks_like_a_file_name(words):
        return (
            f"The alt text of the image “{image.title}” is the name of a file."
            " Say what the picture shows."
        )
    return ""


def date_findings(page: "PublicPage") -> Iterator[Finding]:
    if page.go_live_at and page.expire_at and page.expire_at <= page.go_live_at:
        words = "It would be taken down before it goes out. Change one of the two days."
        yield Finding(DATES, words, stops=True, field="expire_at")
    if page.reviewed_on and page.reviewed_on > timezone.localdate():
        words = "The day of the last review is still to come. Give the day on which it was read."
        yield Finding(DATES, words, stops=True, field="reviewed_on")
    if page.reviewed_on and page.review_by and page.review_by < page.reviewed_on:
        words = "The next review is before the last one. Change one of the two days."
        yield Finding(DATES, words, stops=True, field="review_by")


def reasons_to_wait(page: "PublicPage") -> Iterator[Finding]:
    if page.review_by and is_late(page.review_by, timezone.localdate()):
        words = f"A review was due by {date_format(page.review_by, 'j F Y')}. Read the whole page."
        yield Finding(REVIEW, words, stops=False, field="review_by")
    reading = reading_of_page(page)
    if reading.words >= ENOUGH_WORDS and reading.age and reading.age > AIM[1]:
        words = (
            f"It asks for a reading age of {reading.age:g}. We aim for {AIM[0]} to {AIM[1]}."
            " Use shorter words and sentences."
        )
        yield Finding(READING, words, stops=False)
