"""What the content app adds to Wagtail."""

from typing import Any

from wagtail import hooks

from content.links import KnownPageLinkHandler


@hooks.register("register_rich_text_features", order=100)
def look_up_page_links_together(features: Any) -> None:
    features.register_link_type(KnownPageLinkHandler)
