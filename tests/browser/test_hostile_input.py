"""Inputs meant to break search, the finder and the self-check: never an error of ours."""

import pytest

from tests.browser.attacker import attack

pytestmark = pytest.mark.browser


def test_hostile_input_breaks_nothing(site_url: str) -> None:
    attacker = attack(site_url)
    assert len(attacker.seconds) >= 300
    assert attacker.broken == []
