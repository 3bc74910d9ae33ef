"""A federation on one machine: what each part is told, and that each part can read it."""

from __future__ import annotations

import ssl
from dataclasses import replace
from pathlib import Path

import pytest

from audit.pins import pin_of, server_context
from audit.witness import read_settings as read_witness
from services.client.profile import load_profile
from services.issuer.settings import load_settings as read_issuer
from services.membership.layout import FederationFiles
from services.node.local import (
    Local,
    free_ports,
    issuer_children,
    node_child,
    registry_of,
    witness_children,
    write_agency_profile,
    write_hub_settings,
    write_issuer_settings,
    write_witness_settings,
)
from services.node.settings import load_settings
from services.signing.keyfile import check_private
from tests.fakes import live
from tests.fakes.world.federations import LONE, federation_of


@pytest.fixture
def local(tmp_path: Path) -> Local:
    return Local(live.copied(tmp_path), 7001, {live.FIA: 7002, live.PUNJAB: 7003})


def test_free_ports_are_all_different() -> None:
    found = free_ports(20)
    assert len(set(found)) == 20
    assert all(1024 < port < 65536 for port in found)


def test_the_hub_reads_its_settings(local: Local) -> None:
    write_hub_settings(local, processes=1, log_level="warning")
    settings = load_settings(local.files.hub.folder, {})
    assert (settings.listen, settings.processes, settings.log_level) == (local.endpoint, 1, "warning")
    assert settings.port == 7001


def test_each_witness_reads_its_settings_and_knows_the_log(local: Local) -> None:
    paths = write_witness_settings(local.files)
    registry = registry_of(local.files)
    assert {path.parent.parent.name for path in paths} == {row.agency for row in registry.witness_policy.witnesses}
    for path, row in zip(paths, registry.witness_policy.witnesses, strict=True):
        settings = read_witness(path)
        assert f":{settings.port}" in row.url
        assert settings.state_path.exists()
        check_private(path)
    assert write_witness_settings(local.files) == paths, "a second time changes nothing"


def test_a_witness_over_https_runs_under_the_key_that_the_registry_pins(tmp_path: Path) -> None:
    now = live.now_ms()
    spec = replace(LONE, witness_url="https://127.0.0.1:29010")
    files = federation_of(tmp_path, now, (spec,))
    (path,) = write_witness_settings(files)
    (row,) = registry_of(files).witness_policy.witnesses
    settings = read_witness(path)
    assert settings.tls_key is not None
    assert settings.tls_certificate is not None
    check_private(settings.tls_key)
    server_context(settings.tls_key, settings.tls_certificate)
    assert pin_of(ssl.PEM_cert_to_DER_cert(settings.tls_certificate.read_text())) == row.pin


def test_an_officers_profile_is_whole_and_names_no_key_it_does_not_need(local: Local) -> None:
    profile = load_profile(write_agency_profile(local, live.FIA, "fia-1001"))
    assert (profile.endpoint, profile.agency, profile.officer) == (local.endpoint, live.FIA, "fia-1001")
    assert profile.issuer == "https://127.0.0.1:7002"
    assert profile.page_key is None
    assert profile.officer_key == local.files.agency(live.FIA).folder / "officers" / "fia-1001.key"
    assert isinstance(profile.message_key, Path)
    for path in (profile.ca, profile.hub_certificates, profile.tls_key, profile.message_key, profile.governance):
        assert path.exists(), path
    assert profile.hub_certificates.read_bytes() == local.files.hub.tls_crt.read_bytes()


def test_only_a_contributor_holds_the_page_key_and_only_oversight_the_seal_key(local: Local) -> None:
    assert load_profile(write_agency_profile(local, live.FIA, "fia-1", contributes=True)).page_key is not None
    assert load_profile(write_agency_profile(local, live.FIA)).seal_key is None
    assert load_profile(write_agency_profile(local, live.OVERSIGHT)).seal_key is not None


def test_officers_of_one_agency_keep_their_promises_apart(local: Local) -> None:
    states = {load_profile(write_agency_profile(local, live.FIA, officer)).state for officer in ("", "a-1", "a-2")}
    assert len(states) == 3


def test_an_agency_without_an_issuer_has_none_in_its_profile(local: Local) -> None:
    assert load_profile(write_agency_profile(local, live.SINDH)).issuer == ""


def test_an_issuer_reads_its_settings(local: Local) -> None:
    write_issuer_settings(local, live.FIA)
    settings = read_issuer(local.files.agency(live.FIA).issuer.folder)
    assert settings.agency == live.FIA


def test_the_parts_are_processes_without_keys_in_argv(local: Local) -> None:
    found = [
        *witness_children(write_witness_settings(local.files)),
        *issuer_children(local),
        node_child(local),
    ]
    assert len(found) == 4 + 2 + 1
    assert len({child.name for child in found}) == len(found)
    assert not any(argument.endswith(".key") for child in found for argument in child.arguments)


def test_before_the_first_version_there_is_no_registry(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        registry_of(FederationFiles(tmp_path, "rabta.none", "pk.hub"))


def test_two_federations_share_nothing(tmp_path: Path) -> None:
    one, two = (Local(live.copied(tmp_path / name), port, {}) for name, port in (("one", 7001), ("two", 7101)))
    paths = [load_profile(write_agency_profile(each, live.FIA)) for each in (one, two)]
    for name in ("tls_key", "message_key", "registry", "state", "hub_certificates"):
        first, second = (getattr(profile, name) for profile in paths)
        assert first != second


def test_a_witness_state_that_was_lost_is_not_made_anew(local: Local) -> None:
    paths = write_witness_settings(local.files)
    states = [path.with_name("witness.db") for path in paths]
    assert all(state.exists() for state in states)
    states[0].unlink()
    assert write_witness_settings(local.files) == paths
    assert [state.exists() for state in states] == [False, True, True, True]
