"""The repository speaks of itself alone, and its tests test: no strangers, no machines, no mocks, nothing skipped."""

from __future__ import annotations

import ast
import re

import pytest

from tests.arch.tree import Source, sources, text_of, tracked

BINARY = (".binpb", ".xlsx", ".png", ".woff2")
LISTS = ("tests/arch/test_words.py", "tests/unit/protocol/test_documents.py")
"""Tests that name what must not be named."""
BUNDLES = ("services/console/static/htmx.js", "services/console/static/island.js")
"""Other people's code in one line; ``tests/unit/console/test_assets.py`` reads it for hosts."""
TEXTS = [path for path in tracked() if not path.endswith(BINARY) and path not in LISTS + BUNDLES]
LOCKS = ("requirements.lock", "requirements-dev.lock")

REGISTRIES = re.compile(
    r"pypi\.org|pythonhosted|registry\.npmjs|proxy\.golang|artifactory|nexus\.|docker\.io|ghcr\.io"
    r"|^\s*--?(index-url|extra-index-url|find-links|trusted-host)\b",
    re.MULTILINE,
)
MACHINES = re.compile(r"(?<![A-Za-z0-9_.$}/-])/(?:root|home/[a-z]|Users/|work/|mnt/|workspace)")
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|raise NotImplementedError")


def holding(pattern: re.Pattern[str]) -> dict[str, str]:
    """Files that hold what they must not, with what it is."""
    found = ((path, pattern.search(text_of(path))) for path in TEXTS)
    return {path: match.group() for path, match in found if match}


def test_no_registry_host() -> None:
    assert holding(REGISTRIES) == {}


def test_no_machines_path() -> None:
    assert holding(MACHINES) == {}


def test_nothing_is_left_for_later() -> None:
    assert holding(UNFINISHED) == {}


@pytest.mark.parametrize("text", ["/" + "root/x", "cd /" + "home/ali/rabta", "'/" + "mnt/disk'"])
def test_a_machines_path_would_be_seen(text: str) -> None:
    assert MACHINES.search(text)


@pytest.mark.parametrize("text", ["https://pypi" + ".org/simple", "--index" + "-url x", "registry" + ".npmjs.org"])
def test_a_registry_would_be_seen(text: str) -> None:
    assert REGISTRIES.search(text)


@pytest.mark.parametrize("path", LOCKS)
def test_every_dependency_is_locked_by_hash(path: str) -> None:
    lines = text_of(path).splitlines()
    pinned = [line for line in lines if re.match(r"[a-z0-9]", line)]
    assert pinned
    assert all(re.match(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+!-]+ \\$", line) for line in pinned)
    assert sum("--hash=sha256:" in line for line in lines) >= len(pinned)


def calls(source: Source) -> set[str]:
    """Dotted names of what is called or decorates."""
    found = set()
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute):
            found.add(ast.unparse(node))
    return found


TESTS = [source for source in sources() if source.path.startswith("tests/")]


def test_fakes_and_never_mocks() -> None:
    mocking = {"mock", "unittest", "pytest_mock", "unittest.mock"}
    assert [source.path for source in TESTS if mocking & source.imports()] == []
    assert [one.path for one in TESTS if any(name.startswith(("mock.", "mocker.")) for name in calls(one))] == []


def test_nothing_is_skipped_save_for_want_of_outside_data() -> None:
    skipping = {"pytest.skip", "pytest.xfail", "pytest.mark.skip", "pytest.mark.skipif", "pytest.mark.xfail"}
    allowed = {
        "tests/shared.py": "outside data that is not there",
        "tests/rows.py": "a skip within a row fails the row",
        "tests/unit/rows/test_rows.py": "the test of that",
        "tests/integration/audit/test_audit_client.py": "only root can become another user",
        "tests/unit/console/test_attacks.py": "only root can become another user",
        "tests/fakes/softhsm.py": "no token to test with; where outside vectors are required this is a failure",
    }
    assert {source.path for source in TESTS if skipping & calls(source)} <= allowed.keys()


def test_no_print_in_what_is_shipped() -> None:
    for source in sources():
        if source.shipped:
            for node in ast.walk(source.tree):
                assert not (isinstance(node, ast.Call) and ast.unparse(node.func) == "print"), source.path
