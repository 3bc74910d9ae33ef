"""A room of its own for every test; the federation's keys are made once. Coroutines run in a loop of their own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from services.membership.registry import Registry
from tests.fakes.alert_room import AlertWorld
from tests.fakes.async_tests import pytest_pyfunc_call
from tests.fakes.records_node import federation

__all__ = ["pytest_pyfunc_call"]


@pytest.fixture(scope="session")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    return federation(tmp_path_factory.mktemp("federation")).registry


@pytest.fixture
def room(tmp_path: Path) -> Iterator[AlertWorld]:
    made = AlertWorld(tmp_path / "node")
    yield made
    made.close()
