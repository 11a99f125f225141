"""What guidance adds to the admin."""

from wagtail.snippets.models import register_snippet

from guidance.admin import GlossaryTermViewSet

register_snippet(GlossaryTermViewSet)
