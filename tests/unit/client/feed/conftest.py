"""A hub and an agency for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.feed_hub import FeedHub
from tests.unit.client.feed.agency import KEY, Agency


@pytest.fixture
def hub() -> FeedHub:
    return FeedHub(KEY.public())


@pytest.fixture
def agency(tmp_path: Path, hub: FeedHub) -> Iterator[Agency]:
    agency = Agency(tmp_path / "state", hub)
    yield agency
    agency.journal.close()
