"""One federation for all attacks that leave it as it was."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.e2e import planted
from tests.e2e.world import World, running

CALL_SLOTS = 256
NUMBERS_AN_HOUR = 60
"""Of one officer: above what all tests of one process ask as the officer whom most of them are."""
OF_AN_AGENCY = 300


@pytest.fixture(scope="package")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Two edges on one port, four witnesses, everything planted; few call slots and few numbers an hour."""
    folder = tmp_path_factory.mktemp("main")
    with running(
        folder,
        witnesses=4,
        processes=2,
        call_slots=CALL_SLOTS,
        officer_per_hour=NUMBERS_AN_HOUR,
        agency_per_hour=OF_AN_AGENCY,
    ) as up:
        up.plant(planted.all_records())
        yield up
        assert "fork_posix" not in up.run.said("hub"), "gRPC's handlers ran where an edge started a process (ADR 137)"
