"""Registries made in memory: rows about keys that a test has, and versions that its holders sign. No rule is asked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from rabta.access.v1.purpose_pb2 import Role
from rabta.membership.v1.registry_pb2 import (
    KEY_USE_MESSAGE,
    Agency,
    Governance,
    Key,
    KeyUse,
    LogKey,
    System,
    Thumbprint,
    Witness,
    WitnessPolicy,
)
from rabta.membership.v1.registry_pb2 import Registry as Payload

from audit.note import VerifierKey
from services.membership.registry import Registry
from services.membership.rules import ALG
from services.membership.signed import SignedFile, add_signature
from services.signing.es256 import PrivateKey

Days = tuple[int, int]
"""From and to, epoch milliseconds."""


@dataclass(frozen=True, slots=True)
class Founding:
    """What a first version says of itself. ``valid``: when it was issued, and when it expires; two holders must sign."""

    name: str
    hub: str
    valid: Days
    holders: Sequence[PrivateKey]
    log: VerifierKey
    witnesses: Sequence[Witness]
    quorum: int

    def payload(self, agencies: Iterable[Agency]) -> Payload:
        """Version 1 with these members."""
        issued_ms, expires_ms = self.valid
        return Payload(
            format=1,
            version=1,
            name=self.name,
            issued_ms=issued_ms,
            expires_ms=expires_ms,
            hub=self.hub,
            governance=Governance(threshold=2, keys=[holder.spki for holder in self.holders]),
            agencies=agencies,
            logs=[LogKey(origin=self.log.name, vkey=self.log.encode())],
            witness_policy=WitnessPolicy(quorum=self.quorum, witnesses=self.witnesses),
        )


def key_row(name: str, use: KeyUse, key: PrivateKey, valid: Days) -> Key:
    """A key of an agency or a system for one use."""
    return Key(name=name, use=use, alg=ALG[use], spki=key.spki, not_before_ms=valid[0], not_after_ms=valid[1])


def system_row(name: str, message: Key, tls: Thumbprint, roles: Collection[Role] = ()) -> System:
    """A system with one certificate. ``message``: the row of its key for requests."""
    assert message.use == KEY_USE_MESSAGE
    return System(name=name, tls=[tls], message_key=message, roles=roles)


def successor(registry: Registry) -> Payload:
    """The payload of the version that follows, nothing else in it changed."""
    payload = Payload.FromString(registry.payload)
    payload.version = registry.version + 1
    payload.federation_id = registry.federation_id
    payload.previous_sha256 = registry.digest
    return payload


def unsigned(payload: Payload) -> SignedFile:
    """The file of a payload that nobody has signed."""
    encoded = payload.SerializeToString(deterministic=True)
    return SignedFile(encoded, Payload.FromString(encoded), ())


def signed(file: SignedFile, keys: Iterable[PrivateKey]) -> SignedFile:
    """The file with signatures by these keys."""
    for key in keys:
        file = add_signature(file, key)
    return file
