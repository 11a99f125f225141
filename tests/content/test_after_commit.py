"""What many changes of one transaction ask for happens once."""

import pytest
from django.db import transaction

from content.after_commit import once_after_commit

pytestmark = pytest.mark.django_db(transaction=True)


class Counter:
    """Counts how often it was called."""

    def __init__(self) -> None:
        self.calls = 0
        self.call = self.count

    def count(self) -> None:
        self.calls += 1


def ask_and_fail(counter: Counter) -> None:
    with transaction.atomic():
        once_after_commit(counter.call)
        raise ZeroDivisionError


def test_many_changes_ask_for_it_once() -> None:
    counter = Counter()
    with transaction.atomic():
        for _ in range(3):
            once_after_commit(counter.call)
        assert counter.calls == 0
    assert counter.calls == 1


def test_what_was_asked_in_a_part_that_was_undone_is_asked_again() -> None:
    counter = Counter()
    with transaction.atomic():
        with pytest.raises(ZeroDivisionError):
            ask_and_fail(counter)
        once_after_commit(counter.call)
    assert counter.calls == 1


def test_without_a_transaction_it_happens_at_once() -> None:
    counter = Counter()
    once_after_commit(counter.call)
    once_after_commit(counter.call)
    assert counter.calls == 2


def test_it_is_not_done_when_the_transaction_fails() -> None:
    counter = Counter()
    with pytest.raises(ZeroDivisionError):
        ask_and_fail(counter)
    assert counter.calls == 0
