"""`rabta status` and `rabta metrics`: a line and a label a process, and an exit code that a watchdog can trust."""

from __future__ import annotations

import re
import socket
from dataclasses import replace
from pathlib import Path

import pytest

from services.admin.condition import Behind, Condition
from services.cli.admin import document
from services.edge.refused_runs import RefusedRun
from services.edge.service import Part
from services.node import machine, running
from services.node.local import Local, free_ports, write_hub_settings
from services.node.supervise import Child
from tests.fakes import live
from tests.fakes.admin_world import Turned, beside
from tests.fakes.openmetrics import parsed, value
from tests.unit.cli.rabta import rabta


@pytest.fixture
def node(tmp_path: Path) -> Path:
    folder = tmp_path / "hub"
    folder.mkdir(mode=0o700)
    return folder


def gone(node: Path, name: str) -> None:
    """A socket whose process ended without a word."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as one:
        one.bind(str(node / "admin" / f"{name}.sock"))


def test_how_far_the_graph_is_behind_is_a_word_of_the_projectors_line(node: Path) -> None:
    late = Turned("projector")
    late.report = replace(
        late.report, behind=(Behind("records", 1200, 7), Behind("links", 0, 0), Behind("feeds", 1, 0))
    )
    with beside(node, late):
        (line,) = rabta("status", node).stdout.splitlines()
        found = parsed(rabta("metrics", node).stdout)
    assert line.endswith(", graph behind records by 1200 changes, 7 s, graph behind feeds by 1 change, 0 s")
    assert value(found, "rabta_serving", process="projector") == 1


def test_all_serve(node: Path) -> None:
    busy = Turned("edge-1")
    busy.report = replace(busy.report, under_way=3)
    with beside(node, Turned(), busy):
        result = rabta("status", node)
    assert result.stdout.splitlines() == [
        "edge-0       serving      registry 4 ok, log ok, records ok, calls under way 0",
        "edge-1       serving      registry 4 ok, log ok, records ok, calls under way 3",
    ]


def test_a_witness_that_claims_without_proof_is_named_and_all_serve(node: Path) -> None:
    alarmed = Turned("edge-0")
    alarmed.report = replace(alarmed.report, witness_alarms=("pk.fia/witness", "x\x1b[2J"))
    with beside(node, alarmed):
        (line,) = rabta("status", node).stdout.splitlines()
    assert line.startswith("edge-0       serving")
    assert line.endswith(", alarm: witness pk.fia/witness, alarm: witness x\ufffd[2J")


def test_an_agency_of_which_each_call_is_refused_is_named_and_felt(node: Path) -> None:
    """All processes serve, and nobody at that agency is served."""
    edge = Turned("edge-0")
    run = RefusedRun("pk.punjab.police", "SHARE_USED", 41, 1_700_000_000_000)
    edge.report = replace(edge.report, refused_runs=(run,))
    with beside(node, edge):
        result = rabta("status", node, code=1)
    (line,) = result.stdout.splitlines()
    assert line.startswith("edge-0       serving")
    assert line.endswith(
        ", alarm: no call of pk.punjab.police is answered, 41 since 2023-11-14T22:13:20+00:00, last SHARE_USED"
    )


@pytest.mark.parametrize(
    ("part", "condition", "said"),
    [
        (Part.LOG, Condition.DOWN, "not serving  registry 4 ok, log down, records ok"),
        (Part.LOG, Condition.HELD, "not serving  registry 4 ok, log held, records ok"),
        (Part.REGISTRY, Condition.EXPIRED, "not serving  registry 4 expired, log ok, records ok"),
        (Part.RECORDS, Condition.DOWN, "not serving  registry 4 ok, log ok, records down"),
    ],
)
def test_one_that_does_not_serve_is_told_and_felt(node: Path, part: Part, condition: Condition, said: str) -> None:
    ill = Turned("edge-1")
    ill.turn(part, condition)
    with beside(node, Turned(), ill):
        result = rabta("status", node, code=1)
    assert "edge-0       serving" in result.stdout
    assert f"edge-1       {said}" in result.stdout


def test_one_that_drains_does_not_serve(node: Path) -> None:
    leaving = Turned()
    leaving.report = replace(leaving.report, draining=True)
    with beside(node, leaving):
        assert "edge-0       draining" in rabta("status", node, code=1).stdout


def test_one_that_died_is_told_and_felt(node: Path) -> None:
    with beside(node, Turned("edge-0")):
        gone(node, "edge-1")
        result = rabta("status", node, code=1)
        assert "edge-1       no answer" in result.stdout
        metrics = parsed(rabta("metrics", node).stdout)
    assert value(metrics, "rabta_up", process="edge-0") == 1
    assert value(metrics, "rabta_up", process="edge-1") == 0
    assert {dict(labels)["process"] for name, labels in metrics if name != "rabta_up"} == {"edge-0"}


def test_the_metrics_of_all_are_one_document(node: Path) -> None:
    ill = Turned("edge-1")
    ill.turn(Part.LOG, Condition.REFUSING)
    with beside(node, Turned(), ill):
        found = parsed(rabta("metrics", node).stdout)
    assert value(found, "rabta_up") == 2
    assert value(found, "rabta_serving", process="edge-0") == 1
    assert value(found, "rabta_serving", process="edge-1") == 0
    assert value(found, "rabta_part_ok", process="edge-1", part="log") == 0


def test_where_nobody_answers(node: Path) -> None:
    for _ in range(2):
        for command in ("status", "metrics"):
            assert "no process of this node answers" in rabta(command, node, code=1).stderr
        (node / "admin").mkdir(mode=0o700, exist_ok=True)
    gone(node, "edge-0")
    assert "edge-0       no answer" in rabta("status", node, code=1).stdout
    assert value(parsed(rabta("metrics", node, code=1).stdout), "rabta_up", process="edge-0") == 0


def test_a_folder_that_is_none_or_open_to_others(node: Path, tmp_path: Path) -> None:
    (node / "admin").mkdir(mode=0o700)
    for path in (node / "admin", node):
        path.chmod(0o755)
        for command in ("status", "metrics"):
            assert "UnsafeFile" in rabta(command, node, code=2).stderr
            assert "Traceback" not in rabta(command, tmp_path / "none", code=2).output
        path.chmod(0o700)


def test_a_process_that_says_something_else(node: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def other(_node: Path) -> dict[str, str | None]:
        return {"edge-0": "<html>"}

    monkeypatch.setattr("services.cli.admin.asking.metrics", other)
    assert "another version" in rabta("metrics", node, code=1).stderr


def test_a_document_of_nobody_is_one() -> None:
    assert parsed(document({})) == {}
    assert parsed(document({"edge-0": None})) == {("rabta_up", frozenset({("process", "edge-0")})): 0.0}


def founded(tmp_path: Path) -> Path:
    """A hub's node with its files, two of whose processes should run."""
    local = Local(live.copied(tmp_path), 1, {})
    running.note(local.files.hub.folder, [Child("writer", ()), Child("edge-0", ()), Child("edge-1", ())])
    return local.files.hub.folder


def test_one_that_should_run_and_has_no_socket_is_told_and_felt(tmp_path: Path) -> None:
    hub = founded(tmp_path)
    with beside(hub, Turned("edge-0")):
        result = rabta("status", hub, code=1)
        assert result.stdout.splitlines()[1] == "edge-1       no answer"
    with beside(hub, Turned("edge-0"), Turned("edge-1")):
        assert "no answer" not in rabta("status", hub).stdout


def test_a_node_that_was_stopped_lists_all_that_should_run(tmp_path: Path) -> None:
    result = rabta("status", founded(tmp_path), code=1)
    assert [line.split()[0] for line in result.stdout.splitlines()][:2] == ["edge-0", "edge-1"]
    assert "no process of this node answers" in result.stderr


def test_what_runs_out_first_is_told_of_each_kind_and_all_on_request(tmp_path: Path) -> None:
    hub = founded(tmp_path)
    with beside(hub, Turned("edge-0"), Turned("edge-1")):
        lines = rabta("status", hub).stdout.splitlines()[2:]
        assert [line.split()[0] for line in lines] == ["certificate", "registry", "key"]
        assert re.fullmatch(r"certificate  20\d\d-\d\d-\d\d  8\d days +tls\.crt", lines[0])
        assert len(rabta("status", hub, "--all").stdout.splitlines()) > len(lines) + 2


def test_what_is_over_fails_though_all_serve(tmp_path: Path) -> None:
    hub = founded(tmp_path)
    certificate = hub / "tls.crt"
    certificate.write_bytes(live.files().agency(live.FIA).ca_crt.read_bytes())
    with beside(hub, Turned("edge-0"), Turned("edge-1")):
        result = rabta("status", hub, code=1)
        (line,) = [line for line in result.stdout.splitlines() if "OVER" in line]
        assert "not in the registry" in line
        metrics = parsed(rabta("metrics", hub).stdout)
    assert value(metrics, "rabta_expiry_seconds", kind="certificate", process="files") == 0
    assert value(metrics, "rabta_expiry_seconds", kind="registry", process="files") > 300 * 86_400


def test_what_runs_out_is_a_metric_of_closed_labels_also_when_nobody_answers(tmp_path: Path) -> None:
    text = rabta("metrics", founded(tmp_path), code=1).stdout
    names = {dict(labels)["kind"] for name, labels in parsed(text) if name == "rabta_expiry_seconds"}
    assert names == {"certificate", "key", "registry"}
    assert "pk." not in text


def test_on_one_machine_issuers_and_witnesses_are_asked_too(tmp_path: Path) -> None:
    port, issuer, *_ = free_ports(3)
    local = Local(live.copied(tmp_path), port, {live.FIA: issuer})
    write_hub_settings(local)
    machine.save(local)
    running.note(local.files.hub.folder, [Child("edge-0", ())])
    with beside(local.files.hub.folder, Turned("edge-0")):
        missing = rabta("status", local.files.folder, code=1).stdout
        assert re.search(rf"^issuer-{live.FIA} +no answer +127\.0\.0\.1:{issuer}$", missing, re.MULTILINE)
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", issuer))
            listener.listen()
            assert re.search(
                rf"^issuer-{live.FIA} +listening", rabta("status", local.files.folder).stdout, re.MULTILINE
            )
    (local.files.folder / machine.FILE).write_text("{}")
    for command in ("status", "metrics"):
        assert "ValueError" in rabta(command, local.files.folder, code=2).stderr
