"""`rabta handover`: the file of the page, signed by one body, taken by another, and verified by whoever has the anchor."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from services.cli import handover
from services.client.profile import write_profile
from services.membership.layout import NodeFiles
from tests.fakes.world.registries import first_file
from tests.unit.cli.rabta import mode, rabta
from tests.unit.referral.handed import DAY_MS, GIVER, HEARING, OTHER, TAKER, file, files, page


def profile(folder: Path, agency: str) -> Path:
    """What a body signs with: its key, and a registry that the anchor vouches for."""
    node: NodeFiles = files().node(agency)
    away = dict.fromkeys(("ca", "hub_certificates", "tls_key", "tls_certificate", "state"), "none")
    known = {"registry": str(node.registry), "governance": str(files().anchor), "message_key": str(node.message_key)}
    texts = {"hub": "pk.hub", "endpoint": "none", "agency": agency, "system": "node"}
    made = folder / f"{agency}.toml"
    write_profile(made, {**away, **known, **texts})
    return made


def made(folder: Path, text: str = "") -> Path:
    """The page's packet, signed by the giver."""
    said, out = folder / "case.toml", folder / "packet.json"
    said.write_text(text or page())
    rabta("handover", "make", "--profile", profile(folder, GIVER), said, out)
    return out


def verify(packet: Path, code: int = 0) -> str:
    registry = first_file(files().folder)
    return rabta("handover", "verify", packet, "--registry", registry, "--trust", files().anchor, code=code).stdout


def test_the_packet_of_the_page_is_made_taken_and_verified(tmp_path: Path) -> None:
    packet, out = made(tmp_path), tmp_path / "taken.json"
    told = verify(packet)
    assert (mode(packet), f"responsible: {GIVER}" in told, "not answered" in told) == (0o600, True, True)
    assert "left out: health, no-consent" in told
    how = ("--case-number", "LS-12", "--acknowledge", HEARING)
    said = rabta("handover", "accept", "--profile", profile(tmp_path, TAKER), packet, out, *how)
    assert f"responsible: {TAKER}" in said.stdout
    told = verify(out)
    assert re.search(r"accepted .* under LS-12; 1 acknowledged", told)
    assert json.loads(out.read_text())["packet"] == json.loads(packet.read_text())["packet"]


def test_what_is_shown_is_no_text_of_a_note(tmp_path: Path) -> None:
    consents = page().replace('notes = ["NEEDS"]', 'notes = ["HEALTH"]')
    told = verify(made(tmp_path, consents))
    assert "notes 1" in told
    assert not any(text in told for text in ("Asthma", "psychologist", "aunt", "p-17"))


def test_one_that_is_rejected_stays_with_the_giver(tmp_path: Path) -> None:
    packet, out = made(tmp_path), tmp_path / "back.json"
    reject = ("handover", "reject", "--profile", profile(tmp_path, TAKER), packet, out, "--because")
    assert "no-place" in rabta(*reject, "expired", code=2).stderr
    assert not out.exists()
    assert "rejected" in rabta(*reject, "no-place").stdout
    assert f"responsible: {GIVER}" in verify(out)


UNFIT = {
    "police": (page().replace("A bed,", "A bed, see FIR 7,"), "care_plan: police", 1),
    "unknown": ('offender = "X"\n' + page(), "offender: unknown", 1),
    "another-kind-of-body": (page().replace(TAKER, "pk.fia"), "to: child-protection", 1),
    "no-toml": ("to = ", "TOMLDecodeError", 2),
}


@pytest.mark.parametrize("case", UNFIT)
def test_what_may_not_go_is_named_and_nothing_is_written(tmp_path: Path, case: str) -> None:
    text, named, code = UNFIT[case]
    said, out = tmp_path / "case.toml", tmp_path / "packet.json"
    said.write_text(text)
    told = rabta("handover", "make", "--profile", profile(tmp_path, GIVER), said, out, code=code)
    assert named in told.stderr
    assert not out.exists()


def test_nobody_else_takes_it_and_no_date_in_court_is_passed_over(tmp_path: Path) -> None:
    packet, out = made(tmp_path), tmp_path / "taken.json"
    how = (packet, out, "--case-number", "X-1")
    assert "to: another-body" in rabta("handover", "accept", "--profile", profile(tmp_path, OTHER), *how, code=1).stderr
    taker = profile(tmp_path, TAKER)
    assert "acknowledged: hearings" in rabta("handover", "accept", "--profile", taker, *how, code=1).stderr
    assert not out.exists()


def test_no_file_is_written_over(tmp_path: Path) -> None:
    packet = made(tmp_path)
    before = packet.read_bytes()
    again = ("handover", "make", "--profile", profile(tmp_path, GIVER), tmp_path / "case.toml", packet)
    assert "is there already" in rabta(*again, code=2).stderr
    assert packet.read_bytes() == before


def test_a_file_that_does_not_hold_is_told_by_its_part(tmp_path: Path) -> None:
    packet = tmp_path / "packet.json"
    packet.write_bytes(file().replace(b'"sig": "', b'"sig": "AAAA', 1))
    registry = first_file(files().folder)
    how = ("handover", "verify", packet, "--registry", registry, "--trust", files().anchor)
    assert "packet: signature" in rabta(*how, code=1).stderr
    packet.unlink()
    assert "FileNotFoundError" in rabta(*how, code=2).stderr


def later(monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    """The clock of the command goes ahead."""
    now_ms = handover._now_ms()
    monkeypatch.setattr(handover, "_now_ms", lambda: now_ms + days * DAY_MS)


def accepted(folder: Path) -> Path:
    """The page's packet, taken."""
    packet, out = made(folder), folder / "taken.json"
    how = ("--case-number", "LS-12", "--acknowledge", HEARING)
    rabta("handover", "accept", "--profile", profile(folder, TAKER), packet, out, *how)
    return out


def test_a_body_reads_what_it_may_and_no_text_of_it_on_the_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = accepted(tmp_path)
    for agency, days, whole in ((GIVER, 0, True), (GIVER, 31, False), (TAKER, 31, True)):
        later(monkeypatch, days)
        out = tmp_path / f"{agency}-{days}.json"
        said = rabta("handover", "read", "--profile", profile(tmp_path, agency), taken, out)
        assert ("psychologist" in out.read_text("utf-8"), mode(out)) == (whole, 0o600)
        assert "psychologist" not in said.stdout
        monkeypatch.undo()


def test_files_are_thinned_when_their_time_is_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    taken, packet = accepted(tmp_path), tmp_path / "packet.json"
    thin = ("handover", "thin", "--profile", profile(tmp_path, GIVER), taken, packet)
    before = taken.read_bytes(), packet.read_bytes()
    said = rabta(*thin)
    assert ("taken.json: stays until" in said.stdout, "packet.json: your body answers" in said.stdout) == (True, True)
    assert (taken.read_bytes(), packet.read_bytes()) == before
    later(monkeypatch, 31)
    other = ("handover", "thin", "--profile", profile(tmp_path, TAKER), taken)
    assert "another body's, stays" in rabta(*other).stdout
    assert "taken.json: summary and proof" in rabta(*thin).stdout
    assert (mode(taken), packet.read_bytes()) == (0o600, before[1])
    told = verify(taken)
    assert all(text in told for text in (f"responsible: {TAKER}", "the rest is gone", "open tasks 1"))
    assert "court date:" not in told
