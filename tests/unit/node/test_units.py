"""systemd units: hardened, quoted, and such as systemd itself accepts."""

from __future__ import annotations

import re
import shlex
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.edge.serve import DRAIN_S
from services.node import units
from services.node.processes import NODE_PATIENCE_S
from services.signing.keyfile import check_private

PROGRAM, FOLDER = Path("/opt/rabta/bin/rabta"), Path("/var/lib/rabta/hub")
KINDS = {
    "machine": units.of_machine(FOLDER, PROGRAM),
    "hub": units.of_hub(FOLDER, PROGRAM),
    "issuer": units.of_issuer(FOLDER, PROGRAM, "pk.fia"),
    "console": units.of_console(FOLDER, PROGRAM, "pk.fia"),
    "refusals": units.of_report(FOLDER, PROGRAM, "pk.fia"),
    "witness": units.of_witness(FOLDER, PROGRAM, "pk.fia"),
    "own": units.of_own_node(FOLDER, PROGRAM, "pk.fia"),
}


def said(text: str) -> dict[str, str]:
    return dict(line.split("=", 1) for line in text.splitlines() if "=" in line and not line.startswith("#"))


@pytest.mark.parametrize("text", KINDS.values(), ids=KINDS)
def test_a_part_may_write_in_its_folder_and_nowhere_else(text: str) -> None:
    found = said(text)
    assert found["ReadWritePaths"] == str(FOLDER)
    assert (found["ProtectSystem"], found["UMask"], found["NoNewPrivileges"]) == ("strict", "0077", "yes")
    assert found["CapabilityBoundingSet"] == ""
    assert found["User"] == "rabta"
    assert not {"PAGE", "TOKEN", "Environment"} & found.keys()


@pytest.mark.parametrize("text", KINDS.values(), ids=KINDS)
def test_systemd_waits_longer_than_the_node_needs(text: str) -> None:
    assert int(said(text)["TimeoutStopSec"]) > NODE_PATIENCE_S > DRAIN_S
    assert said(text)["KillMode"] == "mixed"


@pytest.mark.parametrize(("name", "text"), KINDS.items(), ids=KINDS)
def test_systemd_accepts_it(name: str, text: str, tmp_path: Path) -> None:
    program, folder = tmp_path / "rabta", tmp_path / "with space & 100%"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    folder.mkdir()
    made = units.of_hub(folder, program) if name == "hub" else text.replace(str(PROGRAM), str(program))
    path = tmp_path / f"rabta-{name}.service"
    path.write_text(made)
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(path)], capture_output=True, text=True, timeout=60, check=False
    )
    assert not [line for line in (done.stdout + done.stderr).splitlines() if path.name in line], done.stderr


@given(st.text("ab /%$\"'\\;é", min_size=1, max_size=20).map(lambda text: Path("/srv") / text.strip("/ ")))
def test_a_path_is_one_word_however_it_is_written(path: Path) -> None:
    word = units.quoted(path)
    unescaped = word.replace("%%", "%").replace("$$", "$")
    assert shlex.split(unescaped) == [str(path)]


def test_a_plain_path_is_written_plainly() -> None:
    assert units.quoted(FOLDER) == str(FOLDER)


def test_all_units_of_a_folder(tmp_path: Path) -> None:
    units.write(tmp_path / "units", FOLDER, PROGRAM, ["pk.fia", "pk.oversight"])
    names = {path.name for path in (tmp_path / "units").iterdir()}
    assert names == {
        "rabta.service", "rabta-hub.service", "rabta-issuer-pk.fia.service", "rabta-witness-pk.fia.service",
        "rabta-issuer-pk.oversight.service", "rabta-witness-pk.oversight.service",
        "rabta-refusals-pk.fia.service", "rabta-refusals-pk.oversight.service",
    }  # fmt: skip
    for path in (tmp_path / "units").iterdir():
        check_private(path)
        assert re.search(r"^User=\w+$", path.read_text(), re.MULTILINE)
    issuer = (tmp_path / "units" / "rabta-issuer-pk.fia.service").read_text()
    assert f"{PROGRAM} token serve {FOLDER}/agencies/pk.fia/systems/issuer\n" in issuer
    home = f"{FOLDER}/agencies/pk.fia"
    refusals = (tmp_path / "units" / "rabta-refusals-pk.fia.service").read_text()
    assert f"{PROGRAM} token report {home}/systems/issuer --profile {home}/profile.toml --follow\n" in refusals
    assert f"ReadWritePaths={home}\n" in refusals
