"""Why the writer did not append. The names are those of the wire where it has one."""

from __future__ import annotations

from enum import StrEnum


class Refusal(StrEnum):
    """A refusal appends nothing and consumes no nonce.

    REPLAYED: the nonce was consumed before. REGISTRY_STALE: a newer registry version has
    its leaf. WITNESS_STALE: no quorum of cosignatures younger than 15 minutes. CLOCK: own
    time is off by more than 30 s. RATE_LIMITED: too many distinct identifiers.
    LOG_ROLLED_BACK: a witness has seen more of this log, or another; for good.
    UNAVAILABLE: not now (not open yet, disk full, queue full, deadline passed).
    EXPIRED: the request ended at or before the prune horizon. CALLS_LIMITED: too many calls
    within the hour. SHARE_USED: the agency has filled its share of the log for the day.
    """

    REPLAYED = "REPLAYED"
    REGISTRY_STALE = "REGISTRY_STALE"
    WITNESS_STALE = "WITNESS_STALE"
    CLOCK = "CLOCK"
    RATE_LIMITED = "RATE_LIMITED"
    LOG_ROLLED_BACK = "LOG_ROLLED_BACK"
    UNAVAILABLE = "UNAVAILABLE"
    EXPIRED = "EXPIRED"
    CALLS_LIMITED = "CALLS_LIMITED"
    SHARE_USED = "SHARE_USED"
