"""Who may is asked in the use cases: a handler decodes, calls one, and encodes what it gives."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.arch.tree import Source, shipped

ROOMS = (
    "services.access.gates",
    "services.access.engine",
    "services.access.decision",
    "services.access.reference",
    "services.access.reference_look",
    "services.access.reference_rows",
    "services.access.facts",
    "services.access.policies",
)
"""Where the gates and the policies are."""
ASKING = frozenset({"admit", "pass_gates", "decide", "engine", "refusal_of", "is_own_or_kin"})
"""Names by which a use case asks them, whatever module it takes them from."""


def rpcs() -> list[Source]:
    return [source for source in shipped() if source.path.startswith("services/") and source.path.endswith("rpc.py")]


def asked(source: Source) -> Iterator[str]:
    """Each place where a module imports gates or policies, or asks them."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ImportFrom):
            module = node.module or ""
            names = {f"{module}.{each.name}" for each in node.names} | {module}
            yield from (name for name in names if name.startswith(ROOMS) or name.rpartition(".")[2] in ASKING)
        elif isinstance(node, ast.Import):
            yield from (each.name for each in node.names if each.name.startswith(ROOMS))
        elif isinstance(node, ast.Attribute) and node.attr in ASKING:
            yield f"line {node.lineno}: .{node.attr}"
        elif isinstance(node, ast.Name) and node.id in ASKING:
            yield f"line {node.lineno}: {node.id}"


def test_no_handler_asks_the_gates() -> None:
    assert {source.path: found for source in rpcs() if (found := list(asked(source)))} == {}


def test_every_service_has_its_handlers_looked_at() -> None:
    found = {source.path for source in rpcs()}
    assert {
        f"services/{room}/rpc.py" for room in ("admin", "exchange/check", "linkage", "oversight", "records")
    } <= found


@pytest.mark.parametrize(
    "text",
    [
        "from services.access.gates import pass_gates",
        "from services.access import gates",
        "import services.access.engine",
        "from services.oversight.app.admit import admit",
        "def one(call):\n    call.inquiry().engine.admit(1)",
        "def one(call):\n    admit(call.inquiry(), 'LOG_READ')",
    ],
)
def test_a_handler_that_asks_is_found(text: str) -> None:
    assert list(asked(Source("services/x/rpc.py", text)))
