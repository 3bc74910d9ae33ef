"""A book of its own for every test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from services.identity.asking.store.book import StoredBook
from services.identity.asking.store.database import FILE, open_database
from services.signing.sealing import Sealer
from tests.fakes.async_tests import pytest_pyfunc_call

__all__ = ["pytest_pyfunc_call"]
SECRET = b"q" * 32


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / FILE


@pytest.fixture
def book(path: Path) -> Iterator[StoredBook]:
    database = open_database(path)
    yield StoredBook(database, Sealer(SECRET))
    database.close()
