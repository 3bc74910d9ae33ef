"""``docs/architecture.md``, the glossary and the table of changes name what is there, and all of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from services.node.processes import children
from services.node.settings import HUB_TARGETS, NodeSettings
from tests.arch.tree import shipped, sources
from tests.rows import of_rows
from tests.shared import ROOT

ARCHITECTURE, GLOSSARY = ((ROOT / "docs" / name).read_text("utf-8") for name in ("architecture.md", "glossary.md"))
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
PATH = re.compile(r"`((?:services|audit|graph|proto|tests|docs|deploy)(?:/[A-Za-z0-9_.-]+)*/?)`")
CHANGES = [
    "export", "feed", "rule", "question", "detector", "statute", "policy", "message", "refusal", "service", "stage",
]  # fmt: skip


def part(checked: str) -> str:
    """What stands under a marker, to the next heading."""
    found = re.search(rf"<!-- checked: {checked}.*?-->\n(.*?)(?=\n## |\Z)", ARCHITECTURE, re.DOTALL)
    assert found, checked
    return found.group(1)


def first_cells(text: str) -> list[str]:
    return re.findall(r"^\| `?([^|`]+?)`? \|", text, re.MULTILINE)[1:]


@pytest.mark.parametrize(
    "text", [ARCHITECTURE, GLOSSARY, CONTRIBUTING], ids=["architecture", "glossary", "contributing"]
)
def test_every_path_that_is_named_exists(text: str) -> None:
    named = PATH.findall(text)
    assert len(named) > 10
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_every_room_is_named_once() -> None:
    rooms = {f"services/{path.parent.name}" for path in (ROOT / "services").glob("*/__init__.py")} | {"audit", "graph"}
    named = [cell for cell in first_cells(part("rooms")) if cell.startswith(("services/", "audit", "graph"))]
    assert len(named) == len(set(named))
    assert set(named) == rooms


def test_rooms_stand_in_the_order_of_their_floors() -> None:
    written = (ROOT / ".importlinter").read_text("utf-8")
    layers = written.partition("layers =\n")[2].partition("\n\n")[0].splitlines()
    floor = {
        room.strip(" ()").replace(".", "/"): number for number, line in enumerate(layers) for room in line.split("|")
    }
    floors = [floor[room] for room in first_cells(part("rooms"))]
    assert floors == sorted(floors)


def test_every_process_is_named() -> None:
    started = {
        module
        for source in shipped()
        for module in re.findall(r'"-m", "([a-z_.]+)"', source.text)
        if module != "services.cli.main"
    }
    assert set(re.findall(r"`python -m ([a-z_.]+)", part("processes"))) == started
    names = {child.name for child in children(NodeSettings(Path("node")), HUB_TARGETS, "rabta.example/audit/1")}
    assert names <= {name for cell in first_cells(part("processes")) for name in re.split(r"[, ]+", cell)}


def test_every_database_is_named_with_the_code_that_writes_it() -> None:
    known = {name for source in shipped() for name in re.findall(r'"([a-z-]+\.db)"', source.text)}
    assert set(first_cells(part("databases"))) == known


def test_a_history_goes_the_way_that_is_told() -> None:
    """Each file of the hub, from the handler on, imports the one that it is said to ask."""
    imports = {source.path: source.imports() for source in sources()}
    way = [
        ("services/edge/serve.py", "services.edge.chain"),
        ("services/edge/chain.py", "services.edge.stages"),
        ("services/edge/chain.py", "services.edge.cohort"),
        ("services/records/rpc.py", "services.records.app.history"),
        ("services/records/app/history.py", "services.records.app.admit"),
        ("services/records/app/history.py", "services.records.app.looking"),
        ("services/records/app/history.py", "services.records.timeline.history"),
        ("services/edge/chain.py", "services.edge.log_link"),
        ("services/edge/answering.py", "services.edge.sign_answer"),
    ]
    told = part("the way of a history")
    for path, asked in way:
        assert asked in imports[path], (path, asked)
        assert f"`{path}`" in told
        assert f"`{asked.replace('.', '/')}.py`" in told


def test_steps_are_numbered() -> None:
    numbers = [int(one) for one in re.findall(r"^(\d+)\. ", part("the way of a history"), re.MULTILINE)]
    assert numbers == list(range(1, len(numbers) + 1))


def test_a_term_stands_once() -> None:
    terms = first_cells(GLOSSARY)
    assert len(terms) > 40
    assert len(terms) == len(set(terms))


@of_rows("kind", CHANGES)
def test_every_kind_of_change_has_its_row(kind: str) -> None:
    rows = [row for row in CONTRIBUTING.splitlines() if re.match(rf"\| [^|]*\b{kind}\b", row)]
    assert rows, kind
    assert all(PATH.search(row) for row in rows)
