"""What has to happen once after a transaction, however many of its changes ask for it."""

from collections.abc import Callable

from django.db import transaction


def once_after_commit(action: Callable[[], None]) -> None:
    """Call `action` when the transaction is certain; outside of one, at once.

    A second call in the same transaction adds nothing. Where the part of a transaction that
    asked for it is rolled back, so is the asking.
    """
    waiting = transaction.get_connection().run_on_commit
    if not any(asked[1] is action for asked in waiting):
        transaction.on_commit(action)
