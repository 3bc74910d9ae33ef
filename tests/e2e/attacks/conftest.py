"""One federation for all attacks that leave it as it was."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.e2e import planted
from tests.e2e.world import World, running

CALL_SLOTS = 256


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Two edges on one port, four witnesses, everything planted; few call slots and few numbers an hour."""
    folder = tmp_path_factory.mktemp("main")
    with running(
        folder, witnesses=4, processes=2, call_slots=CALL_SLOTS, officer_per_hour=25, agency_per_hour=200
    ) as up:
        up.plant(planted.all_records())
        yield up
