"""Every test of this folder runs on every store, and closes it in the loop that used it."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest

from services.linkage.ports import LinkStore
from tests.conformance.linkage_store.stores import STORES, opening


def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """A test that is a coroutine runs in a loop of its own; what it was given is closed there."""
    if not inspect.iscoroutinefunction(pyfuncitem.function):
        return None

    async def run() -> None:
        given = {name: pyfuncitem.funcargs[name] for name in inspect.signature(pyfuncitem.function).parameters}
        stores = cast(tuple[LinkStore, LinkStore], pyfuncitem.funcargs["stores"])
        try:
            await pyfuncitem.function(**given)
        finally:
            for each in stores:
                await each.close()
            await asyncio.sleep(0)

    asyncio.run(run())
    return True


@pytest.fixture(params=sorted(STORES))
def stores(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[LinkStore, LinkStore]]:
    """A new, empty store, opened twice."""
    with opening(request.param, tmp_path / "store") as opened:
        yield opened(), opened()


@pytest.fixture
def store(stores: tuple[LinkStore, LinkStore]) -> LinkStore:
    """A new, empty store."""
    return stores[0]
