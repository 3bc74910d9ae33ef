"""`rabta agency`: keys made where they stay, apart from each other; requests carried and proven where each key lies."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from services.membership.enrolment import parse_enrolment
from services.membership.layout import NodeFiles
from services.membership.provision import open_federation
from services.membership.watch import RegistryFolder
from services.signing.es256 import PrivateKey
from tests.unit.cli.founding import DESKS, NAME, Founding, rabta, run

FIA = "pk.fia"
WISHES = """
[[registers]]
type = "FIR"
prefix = "FIA/"
from = "2020-01-01"

[[protects]]
act = "PB-DNCA-2004"
districts = ["PB"]
"""
COURT = """
[[courts]]
code = "PB-LHR-DSJ"
name = "District and Sessions Court, Lahore"
tier = "SESSION"
districts = ["PB/LAHORE"]
above = "PB-LHC"
"""


@pytest.fixture
def made(tmp_path: Path) -> Founding:
    return Founding(tmp_path)


def test_no_private_key_leaves_its_folder(made: Founding) -> None:
    """From founding to version 1: what lies with governance, and what was carried, holds none of a member's keys."""
    made.enter("pk.hub", "HUB")
    carried = made.request.read_bytes()
    made.enter(FIA, "FIA", "--witness-url", "http://127.0.0.1:1")
    carried += made.request.read_bytes()
    made.enter("pk.oversight", "OVERSIGHT")
    made.sign(1, 2)
    made.publish()
    private = {path for path in made.office.rglob("*") if path.is_file() and b"PRIVATE KEY" in path.read_bytes()}
    assert private == {made.office / "ca.key"}
    assert b"PRIVATE KEY" not in carried
    for agency in ("pk.hub", FIA):
        for path in made.home(agency).rglob("*"):
            assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_a_member_whose_oldest_key_was_revoked_asks_with_another(made: Founding) -> None:
    """The revoked key's file may lie on: neither it nor one that was never admitted speaks for the member."""
    made.found()
    made.ask(FIA, "add-key", "ROSTER")
    made.admit(FIA)
    kid = PrivateKey.load(NodeFiles(made.home(FIA), FIA, "node").roster_key).kid.hex()
    rabta("federation", "revoke", made.office, kid)
    made.sign(1, 2)
    made.publish()
    made.accept(FIA)
    made.ask(FIA, "add-key", "ROSTER")  # a request that is never carried to governance
    made.ask(FIA, "add-key", "PAGE")
    made.admit(FIA)


def test_each_job_has_the_keys_it_needs_and_no_more(made: Founding) -> None:
    """Node, issuer, office and witness lie in folders of their own: each can be carried to a machine of its own."""
    made.enter("pk.hub", "HUB")
    made.enter(FIA, "FIA", "--witness-url", "http://127.0.0.1:1")
    home = made.home(FIA)
    assert {path.name for path in home.glob("*.key")} == {"tls.key", "message.key", "page.key"}
    assert {path.name for path in (home / "systems" / "issuer").glob("*.key")} == {"tls.key", "token.key"}
    assert {path.name for path in (home / "office").glob("*.key")} == {"roster.key"}
    assert {path.name for path in (home / "witness").glob("*.key")} == {"witness.key"}
    hub = made.home("pk.hub")
    assert {path.name for path in hub.rglob("*.key")} == {
        "tls.key", "message.key", "seal.key", "secret.key", "log.key"
    }  # fmt: skip
    made.enter("pk.oversight", "OVERSIGHT")
    assert (made.home("pk.oversight") / "seal.key").exists()


def test_the_digest_is_the_same_on_both_sides(made: Founding) -> None:
    digest = made.newcomer("pk.hub", "HUB")
    assert f"digest       {digest}" in made.admit("pk.hub")
    anchor = rabta("agency", "accept", made.home("pk.hub"), max((made.office / "answers").iterdir())).strip()
    assert len(anchor) == 64


def test_governance_is_asked_before_anything_is_taken_in(made: Founding) -> None:
    made.newcomer("pk.hub", "HUB")
    refused = run("federation", "admit", made.office, made.request, answer="n\n")
    assert refused.exit_code == 1
    assert not list(made.office.glob("admitted/*"))
    assert run("federation", "admit", made.office, made.request, answer="y\n").exit_code == 0
    assert open_federation(made.office).draft.exists()


def test_keys_that_lie_elsewhere_prove_themselves_there(made: Founding) -> None:
    """The roster key is made in the office, the token key at the issuer: the request is carried from one to the other."""
    made.enter("pk.hub", "HUB")
    publics = []
    for name in ("roster", "token"):
        key = PrivateKey.generate()
        key.save(made.folder / f"{name}.key")
        (made.folder / f"{name}.pub").write_bytes(key.public().pem())
        publics += ["--key", f"{name.upper()}={made.folder / name}.pub"]
    made.newcomer(FIA, "FIA", "--witness-url", "http://127.0.0.1:1", *publics)
    assert not list(made.home(FIA).rglob("roster*.key")) + list(made.home(FIA).rglob("token*.key"))
    assert "refused: missing: keys[1]" in rabta("federation", "admit", made.office, made.request, "--yes", code=1)
    assert "unproven     keys[1]\nunproven     keys[2]" in rabta("agency", "show", made.request)
    for name in ("roster", "token"):
        rabta("agency", "prove", made.request, made.folder / f"{name}.key")
    assert "unproven" not in rabta("agency", "show", made.request)
    made.admit(FIA)
    made.enter("pk.oversight", "OVERSIGHT")
    made.sign(1, 2)
    made.publish()
    registry = RegistryFolder(made.office / "registry").current()
    (row,) = registry.keys_of(FIA, "ROSTER")
    assert row.kid == PrivateKey.load(made.folder / "roster.key").kid


def test_a_machine_without_a_key_that_speaks_has_it_added(made: Founding) -> None:
    """On the witness's own machine nothing speaks for the agency: the office adds its proof."""
    made.found()
    made.sign(1, 2)
    made.publish()
    made.accept(FIA)
    roster = made.home(FIA) / "office" / "roster.key"
    for path in (made.home(FIA) / "page.key", made.home(FIA) / "systems" / "issuer" / "token.key"):
        path.rename(made.folder / path.name)
    away = made.folder / "roster.key"
    roster.rename(away)
    (made.home(FIA) / "message.key").rename(made.folder / "message.key")
    rabta("federation", "retire-witness", made.office, FIA, "--last-size", "rabta.test/audit/1=3")
    result = run(
        "agency", "add-witness", made.home(FIA), "http://127.0.0.1:5", "--first-size", 2, "--out", made.request
    )
    assert "no key here speaks for the agency" in result.stderr
    assert "refused: not-vouched" in rabta("federation", "admit", made.office, made.request, "--yes", code=1)
    rabta("agency", "prove", made.request, away)
    made.admit(FIA)
    assert len(parse_enrolment(made.request.read_bytes()).proofs) == 2


def test_a_witness_key_proves_itself_by_its_file(made: Founding) -> None:
    made.newcomer("pk.hub", "HUB")
    made.admit("pk.hub")
    made.newcomer(FIA, "FIA", "--witness-url", "http://127.0.0.1:1")
    file = parse_enrolment(made.request.read_bytes())
    stripped = type(file)(file.payload, file.request, file.proofs[:-1])
    made.request.write_bytes(stripped.encode())
    assert stripped.missing() == ("witnesses[0].vkey",)
    rabta("agency", "prove", made.request, made.home(FIA) / "witness" / "witness.key")
    made.admit(FIA)


def test_wishes_enter_with_the_newcomer(made: Founding) -> None:
    made.enter("pk.hub", "HUB")
    wishes = made.folder / "wishes.toml"
    wishes.write_text(WISHES, "utf-8")
    made.newcomer(FIA, "FIA", "--wishes", wishes, "--witness-url", "http://127.0.0.1:1")
    shown = made.admit(FIA)
    assert "register     FIR FIA/, from 2020-01-01 to open" in shown
    assert "protects     PB-DNCA-2004 in PB" in shown
    wishes.write_text(COURT, "utf-8")
    made.newcomer("pk.lahore", "COURT", "--wishes", wishes)
    made.admit("pk.lahore")
    made.enter("pk.oversight", "OVERSIGHT")
    made.sign(1, 2)
    assert "refused: above" in rabta("federation", "publish", made.office, code=1), "the High Court has not entered yet"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("registers = 1\n[[x]]", "unknown: x"),
        ("[[registers]]\nprefix = 'PB/'", "registers[0]: needs type"),
        ("[[registers]]\ntype = 1", "registers[0].type: not text"),
        ("[[protects]]\nact = 'X'\ndistricts = [1]", "protects[0].districts: not a list of texts"),
        ("[[courts]]\ncode = 'X'\nname = 'X'\ntier = 'SESSION'\ndistricts = []\nrank = 1", "courts[0]: needs code"),
        ("[[registers]]\ntype = 'NO'", "NO"),
        ("[[", "not TOML"),
    ],
)
def test_wishes_have_one_form(made: Founding, text: str, said: str) -> None:
    wishes = made.folder / "wishes.toml"
    wishes.write_text(text, "utf-8")
    args = ("--federation", NAME, "--id", FIA, "--kind", "FIA", "--display-name", "FIA", *DESKS, "--wishes", wishes)
    assert said in rabta("agency", "init", made.home(FIA), *args, code=1)
    assert not made.home(FIA).exists()


@pytest.mark.parametrize("key", ["PAGE", "page=x", "WITNESS=x", "PAGE=/no/such/file"])
def test_a_key_elsewhere_is_named_by_use_and_place(made: Founding, key: str) -> None:
    args = ("--federation", NAME, "--id", FIA, "--kind", "FIA", "--display-name", "FIA", *DESKS, "--key", key)
    assert "error: " in rabta("agency", "init", made.home(FIA), *args, code=1)
    assert not made.home(FIA).exists()


def test_a_folder_is_one_members(made: Founding) -> None:
    made.newcomer("pk.hub", "HUB")
    before = (made.home("pk.hub") / "message.key").read_bytes()
    args = ("--federation", NAME, "--id", "pk.hub", "--kind", "HUB", "--display-name", "Hub")
    assert "error" in rabta("agency", "init", made.home("pk.hub"), *args, code=1)
    assert (made.home("pk.hub") / "message.key").read_bytes() == before


def test_what_a_stranger_sends_is_harmless_to_look_at(made: Founding) -> None:
    """A name with escapes is refused by the rules; before that, looking at it moves no cursor."""
    made.newcomer("pk.hub", "HUB")
    file = parse_enrolment(made.request.read_bytes())
    file.request.newcomer.display_name = "\x1b[2J\u202ehub"
    made.request.write_bytes(type(file).of(file.request).encode())
    shown = rabta("agency", "show", made.request)
    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_a_renewed_certificate_lies_beside_its_own_key(made: Founding) -> None:
    made.found()
    made.sign(1, 2)
    made.publish()
    made.accept(FIA)
    made.ask(FIA, "renew-certificate", "issuer")
    made.admit(FIA)
    issuer = NodeFiles(made.home(FIA), FIA, "node").issuer
    assert (issuer.folder / "tls-2.crt").exists()
    assert (issuer.folder / "tls-2.key").exists()
    assert not (made.home(FIA) / "tls-2.key").exists()
