"""What the vocabularies add to the admin."""

from wagtail.snippets.models import register_snippet

from taxonomy.admin import VocabularyViewSetGroup

register_snippet(VocabularyViewSetGroup)
