"""What the framework adds to the admin."""

from wagtail.snippets.models import register_snippet

from framework.admin import FrameworkViewSetGroup

register_snippet(FrameworkViewSetGroup)
