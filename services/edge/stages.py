"""The stages of every call, in the one order in which they run. The chain runs from these lists and from nothing else.

Where a call fails, the list says what becomes of it:

    UNAUTHENTICATED  nothing signed, no entry; the stage is counted
    AUTHENTICATED    from here on every outcome is signed and logged; the call keeps its agency's slot
    ARRIVAL          as before, and it waits for the caller
    COHORT           as before, over the calls that go together, and nothing waits
    HANDLER          of a read; one that waits leaves its cohort until it is handled
    READ             of the reads that go together: one entry each in one frame, one signature
    CHANGE           of a change, which goes alone
    CHANGED          the end of a change

``says`` is the sentence of docs/protocol.md, section 5, which ``python -m tests.unit.protocol.renew`` makes from it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine, Sequence
from typing import TYPE_CHECKING, Final, Generic, NamedTuple, TypeVar

from services.edge import answering, check_request
from services.edge.call import Call

if TYPE_CHECKING:
    from services.edge.chain import Edge

Run = TypeVar("Run")
Check = Callable[[Call, "Edge"], None]
Step = Callable[[Call, "Edge"], Coroutine[object, None, None]]
Together = Callable[[Sequence[Call], "Edge"], Awaitable[None]]


class Stage(NamedTuple, Generic[Run]):
    """One stage: its name, unique in its way, what partners are told of it, and what runs."""

    name: str
    says: str
    run: Run


UNAUTHENTICATED: Final[tuple[Stage[Check], ...]] = (
    Stage("metadata", "each key at most once, within its size; header and signature there.", check_request.metadata),
    Stage("header", "canonical, every field as in section 4.", check_request.header),
    Stage(
        "addressee",
        "federation id, audience, direction, method of the header are those of the hub, of a request, of this call.",
        check_request.addressee,
    ),
    Stage(
        "window",
        "`iat_ms` - 30 s <= now <= `exp_ms` + 30 s. A hub that knows by its witnesses that its clock is off cannot tell"
        " whose window fits: it goes on to step 7, and then refuses `AUDIT_UNAVAILABLE`, cause `CLOCK`.",
        check_request.window,
    ),
    Stage(
        "key",
        "`kid` is a message key in force in the hub's registry; its algorithm and agency equal `alg` and `issuer`.",
        check_request.key,
    ),
    Stage("signature", "over the header as it came.", check_request.signature),
    Stage(
        "connection",
        "the TLS certificate's thumbprint is in force in the registry, for the same agency and system as the key.",
        check_request.connection,
    ),
)

AUTHENTICATED: Final[tuple[Stage[Check], ...]] = (
    Stage("method", "known.", check_request.method),
    Stage("slot", "the agency's share of the call slots, a quarter of all, has one left.", check_request.slot),
    Stage("deadline", "the call has one.", check_request.deadline),
)

ARRIVAL: Final[tuple[Stage[Step], ...]] = (
    Stage("message", "the body comes whole within ten seconds, and is at most 2 MiB.", check_request.message),
)

COHORT: Final[tuple[Stage[Check], ...]] = (
    Stage(
        "registry",
        "the hub's version is not expired; the header's `registry_version` and `registry_sha256` are the hub's. Methods"
        " without a token (section 9) answer across versions; after expiry only `GetRegistry` answers.",
        check_request.registry,
    ),
    Stage("body", "its SHA-256.", check_request.body),
    Stage("token", "its SHA-256, then section 6.", check_request.token),
    Stage("approver token", "if there is one: its SHA-256, then section 6.", check_request.approver),
    Stage("query class", "the token's class may call this method.", check_request.query_class),
)

HANDLER: Final[Stage[Step]] = Stage("handler", "the method itself; policy is asked there.", answering.handle)

READ: Final[tuple[Stage[Together], ...]] = (
    Stage(
        "log",
        "the entry is appended, which consumes the nonce: one that was used before by the same agency is `REPLAYED`."
        " Nothing leaves before the entry is durable.",
        answering.log_reads,
    ),
    Stage("sign", "the header of the answer, with the promise of the entry (section 7).", answering.sign),
)

CHANGE: Final[tuple[Stage[Step], ...]] = (
    Stage(
        "intent",
        "an entry that says what is about to be done is appended, which consumes the nonce; `REPLAYED` as above.",
        answering.log_intent,
    ),
    HANDLER,
    Stage("outcome", "an entry that says what became of it, and names the intent.", answering.log_outcome),
)

CHANGED: Final[tuple[Stage[Together], ...]] = (
    Stage("sign", "as above; the promise is the outcome's.", answering.sign),
)
