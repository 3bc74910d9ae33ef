"""One federation with a link graph, for all that leave it as it was."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.e2e import network, planted
from tests.e2e.world import NETWORK, World, running


@pytest.fixture(scope="package")
def network_world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """One edge, the engine and the projector; records and feeds planted."""
    with running(tmp_path_factory.mktemp("network"), targets=NETWORK, processes=1) as up:
        up.plant(planted.all_records())
        network.plant_feeds(up)
        network.graph_ready(up)
        yield up
        assert "Traceback" not in up.run.said("hub")
