"""`rabta node own`: from a member's folder to a node that takes copies from the hub and answers its officers."""

from __future__ import annotations

from pathlib import Path

import pytest

from services.client.profile import load_profile
from services.membership.watch import RegistryFolder
from services.node.peers import Peer, read_peers
from services.node.processes import children, pulls
from services.node.settings import MEMBER_TARGETS, load_settings
from services.signing.modes import check_modes
from tests.unit.cli.rabta import rabta
from tests.unit.node.test_founding import free_run

FIA = "pk.fia"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("own") / "federation"
    rabta("node", "init", made, "--yes", "--port", free_run(7))
    return made


def open_log(folder: Path) -> None:
    """What `rabta node init` prints of a member that asks governance again."""
    request, home = folder / "new-log.request", folder / "agencies" / FIA
    rabta("agency", "new-log", home, "--out", request)
    rabta("federation", "admit", folder, request, stdin="y\n")
    for holder in ("1.key", "2.key"):
        rabta("federation", "sign", folder / "draft.signed", folder / "governance" / holder, stdin="y\n")
    rabta("federation", "publish", folder)
    answer = max(folder.glob(f"answers/{FIA}-*.answer"), key=lambda path: path.stat().st_mtime_ns)
    rabta("agency", "accept", home, answer, "--anchor", folder / "anchor.pem")


def test_a_member_with_a_log_is_made_ready_by_one_command_and_no_other_is(folder: Path) -> None:
    home = folder / "agencies" / FIA
    assert "rabta agency new-log" in rabta("node", "own", home, code=1).stderr
    assert not (home / "settings.toml").exists()
    open_log(folder)
    listed = rabta("node", "own", home, "--listen", "0.0.0.0:7555").stdout
    settings, hub = load_settings(home, {}), load_profile(home / "profile.toml")
    assert (settings.home, settings.port, settings.usual_targets) == (FIA, 7555, MEMBER_TARGETS)
    assert read_peers(home) == (Peer(hub.hub, hub.endpoint, "hub.crt"),)
    assert pulls(settings, MEMBER_TARGETS)
    origin = RegistryFolder(home / "registry").current().open_log(FIA).origin
    assert {child.name for child in children(settings, MEMBER_TARGETS, origin)} >= {"writer", "syncer", "edge-0"}
    check_modes(home)
    profiles = [Path(line) for line in listed.splitlines()]
    assert profiles == [home / "fia-1-own.toml", home / "fia-2-own.toml"], "of who asks, and not of who contributes"
    own, at_hub = load_profile(profiles[1]), load_profile(home / "fia-2.toml")
    assert (own.hub, own.endpoint, own.hub_certificates) == (FIA, "127.0.0.1:7555", home / "tls.crt")
    assert (own.officer, own.issuer, own.officer_key) == (at_hub.officer, at_hub.issuer, at_hub.officer_key)
    assert own.state != at_hub.state
    unit = (home / "units" / f"rabta-node-{FIA}.service").read_text()
    assert f"serve {home.absolute()}\n" in unit
    assert "is there already" in rabta("node", "own", home, code=1).stderr


def test_a_folder_that_is_no_members_is_refused_in_words(tmp_path: Path) -> None:
    said = rabta("node", "own", tmp_path, code=1)
    assert "Traceback" not in said.output
