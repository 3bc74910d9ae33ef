"""Every test of this folder runs on every store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from services.records.ports import Store
from tests.conformance.store.stores import STORES, wait


@pytest.fixture(params=sorted(STORES))
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A new, empty store."""
    opened = STORES[request.param](tmp_path / "store")
    yield opened
    wait(opened.close())
