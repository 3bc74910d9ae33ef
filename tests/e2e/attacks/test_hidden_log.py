"""What the log tells to whom: entries for oversight alone, receipts of one's own, never a person in them."""

from __future__ import annotations

import time

from rabta.audit.v1.audit_service_pb2 import (
    GetEntriesRequest,
    GetEntriesResponse,
    GetReceiptsRequest,
    GetReceiptsResponse,
)

from services.access.details import Details
from services.client.entries import check_entries
from tests.e2e.attacks.judging import answered, put, quiet, refused
from tests.e2e.bodies import AUDIT, HISTORY, history_of
from tests.e2e.people import (
    AUDITOR,
    FIA,
    INVESTIGATOR,
    PUNJAB,
    PUNJAB_INVESTIGATOR,
    RECORDERS,
    Officer,
)
from tests.e2e.planted import (
    JUVENILE,
    KNOWN,
    NAMES,
    SEALED,
)
from tests.e2e.world import World

ENTRIES, RECEIPTS = f"{AUDIT}GetEntries", f"{AUDIT}GetReceipts"


# -- the log


def test_entries_for_who_is_not_oversight(world: World) -> None:
    body = GetEntriesRequest(start=0, count=10).SerializeToString()
    refused(world, put(world, world.ask(ENTRIES, body)), "TOKEN_INVALID")
    for officer in (INVESTIGATOR, RECORDERS[FIA]):
        refused(world, put(world, world.asking(officer, ENTRIES, body)), "PURPOSE_UNFIT")
    reviewer = Officer(FIA, "fia-1042", ("OVERSIGHT",), 2, AUDITOR.why)
    refused(world, put(world, world.asking(reviewer, ENTRIES, body)), "POLICY_DENIED")
    forged = world.token(AUDITOR, key=world.key(FIA, "token"))
    refused(world, put(world, world.ask(ENTRIES, body, forged, agency=AUDITOR.agency)), "TOKEN_INVALID", rule="issuer")


def test_entries_of_another_class(world: World) -> None:
    """Oversight itself under another reason."""
    why = Details("STATISTICS", "DATA_OVERSIGHT", "", "STATS", "RELEASE_PLAN", "2026/1")
    officer = Officer(AUDITOR.agency, "ov-9002", ("OVERSIGHT", "STATISTICIAN"), 3, why)
    body = GetEntriesRequest(start=0, count=10).SerializeToString()
    refused(world, put(world, world.asking(officer, ENTRIES, body)), "PURPOSE_UNFIT")


def cosigned(world: World, index: int) -> None:
    """Wait until oversight can read a leaf."""
    for _ in range(100):
        body = GetEntriesRequest(start=index, count=1).SerializeToString()
        question = world.asking(AUDITOR, ENTRIES, body)
        if world.line(AUDITOR.agency).send(question).code == 0:
            return
        time.sleep(0.1)
    raise AssertionError("the leaf is not cosigned")


def test_entries_for_oversight(world: World) -> None:
    """Sealed parts too, proven under a quorum's checkpoint, equal to what the database holds; and itself logged."""
    seen = put(world, world.asking(INVESTIGATOR, HISTORY, history_of(JUVENILE)))
    (own,) = seen.entries
    cosigned(world, own.index)
    start = max(0, own.index - 9)
    seen = put(world, world.asking(AUDITOR, ENTRIES, GetEntriesRequest(start=start, count=10).SerializeToString()))
    answer = GetEntriesResponse.FromString(answered(world, seen))
    from services.client.profile import load_profile
    from services.node.local import write_agency_profile

    profile = load_profile(write_agency_profile(world.local, AUDITOR.agency))
    check_entries(profile, answer, start, 10)
    by_index = {entry.index: entry for entry in answer.entries}
    assert b"juvenile" in by_index[own.index].sealed
    assert NAMES[JUVENILE].encode() not in by_index[own.index].open + by_index[own.index].sealed
    assert JUVENILE.encode() not in by_index[own.index].open + by_index[own.index].sealed


def test_entries_beyond_the_end(world: World) -> None:
    for start, count, reason in ((1 << 40, 1, "NOT_FOUND"), (0, 0, "INVALID_ARGUMENT"), (0, 257, "INVALID_ARGUMENT")):
        body = GetEntriesRequest(start=start, count=count).SerializeToString()
        refused(world, put(world, world.asking(AUDITOR, ENTRIES, body)), reason)


def test_receipts_of_another_agency(world: World) -> None:
    """Of others' indexes: a receipt without an entry; of one's own: the open part alone."""
    mine = put(world, world.asking(INVESTIGATOR, HISTORY, history_of(SEALED))).entries[0]
    theirs = put(world, world.asking(PUNJAB_INVESTIGATOR, HISTORY, history_of(KNOWN))).entries[0]
    cosigned(world, theirs.index)
    body = GetReceiptsRequest(indexes=[mine.index, theirs.index, 1 << 40]).SerializeToString()
    seen = put(world, world.ask(RECEIPTS, body))
    found = GetReceiptsResponse.FromString(answered(world, seen))
    held = {one.index: one for one in found.receipts}
    assert held[mine.index].HasField("entry")
    assert not held[theirs.index].HasField("entry")
    assert b"sealed" not in held[mine.index].SerializeToString()
    assert held[mine.index].entry.sealed_sha256
    quiet(seen.back)


def test_receipts_too_many(world: World) -> None:
    body = GetReceiptsRequest(indexes=list(range(501))).SerializeToString()
    refused(world, put(world, world.ask(RECEIPTS, body)), "INVALID_ARGUMENT", rule="count")


def test_receipts_from_a_size_beyond(world: World) -> None:
    seen = put(world, world.ask(RECEIPTS, GetReceiptsRequest(indexes=[0], known_size=1 << 40).SerializeToString()))
    assert seen.entries[0].open.kind in ("READ", "REFUSAL")
    assert PUNJAB
