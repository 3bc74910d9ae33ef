"""`rabta federation` from an empty folder to a second version, by its own commands."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from services.cli.federation import Kind, Use, app
from services.membership import governance, provision
from services.membership.provision import build_federation
from services.membership.spec import ROLES, AgencySpec
from services.membership.watch import RegistryFolder
from services.signing.es256 import PrivateKey

RUN = CliRunner()
DESKS = ["--desk-phone", "+92 51 1234567", "--escalation-phone", "+92 51 1234568"]


def rabta(*args: object, code: int = 0) -> str:
    result = RUN.invoke(app, [str(arg) for arg in args])
    assert result.exit_code == code, result.output
    return result.output if code else result.stdout


def founded(folder: Path) -> Path:
    home = folder / "f"
    rabta("init", home, "--name", "rabta.test")
    rabta(
        "add-agency",
        home,
        "pk.fia",
        "--kind",
        "FIA",
        "--display-name",
        "FIA",
        *DESKS,
        "--witness-url",
        "http://127.0.0.1:1",
    )
    return home


def sign(home: Path, *numbers: int) -> None:
    for number in numbers:
        rabta("sign", home / "draft.signed", home / "governance" / f"{number}.key")


def test_from_nothing_to_version_2(tmp_path: Path) -> None:
    home = founded(tmp_path)
    sign(home, 1, 3)
    digest = rabta("publish", home).strip()
    watch = RegistryFolder(home / "hub" / "registry")
    assert watch.current().digest.hex() == digest
    rabta(
        "add-agency",
        home,
        "pk.customs",
        "--kind",
        "BORDER",
        "--display-name",
        "Customs",
        *DESKS,
        "--jurisdiction",
        "PK-SD",
        "--role",
        "CHECKPOINT_OFFICER",
        "--format",
        "fir",
    )
    rabta("add-system", home, "pk.fia", "desk", "--role", "ANALYST")
    rabta("add-key", home, "pk.fia", "PAGE")
    old = PrivateKey.load(home / "agencies" / "pk.fia" / "page.key").kid.hex()
    rabta("revoke", home, old)
    sign(home, 2, 3)
    rabta("publish", home)
    assert watch.poll()
    current = watch.current()
    assert current.version == 2
    assert current.agencies["pk.customs"].roles == {"CHECKPOINT_OFFICER"}
    assert current.role_ceiling("pk.fia", "desk") == {"ANALYST"}
    assert current.keys[bytes.fromhex(old)].revoked_ms


def test_one_signature_is_not_enough(tmp_path: Path) -> None:
    home = founded(tmp_path)
    sign(home, 1, 1)
    assert "refused: threshold: governance" in rabta("publish", home, code=1)
    assert "refused: threshold: governance" in rabta("verify", home / "draft.signed", code=1)


def test_sign_says_how_many(tmp_path: Path) -> None:
    home = founded(tmp_path)
    result = RUN.invoke(app, ["sign", str(home / "draft.signed"), str(home / "governance" / "1.key")])
    assert "signed by 1, needs 2" in result.stderr
    assert len(result.stdout.strip()) == 64


def test_signing_with_a_loose_key_is_refused(tmp_path: Path) -> None:
    home = founded(tmp_path)
    (home / "governance" / "1.key").chmod(0o644)
    assert "mode" in rabta("sign", home / "draft.signed", home / "governance" / "1.key", code=1)


def small(folder: Path) -> Path:
    spec = AgencySpec("pk.fia", "FIA", "وفاقی ادارہ", witness_url="http://127.0.0.1:1")
    return build_federation(folder / "f", "rabta.test", (spec,), time.time_ns() // 1_000_000).folder


def test_show(tmp_path: Path) -> None:
    home = small(tmp_path)
    facts = json.loads(rabta("show", home, "--output", "json"))
    assert (facts["name"], facts["version"], facts["quorum"]) == ("rabta.test", 1, 1)
    assert [agency["display_name"] for agency in facts["agencies"]] == ["Rabta hub", "وفاقی ادارہ"]
    assert {line["use"] for line in facts["keys"]} == {"TLS", "MESSAGE", "PAGE", "TOKEN", "ROSTER", "SEALED"}
    table = rabta("show", home / "registry" / "1.signed")
    assert "pk.fia" in table
    assert "witnesses, quorum 1" in table


def test_show_prints_the_pin_of_a_witness(tmp_path: Path) -> None:
    spec = AgencySpec("pk.fia", "FIA", "FIA", witness_url="https://127.0.0.1:1")
    home = build_federation(tmp_path / "f", "rabta.test", (spec,), time.time_ns() // 1_000_000).folder
    (witness,) = json.loads(rabta("show", home, "--output", "json"))["witnesses"]
    assert len(bytes.fromhex(witness["pin"])) == 32
    assert f"TLS key of the witness of pk.fia: {witness['pin']}" in rabta("show", home).splitlines()
    assert "TLS key of the witness of pk.fia: none" in rabta("show", small(tmp_path / "plain"))


def test_verify_with_anchor(tmp_path: Path) -> None:
    home, other = small(tmp_path / "a"), small(tmp_path / "b")
    assert "verified" in rabta("verify", home)
    assert "verified" in rabta("verify", home / "hub", "--anchor", home / "anchor.pem")
    assert "refused: threshold: anchor" in rabta("verify", home, "--anchor", other / "anchor.pem", code=1)
    assert "error" in rabta("verify", home, "--anchor", home / "ca.crt", code=1)


def test_verify_of_changed_file(tmp_path: Path) -> None:
    home = small(tmp_path)
    path = home / "registry" / "1.signed"
    path.write_bytes(path.read_bytes()[:-1])
    assert "refused: not-protobuf: file" in rabta("verify", path, code=1)


def test_verify_refuses_an_expired_one(tmp_path: Path) -> None:
    spec = AgencySpec("pk.fia", "FIA", "FIA", witness_url="http://127.0.0.1:1")
    year = 366 * 86_400_000
    home = build_federation(tmp_path / "f", "rabta.test", (spec,), time.time_ns() // 1_000_000 - year).folder
    assert "refused: expired" in rabta("verify", home, code=1)
    fresh = build_federation(tmp_path / "g", "rabta.test", (spec,), time.time_ns() // 1_000_000 - year + 3 * 86_400_000)
    result = RUN.invoke(app, ["verify", str(fresh.folder)])
    assert result.exit_code == 0
    assert "warning: expires" in result.stderr


def test_verify_refuses_a_minority_quorum(tmp_path: Path) -> None:
    """2k <= N: two halves of the witnesses could vouch for two histories."""
    spec = [AgencySpec(f"pk.a{n}", "POLICE", f"Police {n}", witness_url=f"http://127.0.0.1:{n + 1}") for n in range(4)]
    files = provision.init_federation(tmp_path / "f", "rabta.test", time.time_ns() // 1_000_000)
    for one in spec:
        provision.add_agency(files, one, time.time_ns() // 1_000_000)
    provision.save_draft(files, governance.set_quorum(provision.draft_of(files, 0), 2))
    sign(files.folder, 1, 2)
    assert "refused: quorum: witness_policy.quorum" in rabta("verify", files.draft, code=1)


@pytest.mark.parametrize(
    "args",
    [
        ["add-agency", "pk.x", "--kind", "FIA", "--display-name", "X", *DESKS],
        ["add-system", "pk.fia", "node"],
        ["add-system", "pk.nobody", "node"],
        ["revoke", "00" * 32],
        ["revoke", "zz"],
        ["publish"],
    ],
)
def test_failures_are_one_line_and_exit_1(tmp_path: Path, args: list[str]) -> None:
    home = small(tmp_path) if args[0] != "add-agency" else tmp_path / "nothing"
    output = rabta(args[0], home, *args[1:], code=1)
    assert output.startswith(("error: ", "refused: "))
    assert "Traceback" not in output


def test_usage_errors_exit_2(tmp_path: Path) -> None:
    rabta("add-agency", tmp_path, "pk.x", "--kind", "ARMY", "--display-name", "X", *DESKS, code=2)
    rabta("init", tmp_path / "f", "--name", "x", "--governance-keys", "1", code=2)


def test_init_twice(tmp_path: Path) -> None:
    home = founded(tmp_path)
    assert "error" in rabta("init", home, "--name", "rabta.test", code=1)


def test_choices_are_those_of_the_rooms_below() -> None:
    assert {kind.value for kind in Kind} == set(ROLES) - {"HUB"}
    assert {use.value for use in Use} == set(provision.USES)


def test_rotation(tmp_path: Path) -> None:
    """Certificate, witness, log and governance replaced in one version; the second is signed by old and new holders."""
    home = small(tmp_path)
    watch = RegistryFolder(home / "hub" / "registry")
    holders = [PrivateKey.generate() for _ in range(3)]
    for number, key in enumerate(holders):
        (tmp_path / f"{number}.pem").write_bytes(key.public().pem())
    rabta("renew-certificate", home, "pk.fia")
    rabta("renew-certificate", home, "pk.hub", "hub")
    rabta("retire-witness", home, "pk.fia", "--last-size", 10)
    rabta("add-witness", home, "pk.fia", "http://127.0.0.1:2", "--first-size", 8)
    rabta("new-log", home, "--last-size", 10)
    rabta("change-governance", home, *(tmp_path / f"{number}.pem" for number in range(3)))
    sign(home, 1, 2)
    assert "refused: threshold: governance" in rabta("publish", home, code=1)
    for number, key in enumerate(holders[:2]):
        key.save(tmp_path / f"{number}.key")
        rabta("sign", home / "draft.signed", tmp_path / f"{number}.key")
    rabta("publish", home)
    assert watch.poll()
    now = watch.current()
    assert len([row for row in now.thumbprints.values() if row.agency == "pk.fia"]) == 2
    assert (home / "agencies" / "pk.fia" / "tls-2.crt").exists()
    assert now.log.origin == "rabta.test/audit/2"
    assert [row.last_size for row in now.logs] == [10, 0]
    assert [len(now.witness_policy.at(size)) for size in (7, 8, 10, 11)] == [1, 2, 2, 1]
    assert now.governance.kids == {key.kid for key in holders}
    assert RegistryFolder(home / "agencies" / "pk.fia" / "registry").current().version == 2
