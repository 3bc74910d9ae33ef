"""``rabta-audit verify`` as people run it, and alone: no network, no code of the writer."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from audit.verify.__main__ import main
from tests.shared import ROOT
from tests.unit.audit.exports import GOVERNANCE, OVERSIGHT, RETENTION, WITNESSES, full_export, pem
from tests.unit.audit.logs import log_signer


def private_pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return key.private_bytes(*form)


def write_private(path: Path, data: bytes) -> str:
    path.touch(0o600)
    path.write_bytes(data)
    return str(path)


@pytest.fixture(name="log")
def _log(tmp_path: Path) -> Path:
    return full_export().write(tmp_path / "log")


@pytest.fixture(name="trusted")
def _trusted(tmp_path: Path) -> list[str]:
    """All that can be trusted, as files."""
    (tmp_path / "log.vkey").write_text(log_signer().key.encode() + "\n")
    (tmp_path / "anchor.pem").write_bytes(pem(GOVERNANCE))
    (tmp_path / "retention.pem").write_bytes(pem(RETENTION))
    lines = [f"witness w{n} {one.key.encode()}" for n, one in enumerate(WITNESSES)]
    (tmp_path / "policy").write_text("\n".join([*lines, "group all4 3 w0 w1 w2 w3", "quorum all4", ""]))
    key = write_private(tmp_path / "oversight.pem", private_pem(OVERSIGHT))
    return [
        *("--vkey", str(tmp_path / "log.vkey"), "--registry-anchor", str(tmp_path / "anchor.pem")),
        *("--retention-keys", str(tmp_path / "retention.pem"), "--witness-policy", str(tmp_path / "policy")),
        *("--oversight-key", key),
    ]


def test_it_ends_with_the_number_of_entries(log: Path, trusted: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(log), *trusted]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == "log verified: 23 entries"
    assert len([line for line in lines if line.startswith("ok    ")]) == 8


def test_a_failure_is_located(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = log / "tile/entries/000.p/23"
    whole = file.read_bytes()
    file.write_bytes(whole[:-1] + bytes((whole[-1] ^ 1,)))
    assert main(["verify", str(log)]) == 1
    captured = capsys.readouterr()
    assert captured.err == "FAILED  tile/0/000.p/23: hash tile disagrees with its entries: hash 22 of the tile\n"
    assert "verified" not in captured.out


def test_hostile_names_do_not_reach_the_terminal(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (log / "\x1b[2J\u202eevil").write_text("")
    assert main(["verify", str(log)]) == 0
    assert "note  not checked: \\u001b[2J\\u202eevil" in capsys.readouterr().out


@pytest.mark.parametrize(
    "option", ["--vkey", "--registry-anchor", "--retention-keys", "--witness-policy", "--oversight-key"]
)
def test_trust_that_cannot_be_read(log: Path, tmp_path: Path, option: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(log), option, str(tmp_path / "absent")]) == 1
    junk = write_private(tmp_path / "junk", b"junk\n")
    assert main(["verify", str(log), option, junk]) == 1
    assert "FAILED" in capsys.readouterr().err


def test_a_loose_or_wrong_private_key(log: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "key.pem"
    write_private(path, private_pem(OVERSIGHT))
    path.chmod(0o640)
    assert main(["verify", str(log), "--oversight-key", str(path)]) == 1
    assert "open to others" in capsys.readouterr().err
    write_private(tmp_path / "p384.pem", private_pem(ec.generate_private_key(ec.SECP384R1())))
    assert main(["verify", str(log), "--oversight-key", str(tmp_path / "p384.pem")]) == 1
    assert "P-256" in capsys.readouterr().err


def test_wrong_usage_exits_with_2() -> None:
    for arguments in ([], ["verify"], ["verify", "x", "--no-such-option"], ["check", "x"]):
        with pytest.raises(SystemExit) as caught:
            main(arguments)
        assert caught.value.code == 2


ALONE = """
import sys
class Nothing:
    def find_spec(self, name, path=None, target=None):
        top, *rest = name.split(".")
        ours = top == "audit" and rest[:1] not in ([], ["verify"])
        if ours or top in ("services", "rabta", "google", "grpc", "aiohttp", "graph", "socket", "sqlite3"):
            raise ImportError("the verifier may not need " + name)
sys.meta_path.insert(0, Nothing())
from audit.verify.__main__ import main
sys.exit(main(sys.argv[1:]))
"""


def test_it_stands_on_its_own_feet(log: Path, trusted: list[str]) -> None:
    command = [sys.executable, "-c", ALONE, "verify", str(log), *trusted]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("log verified: 23 entries\n")
