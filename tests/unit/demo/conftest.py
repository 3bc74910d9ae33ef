"""One generated world, read back through the formats, for all tests of this folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.demo.world import Files


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return Files(tmp_path_factory.mktemp("demo") / "exports", seed=7)


@pytest.fixture(scope="session")
def folder(files: Files) -> Path:
    return files.folder
