"""C2SP tlog-witness: the add-checkpoint requests of litewitness, in order, over HTTP.

Deviation: tlog-witness v1.0.0 demands 404 for an unknown origin; litewitness of
June 2025 still answered 403.
"""

from __future__ import annotations

import asyncio
import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import aiohttp

from audit.note import ED25519, Note, VerifierKey
from tests.shared import count_vectors, shared
from tests.unit.audit.logs import witness_key
from tests.unit.audit.witnesses import running_witness

LOG_KEY = bytes.fromhex("ffdc2d4d98e4124d3feaf788c0c2f9abfd796083d1f0495437f302ec79cf100f")


def _expected(case: dict[str, Any]) -> int:
    return 404 if case["body_contains"] == "unknown log" else int(case["litewitness_http"])


async def _run(cases: list[dict[str, Any]], folder: Path) -> list[tuple[int, str, str]]:
    origin = f"sigsum.org/v1/tree/{sha256(LOG_KEY).hexdigest()}"
    logs = {origin: [VerifierKey(origin, ED25519, LOG_KEY).encode()]}
    answers = []
    async with running_witness(folder, "example.com/witness", logs) as url, aiohttp.ClientSession() as session:
        for case in cases:
            async with session.post(f"{url}/add-checkpoint", data=case["request_body"].encode()) as answer:
                answers.append((answer.status, answer.content_type, await answer.text()))
    return answers


async def _check_cases(folder: Path) -> int:
    cases = json.loads(shared("vectors", "c2sp-tlog", "witness_add_checkpoint_cases.json").read_text())["cases"]
    answers = await _run(cases, folder)
    held = 0
    for case, (status, content_type, text) in zip(cases, answers, strict=True):
        assert status == _expected(case), case
        if status == 200:
            note = case["request_body"].partition("\n\n")[2].encode()
            Note.parse(note + text.encode()).verify([witness_key(folder, "example.com/witness")])
            held = int(note.split(b"\n")[1])
        if status == 409:
            assert (content_type, text) == ("text/x.tlog.size", f"{held}\n")
    return len(cases)


def test_add_checkpoint_cases(tmp_path: Path) -> None:
    number = asyncio.run(_check_cases(tmp_path))
    assert number == 9
    count_vectors("C2SP witness add-checkpoint", number)
