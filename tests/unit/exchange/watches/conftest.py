"""A room of watches in a folder of its own for every test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.async_tests import pytest_pyfunc_call
from tests.fakes.records_node import Federation, federation
from tests.unit.exchange.watches.post import Post

__all__ = ["pytest_pyfunc_call"]


@pytest.fixture(scope="session")
def known(tmp_path_factory: pytest.TempPathFactory) -> Federation:
    return federation(tmp_path_factory.mktemp("watches"))


@pytest.fixture
def post(tmp_path: Path, known: Federation) -> Iterator[Post]:
    made = Post(tmp_path, known.registry)
    yield made
    made.opened.close()
