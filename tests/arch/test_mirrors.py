"""Tests of units stand where the room that they test stands: a reader finds them by its name."""

from __future__ import annotations

from pathlib import PurePosixPath

from tests.arch.tree import shipped, tracked
from tests.rows import of_rows

OTHERS = {
    "protocol": "the protocol's page and its vectors, which no room owns",
    "accuracy": "a tool of the tests: tests/accuracy",
    "budget": "the rule by which tests draw examples: tests/budget.py",
    "bench": "a tool of the tests: tests/bench",
    "forks": "a tool of the tests: tests/forks",
    "worlds": "a tool of the tests: tests/worlds",
    "mutants": "a tool of the tests: tests/mutants",
    "proc": "tools of the tests: tests/proc.py, tests/starts.py, tests/worker_memory.py, tests/memory_disk.py",
    "rows": "a tool of the tests: tests/rows.py",
    "work_counts": "a tool of the tests: tests/work_counts",
    "tiers": "a tool of the tests: tests/tiers",
    "soak": "a tool of the tests: tests/soak",
    "school_warning": "a program beside the system: examples/school-warning",
    "welfare_desk": "a program beside the system: examples/welfare-desk",
}
"""Folders below ``tests/unit`` that mirror no room, with the reason."""
ROOMS = {
    part
    for source in shipped()
    for part in ("/".join(source.parts[1:]) if source.parts[0] == "services" else "/".join(source.parts),)
}
"""Every module and room by its path; those of ``services`` below it, ``audit`` and ``graph`` by their own names."""


def folders() -> set[str]:
    """Every folder below ``tests/unit`` that holds Python, however deep, by its path below it."""
    found: set[str] = set()
    for path in tracked():
        if path.startswith("tests/unit/") and path.endswith(".py"):
            parents = PurePosixPath(path).relative_to("tests/unit").parents
            found |= {str(parent) for parent in parents if str(parent) != "."}
    return found


def room_of(folder: str) -> bool:
    """Whether a room or a module has this path."""
    return folder in ROOMS or f"{folder}/__init__" in ROOMS


@of_rows("folder", sorted(folders()))
def test_a_folder_of_unit_tests_mirrors_a_room(folder: str) -> None:
    assert room_of(folder) or folder.partition("/")[0] in OTHERS, f"no room is called {folder}"


def test_every_room_of_the_services_has_its_folder() -> None:
    """``rabta`` is a face without code of its own."""
    tops = {path.partition("/")[0] for path in ROOMS if "/" in path}
    assert tops - folders() == {"rabta"}


def test_every_exception_is_needed() -> None:
    assert OTHERS.keys() <= folders()
    assert not [folder for folder in OTHERS if room_of(folder)]


def test_a_folder_of_no_room_would_be_seen() -> None:
    assert not room_of("record")
    assert room_of("records/store")
    assert room_of("audit")
