"""The words that public pages use, as people write them, with how many pages use each."""

from collections import Counter
from collections.abc import Iterable

from search.models import WordCount
from search.words import written_words

AT_ONCE = 1000
Text = tuple[str, str]


def words_of_page(title: str, body: str) -> set[str]:
    """The different words of a page.

    >>> sorted(words_of_page("The café", "Cafés in 2026: a café"))
    ['cafe', 'cafes']
    """
    return written_words(f"{title} {body}")


def change_words(before: Iterable[Text], after: Iterable[Text]) -> None:
    """Count the words of some pages anew. Call it with the search state locked."""
    change: Counter[str] = Counter()
    for title, body in after:
        change.update(words_of_page(title, body))
    for title, body in before:
        change.subtract(words_of_page(title, body))
    changed = [word for word, pages in change.items() if pages]
    known = WordCount.objects.in_bulk(changed)
    counts = {word: change[word] + (known[word].pages if word in known else 0) for word in changed}
    write_counts({word: pages for word, pages in counts.items() if pages > 0})
    WordCount.objects.filter(word__in=[word for word in known if counts[word] <= 0]).delete()


def replace_words(texts: Iterable[Text]) -> None:
    """Count the words of every public page again."""
    counts: Counter[str] = Counter()
    for title, body in texts:
        counts.update(words_of_page(title, body))
    WordCount.objects.all().delete()
    write_counts(counts)


def write_counts(counts: dict[str, int]) -> None:
    WordCount.objects.bulk_create(
        (WordCount(word=word, pages=pages) for word, pages in sorted(counts.items())),
        batch_size=AT_ONCE,
        update_conflicts=True,
        unique_fields=["word"],
        update_fields=["pages"],
    )
