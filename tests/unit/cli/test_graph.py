"""`rabta graph`: an answer out of its evidence as a picture; what cannot be drawn, and nodes that are none."""

from __future__ import annotations

from pathlib import Path

import pytest
from rabta.linkage.v1 import graph_pb2 as gp
from rabta.linkage.v1.link_pb2 import DecideLinkResponse
from rabta.linkage.v1.question_pb2 import Answer, ExpandRequest, ExpandResponse, Frame

from services.signing.evidence import encode_evidence
from tests.unit.cli.rabta import rabta
from tests.unit.evidence.world import METHOD, World

LINKAGE = "/rabta.linkage.v1.LinkageService/"
PHONE = gp.NodeKey(kind=gp.NODE_KIND_PHONE, id="+923001234567")
MAN = gp.NodeKey(kind=gp.NODE_KIND_SUBJECT, id="agencies/pk.fia/records/r1")
EDGE = gp.Edge(id="e1", kind=gp.EDGE_KIND_PHONE_USED_BY, start=PHONE, end=MAN, owner="pk.fia")
ASKED = ExpandRequest(start=[PHONE]).SerializeToString()


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    nodes = [gp.Node(key=PHONE), gp.Node(key=MAN, label="Amjad Ali", label_ur="امجد علی")]
    answer = ExpandResponse(answer=Answer(nodes=nodes, edges=[EDGE])).SerializeToString()
    return written(tmp_path, World(method=f"{LINKAGE}Expand", answer=answer, body=ASKED))


def written(folder: Path, world: World) -> Path:
    path = folder / "answer.evidence"
    path.write_bytes(encode_evidence(world.make()))
    return path


@pytest.mark.parametrize(
    ("ending", "begins"),
    [
        ("svg", b"<?xml"),
        ("png", b"\x89PNG"),
        ("pdf", b"%PDF-1.7"),
        ("graphml", b"<?xml"),
        ("csv", b"PK"),
        ("anx", b"<?xml"),
    ],
)
def test_an_answer_is_drawn_out_of_its_evidence(bundle: Path, ending: str, begins: bytes) -> None:
    path = bundle.with_suffix(f".{ending}")
    rabta("graph", "draw", bundle, path, "--language", "ur")
    assert path.read_bytes().startswith(begins)
    assert path.stat().st_mode & 0o077 == 0
    if ending == "graphml":
        assert b"fia-1042" in path.read_bytes()
        assert b"FIR:PB/LAHORE/ICHHRA/512/2024" in path.read_bytes()


def test_it_is_drawn_about_what_was_asked_for_the_times_that_were_asked(tmp_path: Path) -> None:
    answer = ExpandResponse(answer=Answer(nodes=[gp.Node(key=PHONE)])).SerializeToString()
    asked = ExpandRequest(start=[PHONE], frame=Frame(as_of_ms=1_772_000_000_000)).SerializeToString()
    bundle = written(tmp_path, World(method=f"{LINKAGE}Expand", answer=answer, body=asked))
    path = tmp_path / "answer.svg"
    rabta("graph", "draw", bundle, path, "--language", "en")
    assert "Only what the hub knew on 2026-02-25 11:13" in path.read_text("utf-8")
    assert "About: +923001234567" in path.read_text("utf-8")


@pytest.mark.parametrize(
    "world",
    [
        World(method=METHOD),
        World(method=f"{LINKAGE}DecideLink", answer=DecideLinkResponse().SerializeToString()),
        World(method=f"{LINKAGE}Expand", answer=b"\xff\xff", body=ASKED),
        World(method=f"{LINKAGE}Expand", answer=ExpandResponse().SerializeToString(), body=b"\xff\xff"),
    ],
)
def test_what_cannot_be_drawn(world: World, tmp_path: Path) -> None:
    path = tmp_path / "a.svg"
    assert "rabta: " in rabta("graph", "draw", written(tmp_path, world), path, code=1).stderr
    assert not path.exists()


def test_a_file_that_is_no_evidence(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"x")
    rabta("graph", "draw", tmp_path / "x", tmp_path / "a.svg", code=1)
    rabta("graph", "draw", tmp_path / "none", tmp_path / "a.svg", code=1)


def test_a_folder_that_is_no_node(tmp_path: Path) -> None:
    for command in ("check", "rebuild"):
        assert "Traceback" not in rabta("graph", command, tmp_path / "none", code=2).output


def test_an_engine_of_others_is_not_kept(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text(
        'graph_uri = "bolt+s://db:7687"\ngraph_password_file = "graph.password"\n', "utf-8"
    )
    assert "kept by others" in rabta("graph", "up", tmp_path, code=2).stderr
    (tmp_path / "settings.toml").write_text("colour = 1\n", "utf-8")
    rabta("graph", "up", tmp_path, code=2)
