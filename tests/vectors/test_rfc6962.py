"""RFC 6962 proofs: every inclusion and consistency file of transparency-dev/merkle."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

from audit.merkle import ProofError, verify_consistency, verify_inclusion
from tests.shared import count_vectors, shared


def _cases(kind: str) -> list[tuple[Path, dict[str, Any]]]:
    files = sorted(shared("vectors", "rfc6962-merkle", "testdata", kind).rglob("*.json"))
    return [(path, json.loads(path.read_text())) for path in files]


def _bytes(text: str | None) -> bytes:
    return base64.b64decode(text or "")


def _inclusion(case: dict[str, Any]) -> None:
    proof = [_bytes(item) for item in case["proof"] or []]
    verify_inclusion(_bytes(case["leafHash"]), case["leafIdx"], case["treeSize"], proof, _bytes(case["root"]))


def _consistency(case: dict[str, Any]) -> None:
    proof = [_bytes(item) for item in case["proof"] or []]
    verify_consistency(case["size1"], case["size2"], _bytes(case["root1"]), _bytes(case["root2"]), proof)


def _refused(check: Any, case: dict[str, Any]) -> bool:
    try:
        check(case)
    except ProofError:
        return True
    return False


def test_every_inclusion_file() -> None:
    cases = _cases("inclusion")
    assert len(cases) == 98
    assert [str(path) for path, case in cases if _refused(_inclusion, case) != case["wantErr"]] == []
    count_vectors("RFC 6962 inclusion", len(cases))


def test_every_consistency_file() -> None:
    cases = _cases("consistency")
    assert len(cases) == 98
    assert [str(path) for path, case in cases if _refused(_consistency, case) != case["wantErr"]] == []
    count_vectors("RFC 6962 consistency", len(cases))
