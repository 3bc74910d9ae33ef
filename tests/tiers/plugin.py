"""The option ``--tier`` of the tests: a run then collects and takes the tests of that tier alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.shared import ROOT
from tests.tiers.homes import TIERS, holds_any, takes


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--tier``: one of TIERS; without it a run takes all tests that it is given."""
    parser.addoption("--tier", choices=TIERS, help="take the tests of this tier alone")


def tier_of(config: pytest.Config) -> str | None:
    """The tier of a run, or None where it takes all."""
    name: str | None = config.getoption("--tier")
    return name


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Files and folders without a test of the tier are not loaded."""
    tier = tier_of(config)
    if tier is None or not collection_path.is_relative_to(ROOT / "tests"):
        return None
    path = collection_path.relative_to(ROOT).as_posix()
    return None if holds_any(tier, f"{path}/" if collection_path.is_dir() else path) else True


def select(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the items of the tier alone in ``items``, and report the others as deselected."""
    tier = tier_of(config)
    if tier is None:
        return
    taken = {item.nodeid for item in items if takes(tier, item.nodeid, {mark.name for mark in item.iter_markers()})}
    config.hook.pytest_deselected(items=[item for item in items if item.nodeid not in taken])
    items[:] = [item for item in items if item.nodeid in taken]
