"""`rabta node`: one command founds a federation, another makes a member ready elsewhere, with keys of its own."""

from __future__ import annotations

import shlex
import socket
from pathlib import Path

import pytest

from services.cli.node_plan import MEMBERS, agency_of
from services.client.profile import load_profile
from services.demo.first_export import CNIC, case, export
from services.issuer.settings import load_settings as read_issuer
from services.issuer.signed_roster import load_roster
from services.membership.watch import RegistryFolder
from services.node.machine import open_machine
from services.sources.exports import Origin, formats, read
from tests.fakes import live
from tests.unit.cli.rabta import mode, rabta
from tests.unit.node.test_founding import free_run


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A federation of `--yes`, and what was printed."""
    folder = tmp_path_factory.mktemp("init") / "federation"
    done = rabta("node", "init", folder, "--yes", "--port", free_run(7), "--host", "hub.rabta.pk")
    return folder, done.stdout


def commands(printed: str) -> list[list[str]]:
    return [shlex.split(line) for line in printed.splitlines() if line.startswith("rabta ")]


def test_yes_asks_nothing_and_founds_what_is_promised(founded: tuple[Path, str]) -> None:
    folder, _ = founded
    registry = RegistryFolder(folder / "registry").current()
    assert registry.name == "rabta.local"
    assert set(registry.agencies) == {"pk.hub", "pk.oversight", *(text.split(":")[0] for text in MEMBERS)}
    assert open_machine(folder).files.agencies == ("pk.fia", "pk.oversight", "pk.punjab-police")


def test_what_it_prints_are_commands_that_exist_and_files_that_are_there(founded: tuple[Path, str]) -> None:
    folder, printed = founded
    said = commands(printed)
    assert [words[1:3] for words in said][:4] == [
        ["serve", str(folder)], ["node", "import-samples"], ["history", "--purpose"], ["agency", "init"],
    ]  # fmt: skip
    for words in said:
        names = [word for word in words[1:3] if word.isidentifier() or ("-" in word and not word.startswith("-"))]
        rabta(*names[: 1 if words[1] in ("serve", "history") else 2], "--help")
        for word in words:
            if word.startswith(str(folder)) and not word.endswith("draft.signed"):
                assert Path(word).exists(), word
    load_profile(Path(said[2][said[2].index("--profile") + 1]))
    assert "hub.rabta.pk:" in printed


def test_with_a_registry_it_says_how_that_is_served(tmp_path: Path) -> None:
    folder, name = tmp_path / "f", "pk.nadra:Registration authority"
    done = rabta("node", "init", folder, "--yes", "--port", free_run(8), "--registry", name)
    assert f"rabta serve {folder}/agencies/pk.nadra --target identity" in done.stdout
    assert RegistryFolder(folder / "registry").current().agencies["pk.nadra"].kind == "IDENTITY_REGISTRY"
    refused = rabta("node", "init", tmp_path / "g", "--yes", "--registry", "pk.nadra", code=1)
    assert "--registry is ID:NAME" in refused.stderr
    assert not (tmp_path / "g").exists()


def test_samples_are_read_without_a_reject_and_name_one_man(founded: tuple[Path, str]) -> None:
    folder, _ = founded
    for text in MEMBERS:
        member = agency_of(text, samples=True)
        path = folder / "samples" / f"{member.id}.csv"
        assert mode(path) == 0o600
        outcomes = list(read(formats()["fir_register"], path, Origin(member.id, ""), set()))
        assert [len(outcome.rejects) for outcome in outcomes] == [0]
        (drafts,) = [outcome.drafts for outcome in outcomes]
        assert any(CNIC in str(draft) for draft in drafts)
        assert all(f"FIR:{draft.case_references[0].key}" == member.case for draft in drafts if draft.case_references)
    assert (folder / "samples" / "cnic").read_text() == f"{CNIC}\n"


def test_without_samples_there_are_none_and_no_officer_has_a_case(tmp_path: Path) -> None:
    folder = tmp_path / "f"
    printed = rabta("node", "init", folder, "--yes", "--no-samples", "--port", free_run(7)).stdout
    assert not (folder / "samples").exists()
    assert "history" not in printed
    raw = (folder / "agencies" / "pk.fia" / "systems" / "issuer" / "roster.signed").read_bytes()
    roster = load_roster(raw, RegistryFolder(folder / "registry").current(), "pk.fia", live.now_ms())
    assert all(not officer.cases or officer.id == "fia-90" for officer in roster.officers.values())


def test_questions_are_answered_or_passed_over(tmp_path: Path) -> None:
    folder, port = tmp_path / "f", free_run(7)
    answers = ["rabta.test", "pk.sindh-police", "police", "sd", "Sindh Police", "", "", "-", "", str(port), ""]
    done = rabta("node", "init", folder, stdin="".join(f"{line}\n" for line in answers))
    assert "Agency 2: id [pk.fia]" in done.stderr
    registry = RegistryFolder(folder / "registry").current()
    assert registry.name == "rabta.test"
    assert registry.agencies["pk.sindh-police"].display_name == "Sindh Police"
    assert {row.prefix for row in registry.agencies["pk.sindh-police"].registers} == {"SD/"}
    assert registry.agencies["pk.fia"].registers == ()
    assert open_machine(folder).port == port
    assert sorted(path.name for path in (folder / "samples").iterdir()) == ["cnic", "pk.sindh-police.csv"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--agency", "pk.fia:FIA"], "ID:KIND:PREFIX:NAME"),
        (["--agency", "pk.fia:FIA:FIA:FIA"], "two agencies"),
        (["--agency", "pk.a:POLICE:XX:A", "--agency", "pk.b:POLICE:PB:B"], "XX: FIR numbers begin with one of"),
        (["--agency", "pk.a:SPY::A", "--agency", "pk.b:POLICE:PB:B"], "SPY"),
        (["--host", "not a host"], "neither a DNS name nor an IP address"),
        (["--port", "80"], "1024"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(arguments: list[str], said: str, tmp_path: Path) -> None:
    port = [] if "--port" in arguments else ["--port", str(free_run(7))]
    result = rabta("node", "init", tmp_path / "f", "--yes", *port, *arguments, code=1)
    assert said in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_federation_is_never_founded_over_another(founded: tuple[Path, str]) -> None:
    folder, _ = founded
    before = {path: path.read_bytes() for path in folder.rglob("*.key")}
    assert "is there already" in rabta("node", "init", folder, "--yes", "--port", free_run(7), code=1).stderr
    assert {path: path.read_bytes() for path in folder.rglob("*.key")} == before


def test_ports_that_another_federation_holds_are_refused_by_number(tmp_path: Path, founded: tuple[Path, str]) -> None:
    first = free_run(7)
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", first + 2))
        other.listen()
        said = rabta("node", "init", tmp_path / "f", "--yes", "--port", first, code=1).stderr
        assert f"127.0.0.1:{first + 2} is in use" in said
    local = open_machine(founded[0])
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", local.port))
        other.listen()
        assert f"127.0.0.1:{local.port} is in use" in rabta("serve", founded[0], code=2).stderr


def test_a_third_agency_enters_from_a_second_machine_by_what_was_printed(
    founded: tuple[Path, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The printed commands, run as they stand, in a folder that stands for both machines."""
    folder, printed = founded
    monkeypatch.chdir(tmp_path)
    said = commands(printed)[3:]
    carried = {
        ("agency", "accept"): [*folder.glob("answers/*.answer"), folder / "anchor.pem", folder / "hub" / "tls.crt"],
    }
    for words in said[:-1]:
        if tuple(words[1:3]) in carried:
            for path in [*folder.glob("answers/*.answer"), folder / "anchor.pem", folder / "hub" / "tls.crt"]:
                (tmp_path / path.name).write_bytes(path.read_bytes())
            (answer,) = tmp_path.glob("pk.third-*.answer")
            words = [answer.name if "*" in word else word for word in words]
        rabta(*words[1:], stdin="y\n")
    home = tmp_path / "home"
    registry = RegistryFolder(home / "registry").current()
    assert registry.version == 2
    assert registry.digest == RegistryFolder(folder / "hub" / "registry").current().digest
    profile = load_profile(home / "third-2.toml")
    assert (profile.hub, profile.agency) == ("pk.hub", "pk.third")
    assert profile.endpoint == f"hub.rabta.pk:{open_machine(folder).port}"
    assert load_profile(home / "third-90.toml").page_key is not None
    raw = (home / "systems" / "issuer" / "roster.signed").read_bytes()
    assert len(load_roster(raw, registry, "pk.third", live.now_ms()).officers) == 3
    assert read_issuer(home / "systems" / "issuer", {}).agency == "pk.third"
    assert "home/systems/issuer" in (home / "units" / "rabta-issuer-pk.third.service").read_text()
    theirs = {path.read_bytes() for path in home.rglob("*.key")}
    assert theirs.isdisjoint(path.read_bytes() for path in folder.rglob("*.key")), "its keys are its own"
    again = rabta("node", "join", home, "--hub", "h:1", "--hub-certificate", tmp_path / "tls.crt", code=1)
    assert "officers" in again.stderr


def test_nobody_joins_before_governance_has_answered(tmp_path: Path) -> None:
    said = ("--federation", "rabta.x", "--id", "pk.x", "--kind", "POLICE", "--display-name", "X")
    desks = ("--desk-phone", "+92 51 1234567", "--escalation-phone", "+92 51 1234568")
    rabta("agency", "init", tmp_path / "home", *said, *desks, "--out", tmp_path / "x.request")
    certificate = tmp_path / "hub.crt"
    certificate.write_bytes(live.files().hub.tls_crt.read_bytes())
    result = rabta("node", "join", tmp_path / "home", "--hub", "h:1", "--hub-certificate", certificate, code=1)
    assert "accept governance's complete answer first" in result.stderr
    assert not (tmp_path / "home" / "officers").exists()
    assert (
        "Traceback"
        not in rabta("node", "join", tmp_path / "none", "--hub", "h:1", "--hub-certificate", certificate, code=1).output
    )


def test_the_sample_is_of_the_synthetic_block() -> None:
    assert len(CNIC) == 13
    assert case("PB") == "FIR:PB/LAHORE/CIVIL LINES/1/2025"
    assert export("PB", "x-2").count(CNIC) == 1
