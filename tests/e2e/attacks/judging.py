"""What an attack came to, held against what is documented: status, reason, signature, leaves, nothing leaked."""

from __future__ import annotations

from typing import Any, NamedTuple

from services.client.check_answer import Proven
from services.client.errors import Refusal
from services.edge import status
from tests.e2e import planted
from tests.e2e.caller import Back, Line, Question
from tests.e2e.logs import Entry
from tests.e2e.world import World

UNSAID = (
    b"Traceback", b"services/", b".py", b"sqlite", b"cedar",
    b"fia-orcon", b"pb-young", b"pb-victim", b"sd-sealed", b"sd-order",
    *(planted.NAMES[cnic].encode() for cnic in planted.FORBIDDEN), *(cnic.encode() for cnic in planted.NAMES),
)  # fmt: skip
"""Never in a refusal, nor in what an attacker may not see."""


class Seen(NamedTuple):
    """One attack: what was sent, what came back, what the log holds of it."""

    question: Question
    back: Back
    entries: list[Entry]


def put(world: World, question: Question, line: Line | None = None, metadata: Any = None, **how: Any) -> Seen:
    """Send a question, over its own agency's line unless told, and see what the log says of it."""
    mark = world.log.size()
    back = (line or world.line(question.said.issuer)).send(question, metadata, **how)
    return Seen(question, back, world.log.since(mark))


def quiet(back: Back) -> None:
    """Nothing of ours, and nothing that was planted, stands in a refusal."""
    said = back.everything()
    assert not [word for word in UNSAID if word in said]


def unauthenticated(seen: Seen) -> None:
    """Unsigned constant text, no leaf; who it was is not said."""
    back = seen.back
    assert (back.code, back.text, back.body) == (16, "refused", b"")
    assert {key for key, _ in back.trailing} <= {"date", "server"}
    assert seen.entries == []


def dropped(world: World, seen: Seen) -> None:
    """What cannot carry a reason: nothing signed, no leaf, and the server goes on."""
    assert seen.back.code != 0
    assert not seen.back.signed
    assert seen.entries == []
    quiet(seen.back)
    assert world.well()


def _of_call(seen: Seen, kinds: list[str]) -> None:
    assert [entry.open.kind for entry in seen.entries] == kinds
    assert {entry.open.request_sha256 for entry in seen.entries} <= {seen.question.digest}


def refused(world: World, seen: Seen, reason: str, rule: str = "", leaves: int = 1, cause: str = "") -> Refusal:
    """A signed refusal for ``reason``: one leaf; none and ``no_leaf``; or an intent with its outcome."""
    proven = world.proven(seen.question, seen.back)
    quiet(seen.back)
    assert seen.back.code == status.code_number(reason) == proven.header.grpc_status
    assert (seen.back.text, seen.back.body) == (reason, b"")
    refusal = _refusal(proven)
    assert refusal.reason == reason
    assert not rule or rule in {broken.rule for broken in refusal.broken}, refusal.broken
    assert not cause or cause.encode() in proven.details
    _of_call(seen, [[], ["REFUSAL"], ["INTENT", "OUTCOME"]][leaves])
    assert proven.header.no_leaf is (leaves == 0)
    if leaves:
        _promised(seen.entries[-1], proven)
        assert seen.entries[-1].open.reason == reason
        assert not seen.entries[-1].open.records
    return refusal


def _refusal(proven: Proven) -> Refusal:
    try:
        proven.raise_refusal()
    except Refusal as refusal:
        return refusal
    raise AssertionError("answered, not refused")


def _promised(entry: Entry, proven: Proven) -> None:
    header = proven.header
    assert (entry.index, entry.commitment) == (header.audit_index, header.commitment)
    assert entry.open.status == header.grpc_status
    assert entry.open.answer_body_sha256 == header.body_sha256


def answered(world: World, seen: Seen, leaves: int = 1) -> bytes:
    """A proven OK with its leaf, or with intent and outcome; its body."""
    proven = world.proven(seen.question, seen.back)
    assert proven.header.grpc_status == 0, _refusal(proven).reason
    _of_call(seen, [[], ["READ"], ["INTENT", "OUTCOME"]][leaves])
    _promised(seen.entries[-1], proven)
    return proven.body
