"""Tests that are coroutines run in a loop of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.linkage.filling.node import Node


@pytest.fixture
def node(tmp_path: Path) -> Node:
    """A node without feeds and records."""
    return Node(tmp_path)
