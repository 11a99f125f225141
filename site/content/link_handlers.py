"""How rich text draws its links to pages."""

from html import escape

from wagtail.rich_text.pages import PageLinkHandler

from content.links import known_urls


class KnownPageLinkHandler(PageLinkHandler):
    """Wagtail's handler for page links, which first asks the addresses already looked up."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        urls = known_urls.get()
        if urls is None:
            return super().expand_db_attributes_many(attrs_list)
        return [
            f'<a href="{escape(urls[attrs["id"]])}">' if attrs.get("id") in urls else "<a>"
            for attrs in attrs_list
        ]
