"""What one receiver may be given of the sender's records, change by change, and what its epochs rest on. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from services.access.class_text import class_text
from services.access.copies import as_written, digest_of, may_give
from services.access.decision import RecordClass
from services.access.own_words import seen_by
from services.exchange.feed.ports import Change
from services.membership.registry import Registry
from services.membership.rows import AgencyRow, AgreementRow
from services.values.dates import day_text, today
from services.vocabulary.exchange import RemovalReason

_PREFIX: Final = b"rabta feed of records, 3\0"
"""Another number begins every epoch anew: what is given of the same records, or how it is counted, has changed."""
ORDERS_BASIS: Final = sha256(b"rabta feed of orders\0").digest()
"""What the feed of orders rests on: nothing but the sender's own count."""


@dataclass(frozen=True, slots=True)
class Rights:
    """``agreements``: of sender and receiver, in force on the day. ``answers``: the receiver has a log of its own.

    ``hub``: agency of the node that takes what owners send. ``released``: names of records that owners released to
    officers of the receiver, where it takes such.
    """

    sender: AgencyRow
    receiver: AgencyRow
    agreements: tuple[AgreementRow, ...]
    answers: bool
    now_ms: int
    hub: str
    released: frozenset[str] = frozenset()

    @staticmethod
    def of(registry: Registry, sender: str, receiver: str, now_ms: int) -> Rights:
        """By a registry, on the day of a time."""
        day = day_text(today(now_ms))
        agencies = registry.agencies
        both = dict.fromkeys((*registry.agreements_of(receiver, day), *registry.agreements_of(sender, day)))
        answers = registry.serves(receiver)
        return Rights(agencies[sender], agencies[receiver], tuple(both), answers, now_ms, registry.hub)

    @property
    def any(self) -> bool:
        """Whether anything could be given: by an agreement, or its own records to the receiver's own node."""
        return self.answers or any(row.holder == self.receiver.id for row in self.agreements)

    def allows(self, change: Change) -> AgreementRow | None:
        """What a copy of the record may be given by; None where it may not.

        A role that is held back from others stands in the version's bytes, so nobody but the owner gets them before.
        """
        if change.ended or self.waits_ms(change) or not self._first_hand(change):
            return None
        released = change.record in self.released
        return may_give(self.agreements, self.sender, self.receiver, change.klass, released=released)

    def waits_ms(self, change: Change) -> int:
        """Until when a role is held back from the receiver; 0 where it is not."""
        waits = change.held_until_ms > self.now_ms and change.klass.owner != self.receiver.id
        return change.held_until_ms if waits else 0

    def state_of(self, change: Change) -> bytes:
        """32 bytes that change with what a copy gives of the record; empty where it may not be given."""
        row = self.allows(change)
        if row is None:
            return b""
        parts = (change.record, str(change.version), str(change.seq), class_text(self.class_for(change)), row.id)
        return sha256("\0".join(parts).encode()).digest()

    def class_for(self, change: Change) -> RecordClass:
        """The class that goes with a copy: in force, but to the owner's own node as the owner wrote the record."""
        if change.klass.owner == self.receiver.id:
            return as_written(change.own, change.klass)
        return seen_by(change.klass, self.receiver.id)

    def _first_hand(self, change: Change) -> bool:
        """Whether the record came from its owner, or is a copy that the hub or the owner gives; not by the receiver.

        What others gave is not passed on: nodes that passed it round would hold it up for each other after its end.
        Nor does an owner pass on what came back to it, since its class does not say what protects the person.
        """
        if change.givers and change.klass.owner == self.sender.id:
            return False
        sources = {self.hub, change.klass.owner} - {self.receiver.id}
        return not change.givers or not sources.isdisjoint(change.givers)

    def why_not(self, change: Change) -> RemovalReason:
        """Why a copy that was given ends, as far as the receiver may know: whether nothing is agreed with the owner."""
        owner = change.klass.owner
        agreed = owner == self.receiver.id or any(
            row.holder == self.receiver.id and row.giver == owner for row in self.agreements
        )
        return RemovalReason.RIGHT_ENDED if agreed else RemovalReason.AGREEMENT_ENDED

    def basis(self, generation: int) -> bytes:
        """32 bytes that change with what may be given. ``generation``: how often the sender's store went back."""
        both = digest_of(self.agreements, self.receiver) + digest_of(self.agreements, self.sender)
        return sha256(_PREFIX + both + bytes((self.answers,)) + generation.to_bytes(8)).digest()
