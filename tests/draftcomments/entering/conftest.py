"""Ways in, and what the log would hold."""

import io
import logging
from collections.abc import Iterator

import pytest

from config.redaction import RedactSecretLinks
from content.keys import new_token
from draftcomments.enums import LinkKind
from draftcomments.models import AccessLink
from tests.draftcomments.entering.doors import CODE, TITLE
from tests.factories.draftcomments import AccessLinkFactory


@pytest.fixture
def secret() -> str:
    return "aB3_" + new_token()[4:]


@pytest.fixture
def link(secret: str) -> AccessLink:
    made: AccessLink = AccessLinkFactory(secret=secret, contributor__round__page_title=TITLE)
    return made


@pytest.fixture
def code_link() -> AccessLink:
    made: AccessLink = AccessLinkFactory(secret=CODE, kind=LinkKind.CODE)
    return made


@pytest.fixture
def log_lines() -> Iterator[io.StringIO]:
    """What the handler of the settings would write."""
    lines = io.StringIO()
    handler = logging.StreamHandler(lines)
    handler.addFilter(RedactSecretLinks())
    logging.getLogger().addHandler(handler)
    yield lines
    logging.getLogger().removeHandler(handler)
