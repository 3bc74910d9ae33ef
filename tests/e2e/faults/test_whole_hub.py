"""Files of a hub damaged, lost or put back old under a node that starts as a whole, as its operator starts it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e import planted
from tests.e2e.attacks.judging import put, refused
from tests.e2e.attacks.test_log import backup, cosigned, honest, restore
from tests.e2e.bodies import GET_REGISTRY, HISTORY, history_of
from tests.e2e.faults.status import status_of
from tests.e2e.people import INVESTIGATOR
from tests.e2e.planted import KNOWN
from tests.e2e.processes import until
from tests.e2e.world import World, running

pytestmark = pytest.mark.xdist_group("e2e-whole-hub")


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with running(tmp_path_factory.mktemp("whole"), processes=1, witnesses=2) as up:
        up.plant(planted.open_records())
        yield up


def says(world: World, text: bytes) -> bool:
    """Whether an honest call is refused now, and the refusal names this."""
    question = world.asking(INVESTIGATOR, HISTORY, history_of(KNOWN))
    line = world.fresh_line(INVESTIGATOR.agency)
    try:
        return text in line.send(question, timeout=5).everything()
    finally:
        line.close()


def test_the_log_was_put_back_from_a_copy(world: World, tmp_path: Path) -> None:
    """The hub was stopped, an old copy lies there, the whole hub starts: the cause is its own, and it stays closed."""
    backup(world, tmp_path / "old.db")
    for _ in range(3):
        honest(world)
    cosigned(world)
    world.run.stop("hub")
    backup(world, tmp_path / "newer.db")
    restore(world, tmp_path / "old.db")
    world.start_node()
    until(lambda: says(world, b"LOG_ROLLED_BACK"), "the cause is told", 60.0)
    for question in (world.asking(INVESTIGATOR, HISTORY, history_of(KNOWN)), world.ask(GET_REGISTRY)):
        refused(world, put(world, question), "AUDIT_UNAVAILABLE", leaves=0, cause="LOG_ROLLED_BACK")
    assert "log refusing" in status_of(world.files.hub.folder)
    world.run.stop("hub")
    restore(world, tmp_path / "newer.db")
    world.start_node()
    world.ready()
    honest(world)
