"""C2SP signed notes and verifier keys: Go's note package, the specification's example, a real tree head."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from audit.note import Note, NoteError, VerifierKey
from audit.verify import notes as offline
from tests.shared import count_vectors, shared


def _load(name: str) -> Any:
    return json.loads(shared("vectors", "c2sp-tlog", name).read_text())


def _data(case: dict[str, Any]) -> bytes:
    return base64.b64decode(case["note_b64"]) if "note_b64" in case else case["note"].encode()


def _verified(case: dict[str, Any]) -> list[str] | None:
    try:
        keys = [VerifierKey.parse(text) for text in case["vkeys"]]
        return [one.key.name for one in Note.parse(_data(case)).verify(keys)]
    except NoteError:
        return None


def _verified_offline(case: dict[str, Any]) -> list[str] | None:
    try:
        keys = [offline.parse_key(text) for text in case["vkeys"]]
        return [key.name for key, _ in offline.open_note(_data(case), keys).by]
    except offline.NoteError:
        return None


@pytest.mark.parametrize(("reader", "verify"), [("log", _verified), ("offline verifier", _verified_offline)])
def test_signed_notes(reader: str, verify: Any) -> None:
    cases = _load("signed_note_cases.json")
    assert len(cases) == 14
    for case in cases:
        assert verify(case) == (case["verified"] if case["ok"] else None), case["name"]
    count_vectors(f"C2SP signed notes ({reader})", len(cases))


def test_verifier_keys() -> None:
    keys = _load("bad_vkeys.json")
    for text in keys["good"]:
        assert VerifierKey.parse(text).encode() == text
        offline.parse_key(text)
    for text in keys["bad"]:
        with pytest.raises(NoteError):
            VerifierKey.parse(text)
        with pytest.raises(offline.NoteError):
            offline.parse_key(text)
    count_vectors("C2SP verifier keys", len(keys["good"]) + len(keys["bad"]))
