"""NOTICE names every package of the lock files once, and those with conditions apart, as their own metadata says."""

from __future__ import annotations

import re
from importlib import metadata
from pathlib import Path

from tests.rows import of_rows

ROOT = Path(__file__).resolve().parents[2]
NOTICE = (ROOT / "NOTICE").read_text("utf-8")
CONDITIONS, PERMISSIVE = NOTICE.split("With conditions on changed", 1)[1].split("Permissive, by what", 1)
_LOCKED = re.compile(r"^([A-Za-z0-9._-]+)==", re.MULTILINE)
_RECIPROCAL = re.compile(r"GPL|MPL|Mozilla|EPL|Eclipse|CDDL|OFL|AGPL|SSPL|Commons", re.IGNORECASE)


HERE = (
    "requirements.lock",
    "requirements-pkcs11.lock",
    "requirements-postgres.lock",
    "requirements-demo-postgres.lock",
    "requirements-dev.lock",
)
"""Locks of what is installed where these tests run."""
ELSEWHERE = ("requirements-accuracy.lock", "requirements-spark.lock", "requirements-spark-build.lock")


def locked(files: tuple[str, ...] = HERE + ELSEWHERE) -> list[str]:
    texts = ((ROOT / name).read_text("utf-8") for name in files)
    return sorted({name for text in texts for name in _LOCKED.findall(text)})


def named(name: str, section: str) -> int:
    return len(re.findall(rf"(?<![\w.-]){re.escape(name)}(?![\w.-])", section))


def said(name: str) -> str:
    """Everything that an installed package's metadata says of its licence."""
    found = metadata.metadata(name)
    classified = [each for each in found.get_all("Classifier") or [] if each.startswith("License")]
    named_by = [*(found.get_all("License-Expression") or []), *(text[:200] for text in found.get_all("License") or [])]
    return " ".join([*named_by, *classified])


def test_the_lists_are_read() -> None:
    assert {"grpcio", "python-bidi", "hypothesis", "rapidfuzz"} <= set(locked())
    assert _RECIPROCAL.search(said("python-bidi"))


@of_rows("name", locked())
def test_a_package_stands_in_one_section(name: str) -> None:
    assert bool(named(name, CONDITIONS)) + bool(named(name, PERMISSIVE)) == 1


@of_rows("name", locked(HERE))
def test_what_has_conditions_is_said_to_have(name: str) -> None:
    alternatives = re.split(r"\bOR\b", said(name))
    if all(_RECIPROCAL.search(each) for each in alternatives):
        assert named(name, CONDITIONS)


def test_the_java_runtime_is_named_with_its_exception() -> None:
    assert "Classpath exception" in CONDITIONS
