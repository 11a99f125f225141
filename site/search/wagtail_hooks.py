"""What search adds to the admin."""

from wagtail import hooks

from search.admin import SearchWordsViewSet


@hooks.register("register_admin_viewset")
def search_words_viewset() -> SearchWordsViewSet:
    return SearchWordsViewSet("search_words")
