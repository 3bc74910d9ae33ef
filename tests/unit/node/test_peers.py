"""The list of peers: written privately, read strictly, and changed one peer at a time."""

from __future__ import annotations

from pathlib import Path

import pytest

from services.node.peers import FILE, Peer, PeersError, add_peer, pause_peer, read_peers, remove_peer

HUB = Peer("pk.hub", "hub.example:7443", "hub.crt")
FIA = Peer("pk.fia", "[2001:db8::1]:7443", "fia.crt", paused=True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    tmp_path.chmod(0o700)
    for name in ("hub.crt", "fia.crt"):
        (tmp_path / name).touch(0o600)
    return tmp_path


def test_a_folder_without_a_list_has_no_peers(folder: Path) -> None:
    assert read_peers(folder) == ()


def test_peers_are_added_paused_and_removed(folder: Path) -> None:
    add_peer(folder, HUB)
    add_peer(folder, FIA)
    assert read_peers(folder) == (FIA, HUB)
    assert (folder / FILE).stat().st_mode & 0o777 == 0o600
    pause_peer(folder, "pk.hub", paused=True)
    pause_peer(folder, "pk.fia", paused=False)
    assert [each.paused for each in read_peers(folder)] == [False, True]
    remove_peer(folder, "pk.fia")
    assert [each.agency for each in read_peers(folder)] == ["pk.hub"]


def test_one_that_is_there_or_not_is_said(folder: Path) -> None:
    add_peer(folder, HUB)
    with pytest.raises(PeersError, match="is there already"):
        add_peer(folder, HUB._replace(endpoint="other:1"))
    with pytest.raises(PeersError, match="is no peer"):
        remove_peer(folder, "pk.fia")
    with pytest.raises(PeersError, match="is no peer"):
        pause_peer(folder, "pk.fia", paused=True)
    with pytest.raises(PeersError, match="is not in the node's folder"):
        add_peer(folder, FIA._replace(certificates="absent.crt"))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("agency", "PK FIA"),
        ("agency", ""),
        ("endpoint", "hub.example"),
        ("endpoint", "hub.example:port"),
        ("certificates", "../hub.crt"),
        ("certificates", ""),
    ],
)
def test_a_word_out_of_its_form_is_refused_by_name(folder: Path, field: str, value: str) -> None:
    add_peer(folder, HUB)
    text = (folder / FILE).read_text().replace(f'"{getattr(HUB, field)}"', f'"{value}"')
    (folder / FILE).write_text(text)
    with pytest.raises(PeersError, match=field):
        read_peers(folder)


@pytest.mark.parametrize(
    "text",
    [
        "peer = 1",
        "[[peer]]\nagency = 'pk.fia'",
        "[[peer]]\nagency = 1\nendpoint = 'a:1'\ncertificates = 'c'",
        "[[peer]]\nagency = 'pk.fia'\nendpoint = 'a:1'\ncertificates = 'c'\nmore = 1",
        "[[peer]]\nagency = 'pk.fia'\nendpoint = 'a:1'\ncertificates = 'c'\n" * 2,
        "[[peer",
    ],
)
def test_a_list_in_another_form_is_refused(folder: Path, text: str) -> None:
    path = folder / FILE
    path.touch(0o600)
    path.write_text(text)
    with pytest.raises(PeersError):
        read_peers(folder)
