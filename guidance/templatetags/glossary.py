"""The tag that explains the glossary's words in a part of a page."""

from django import template
from django.template.base import NodeList, Parser, Token
from django.utils.safestring import SafeString

from guidance.glossary.explaining import explained_page

register = template.Library()


class WithTermsNode(template.Node):
    """What stands in it, with words explained, and then the list of these words."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: template.Context) -> SafeString:
        return explained_page(self.nodelist.render(context))


@register.tag
def with_terms(parser: Parser, token: Token) -> WithTermsNode:
    """Explain words of the glossary: `{% with_terms %}…{% endwith_terms %}`, once on a page.

    Put the page's text in it, from the introduction to the last section before the sources.
    """
    nodelist = parser.parse(("endwith_terms",))
    parser.delete_first_token()
    return WithTermsNode(nodelist)
