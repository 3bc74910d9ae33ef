"""``rabta token``: from a roster in TOML to a token, by hand."""

from __future__ import annotations

import hashlib
import json
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from services.access.approver import TYP as APPROVER
from services.access.jws import read_kid
from services.access.token import TYP as ACCESS
from services.cli.token import app
from services.client.profile import write_profile
from services.issuer.signed_roster import open_signed, read_roster
from services.signing.es256 import PrivateKey
from tests.integration.issuer.station import CASE, FIA, METHOD, Station

RUN = CliRunner()
ASK = (
    "--purpose", "investigate_case", "--legal-basis", "crpc_case", "--case", f"FIR:{CASE}", "--query-class", "history",
)  # fmt: skip
ACT = ("--officer", "fia-1042", "--method", METHOD, *ASK)


@pytest.fixture(scope="module")
def station(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Station]:
    made = Station(tmp_path_factory.mktemp("cli"))
    made.start()
    yield made
    made.stop()


def profile(station: Station, officer: str = "fia-1042", **changes: str) -> str:
    path = station.node.folder / f"{officer}.toml"
    settings = {
        "hub": "pk.hub",
        "endpoint": "127.0.0.1:1",
        "agency": FIA,
        "system": "node",
        "ca": "ca.crt",
        "hub_certificates": "ca.crt",
        "tls_key": "tls.key",
        "tls_certificate": "tls.crt",
        "message_key": "message.key",
        "registry": "registry",
        "governance": str(station.files.anchor),
        "state": "state",
        "issuer": f"https://127.0.0.1:{station.port}",
        "officer": officer,
        "officer_key": f"officers/{officer}.key",
        **changes,
    }
    write_profile(path, settings)
    return str(path)


def test_a_token_by_hand(station: Station) -> None:
    done = RUN.invoke(app, ["request", "--profile", profile(station), *ASK])
    assert done.exit_code == 0
    assert read_kid(done.stdout.strip(), ACCESS)


def test_an_approval_by_hand(station: Station) -> None:
    sha = hashlib.sha256(b"body").hexdigest()
    done = RUN.invoke(app, ["approve", "--profile", profile(station, "fia-2001"), "--body-sha256", sha, *ACT])
    assert done.exit_code == 0
    assert read_kid(done.stdout.strip(), APPROVER)


def test_a_refusal_is_exit_3_with_the_reason_on_stderr(station: Station) -> None:
    done = RUN.invoke(app, ["request", "--profile", profile(station), *ASK[:4], "--case", "FIR:X", *ASK[6:]])
    assert (done.exit_code, done.stdout) == (3, "")
    assert "invalid_authorization_details" in done.stderr


def test_an_issuer_that_does_not_answer_is_exit_1(station: Station) -> None:
    done = RUN.invoke(app, ["request", "--profile", profile(station, issuer="https://127.0.0.1:1"), *ASK])
    assert (done.exit_code, done.stdout) == (1, "")


def test_a_profile_without_officer_key_is_exit_1(station: Station) -> None:
    done = RUN.invoke(app, ["request", "--profile", profile(station, issuer=""), *ASK])
    assert done.exit_code == 1
    assert "officer_key" in done.stderr


@pytest.mark.parametrize("sha", ["x", "00", "0" * 63])
def test_a_digest_of_another_form_is_a_usage_error(station: Station, sha: str) -> None:
    assert RUN.invoke(app, ["approve", "--profile", profile(station), "--body-sha256", sha, *ACT]).exit_code == 2


def test_key_then_roster_sign_then_show(tmp_path: Path) -> None:
    made = RUN.invoke(app, ["key", str(tmp_path / "fia-1.key")])
    assert made.exit_code == 0
    assert made.stdout.strip() == PrivateKey.load(tmp_path / "fia-1.key").kid.hex()
    assert RUN.invoke(app, ["key", str(tmp_path / "fia-1.key")]).exit_code == 1
    PrivateKey.generate().save(tmp_path / "roster.key")
    text = tmp_path / "roster.toml"
    text.write_text(
        'agency = "pk.fia"\nversion = 2\nexpires = 2099-01-01\n[[officers]]\nid = "fia-1"\nkey = "fia-1.key.pub"\n'
        'display_name = "Somebody Known"\nroles = ["INVESTIGATOR"]\nclearance = 1\njurisdictions = ["PK"]\n'
        'trained_until = 2099-01-01\nundertaking_signed = true\nown_and_kin = ["CNIC:3520112345671"]\n'
    )
    out = tmp_path / "roster.signed"
    done = RUN.invoke(app, ["roster", "sign", str(text), "--key", str(tmp_path / "roster.key"), "--out", str(out)])
    assert done.exit_code == 0
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    signed = open_signed(out.read_bytes())
    assert read_roster(signed.payload, signed.kid).version == 2
    shown = RUN.invoke(app, ["roster", "show", str(out)])
    head, officer = map(json.loads, shown.stdout.splitlines())
    assert (head["version"], officer["officer"], officer["roles"]) == (2, "fia-1", ["INVESTIGATOR"])
    assert "Somebody" not in shown.stdout
    assert "3520112345671" not in shown.stdout


def test_a_roster_with_a_mistake_is_not_signed(tmp_path: Path) -> None:
    (tmp_path / "roster.toml").write_text('agency = "pk.fia"\nversion = 2\nexpires = 2099-01-01\nofficer = []\n')
    PrivateKey.generate().save(tmp_path / "roster.key")
    where = [str(tmp_path / name) for name in ("roster.toml", "roster.key", "roster.signed")]
    done = RUN.invoke(app, ["roster", "sign", where[0], "--key", where[1], "--out", where[2]])
    assert done.exit_code == 1
    assert "unknown: officer" in done.stderr
    assert not Path(where[2]).exists()


def test_show_refuses_what_is_no_roster(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"x")
    assert RUN.invoke(app, ["roster", "show", str(tmp_path / "x")]).exit_code == 1
    assert RUN.invoke(app, ["roster", "show", str(tmp_path / "absent")]).exit_code == 1


def test_serve_says_why_it_does_not_start(tmp_path: Path) -> None:
    folder = tmp_path / "node"
    folder.mkdir(mode=0o700)
    done = RUN.invoke(app, ["serve", str(folder)])
    assert done.exit_code == 1
    assert "missing setting agency" in done.stderr
