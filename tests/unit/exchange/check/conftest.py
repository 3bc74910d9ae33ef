"""A small federation, whose keys are made once."""

from __future__ import annotations

import pytest

from services.membership.registry import Registry
from tests.fakes.async_tests import pytest_pyfunc_call
from tests.fakes.records_node import federation

__all__ = ["pytest_pyfunc_call"]


@pytest.fixture(scope="session")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    return federation(tmp_path_factory.mktemp("check")).registry
