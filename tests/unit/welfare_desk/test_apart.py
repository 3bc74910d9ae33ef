"""The desk is the standard library, sends nothing to anybody, and nothing of the hub knows of it."""

from __future__ import annotations

import re
import sys

from tests.arch.tree import sources, text_of, tracked

HOME = "examples/welfare-desk/"
PROGRAM = [source for source in sources() if source.path.startswith(HOME)]
OUTWARD = {"asyncio", "ctypes", "ftplib", "multiprocessing", "select", "selectors", "smtplib", "subprocess", "telnetlib"} | {
    "socket", "ssl", "http", "urllib", "webbrowser", "xmlrpc", "importlib", "runpy", "socketserver",
}  # fmt: skip


def test_the_program_is_the_standard_library_alone() -> None:
    assert len(PROGRAM) > 5
    for source in PROGRAM:
        assert source.packages() - {"welfare_desk", "__future__"} <= sys.stdlib_module_names, source.path
        assert not re.search(r"\b(__import__|exec|eval)\(", source.text), source.path


def test_one_module_has_a_socket_and_it_calls_nobody() -> None:
    reaching = {source.path: source.packages() & OUTWARD for source in PROGRAM if source.packages() & OUTWARD}
    assert reaching == {HOME + "welfare_desk/serving.py": {"http", "socket", "ssl"}}
    (serving,) = [source for source in PROGRAM if source.path.endswith("/serving.py")]
    calling = re.compile(r"http\.client|HTTPS?Connection|create_connection|\.connect\(|urlopen|sendto")
    assert not calling.search(serving.text)


def test_no_part_of_the_hub_knows_of_it() -> None:
    parts = ("services/", "audit/", "graph/", "rabta/", "proto/")
    hub = [path for path in tracked() if path.startswith(parts) and path.endswith((".py", ".proto", ".sql", ".cedar"))]
    assert len(hub) > 500
    assert [path for path in hub if re.search(r"welfare_desk|welfare-desk", text_of(path))] == []
