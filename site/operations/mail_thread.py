"""One thread of each process that sends mail, so that no request waits for a mail server."""

import atexit
import logging
import os
import time
from collections.abc import Callable
from queue import Empty, SimpleQueue
from threading import Lock, Thread

from django.db import Error, connections

logger = logging.getLogger(__name__)
QUIET_AFTER_FAILURE = 60
LONGEST_GOODBYE = 2
"""Seconds that the end of a process waits for messages that are on their way."""
IDLE = 5
Try = Callable[[], bool]


class MailThread:
    """Runs what it is given, in order; begins when there is something, ends when there is not.

    After a failure it drops what it is given for a minute: the messages wait in the database.
    """

    def __init__(self) -> None:
        self.start_anew()

    def start_anew(self) -> None:
        """Also in a process that was forked: it has no thread, and perhaps a lock that is held."""
        self.lock = Lock()
        self.waiting: SimpleQueue[Try] = SimpleQueue()
        self.unfinished = 0
        self.running = False
        self.quiet_until = float("-inf")

    def add(self, attempt: Try) -> None:
        with self.lock:
            if time.monotonic() < self.quiet_until:
                return
            self.unfinished += 1
            self.waiting.put(attempt)
            if not self.running:
                self.running = True
                Thread(target=self.run, name="mail", daemon=True).start()

    def run(self) -> None:
        try:
            while True:
                try:
                    attempt = self.waiting.get(timeout=IDLE)
                except Empty:
                    with self.lock:
                        if self.waiting.empty():
                            self.running = False
                            return
                    continue
                self.do(attempt)
        except BaseException:
            with self.lock:
                # The next message starts another thread, which takes what waits here too.
                self.running = False
            raise
        finally:
            connections.close_all()

    def do(self, attempt: Try) -> None:
        went_well = False
        try:
            went_well = time.monotonic() < self.quiet_until or attempt()
        except Error as error:
            logger.warning("Mail waits: the database failed (%s).", type(error).__name__)
        except Exception:
            logger.exception("Mail waits: something went wrong.")
        finally:
            with self.lock:
                self.unfinished -= 1
                if not went_well:
                    self.quiet_until = time.monotonic() + QUIET_AFTER_FAILURE
        if self.waiting.empty():
            connections.close_all()

    def wait(self, seconds: float) -> bool:
        """Whether nothing is under way any more, after so many seconds at most."""
        deadline = time.monotonic() + seconds
        while self.unfinished and time.monotonic() < deadline:
            time.sleep(0.01)
        return not self.unfinished


thread = MailThread()
atexit.register(lambda: thread.wait(LONGEST_GOODBYE))
os.register_at_fork(after_in_child=thread.start_anew)
