"""A desk of its own for every test; the federation's keys are made once. Coroutines run in a loop of their own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from services.membership.registry import Registry
from tests.fakes.async_tests import pytest_pyfunc_call
from tests.unit.exchange.corrections.desk import CorrectionDesk
from tests.unit.exchange.hits.conftest import registry

__all__ = ["pytest_pyfunc_call", "registry"]


@pytest.fixture
def desk(tmp_path: Path, registry: Registry) -> Iterator[CorrectionDesk]:
    made = CorrectionDesk(tmp_path, registry)
    yield made
    made.opened.close()
