"""A node of its own for every test; the federation's keys are made once."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.exchange.watches.build import open_watches
from tests.fakes.async_tests import pytest_pyfunc_call
from tests.fakes.records_node import SECRET, Federation, Node, federation, open_node
from tests.integration.records.watcher import Watcher

__all__ = ["pytest_pyfunc_call"]


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("records")


@pytest.fixture(scope="session")
def known(home: Path) -> Federation:
    return federation(home)


@pytest.fixture
def node(tmp_path: Path, known: Federation) -> Iterator[Node]:
    opened = open_node(tmp_path / "node", known)
    yield opened
    asyncio.run(opened.context.store.close())


@pytest.fixture
def watching(node: Node, tmp_path: Path) -> Iterator[Watcher]:
    """Watches over that node."""
    made = Watcher(node, open_watches(tmp_path, SECRET))
    yield made
    made.opened.close()
