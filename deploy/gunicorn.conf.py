"""How gunicorn runs the site: the same on one machine, in containers and under systemd."""

import gc
import io
import logging
import multiprocessing
import os
import socket
from pathlib import Path
from typing import Any

from gunicorn.workers.gthread import ThreadWorker

from operations.server import FOLDER, forget_worker, start_figures


class PoliteWorker(ThreadWorker):
    """Ends without leaving anybody at the door.

    gunicorn's own worker stops to let people in, finishes what it began, and closes the door then. Who
    stood there meanwhile is cut off, with the form that was sent already.
    """

    def set_accept_enabled(self, enabled: bool) -> None:
        super().set_accept_enabled(enabled)
        if not enabled and not self.alive:
            for listener in self.sockets:
                self.let_in_and_close(listener)

    def let_in_and_close(self, listener: socket.socket) -> None:
        there = -1
        while there < self.nr_conns:
            there = self.nr_conns
            self.accept(listener)
        listener.close()


wsgi_app = "config.wsgi:application"
bind = os.environ.get("WEB_BIND", "127.0.0.1:8101")

# A page is work for one core: two instances with half of the cores each keep all of them busy.
# Threads wait for the database and the search engine meanwhile; more than four only wait for Python.
worker_class = PoliteWorker
workers = int(os.environ.get("WEB_WORKERS", max(1, multiprocessing.cpu_count() // 2)))
threads = int(os.environ.get("WEB_THREADS", "4"))
# The site is loaded once, and what it read is shared by all workers.
preload_app = True

# A worker that did not report for so long is replaced; one that ends finishes what it began.
timeout = 60
graceful_timeout = 30
# The proxy asks anew each time: a connection that is kept could close while a form is sent on it.
keepalive = 2
# What libraries leak in a day is given back, and not by all workers at once.
max_requests = 20_000
max_requests_jitter = 4_000
# The sign of life is a file: on a disk that is busy a healthy worker would look dead.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - memory, not a disk

# Only the proxy says by which way somebody came.
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1")
limit_request_line = 8190
limit_request_fields = 60
limit_request_field_size = 8190
# The proxy writes the log of requests; nobody needs a second one, nor a socket to steer by.
accesslog = None
control_socket_disable = True

# Each instance counts for all of its workers: in a folder of its own, before the site is loaded.
if os.environ.get(FOLDER):
    start_figures(os.environ[FOLDER])


def when_ready(server: Any) -> None:
    """Draw the home page once, so that every worker begins warm; log as the site does."""
    log_as_the_site()
    draw(server.app.wsgi())
    from django.db import connections  # noqa: PLC0415 - the settings are known only now

    # A connection that two processes share would mix their answers.
    connections.close_all()


def pre_fork(server: Any, worker: Any) -> None:
    """What the master holds is never collected: counting it would copy it into each worker."""
    gc.collect()
    gc.freeze()


def child_exit(server: Any, worker: Any) -> None:
    """A worker that is gone leaves the sums of what it counted, and nothing that was its own."""
    forget_worker(worker.pid)


def log_as_the_site() -> None:
    """gunicorn's own lines take the way of all others: one form, and secrets cut."""
    for name in ("gunicorn.error", "gunicorn.access"):
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True


def draw(site: Any) -> None:
    """Ask the site for its home page, as the proxy does."""
    from django.conf import settings  # noqa: PLC0415 - the settings are known only now

    host = settings.ALLOWED_HOSTS[0].lstrip(".")
    environ = {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": "/",
        "QUERY_STRING": "",
        "SERVER_NAME": host,
        "SERVER_PORT": "443",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": host,
        "HTTP_X_FORWARDED_PROTO": "https",
        "HTTP_X_FORWARDED_FOR": "127.0.0.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "https",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    answer = site(environ, lambda *head: None)
    for _part in answer:
        pass
    answer.close()
