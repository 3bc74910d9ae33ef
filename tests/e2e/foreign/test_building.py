"""Where Go is absent the foreign client is missed aloud, never quietly left out."""

from __future__ import annotations

from pathlib import Path

import pytest
from _pytest.outcomes import Failed, Skipped

from tests.e2e.foreign import building


@pytest.fixture(autouse=True)
def _nothing_installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))


def test_without_go_it_skips(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("RABTA_REQUIRE_SHARED", raising=False)
    with pytest.raises(Skipped, match="go"):
        building.tool("version", folder=tmp_path)


def test_without_go_a_full_run_fails(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("RABTA_REQUIRE_SHARED", "1")
    with pytest.raises(Failed, match="required but absent: go"):
        building.tool("version", folder=tmp_path)


def test_what_go_says_of_a_failure_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    go = tmp_path / "go"
    go.write_text("#!/bin/sh\necho 'checksum mismatch' >&2\nexit 1\n", "utf-8")
    go.chmod(0o700)
    with pytest.raises(AssertionError, match="checksum mismatch"):
        building.tool("build", folder=tmp_path)


def test_every_proto_of_the_port_is_generated() -> None:
    names = {path.parent.parent.name for path in building.protos()}
    assert names == {
        "access",
        "audit",
        "exchange",
        "identity",
        "linkage",
        "membership",
        "records",
        "referral",
        "signing",
        "statistics",
    }
