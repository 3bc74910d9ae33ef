"""Edits of a draft that open a log or end one, and let a witness begin or end in the logs that are open."""

from __future__ import annotations

from collections.abc import Mapping

from rabta.membership.v1.registry_pb2 import LogKey, Registry, Witness, WitnessSpan

from services.membership.errors import UnsoundRegistry
from services.membership.governance import edited, majority
from services.membership.rules import in_office, require
from services.membership.signed import SignedFile


def add_witness(file: SignedFile, witness: Witness) -> SignedFile:
    """With one more witness; the quorum becomes a majority of the open ones."""

    def change(registry: Registry) -> None:
        policy = registry.witness_policy
        policy.witnesses.append(witness)
        policy.quorum = majority(sum(map(in_office, policy.witnesses)))

    return edited(file, change)


def retire_witness(file: SignedFile, agency: str, last_sizes: Mapping[str, int]) -> SignedFile:
    """With an agency's witness ended; the quorum follows.

    ``last_sizes``: tree size by origin, of each log that is open. It counts in those that were closed as it did.
    UnsoundRegistry when the agency has none in office, or where an open log is not named.
    """

    def change(registry: Registry) -> None:
        policy = registry.witness_policy
        rows = [row for row in policy.witnesses if row.agency == agency and in_office(row)]
        if not rows:
            raise UnsoundRegistry("member", "witness_policy.witnesses")
        for log in registry.logs:
            size = log.last_size or last_sizes.get(log.origin, 0)
            require(size, "last-size", log.origin)
            _end(rows[0], log.origin, size, first=log == registry.logs[0])
        policy.quorum = majority(sum(map(in_office, policy.witnesses)))

    return edited(file, change)


def _end(witness: Witness, origin: str, size: int, *, first: bool) -> None:
    """What it had of the log ends at ``size`` leaves; sizes of the ``first`` log may stand in the row itself."""
    span: Witness | WitnessSpan | None = next((span for span in witness.spans if span.origin == origin), None)
    if span is None and first and witness.first_size:
        span = witness
    if span is None:
        span = witness.spans.add(origin=origin)
    span.last_size = max(size, span.first_size)


def rotate_log(file: SignedFile, log: LogKey, last_size: int) -> SignedFile:
    """With ``log`` opened, in place of the one that its agency had open, which ends at ``last_size`` leaves."""

    def change(registry: Registry) -> None:
        for row in registry.logs:
            if not row.last_size and row.agency == log.agency:
                require(last_size, "last-size", row.origin)
                row.last_size = last_size
        registry.logs.append(log)

    return edited(file, change)
