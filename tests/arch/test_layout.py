"""Where things stand, what they are called, how long they grow, and what they may know of."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from pathlib import Path

import pytest

from tests.arch.tree import Source, of_kind, shipped, sources, text_of, tracked
from tests.rows import of_rows
from tests.shared import ROOT

LONGEST_MODULE, LONGEST_TEST, LONGEST_FUNCTION = 300, 400, 60
FORBIDDEN = {"utils", "util", "common", "helpers", "helper", "misc", "core"}
NAMES = [source.path for source in sources()]


def by_path(path: str) -> Source:
    return next(source for source in sources() if source.path == path)


def test_a_module_stays_below_300_lines() -> None:
    lengths = {source.path: len(source.text.splitlines()) for source in shipped()}
    assert {path: length for path, length in lengths.items() if length > LONGEST_MODULE} == {}


def test_a_file_of_tests_stays_below_400_lines() -> None:
    lengths = {source.path: len(source.text.splitlines()) for source in sources() if source.path.startswith("tests/")}
    assert len(lengths) > 100
    assert {path: length for path, length in lengths.items() if length > LONGEST_TEST} == {}


def test_a_function_stays_below_60_lines() -> None:
    longer = {
        f"{source.path}:{function.name}": length
        for source in sources()
        for function in source.functions()
        if (length := (function.end_lineno or 0) - function.lineno + 1) > LONGEST_FUNCTION
    }
    assert longer == {}


def test_no_name_says_nothing() -> None:
    assert [path for path in tracked() if FORBIDDEN & {part.partition(".")[0] for part in Path(path).parts}] == []


def packages() -> list[str]:
    """Folders that hold Python of what is shipped; migrations are scripts that their tool runs by name."""
    return sorted(
        {str(Path(source.path).parent) for source in shipped()} - {"services/records/store/migrations/versions"}
    )


@of_rows("folder", packages())
def test_a_room_says_its_purpose(folder: str) -> None:
    path = f"{folder}/__init__.py"
    assert path in NAMES, f"{folder} is no package"
    said = ast.get_docstring(by_path(path).tree) or ""
    assert len(said.split()) >= 8, f"{path} says too little"


def test_what_a_room_may_import_stands_in_the_contract_alone() -> None:
    """``.importlinter`` is held by a tool; prose beside it goes stale."""
    prose = re.compile(
        r"\bmay import\b(?! it)|\bimports nothing\b|\bknows no (?:client|server|service)\b", re.IGNORECASE
    )
    assert [one.path for one in shipped() if prose.search(ast.get_docstring(one.tree) or "")] == []


def test_a_module_says_what_it_is() -> None:
    assert [source.path for source in shipped() if not ast.get_docstring(source.tree)] == []


WIRE_ROOMS = {"signing", "membership", "edge", "client", "evidence", "cli", "console", "listing", "admin"}
"""Rooms that may know generated code, and those above the services."""
WIRE_FILES = {"wire.py", "rpc.py", "service.py"}
ALSO = {
    "services/issuer/roster_text.py": "turns a written roster into the message that is signed",
    "services/exchange/orders/proofs.py": "reads the owner's last version out of the bytes that it proves",
    "services/issuer/signed_roster.py": "signs that message, and opens the file that it becomes",
}


ENCODING = dict.fromkeys(
    (f"services/values/encoding/{name}.py" for name in ("__init__", "fields", "nouns", "plans", "strict")),
    "turns values into messages",
)


def test_generated_code_is_known_where_the_design_says() -> None:
    astray = set()
    for source in shipped():
        if not {"google", "rabta"} & source.packages():
            continue
        room, name = source.parts[1] if source.parts[0] == "services" else "audit", Path(source.path).name
        if room not in WIRE_ROOMS and name not in WIRE_FILES and source.path not in ALSO | ENCODING:
            astray.add(source.path)
    assert astray == set()


def test_every_exception_is_still_needed() -> None:
    for path in ALSO | ENCODING:
        assert {"google", "rabta"} & by_path(path).packages(), path


def test_only_wire_knows_the_plans_of_the_wire() -> None:
    users = {source.path for source in shipped() if "services.values.encoding.plans" in source.imports()}
    assert users == {"services/values/encoding/nouns.py"}
    users = {source.path for source in shipped() if "services.values.encoding" in source.imports()}
    client = {f"services/client/{name}.py" for name in ("async_hub", "identity", "results")}
    commands = {
        "services/cli/draw_evidence.py",
        "services/listing/antecedents/answer.py",
        "services/listing/imports/rows.py",
    }
    assert (
        users
        == {
            f"services/{room}/wire.py"
            for room in ("exchange", "identity", "linkage", "records", "referral", "statistics")
        }
        | client
        | commands
    )


def test_what_partners_import_is_the_client_and_nothing_below_it() -> None:
    """``rabta.client`` is a face: no code of its own, and no room of ours goes in by it."""
    face = by_path("rabta/client/__init__.py")
    assert {type(node) for node in face.tree.body} <= {ast.Expr, ast.ImportFrom, ast.Assign}
    rooms = {".".join(name.split(".")[:2]) for name in face.imports()}
    assert rooms == {"services.client", "services.errors", "services.membership", "services.values"}
    assert [source.path for source in shipped() if any(n.startswith("rabta.client") for n in source.imports())] == []
    assert not (ROOT / "rabta/__init__.py").exists(), "rabta is the generated code's namespace too"


def test_no_face_asks_the_hub_past_the_client() -> None:
    """What a face shows was verified: it calls no channel and parses no proven body itself."""
    for source in shipped():
        if source.path.startswith(("services/cli/", "services/console/")):
            assert not re.search(r"channel\.(call|outcome)\(|FromString\(run\(|proven\.body", source.text), source.path


def test_settings_are_read_in_composition_roots_alone() -> None:
    """``os.environ`` belongs to those who put a process together; a token's PIN is read where the token is opened, and what
    gRPC is to find there is set before anything can load it.
    """
    for source in shipped():
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Attribute) and node.attr in ("environ", "getenv") and source.parts[0] == "services":
                composed = source.parts[-1] in ("settings", "__main__", "fork_server", "forking", "walk", "pkcs11")
                assert composed or source.path == "services/__init__.py", source.path


def test_more_is_tested_than_written() -> None:
    """Test lines exceed source lines, room by room where a room has a folder of tests of its name."""
    lines: dict[str, int] = defaultdict(int)
    for source in sources():
        lines["shipped" if source.shipped else "tests"] += len(source.text.splitlines())
    assert lines["tests"] > lines["shipped"], dict(lines)


def test_every_statement_says_what_it_is_for() -> None:
    assert [path for path in of_kind(".sql") if not re.match(r"-- \S", text_of(path))] == []


@pytest.mark.parametrize("path", of_kind(".cedar") + of_kind(".cedarschema"))
def test_every_policy_file_says_what_it_holds(path: str) -> None:
    assert text_of(path).startswith("// ")
