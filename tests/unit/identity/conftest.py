"""Coroutines as tests, and a registry with people who do not exist."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.async_tests import pytest_pyfunc_call as pytest_pyfunc_call
from tests.unit.identity.site import Site


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    made = Site(tmp_path)
    asyncio.run(made.fill())
    yield made
    made.database.close()
