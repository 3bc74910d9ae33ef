"""Parts joined are the entry encoded whole, whatever is in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.canonical import EncodingError
from audit.entry import EntryKind, OpenEntry, SealedEntry, Withheld, decode_open, encode_open, encode_sealed
from services.access.caller import Approver, Caller
from services.edge import entry_parts as parts
from tests.fakes import live
from tests.fakes.records_node import caller as some_caller

WORDS = st.text("abcdefghij-./", max_size=12)
DIGESTS = st.sampled_from([b"", b"\0" * 32, b"\xff" * 32])
NUMBERS = st.integers(0, 1 << 62)


@st.composite
def callers(draw: st.DrawFn) -> Caller | None:
    if draw(st.booleans()):
        return None
    said: dict[str, Any] = {name: draw(WORDS) for name in ("officer", "purpose", "legal_basis", "query_class")}
    said |= {"case_type": draw(WORDS), "case_key": draw(WORDS), "token_id": draw(WORDS)}
    approver = draw(st.sampled_from([None, Approver("fia-9", 2, frozenset(), b"a" * 32)]))
    return replace(some_caller(live.FIA), roles=frozenset(draw(st.sets(WORDS, max_size=3))), approver=approver, **said)


def spelt_out(caller: Caller | None) -> dict[str, Any]:
    if caller is None:
        return {}
    return {
        "officer": caller.officer,
        "approver": caller.approver.officer if caller.approver else "",
        "purpose": caller.purpose,
        "legal_basis": caller.legal_basis,
        "query_class": caller.query_class,
        "case_reference": f"{caller.case_type}:{caller.case_key}" if caller.case_type else "",
        "role": ",".join(sorted(caller.roles)),
        "token_id": caller.token_id,
    }


@given(st.data())
def test_the_open_part_joined_is_the_open_part_whole(data: st.DataObject) -> None:
    draw = data.draw
    kind, time_ms, agency, method = draw(st.sampled_from(EntryKind)), draw(NUMBERS), draw(WORDS), draw(WORDS)
    caller, state = draw(callers()), draw(st.sampled_from(["", "RESOLVED", "CLOSED"]))
    shown, made = [draw(DIGESTS) for _ in range(4)], [draw(DIGESTS) for _ in range(3)]
    status, reason = draw(st.integers(0, 16)), draw(WORDS)
    tokens, names = draw(st.lists(DIGESTS, max_size=3)), tuple(draw(st.lists(WORDS, max_size=3)))
    version, digest, policy = draw(NUMBERS), draw(DIGESTS), draw(DIGESTS)
    joined = (
        parts.start(kind, time_ms) + parts.who(agency, "node", caller, method) + parts.case(state)
        + parts.proofs(caller, *shown) + parts.digests(*made) + parts.result(status, reason)
        + parts.selectors(tokens) + parts.records(names) + parts.rules(version, digest, policy)
    )  # fmt: skip
    whole = OpenEntry(
        kind=kind, time_ms=time_ms, agency=agency, system="node", method=method, case_state=state,
        token_sha256=shown[0], approver_sha256=shown[1], tls_sha256=shown[2], request_kid=shown[3],
        request_sha256=made[0], request_body_sha256=made[1], answer_body_sha256=made[2],
        status=status, reason=reason, selectors=tuple(tokens), records=names,
        registry_version=version, registry_sha256=digest, policy_sha256=policy, **spelt_out(caller),
    )  # fmt: skip
    assert joined == encode_open(whole)
    assert decode_open(joined) == whole


@given(
    st.lists(st.tuples(WORDS, WORDS, st.integers(0, 1 << 31)), max_size=3),
    st.lists(WORDS, max_size=3),
    st.lists(WORDS, max_size=3),
    WORDS,
)
def test_the_sealed_part_joined_is_the_sealed_part_whole(
    withheld: list[tuple[str, str, int]], policies: list[str], alarms: list[str], peer: str
) -> None:
    whole = SealedEntry(tuple(Withheld(*one) for one in withheld), tuple(policies), tuple(alarms), peer)
    assert parts.judged(tuple(withheld), tuple(policies), tuple(alarms)) + parts.peer(peer) == encode_sealed(whole)


@pytest.mark.parametrize("text", ["\ud800", "a\udfff"])
def test_what_cannot_be_written_down_is_said(text: str) -> None:
    made: list[Callable[[], object]] = [
        lambda: parts.peer(text),
        lambda: parts.result(5, text),
        lambda: parts.records((text,)),
    ]
    for make in made:
        with pytest.raises(EncodingError):
            make()
