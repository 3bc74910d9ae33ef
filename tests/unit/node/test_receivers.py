"""Whom a node gives nothing for now: written privately, of members alone, and nobody is given where it is unreadable."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from services.membership.layout import FederationFiles
from services.node.peers import PeersError
from services.node.receivers import FILE, PausedReceivers, pause_receiver, paused_receivers
from services.signing.keyfile import UnsafeFile, replace_private
from tests.fakes.records_node import NOW_MS
from tests.fakes.world.federations import small_federation

CUSTOMS, FIA = "pk.customs", "pk.fia"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> FederationFiles:
    return small_federation(tmp_path_factory.mktemp("receivers") / "federation", NOW_MS)


@pytest.fixture
def folder(made: FederationFiles, tmp_path: Path) -> Path:
    tmp_path.chmod(0o700)
    shutil.copytree(made.hub.folder / "registry", tmp_path / "registry")
    return tmp_path


def test_without_a_list_nobody_is_paused(folder: Path) -> None:
    assert paused_receivers(folder) == ()
    assert not PausedReceivers(folder).paused(CUSTOMS)


def test_who_is_paused_is_so_at_once_until_it_goes_on(folder: Path) -> None:
    receivers = PausedReceivers(folder)
    pause_receiver(folder, CUSTOMS, paused=True)
    pause_receiver(folder, FIA, paused=True)
    pause_receiver(folder, FIA, paused=True)
    assert paused_receivers(folder) == (CUSTOMS, FIA)
    assert (folder / FILE).stat().st_mode & 0o777 == 0o600
    pause_receiver(folder, FIA, paused=False)
    assert [receivers.paused(each) for each in (CUSTOMS, FIA)] == [True, False]


def test_who_is_no_member_is_said_and_not_written(folder: Path) -> None:
    with pytest.raises(PeersError, match=r"pk\.custom: is no member"):
        pause_receiver(folder, "pk.custom", paused=True)
    assert not (folder / FILE).exists()


@pytest.mark.parametrize("content", [b"paused = 3", b"paused = [3]", b"", b"\xff", b"paused = []\nmore = 1", b"paused"])
def test_where_the_list_cannot_be_read_nobody_is_given_anything(folder: Path, content: bytes) -> None:
    replace_private(folder / FILE, content)
    with pytest.raises(PeersError):
        paused_receivers(folder)
    assert PausedReceivers(folder).paused(FIA)


def test_a_list_that_others_may_read_is_not_believed(folder: Path) -> None:
    pause_receiver(folder, CUSTOMS, paused=True)
    (folder / FILE).chmod(0o644)
    with pytest.raises(UnsafeFile):
        paused_receivers(folder)
    assert PausedReceivers(folder).paused(FIA)
