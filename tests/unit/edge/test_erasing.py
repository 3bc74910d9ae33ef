"""Erasers of a node run in their order, and where one fails nothing is said of the others."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from services.edge.erasing import Erase, erase_everywhere
from services.records.errors import StorageUnavailable
from tests.fakes.async_tests import pytest_pyfunc_call

__all__ = ["pytest_pyfunc_call"]
NAMES = ("agencies/pk.fia/records/a", "agencies/pk.fia/records/b")


async def test_they_run_in_their_order_and_each_says_how_much() -> None:
    ran: list[tuple[str, Sequence[str]]] = []

    def eraser(name: str, number: int) -> Erase:
        async def erase(records: Sequence[str]) -> int:
            ran.append((name, records))
            return number

        return erase

    stores = {"records.db": eraser("records.db", 5), "graph": eraser("graph", 2), "linkage.db": eraser("linkage.db", 0)}
    assert await erase_everywhere(stores, NAMES) == {"records.db": 5, "graph": 2, "linkage.db": 0}
    assert ran == [(name, NAMES) for name in stores]


async def test_one_that_cannot_now_leaves_nothing_said() -> None:
    ran: list[str] = []

    async def well(records: Sequence[str]) -> int:
        ran.extend(records)
        return 1

    async def down(_records: Sequence[str]) -> int:
        raise StorageUnavailable

    with pytest.raises(StorageUnavailable):
        await erase_everywhere({"records.db": well, "graph": down, "linkage.db": well}, NAMES)
    assert ran == list(NAMES)
