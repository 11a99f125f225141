"""The queue of comments to check, and the page of one."""

from django.urls import reverse

from draftcomments.models import Item

QUEUE = "/admin/feedback/"


def page_of(item: Item) -> str:
    return reverse("draftcomments_admin:item", args=[item.pk])


def step(item: Item, name: str) -> str:
    return reverse("draftcomments_admin:decide", args=[item.pk, name])
