"""A federation founded in one go: whole or not at all, and each part of it reads what it is told."""

from __future__ import annotations

import socket
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.witness import read_settings as read_witness
from services.client.profile import load_profile
from services.issuer.settings import load_settings as read_issuer
from services.issuer.signed_roster import load_roster
from services.membership.certificates import hosts_of
from services.membership.errors import RegistryError
from services.membership.member import open_member
from services.membership.spec import ROLES
from services.node import founding, machine
from services.node.founding import Member, Plan, found, officers_of
from services.node.local import Local, free_ports, registry_of
from services.node.ports import PortTaken
from services.node.settings import load_settings
from services.signing.es256 import PrivateKey
from services.signing.keyfile import check_private
from tests.fakes import live
from tests.rows import of_rows

PROGRAM = Path("/opt/rabta/bin/rabta")
PUNJAB = Member("pk.punjab-police", "POLICE", "Punjab Police", "PB", case="FIR:PB/LAHORE/CIVIL LINES/1/2025")
FIA = Member("pk.fia", "FIA", "Federal Investigation Agency", "FIA")
PLAN = Plan("rabta.local", (PUNJAB, FIA))


def free_run(count: int) -> int:
    """First of so many ports that are all free."""
    while True:
        (first,) = free_ports(1)
        try:
            sockets = [socket.socket() for _ in range(count)]
            for number, each in enumerate(sockets):
                each.bind(("127.0.0.1", first + number))
        except (OSError, OverflowError):
            continue
        else:
            return first
        finally:
            for each in sockets:
                each.close()


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> Local:
    plan = replace(PLAN, port=free_run(len(PLAN.ports)))
    return found(tmp_path_factory.mktemp("found") / "federation", plan, live.now_ms(), PROGRAM)


def test_two_agencies_an_oversight_body_a_hub_and_a_witness_with_each(local: Local) -> None:
    registry = registry_of(local.files)
    assert {row.id: row.kind for row in registry.agencies.values()} == {
        "pk.hub": "HUB", "pk.punjab-police": "POLICE", "pk.fia": "FIA", "pk.oversight": "OVERSIGHT",
    }  # fmt: skip
    assert registry.witness_policy.quorum == 2
    assert len(registry.witness_policy.witnesses) == 3
    assert {(row.type, row.prefix) for row in registry.agencies["pk.fia"].registers} == {
        ("FIR", "FIA/"), ("ENQUIRY", "FIA/"), ("ARREST", "FIA/"),
    }  # fmt: skip


NADRA = Member("pk.nadra", "IDENTITY_REGISTRY", "Registration authority")


def test_an_identity_registry_has_its_log_and_its_node_and_all_others_ask_it(tmp_path: Path) -> None:
    plan = replace(PLAN, registry=NADRA)
    plan = replace(plan, port=free_run(len(plan.ports)))
    files = found(tmp_path / "federation", plan, live.now_ms(), PROGRAM).files
    row = registry_of(files)
    assert [log.origin for log in row.logs if "nadra" in log.origin] != []
    node = load_settings(files.agency(NADRA.id).folder, {})
    assert (node.home, node.port) == (NADRA.id, plan.ports[-1])
    asked = f"127.0.0.1:{plan.registry_port}"
    hub = load_settings(files.hub.folder, {})
    assert (hub.identity_registry, hub.identity_endpoint) == (NADRA.id, asked)
    for member in plan.everyone:
        profile = load_profile(files.agency(member.id).folder / "profile.toml")
        assert (profile.identity_registry, profile.identity_endpoint) == (NADRA.id, asked)
    unit = (files.folder / "units" / "rabta-registry-pk.nadra.service").read_text()
    assert "--target identity" in unit
    for path in files.folder.rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


@pytest.mark.parametrize(
    "registry", [replace(NADRA, id="pk.fia"), replace(NADRA, id="NADRA"), replace(NADRA, id="pk.hub")]
)
def test_a_registry_that_cannot_be_is_refused(registry: Member) -> None:
    with pytest.raises(ValueError, match="id"):
        replace(PLAN, registry=registry).check()


def test_every_file_is_its_owners_alone(local: Local) -> None:
    for path in [local.files.folder, *local.files.folder.rglob("*")]:
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_each_part_reads_its_settings_and_has_a_port_of_its_own(local: Local) -> None:
    ports = [load_settings(local.files.hub.folder, {}).port]
    for agency in local.files.agencies:
        node = local.files.agency(agency)
        ports += [read_issuer(node.issuer.folder, {}).port, read_witness(node.witness / "witness.toml").port]
    assert len(set(ports)) == len(ports) == 7
    assert sorted(ports) == list(range(min(ports), min(ports) + 7))


def test_every_officer_is_on_a_signed_roster_and_has_a_profile(local: Local) -> None:
    registry = registry_of(local.files)
    for member in (PUNJAB, FIA, PLAN.oversight):
        node = local.files.agency(member.id)
        roster = load_roster((node.issuer.folder / "roster.signed").read_bytes(), registry, member.id, live.now_ms())
        known = {officer.id: officer for officer in roster.officers.values()}
        assert known.keys() == {officer.id for officer in officers_of(member)}
        for officer in known.values():
            profile = load_profile(local.profile(member.id, officer.id))
            assert officer.roles <= registry.role_ceiling(member.id, "node")
            assert PrivateKey.load(node.folder / "officers" / f"{officer.id}.key").kid == officer.public.kid
            assert (profile.page_key is not None) == ("RECORD_OFFICER" in officer.roles)


def test_the_investigator_has_the_case_that_is_named_and_another_none(local: Local) -> None:
    for member, cases in ((PUNJAB, {PUNJAB.case}), (FIA, set())):
        raw = (local.files.agency(member.id).issuer.folder / "roster.signed").read_bytes()
        roster = load_roster(raw, registry_of(local.files), member.id, live.now_ms())
        (asking,) = [officer for officer in roster.officers.values() if officer.id == member.investigator]
        assert asking.cases == cases


def test_each_member_can_ask_for_more_from_its_own_folder(local: Local) -> None:
    for agency in local.files.agencies:
        node, asked = open_member(local.files.agency(agency).folder, live.now_ms())
        assert (node.agency, asked.federation_id) == (agency, registry_of(local.files).federation_id)


def test_it_is_found_again_with_all_that_runs(local: Local) -> None:
    again = machine.open_machine(local.files.folder)
    assert again == local
    names = [child.name for child in machine.children(again)]
    assert names[-1] == "hub"
    assert set(names) == {*machine.addresses(again), "reporter"}
    assert not any(argument.endswith(".key") for child in machine.children(again) for argument in child.arguments)


def test_units_name_the_folder_where_it_is_and_no_key(local: Local) -> None:
    texts = {path.name: path.read_text() for path in (local.files.folder / "units").iterdir()}
    assert len(texts) == 2 + 3 * 3
    assert f"ExecStart={PROGRAM} serve {local.files.folder}\n" in texts["rabta.service"]
    assert all("making" not in text and ".key" not in text for text in texts.values())


def test_a_folder_that_holds_something_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "f").mkdir()
    (tmp_path / "f" / "letter").write_text("mine")
    with pytest.raises(FileExistsError):
        found(tmp_path / "f", replace(PLAN, port=free_run(7)), live.now_ms(), PROGRAM)
    assert [path.name for path in tmp_path.rglob("*")] == ["f", "letter"]


def test_a_port_of_another_federation_is_refused_before_a_key_is_made(tmp_path: Path) -> None:
    first = free_run(7)
    with socket.socket() as other:
        other.bind(("127.0.0.1", first + 4))
        other.listen()
        with pytest.raises(PortTaken, match=str(first + 4)):
            found(tmp_path / "f", replace(PLAN, port=first), live.now_ms(), PROGRAM)
    assert list(tmp_path.iterdir()) == []


def test_what_the_registry_would_not_take_leaves_nothing_behind(tmp_path: Path) -> None:
    odd = replace(PLAN, port=free_run(7), members=(PUNJAB, replace(FIA, name="a\u202eb")))
    with pytest.raises(RegistryError, match="text"):
        found(tmp_path / "f", odd, live.now_ms(), PROGRAM)
    assert list(tmp_path.iterdir()) == []


UNFIT: dict[str, tuple[Callable[[Plan], Plan], str]] = {
    "one-agency": (lambda plan: replace(plan, members=plan.members[:1]), "two agencies"),
    "same-id": (lambda plan: replace(plan, members=(FIA, FIA)), "id of its own"),
    "no-id": (lambda plan: replace(plan, members=(FIA, replace(PUNJAB, id="Not An Id"))), "small letters"),
    "same-label": (lambda plan: replace(plan, members=(FIA, replace(PUNJAB, id="pk.pb.fia"))), "id of its own"),
    "the-hubs-id": (lambda plan: replace(plan, members=(FIA, replace(PUNJAB, id="pk.hub"))), "id of its own"),
    "same-register": (lambda plan: replace(plan, members=(FIA, replace(PUNJAB, prefix="FIA"))), "same FIR register"),
    "no-kind": (lambda plan: replace(plan, members=(FIA, replace(PUNJAB, kind="SPY"))), "SPY"),
    "a-second-hub": (lambda plan: replace(plan, members=(FIA, replace(PUNJAB, kind="HUB"))), "HUB"),
    "prefix": (lambda plan: replace(plan, members=(FIA, replace(PUNJAB, prefix="p/"))), "capital letters"),
    "low-port": (lambda plan: replace(plan, port=80), "1024"),
    "high-port": (lambda plan: replace(plan, port=65530), "65535"),
}


@pytest.mark.parametrize(("change", "said"), UNFIT.values(), ids=UNFIT)
def test_a_plan_that_cannot_be_is_refused(change: Callable[[Plan], Plan], said: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=said):
        found(tmp_path / "f", change(PLAN), live.now_ms(), PROGRAM)
    assert list(tmp_path.iterdir()) == []


@given(st.integers(1024, 60000), st.integers(2, 12))
def test_ports_are_a_run_without_gaps(port: int, count: int) -> None:
    plan = Plan("x", tuple(Member(f"pk.a{number}", "POLICE", "A") for number in range(count)), port)
    plan.check()
    assert list(plan.ports) == list(range(port, port + 1 + 2 * (count + 1)))


@of_rows("kind", [kind for kind in ROLES if kind != "HUB"])
def test_officers_of_every_kind_stay_below_its_ceiling(kind: str) -> None:
    officers = list(officers_of(Member("pk.some", kind, "Some")))
    assert officers
    for officer in officers:
        assert officer.roles
        assert set(officer.roles) <= set(ROLES[kind])
    assert len({officer.id for officer in officers}) == len(officers)


def test_a_hub_for_other_machines_listens_on_all_and_says_its_name(tmp_path: Path) -> None:
    plan = replace(PLAN, port=free_run(7), hosts=("hub.rabta.pk",))
    local = found(tmp_path / "f", plan, live.now_ms(), PROGRAM)
    assert load_settings(local.files.hub.folder, {}).listen == f"0.0.0.0:{plan.port}"
    assert hosts_of(local.files.hub.tls_crt.read_bytes()) == ("localhost", "hub.rabta.pk", "127.0.0.1")
    assert read_witness(local.files.agency("pk.fia").witness / "witness.toml").host == "127.0.0.1"
    check_private(local.files.hub.folder / "settings.toml")
    assert founding.HUB in registry_of(local.files).agencies
