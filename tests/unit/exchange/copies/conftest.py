"""A federation whose holder may hold what police and FIA give."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.fakes.async_tests import pytest_pyfunc_call
from tests.fakes.record_maker import FIA, POLICE
from tests.fakes.records_node import Federation, federation
from tests.fakes.sync_pages import agreeing

__all__ = ["pytest_pyfunc_call"]


@pytest.fixture(scope="session")
def known(tmp_path_factory: pytest.TempPathFactory) -> Federation:
    made = federation(tmp_path_factory.mktemp("copies"))
    return replace(made, registry=agreeing(made.registry, POLICE, FIA))
