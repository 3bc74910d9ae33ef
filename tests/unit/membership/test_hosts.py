"""Names in certificates: those that were given, kept when it is renewed, and nothing that is no name."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.membership.certificates import check_hosts, hosts_of
from services.membership.layout import FederationFiles, NodeFiles
from services.membership.provision import add_agency, add_system, init_federation, renew_certificate
from services.membership.spec import AgencySpec
from tests.unit.cli.founding import Founding

NOW = time.time_ns() // 1_000_000
HUB, NODE = ("hub.rabta.pk", "10.0.0.7"), ("node.fia.gov.pk", "2001:db8::7")


@pytest.fixture
def files(tmp_path: Path) -> FederationFiles:
    made = init_federation(tmp_path / "f", "rabta.test", NOW, hosts=HUB)
    add_agency(made, AgencySpec("pk.fia", "FIA", "FIA", systems=("node", "desk"), hosts=NODE), NOW)
    return made


def test_certificates_carry_the_names_given(files: FederationFiles) -> None:
    assert hosts_of(files.hub.tls_crt.read_bytes()) == HUB
    for system in ("node", "desk"):
        assert hosts_of(files.agency("pk.fia", system).tls_crt.read_bytes()) == NODE


def test_without_names_it_is_this_machine(files: FederationFiles) -> None:
    add_agency(files, AgencySpec("pk.anf", "FIA", "ANF"), NOW)
    assert hosts_of(files.agency("pk.anf").tls_crt.read_bytes()) == ("localhost", "127.0.0.1")
    assert hosts_of(add_system(files, "pk.fia", "kiosk", NOW, hosts=("kiosk.fia.gov.pk",)).tls_crt.read_bytes()) == (
        "kiosk.fia.gov.pk",
    )


def test_a_renewed_certificate_keeps_them_unless_told(files: FederationFiles) -> None:
    assert hosts_of(renew_certificate(files, "pk.fia", "node", NOW).read_bytes()) == NODE
    assert hosts_of(renew_certificate(files, "pk.fia", "node", NOW, ("10.0.0.9",)).read_bytes()) == ("10.0.0.9",)


@pytest.mark.parametrize(
    "host", ["", "hub_rabta", "*.rabta.pk", "HUB.pk", "a..b", "-a.pk", "10.0.0.256", "a" * 64, "hub\n.pk", "\u067e.pk"]
)
def test_what_is_no_name_is_refused_before_anything_is_made(tmp_path: Path, host: str) -> None:
    with pytest.raises(ValueError, match="neither"):
        init_federation(tmp_path / "f", "rabta.test", NOW, hosts=(host,))
    assert not (tmp_path / "f").exists()


@given(st.ip_addresses().map(str))
def test_every_address_is_one(host: str) -> None:
    check_hosts([host])


def test_the_command_line_passes_them_on(tmp_path: Path) -> None:
    made = Founding(tmp_path)
    made.enter("pk.hub", "HUB", "--host", HUB[0], "--host", HUB[1])
    made.enter("pk.fia", "FIA", "--host", NODE[0])
    fia = NodeFiles(made.home("pk.fia"), "pk.fia", "node")
    assert hosts_of((made.home("pk.hub") / "tls.crt").read_bytes()) == HUB
    assert hosts_of(fia.tls_crt.read_bytes()) == hosts_of(fia.issuer.tls_crt.read_bytes()) == NODE[:1]
    made.ask("pk.fia", "add-system", "desk", "--host", "desk.fia.gov.pk")
    made.admit("pk.fia")
    desk = fia.further("desk")
    assert hosts_of(desk.tls_crt.read_bytes()) == ("desk.fia.gov.pk",)
    made.ask("pk.fia", "renew-certificate", "desk", "--host", "10.0.0.4")
    made.admit("pk.fia")
    assert hosts_of((desk.folder / "tls-2.crt").read_bytes()) == ("10.0.0.4",)
