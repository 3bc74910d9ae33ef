"""The compiled sender: built here, fed with prepared calls, its answers judged here, after the clock has stopped."""

from __future__ import annotations

import hashlib
import json
import shutil
import struct
import subprocess
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from services.client.check_answer import Received, Sent, check_answer
from services.client.errors import Unproven
from tests.bench.hub import ASKER, Hub, Prepared, now_ms

SOURCE = Path(__file__).parent / "load"
WARM = 2
_RESULT = struct.Struct(">IQHHI")


def build(folder: Path) -> Path:
    """Build the sender; FileNotFoundError where there is no Go."""
    go = shutil.which("go")
    if go is None:
        raise FileNotFoundError("the load sender needs the Go tool chain")
    target = folder / "load"
    subprocess.run([go, "build", "-o", str(target), "."], cwd=SOURCE, check=True)
    return target


@dataclass
class Run:
    """One run: rates and times of the timed part; ``answers`` as they came, in order of the calls."""

    calls_s: float
    p50_ms: float
    p99_ms: float
    statuses: Counter[int]
    client_us: float
    answers: list[tuple[int, bytes, bytes, bytes]]


def send(sender: Path, folder: Path, hub: Hub, port: int, method: str, calls: Sequence[Prepared], connections: int, *,
         plain: bool = False, agency: str = ASKER) -> Run:  # fmt: skip
    """Send every call, ``connections`` at a time, over the agency's line."""
    node = hub.local.files.agency(agency)
    plan, results = folder / "plan", folder / "results"
    with plan.open("wb") as file:
        for call in calls:
            token = call.token.encode()
            file.write(struct.pack(">HHHI", len(call.header), len(call.signature), len(token), len(call.body)))
            file.write(call.header + call.signature + token + call.body)
    command = [
        str(sender), "-addr", f"127.0.0.1:{port}", "-path", method, "-key", str(node.tls_key), "-cert", str(node.tls_crt),
        "-roots", str(hub.local.files.hub.tls_crt), "-plan", str(plan), "-results", str(results),
        "-c", str(connections), "-warm", str(WARM), f"-plain={str(plain).lower()}",
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, check=True, timeout=120)
    told = json.loads(done.stdout)
    answers, took = _read(results)
    timed = sorted(took[WARM * connections :])
    return Run(
        calls_s=told["calls"] / told["seconds"],
        p50_ms=median(timed) / 1e6,
        p99_ms=timed[int(len(timed) * 0.99)] / 1e6,
        statuses=Counter(status for status, *_ in answers),
        client_us=told["client_us"],
        answers=answers,
    )


def _read(results: Path) -> tuple[list[tuple[int, bytes, bytes, bytes]], list[int]]:
    data, at, answers, took = results.read_bytes(), 0, [], []
    while at < len(data):
        status, nanoseconds, header, signature, body = _RESULT.unpack_from(data, at)
        at += _RESULT.size
        parts = []
        for length in (header, signature, body):
            parts.append(data[at : at + length])
            at += length
        answers.append((status, *parts))
        took.append(nanoseconds)
    return answers, took


def judge(hub: Hub, method: str, calls: Sequence[Prepared], run: Run, agency: str = ASKER) -> None:
    """Every answer OK and proven, every promise another leaf; AssertionError with counts otherwise."""
    wrong: Counter[str] = Counter()
    indexes = set()
    for call, (status, header, signature, body) in zip(calls, run.answers, strict=True):
        sent = Sent(method, agency, call.nonce, call.request_sha256)
        received = Received(status, body, [("rabta-hdr-bin", header), ("rabta-sig-bin", signature)])
        try:
            proven = check_answer(sent, received, (hub.registry,), now_ms())
            indexes.add(proven.header.audit_index)
        except Unproven as unproven:
            wrong[f"{unproven.step}/{status}"] += 1
    if wrong or len(indexes) != len(calls):
        raise AssertionError(f"unproven: {dict(wrong)}; distinct promises {len(indexes)} of {len(calls)}")


def digest(data: bytes) -> str:
    """Short hash for logs."""
    return hashlib.sha256(data).hexdigest()[:12]
