"""A hub with records and a member's node that may hold some of them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.fakes.async_tests import pytest_pyfunc_call
from tests.fakes.record_maker import FIA, POLICE, SESSIONS
from tests.fakes.records_node import Federation, Node, federation, open_node
from tests.fakes.sync_pages import agreeing

__all__ = ["pytest_pyfunc_call"]


@pytest.fixture(scope="session")
def known(tmp_path_factory: pytest.TempPathFactory) -> Federation:
    made = federation(tmp_path_factory.mktemp("exchange"))
    return replace(made, registry=agreeing(made.registry, POLICE, FIA, SESSIONS))


@pytest.fixture
def hub(tmp_path: Path, known: Federation) -> Iterator[Node]:
    opened = open_node(tmp_path / "hub", known)
    yield opened
    asyncio.run(opened.context.store.close())


@pytest.fixture
def member(tmp_path: Path, known: Federation) -> Iterator[Node]:
    opened = open_node(tmp_path / "member", known)
    yield opened
    asyncio.run(opened.context.store.close())
