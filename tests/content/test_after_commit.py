"""What many changes of one transaction ask for happens once."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.db import transaction

from content.after_commit import once_after_commit

pytestmark = pytest.mark.django_db
Capture = Callable[..., AbstractContextManager[list[Any]]]


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


def test_many_changes_ask_for_it_once(django_capture_on_commit_callbacks: Capture) -> None:
    counter = Counter()
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(3):
            once_after_commit(counter.call)
        assert counter.calls == 0
    assert counter.calls == 1


def test_what_was_asked_in_a_part_that_was_undone_is_asked_again(
    django_capture_on_commit_callbacks: Capture,
) -> None:
    counter = Counter()
    with django_capture_on_commit_callbacks(execute=True):
        with pytest.raises(ZeroDivisionError):
            ask_and_fail(counter)
        once_after_commit(counter.call)
    assert counter.calls == 1
