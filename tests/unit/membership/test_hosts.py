"""Names in certificates: those that were given, kept when it is renewed, and nothing that is no name."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from services.cli.federation import app
from services.membership.certificates import check_hosts, hosts_of
from services.membership.layout import FederationFiles
from services.membership.provision import add_agency, add_system, init_federation
from services.membership.rotation import renew_certificate
from services.membership.spec import AgencySpec

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
    def rabta(*arguments: object) -> None:
        result = CliRunner().invoke(app, [str(one) for one in arguments])
        assert result.exit_code == 0, result.output

    home = tmp_path / "f"
    rabta("init", home, "--name", "rabta.test", "--host", HUB[0], "--host", HUB[1])
    phones = ("--desk-phone", "+92 51 1234567", "--escalation-phone", "+92 51 1234568")
    rabta("add-agency", home, "pk.fia", "--kind", "FIA", "--display-name", "FIA", *phones, "--host", NODE[0])
    rabta("add-system", home, "pk.fia", "desk", "--host", "desk.fia.gov.pk")
    files = FederationFiles(home, "rabta.test", "pk.hub")
    assert hosts_of(files.hub.tls_crt.read_bytes()) == HUB
    assert hosts_of(files.agency("pk.fia").tls_crt.read_bytes()) == NODE[:1]
    assert hosts_of(files.agency("pk.fia", "desk").tls_crt.read_bytes()) == ("desk.fia.gov.pk",)
    rabta("renew-certificate", home, "pk.fia", "desk", "--host", "10.0.0.4")
    assert hosts_of((files.agency("pk.fia", "desk").folder / "tls-2.crt").read_bytes()) == ("10.0.0.4",)
