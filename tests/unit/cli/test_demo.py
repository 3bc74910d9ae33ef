"""The synthetic federation as it is built: every part can read what it is told, and holds no key it does not need."""

from __future__ import annotations

import json
import os
import socket
from dataclasses import replace
from pathlib import Path

import pytest

from audit.verify.policy import parse_policy
from services.access.copies import may_hold
from services.access.decision import RecordClass
from services.cli.demo import guests
from services.cli.demo.officers import write_roster
from services.cli.demo.own_nodes import OFFICERS
from services.cli.demo.registry_node import NADRA
from services.cli.demo.scenes import FIA, OVERSIGHT, SceneFailed, investigate, must
from services.cli.demo.scenes import _policy as policy_text
from services.cli.demo.story_import import DONE, import_once
from services.cli.demo.up import AGENCIES, WITNESSES, Demo, build
from services.cli.demo.walk import Stage
from services.client.profile import load_profile
from services.demo import helping
from services.demo.offences import CUSTOMS
from services.demo.rosters import rosters
from services.issuer.settings import IssuerSettings, SettingsError
from services.issuer.settings import load_settings as load_issuer
from services.issuer.signed_roster import open_signed, read_roster
from services.membership.watch import RegistryFolder
from services.node import machine
from services.node.local import registry_of
from services.node.own_place import SUFFIX
from services.node.peers import Peer, read_peers
from services.node.settings import MEMBER_TARGETS, load_settings
from services.referral.bearers import read_duties
from services.signing.es256 import PrivateKey
from services.signing.keyfile import check_folder, check_private
from services.values.dates import day_text, today
from services.vocabulary.records import Age, PartyRole, RecordKind
from tests.fakes import live
from tests.proc import children
from tests.unit.cli.rabta import rabta

SEED, RECORDS = 7, 120


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    return build(tmp_path_factory.mktemp("demo") / "federation", SEED, RECORDS)


def test_the_registry_names_every_agency_and_four_witnesses(demo: Demo) -> None:
    registry = registry_of(demo.local.files)
    assert set(registry.agencies) == {agency for agency, *_ in AGENCIES} | {registry.hub, NADRA, *guests.AGENCIES}
    assert {row.agency for row in registry.witness_policy.witnesses} == set(WITNESSES)
    assert registry.witness_policy.quorum == 3
    for agency, *_ in AGENCIES:
        assert RegistryFolder(demo.local.files.agency(agency).registry).current().digest == registry.digest


def test_fia_and_customs_may_hold_copies_of_each_others_records_and_nobody_else(demo: Demo) -> None:
    registry, day = registry_of(demo.local.files), day_text(today(live.now_ms()))
    given = {holder: [row.giver for row in registry.agreements_of(holder, day)] for holder in registry.agencies}
    assert {holder: givers for holder, givers in given.items() if givers} == {FIA: [CUSTOMS], CUSTOMS: [FIA]}
    charge = RecordClass(FIA, RecordKind.CHARGE, PartyRole.ACCUSED)
    customs = registry.agencies[CUSTOMS]
    for klass, held in (
        (charge, True),
        (replace(charge, role=PartyRole.VICTIM), False),
        (replace(charge, juvenile=Age.POSSIBLE), False),
    ):
        assert (may_hold(registry.agreements_of(CUSTOMS, day), customs, klass) is not None) is held


@pytest.mark.parametrize("agency", OFFICERS)
def test_who_holds_copies_has_a_node_of_its_own_that_takes_them_from_the_hub(demo: Demo, agency: str) -> None:
    home, local = demo.local.files.agency(agency).folder, demo.local
    settings = load_settings(home, {})
    assert (settings.home, settings.usual_targets) == (agency, MEMBER_TARGETS)
    assert registry_of(local.files).serves(agency)
    assert read_peers(home) == (Peer(local.files.hub_id, local.endpoint, "hub.crt"),)
    asked = load_profile(local.profile(agency, f"{OFFICERS[agency]}{SUFFIX}"))
    assert (asked.hub, asked.endpoint, asked.officer) == (agency, settings.listen, OFFICERS[agency])
    node = demo.own_nodes()[agency]
    assert (node.endpoint, node.arguments[-2:]) == (settings.listen, ("serve", str(home)))
    assert settings.port not in {local.port, *local.issuers.values()}


def guest(demo: Demo, agency: str) -> IssuerSettings:
    """Settings of a guest's issuer."""
    return load_issuer(demo.local.files.agency(agency).issuer.folder)


def test_issuers_of_guests_answer_while_their_scenes_run_and_no_process_is_started(demo: Demo) -> None:
    before, ports = children(os.getpid()), [guest(demo, agency).port for agency in guests.AGENCIES]
    with guests.issuing(demo.local.files):
        for port in ports:
            socket.create_connection(("127.0.0.1", port), 10).close()
        assert children(os.getpid()) <= before
    for port in ports:
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", port), 10)
    assert not {f"issuer-{agency}" for agency in guests.AGENCIES} & {one.name for one in machine.children(demo.local)}


def test_a_guest_whose_issuer_does_not_start_is_told_of(demo: Demo, monkeypatch: pytest.MonkeyPatch) -> None:
    def unfit(_folder: Path) -> IssuerSettings:
        raise SettingsError("issuer.toml: agency: required")

    monkeypatch.setattr(guests, "load_settings", unfit)
    with pytest.raises(ExceptionGroup) as failed, guests.issuing(demo.local.files):
        pass
    assert failed.group_contains(SettingsError)


def test_guests_have_officers_with_profiles_and_the_hub_knows_who_helps(demo: Demo) -> None:
    for agency, people in helping.rosters(live.now_ms()).items():
        for person in people:
            profile = load_profile(demo.local.profile(agency, person["id"]))
            assert profile.issuer == f"https://127.0.0.1:{guest(demo, agency).port}"
            assert (profile.page_key is not None) == ("RECORD_OFFICER" in person["roles"])
    assert read_duties((demo.local.files.hub.folder / "duty_bearers.toml").read_text()) == read_duties(helping.DUTIES)
    assert set(helping.rosters(0)) == set(guests.AGENCIES)


def test_every_officer_has_a_key_a_profile_and_a_place_on_the_roster(demo: Demo) -> None:
    for agency, people in rosters(live.now_ms()).items():
        home = demo.local.files.agency(agency).folder
        signed = open_signed((home / "systems" / "issuer" / "roster.signed").read_bytes())
        roster = read_roster(signed.payload, signed.kid)
        assert roster.agency == agency
        assert {officer.id for officer in roster.officers.values()} == {person["id"] for person in people}
        for person in people:
            profile = load_profile(demo.local.profile(agency, person["id"]))
            assert isinstance(profile.officer_key, Path)
            assert PrivateKey.load(profile.officer_key).kid
            assert (profile.page_key is not None) == ("RECORD_OFFICER" in person["roles"])
            assert profile.issuer.endswith(str(demo.local.issuers[agency]))


def test_rosters_are_signed_by_the_agencys_own_roster_key(demo: Demo) -> None:
    registry = registry_of(demo.local.files)
    for agency, *_ in AGENCIES:
        signed = open_signed((demo.local.files.agency(agency).issuer.folder / "roster.signed").read_bytes())
        row = registry.key(signed.kid, "ROSTER")
        assert row is not None
        assert row.agency == agency


def test_the_officer_who_is_refused_has_borrowed_a_case(demo: Demo) -> None:
    refused = demo.story["refused"]
    home = demo.local.files.agency(refused["agency"]).folder
    signed = open_signed((home / "systems" / "issuer" / "roster.signed").read_bytes())
    officers = {officer.id: officer for officer in read_roster(signed.payload, signed.kid).officers.values()}
    assert refused["case"] in officers[refused["officer"]].cases


def test_hub_and_issuers_read_their_settings(demo: Demo) -> None:
    assert load_settings(demo.local.files.hub.folder, {}).port == demo.local.port
    for agency, *_ in AGENCIES:
        settings = load_issuer(demo.local.files.agency(agency).issuer.folder)
        assert settings.agency == agency


def test_ports_are_all_different(demo: Demo) -> None:
    registry = registry_of(demo.local.files)
    witnesses = [int(row.url.rpartition(":")[2]) for row in registry.witness_policy.witnesses]
    visiting = [guest(demo, agency).port for agency in guests.AGENCIES]
    ports = [demo.local.port, *demo.local.issuers.values(), *witnesses, *visiting]
    assert len(set(ports)) == len(ports) == 1 + len(AGENCIES) + len(WITNESSES) + len(guests.AGENCIES)


def test_the_hub_is_stopped_before_those_it_depends_on(demo: Demo) -> None:
    names = [child.name for child in machine.children(demo.local)]
    assert names[-1] == "hub"
    assert {name for name in names if name.startswith("witness-")} == {f"witness-{agency}" for agency in WITNESSES}
    assert len(names) == len(WITNESSES) + len(AGENCIES) + 2, "witnesses, issuers, the reporter and the hub"


def test_what_was_built_is_found_again(demo: Demo) -> None:
    again = Demo.open(demo.folder)
    assert (again.local, again.story) == (demo.local, json.loads(json.dumps(demo.story)))


def test_every_file_of_the_story_is_there_and_its_sender_may_sign_pages(demo: Demo) -> None:
    stage = Stage(demo, 0.0, demo.folder / "pictures", demo.registry())
    assert len({file["agency"] for file in demo.story["files"]}) >= 4
    for file in demo.story["files"]:
        assert (demo.folder / "exports" / file["path"]).exists()
        assert stage.recorder(file["agency"]).page_key is not None


def test_the_same_seed_tells_the_same_story_with_other_keys(demo: Demo, tmp_path: Path) -> None:
    other = build(tmp_path / "federation", SEED, RECORDS)
    assert json.dumps(other.story) == json.dumps(demo.story)
    for file in demo.story["files"]:
        first, second = (each.folder / "exports" / file["path"] for each in (demo, other))
        assert first.read_bytes() == second.read_bytes()
    assert registry_of(other.local.files).federation_id != registry_of(demo.local.files).federation_id
    assert not {demo.local.port, *demo.local.issuers.values()} & {other.local.port, *other.local.issuers.values()}


def test_keys_and_folders_are_ones_own(demo: Demo) -> None:
    keys = list(demo.folder.rglob("*.key"))
    assert len(keys) > 40
    for path in keys:
        check_private(path)
    for path in (demo.local.files.hub.folder, demo.local.files.agency(FIA).folder):
        check_folder(path)


def test_the_witness_policy_is_one_that_the_offline_verifier_reads(demo: Demo) -> None:
    policy = parse_policy(policy_text(demo.local.files).encode())
    registry = registry_of(demo.local.files)
    for row in registry.witness_policy.witnesses:
        assert row.vkey.encode() in policy_text(demo.local.files)
    assert policy is not None


def test_a_roster_with_a_role_of_nobody_is_not_written(demo: Demo, tmp_path: Path) -> None:
    node = demo.local.files.agency(OVERSIGHT)
    before = (node.issuer.folder / "roster.signed").read_bytes()
    with pytest.raises(ValueError, match="ROLE_WIZARD"):
        write_roster(node, OVERSIGHT, [{"id": "ov-77", "roles": ["WIZARD"]}], live.now_ms())
    assert (node.issuer.folder / "roster.signed").read_bytes() == before


def test_a_scene_that_ends_otherwise_says_how() -> None:
    must(True, "never said")
    with pytest.raises(SceneFailed, match="four agencies"):
        must([], "history from four agencies")


def test_an_investigation_cites_its_case_by_type_and_key() -> None:
    why = investigate("FIR:PB/LAHORE/ICHHRA/512/2024")
    assert (why.case_type, why.case_key, why.query_class) == ("FIR", "PB/LAHORE/ICHHRA/512/2024", "HISTORY")


def test_what_was_built_is_what_serve_takes(demo: Demo) -> None:
    assert machine.is_machine(demo.folder)
    listening = {child.name for child in machine.children(demo.local)} - {"reporter"}
    assert set(machine.addresses(demo.local)) == listening


def test_the_known_mans_number_is_there_to_be_read_from_stdin(demo: Demo) -> None:
    path = demo.folder / "exports" / "known_man.cnic"
    check_private(path)
    assert path.read_text() == demo.story["known_man"]["cnic"] + "\n"


def test_the_story_is_imported_once(demo: Demo, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first day first, then the corrections; a start that failed is tried again, one that did not is not."""
    brought: list[str] = []
    down = True

    async def opened(_profile: object) -> None:
        if down:
            raise SceneFailed("the hub opens within three minutes")

    def bring(_profile: object, _layout: str, path: Path) -> dict[str, int]:
        brought.append(path.name)
        return {"rows": 1, "versions_accepted": 1, "rejected": 0, "refused": 0}

    monkeypatch.setattr("services.cli.demo.story_import.until_open", opened)
    monkeypatch.setattr("services.cli.demo.story_import.import_quietly", bring)
    told: list[str] = []
    assert not import_once(demo, told.append)
    assert (brought, len(told)) == ([], 1)
    assert "tried again at the next start" in told[0]
    assert not (demo.folder / "exports" / DONE).exists()
    down = False
    assert import_once(demo, told.append)
    files = demo.story["files"]
    assert brought == [Path(f["path"]).name for f in files if not f["later"]] + [
        Path(f["path"]).name for f in files if f["later"]
    ]
    assert import_once(demo, told.append)
    assert len(brought) == len(files) == len(told) - 1


def test_demo_up_on_ports_that_are_taken_says_which(demo: Demo) -> None:
    with socket.socket() as held:
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        held.bind(("127.0.0.1", demo.local.port))
        held.listen()
        for command in (("demo", "up"), ("serve",)):
            assert f"127.0.0.1:{demo.local.port} is in use" in rabta(*command, demo.folder, code=2).stderr
