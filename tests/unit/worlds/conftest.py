"""One small world for the tests of this room."""

from __future__ import annotations

import pytest

from tests.worlds.world import SMALL, World, world


@pytest.fixture(scope="session")
def small() -> World:
    """With networks."""
    return world(1, SMALL)
