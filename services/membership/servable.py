"""What a version needs so that a hub can serve it: a hub with an open log, a witness, an oversight body that can read.

`load_registry` takes a version without them: it may follow one that is in force. Whoever signs or publishes is told at
once, before a federation stands that nobody can start.
"""

from __future__ import annotations

from typing import Final

from rabta.membership.v1.registry_pb2 import AGENCY_KIND_OVERSIGHT, KEY_USE_SEALED
from rabta.membership.v1.registry_pb2 import Registry as Payload

from services.membership.errors import UnservableRegistry
from services.membership.registry import Registry
from services.membership.rules import in_office
from services.signing.es256 import PublicKey

_ENTER: Final = "rabta agency init HOME --kind"
HELP: Final = {
    "no-hub": f"the hub has not entered: `{_ENTER} HUB --id {{hub}} ...`, then `rabta federation admit`",
    "no-log": "the hub has no open log: `rabta agency new-log HOME --last-size N`, then `rabta federation admit`",
    "no-witness": "no witness is open: a member asks with `rabta agency add-witness HOME URL`, then "
    "`rabta federation admit`",
    "no-oversight": "no oversight body holds a seal key: it enters with "
    f"`{_ENTER} OVERSIGHT ...`, or asks with `rabta agency add-key HOME SEALED`, then `rabta federation admit`",
}
"""By rule, what is missing and the command that helps."""
ONE_WITNESS: Final = (
    "warning: one witness alone: without it nothing is answered after 15 minutes, and its operator and the hub's can "
    "rewrite the log together; `rabta agency add-witness` in two more agencies"
)


def check_servable(said: Payload) -> None:
    """UnservableRegistry naming what is missing, in the order in which it is entered."""
    found = {
        "no-hub": any(agency.id == said.hub for agency in said.agencies),
        "no-log": any(not log.last_size and log.agency in ("", said.hub) for log in said.logs),
        "no-witness": open_witnesses(said) > 0,
        "no-oversight": oversight_seal(said) is not None,
    }
    for rule, there in found.items():
        if not there:
            raise UnservableRegistry(rule, HELP[rule].format(hub=said.hub))


def open_witnesses(said: Payload) -> int:
    """How many witnesses are asked to cosign."""
    return sum(map(in_office, said.witness_policy.witnesses))


def warnings(said: Payload) -> list[str]:
    """What a hub can serve and nobody should want."""
    return [ONE_WITNESS] if open_witnesses(said) == 1 else []


def oversight_seal(said: Payload) -> bytes | None:
    """Key that every month key is wrapped to beside the hub's (SubjectPublicKeyInfo, DER); None for no such body."""
    for agency in said.agencies:
        for key in agency.keys if agency.kind == AGENCY_KIND_OVERSIGHT else ():
            if key.use == KEY_USE_SEALED and not key.revoked_ms:
                return key.spki
    return None


def seal_key_of(registry: Registry) -> PublicKey | None:
    """The same of a version in force."""
    spki = oversight_seal(Payload.FromString(registry.payload))
    return None if spki is None else PublicKey(spki)
