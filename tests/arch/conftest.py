"""What the tests of the house read of all files is let go after the last of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.arch.tree import forget


@pytest.fixture(scope="package", autouse=True)
def read() -> Iterator[None]:
    yield
    forget()
