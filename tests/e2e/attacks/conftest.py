"""All attacks that leave a federation as it was run against the plain one."""

from __future__ import annotations

import pytest

from tests.e2e.world import World


@pytest.fixture(scope="package")
def world(plain_world: World) -> World:
    return plain_world
