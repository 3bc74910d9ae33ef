"""Fixtures ``arcade``, ``neo4j5`` and ``engine`` (each in turn): tests/conftest.py brings them to every test.

Each stands in the name of the test that uses it (``test_x[neo4j5]``), by which tests/conftest.py sends a parallel
run's tests to the worker that has started the engine.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.engines.arcadedb import arcade_process
from tests.engines.neo4j5 import planning_once
from tests.engines.running import Running


@pytest.fixture(scope="session")
def arcade_running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with arcade_process(tmp_path_factory.mktemp("arcade")) as (endpoint, pid):
        yield Running("arcade", endpoint, pid)


@pytest.fixture(scope="session")
def neo4j5_running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with planning_once(tmp_path_factory.mktemp("neo4j5")) as (endpoint, pid):
        yield Running("neo4j5", endpoint, pid)


@pytest.fixture(scope="session", params=["arcade"])
def arcade(arcade_running: Running) -> Running:
    return arcade_running


@pytest.fixture(scope="session", params=["neo4j5"])
def neo4j5(neo4j5_running: Running) -> Running:
    return neo4j5_running


@pytest.fixture(scope="session", params=["arcade", "neo4j5"])
def engine(request: pytest.FixtureRequest) -> Running:
    running: Running = request.getfixturevalue(f"{request.param}_running")
    return running
