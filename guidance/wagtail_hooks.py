"""What guidance adds to the admin."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from guidance import status_changes
from guidance.admin import GlossaryTermViewSet
from guidance.glossary.terms import known_acronyms
from guidance.linking import buttons, report, views
from guidance.word_import import importer

register_snippet(GlossaryTermViewSet)

hooks.register("known_acronyms", known_acronyms)
hooks.register("word_importers", importer)
hooks.register("before_edit_snippet", status_changes.note_status)
hooks.register("after_edit_snippet", status_changes.tell_of_pages)
hooks.register("register_snippet_listing_buttons", status_changes.listing_buttons)
hooks.register("register_admin_urls", lambda: status_changes.admin_urls)
hooks.register("register_snippet_listing_buttons", buttons.listing_buttons)
hooks.register("register_snippet_action_menu_item", buttons.action_menu_item)
hooks.register("register_admin_urls", lambda: [*views.admin_urls, *report.report_urls])
hooks.register("register_reports_menu_item", report.report_menu_item)
