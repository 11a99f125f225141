"""One server for all of these tests, and somebody who asks it."""

from collections.abc import Iterator

import pytest

from content.link_checking.following import Visitor
from tests.content.link_checking.server import Server, is_here, running


@pytest.fixture(scope="session")
def shared_server() -> Iterator[Server]:
    with running() as server:
        yield server


@pytest.fixture
def server(shared_server: Server) -> Server:
    shared_server.asked.clear()
    return shared_server


@pytest.fixture
def visitor() -> Visitor:
    return Visitor(agent="LinkCheck/1.0 (+https://ours.example)", pause=0, may_connect=is_here)
