"""Which methods wait until the file that they are answered out of holds what the log says."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest

from services.edge import registry_rpc
from services.edge.call import Call, Handler, Hashed
from services.exchange.watches.rpc import SERVICE as WATCHES
from services.identity.rpc import SERVICE as IDENTITY
from services.membership.watch import RegistryFolder
from services.node import log_look, pipe
from services.node.held_files import HeldFiles
from services.node.local import Local, free_ports, write_hub_settings
from services.node.open_services import open_services
from services.node.settings import load_settings
from services.records.errors import StorageUnavailable
from services.records.rpc import SERVICE as RECORDS
from services.statistics.rpc import SERVICE as FIGURES
from tests.fakes import live
from tests.fakes.async_tests import pytest_pyfunc_call
from tests.unit.node.test_file_level import Beside

__all__ = ["pytest_pyfunc_call"]
PATHS = (f"{FIGURES}CountRelease", f"{WATCHES}Unwatch", f"{RECORDS}GetHistory", f"{IDENTITY}Verify")


async def served(_call: Call, _raw: bytes) -> bytes | Hashed:
    return b"answered"


HANDLERS: dict[str, Handler] = dict.fromkeys(PATHS, served)


async def waiting(handlers: dict[str, Handler]) -> set[str]:
    """Those of the paths that are not answered yet."""
    found = set()
    for path, handler in handlers.items():
        try:
            assert await handler(cast("Call", None), b"") == b"answered"
        except StorageUnavailable:
            found.add(path)
    return found


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_look, "PATIENCE_S", 0.05)


async def test_at_a_registrys_own_node_figures_alone_wait(tmp_path: Path) -> None:
    level = Beside(tmp_path).level
    handlers = HeldFiles(level).over_others(HANDLERS)
    assert await waiting(handlers) == {PATHS[0]}
    await level.step()
    assert await waiting(handlers) == set()


async def test_what_is_made_of_records_waits_for_the_desk_and_all_else_for_its_own_file(tmp_path: Path) -> None:
    figures, desk, watches = (Beside(tmp_path / name).level for name in ("figures", "desk", "watches"))
    files = HeldFiles(figures, desk, watches)
    assert await waiting(files.over(HANDLERS)) == set(PATHS)
    await desk.step()
    assert await waiting(files.over(HANDLERS)) == set(PATHS[:2])
    assert await waiting(files.over_others(HANDLERS)) == set(PATHS[:2])


async def test_a_node_without_such_files_waits_for_none() -> None:
    assert HeldFiles().over(HANDLERS) == HeldFiles().over_others(HANDLERS) == HANDLERS


async def test_the_services_of_a_registrys_own_node_are_opened_so(tmp_path: Path) -> None:
    """There is no line to the log here, so that nobody ever told the file what the log says."""
    files = live.copied(tmp_path)
    write_hub_settings(Local(files, free_ports(1)[0], {}))
    folder = files.hub.folder
    registries = RegistryFolder(folder / "registry")
    opened = open_services(
        load_settings(folder, {}), ("identity",), lambda: 0, lambda: None, registry_rpc.SERVICE.over(registries.versions),
        lambda: "", registries.current, pipe.start,
    )  # fmt: skip
    with pytest.raises(StorageUnavailable):
        await opened.handlers[PATHS[0]](cast("Call", None), b"")
    with pytest.raises(AttributeError):
        await opened.handlers[PATHS[3]](cast("Call", None), b"")
    await opened.close()
