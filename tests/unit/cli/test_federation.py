"""`rabta federation` from an empty folder to further versions, by its own commands."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from pathlib import Path

import pytest

from services.cli.agency import Kind, Use
from services.membership import governance, home, provision
from services.membership.spec import ROLES, AgencySpec, register
from services.membership.watch import RegistryFolder
from services.signing.es256 import PrivateKey
from tests.fakes.world.federations import LONE, OVERSIGHT_BODY, federation_of
from tests.unit.cli.founding import DESKS, NAME, Founding, run
from tests.unit.cli.founding import rabta as whole


def rabta(*args: object, code: int = 0) -> str:
    return whole("federation", *args, code=code)


@pytest.fixture
def founded(tmp_path: Path) -> Founding:
    """Hub and FIA in the draft of version 1."""
    made = Founding(tmp_path)
    made.found()
    return made


def test_from_nothing_to_version_2(founded: Founding) -> None:
    founded.sign(1, 3)
    digest = founded.publish()
    for agency in ("pk.hub", "pk.fia"):
        founded.accept(agency)
    hub = RegistryFolder(founded.home("pk.hub") / "registry")
    assert hub.current().digest.hex() == digest
    founded.newcomer(
        "pk.customs", "BORDER", "--jurisdiction", "PK-SD", "--role", "CHECKPOINT_OFFICER", "--format", "fir"
    )
    founded.admit("pk.customs")
    founded.ask("pk.fia", "add-system", "desk", "--role", "ANALYST")
    founded.admit("pk.fia")
    founded.ask("pk.fia", "add-key", "PAGE")
    founded.admit("pk.fia")
    old = PrivateKey.load(founded.home("pk.fia") / "page.key").kid.hex()
    rabta("revoke", founded.office, old)
    founded.sign(2, 3)
    founded.publish()
    for agency in ("pk.customs", "pk.fia"):
        founded.accept(agency)
    for folder in (founded.home("pk.customs"), founded.home("pk.fia"), founded.home("pk.fia") / "systems" / "desk"):
        current = RegistryFolder(folder / "registry").current()
        assert current.version == 2
        assert current.agencies["pk.customs"].roles == {"CHECKPOINT_OFFICER"}
        assert current.role_ceiling("pk.fia", "desk") == {"ANALYST"}
        assert current.keys[bytes.fromhex(old)].revoked_ms


def test_one_signature_is_not_enough(founded: Founding) -> None:
    founded.sign(1, 1)
    assert "refused: threshold: governance" in rabta("publish", founded.office, code=1)
    assert "refused: threshold: governance" in rabta("verify", founded.office / "draft.signed", code=1)


def test_sign_says_how_many(founded: Founding) -> None:
    result = run("federation", "sign", founded.office / "draft.signed", founded.holders[0])
    assert "signed by 1, needs 2" in result.stderr
    assert len(result.stdout.strip()) == 64


def test_signing_with_a_loose_key_is_refused(founded: Founding) -> None:
    founded.holders[0].chmod(0o644)
    assert "mode" in rabta("sign", founded.office / "draft.signed", founded.holders[0], code=1)


def sign(home: Path, *numbers: int) -> None:
    for number in numbers:
        rabta("sign", home / "draft.signed", home / "governance" / f"{number}.key")


def small(folder: Path) -> Path:
    return federation_of(folder, time.time_ns() // 1_000_000, (replace(LONE, display_name="وفاقی ادارہ"),)).folder


def test_show(tmp_path: Path) -> None:
    home = small(tmp_path)
    facts = json.loads(rabta("show", home, "--output", "json"))
    assert (facts["name"], facts["version"], facts["quorum"]) == ("rabta.test", 1, 1)
    assert [agency["display_name"] for agency in facts["agencies"]] == ["Rabta hub", "وفاقی ادارہ", "Oversight"]
    assert {line["use"] for line in facts["keys"]} == {"TLS", "MESSAGE", "PAGE", "TOKEN", "ROSTER", "SEALED"}
    table = rabta("show", home / "registry" / "1.signed")
    assert "pk.fia" in table
    assert "witnesses, quorum 1" in table


def test_show_prints_the_pin_of_a_witness(tmp_path: Path) -> None:
    spec = replace(LONE, witness_url="https://127.0.0.1:1")
    home = federation_of(tmp_path, time.time_ns() // 1_000_000, (spec,)).folder
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
    a_year_ago = time.time_ns() // 1_000_000 - 366 * 86_400_000
    home = federation_of(tmp_path / "expired", a_year_ago).folder
    assert "refused: expired" in rabta("verify", home, code=1)
    fresh = federation_of(tmp_path / "fresh", a_year_ago + 3 * 86_400_000)
    result = run("federation", "verify", fresh.folder)
    assert result.exit_code == 0
    assert "warning: expires" in result.stderr


def test_verify_refuses_a_minority_quorum(tmp_path: Path) -> None:
    """2k <= N: two halves of the witnesses could vouch for two histories."""
    spec = [AgencySpec(f"pk.a{n}", "POLICE", f"Police {n}", witness_url=f"http://127.0.0.1:{n + 1}") for n in range(4)]
    files = provision.init_federation(tmp_path / "f", "rabta.test", time.time_ns() // 1_000_000)
    for one in (*spec, OVERSIGHT_BODY):
        provision.add_agency(files, one, time.time_ns() // 1_000_000)
    provision.save_draft(files, governance.set_quorum(provision.draft_of(files, 0), 2))
    sign(files.folder, 1, 2)
    assert "refused: quorum: witness_policy.quorum" in rabta("verify", files.draft, code=1)


def test_failures_are_one_line_and_exit_1(tmp_path: Path) -> None:
    home = small(tmp_path)
    (tmp_path / "junk").write_bytes(b"junk")
    for args in (
        ("admit", home, tmp_path / "junk", "--yes"),
        ("admit", tmp_path / "nothing", tmp_path / "junk", "--yes"),
        ("revoke", home, "00" * 32),
        ("revoke", home, "zz"),
        ("set-register", home, "pk.nobody", "FIR", "PB/"),
        ("set-register", home, "pk.fia", "NO-SUCH-TYPE", "PB/"),
        ("set-register", home, "pk.fia", "FIR", "PB/", "--end", "2026-01-01"),
        ("publish", home),
    ):
        output = rabta(*args, code=1)
        assert output.startswith(("error: ", "refused: ")), output
        assert "Traceback" not in output


def test_usage_errors_exit_2(tmp_path: Path) -> None:
    said = ("--federation", NAME, "--id", "pk.x", "--kind", "ARMY", "--display-name", "X", *DESKS)
    whole("agency", "init", tmp_path / "x", *said, code=2)
    rabta("init", tmp_path / "f", "--name", "x", code=2)


def test_a_folder_is_founded_once_and_by_distinct_holders(founded: Founding) -> None:
    publics = [part for key in founded.holders for part in ("--holder", f"{key}.pub")]
    assert "error" in rabta("init", founded.office, "--name", "rabta.test", *publics, code=1)
    twice = ("--holder", f"{founded.holders[0]}.pub") * 2
    assert "distinct" in rabta("init", founded.folder / "other", "--name", "rabta.test", *twice, code=1)
    assert not (founded.folder / "other").exists()


def test_choices_are_those_of_the_rooms_below() -> None:
    assert {kind.value for kind in Kind} == set(ROLES)
    assert {use.value for use in Use} == set(home.USES)


def test_rotation(founded: Founding) -> None:
    """Certificate, witness, log and governance replaced in one version; the second is signed by old and new holders."""
    founded.sign(1, 2)
    founded.publish()
    for agency in ("pk.hub", "pk.fia"):
        founded.accept(agency)
    holders = [PrivateKey.generate() for _ in range(3)]
    for number, key in enumerate(holders):
        (founded.folder / f"{number}.pem").write_bytes(key.public().pem())
    rabta("retire-witness", founded.office, "pk.fia", "--last-size", "rabta.test/audit/1=10")
    for agency, *asked in (
        ("pk.fia", "renew-certificate"),
        ("pk.hub", "renew-certificate"),
        ("pk.fia", "add-witness", "http://127.0.0.1:2", "--first-size", 8),
        ("pk.hub", "new-log", "--last-size", 10),
    ):
        founded.ask(agency, *asked)
        founded.admit(agency)
    rabta("change-governance", founded.office, *(founded.folder / f"{number}.pem" for number in range(3)))
    founded.sign(1, 2)
    assert "refused: threshold: governance" in rabta("publish", founded.office, code=1)
    for number, key in enumerate(holders[:2]):
        key.save(founded.folder / f"{number}.key")
        rabta("sign", founded.office / "draft.signed", founded.folder / f"{number}.key")
    founded.publish()
    founded.accept("pk.fia")
    now = RegistryFolder(founded.home("pk.fia") / "registry").current()
    assert len([row for row in now.thumbprints.values() if (row.agency, row.system) == ("pk.fia", "node")]) == 2
    assert (founded.home("pk.fia") / "tls-2.crt").exists()
    assert now.open_log(now.hub).origin == "rabta.test/audit/2"
    assert [row.span.last_size for row in now.logs] == [10, 0]
    assert [len(now.witness_policy.at("rabta.test/audit/1", size)) for size in (7, 8, 10, 11)] == [1, 2, 2, 1]
    assert now.governance.kids == {key.kid for key in holders}


def test_registers_courts_and_protecting_acts(founded: Founding) -> None:
    """Rows are added, shown, ended and followed by others; two registers never overlap."""
    founded.enter("pk.lahore-sessions", "COURT", "--jurisdiction", "PK-PB")
    office = founded.office
    rabta("set-register", office, "pk.fia", "FIR", "FIA/", "--from", "2020-01-01")
    rabta(
        "set-court", office, "pk.lahore-sessions", "PB-LHR-DSJ", "--name", "District and Sessions Court, Lahore",
        "--tier", "session", "--district", "PB/LAHORE", "--act", "PTPA",
    )  # fmt: skip
    rabta("set-protects", office, "pk.fia", "PB-DNCA-2004", "--district", "PB")
    taken = ("set-register", office, "pk.lahore-sessions", "FIR", "FIA/LAHORE/")
    assert "overlap" in rabta(*taken, "--from", "2026-01-01", code=1)
    rabta("set-register", office, "pk.fia", "FIR", "FIA/", "--end", "2026-01-01")
    rabta(*taken, "--from", "2026-01-01")
    assert "court-kind" in rabta("set-court", office, "pk.fia", "X-1", "--name", "X", "--district", "PB", code=1)
    rabta("set-protects", office, "pk.fia", "PB-DNCA-2004", "--end", "2027-01-01")
    founded.sign(1, 2)
    table = rabta("show", office / "draft.signed")
    for word in ("registers", "courts", "protects"):
        assert word in table
    founded.publish()
    facts = json.loads(rabta("show", office, "--output", "json"))
    rows = {agency["id"]: agency for agency in facts["agencies"]}
    assert rows["pk.fia"]["registers"] == [
        {"type": "FIR", "prefix": "FIA/", "since": "2020-01-01", "until": "2026-01-01"}
    ]
    assert rows["pk.lahore-sessions"]["courts"][0]["tier"] == "SESSION"
    assert rows["pk.fia"]["protects"][0]["until"] == "2027-01-01"


def test_verify_refuses_registers_that_overlap(founded: Founding) -> None:
    """A draft made by other hands than these commands is refused by whoever loads it."""
    files = provision.open_federation(founded.office)
    draft = provision.draft_of(files, 0)
    for agency, prefix in (("pk.fia", "PB/"), ("pk.hub", "PB/LAHORE/")):
        draft = governance.set_row(draft, agency, register("FIR", prefix))
    provision.save_draft(files, draft)
    founded.sign(1, 2)
    assert "refused: overlap" in rabta("verify", files.draft, code=1)
    assert "refused: overlap" in rabta("publish", founded.office, code=1)


def test_what_no_hub_can_serve_is_refused_with_the_command_that_helps(tmp_path: Path) -> None:
    made = Founding(tmp_path)
    draft = made.office / "draft.signed"
    for member, said in (
        (("pk.hub", "HUB"), "rabta agency init HOME --kind HUB --id pk.hub"),
        (("pk.fia", "FIA", "--witness-url", "http://127.0.0.1:1"), "rabta agency add-witness HOME URL"),
        (("pk.oversight", "OVERSIGHT"), "rabta agency init HOME --kind OVERSIGHT"),
    ):
        before = draft.read_bytes()
        assert said in rabta("sign", draft, made.holders[0], code=1)
        assert said in rabta("publish", made.office, code=1)
        assert draft.read_bytes() == before
        made.enter(*member)
    made.sign(1, 2)
    made.publish()


def test_one_witness_is_warned_of_by_whoever_signs_and_publishes(founded: Founding) -> None:
    assert (
        "warning: one witness alone"
        in run("federation", "sign", founded.office / "draft.signed", founded.holders[0]).stderr
    )
    founded.sign(2)
    assert "warning: one witness alone" in run("federation", "publish", founded.office).stderr
