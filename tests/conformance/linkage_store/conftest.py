"""Every test of this folder runs on every store."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.linkage.ports import LinkStore
from tests.conformance.linkage_store.stores import STORES
from tests.fakes.async_tests import pytest_pyfunc_call

__all__ = ["pytest_pyfunc_call"]


@pytest.fixture(params=sorted(STORES))
def stores(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[LinkStore, LinkStore]]:
    """A new, empty store, opened twice."""
    make = STORES[request.param]
    both = (make(tmp_path / "store"), make(tmp_path / "store"))
    yield both
    for each in both:
        asyncio.run(each.close())


@pytest.fixture
def store(stores: tuple[LinkStore, LinkStore]) -> LinkStore:
    """A new, empty store."""
    return stores[0]
