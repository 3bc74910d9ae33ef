"""A desk of its own for every test; the federation's keys are made once. Coroutines run in a loop of their own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from services.membership.registry import Registry
from services.membership.spec import AgencySpec
from tests.fakes.async_tests import pytest_pyfunc_call
from tests.fakes.records_node import federation
from tests.fakes.world.federations import AGENCIES
from tests.unit.referral.desk import ReferralRoom
from tests.unit.referral.made import DUTIES, FIRST, SECOND, SENDER, STRANGER

__all__ = ["pytest_pyfunc_call"]
MEMBERS = [*AGENCIES, *(AgencySpec(each, "CHILD_PROTECTION", each) for each in (SENDER, FIRST, SECOND, STRANGER))]


@pytest.fixture(scope="session")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    return federation(tmp_path_factory.mktemp("federation"), MEMBERS).registry


@pytest.fixture
def desk(tmp_path: Path, registry: Registry) -> Iterator[ReferralRoom]:
    (tmp_path / "duty_bearers.toml").write_text(DUTIES)
    made = ReferralRoom(tmp_path, registry)
    yield made
    made.opened.close()
