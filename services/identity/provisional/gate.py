"""The firewall: who may know of a provisional identity, and what of it. All others are refused before any id is read.

Who comes in is a policy (`ask-provisional` in services/access/policies/gates.cedar); here is what each of the two kinds
that come in may see of one identity.
"""

from __future__ import annotations

from dataclasses import replace

from services.access.caller import Caller
from services.access.errors import ApproverRequired, NotFound, PolicyDenied
from services.access.facts import second_person
from services.identity.provisional.age import ages
from services.identity.provisional.errors import NotHolder
from services.identity.provisional.states import OF_REGISTRY, Held, task_of
from services.values.identity import Provisional
from services.vocabulary.access import AgencyKind
from services.vocabulary.provisional import ProvisionalAct, ProvisionalState

BY_TWO = frozenset({ProvisionalAct.MERGE, ProvisionalAct.UNDO_MERGE})
"""Acts by which one child becomes another: for two officers."""


def check_act(caller: Caller, act: str) -> None:
    """Whether this kind of agency, and so many officers, may do it at all. Raises PolicyDenied, ApproverRequired."""
    if is_registry(caller) != (act in OF_REGISTRY):
        raise PolicyDenied
    if act in BY_TWO and second_person(caller) != "VALID":
        raise ApproverRequired


def check_body(caller: Caller) -> None:
    """Raise PolicyDenied for who is no child-protection body."""
    if is_registry(caller):
        raise PolicyDenied


def is_registry(caller: Caller) -> bool:
    """Whether it is the identity registry that asks; of who comes in, all others are child protection."""
    return caller.agency_kind == AgencyKind.IDENTITY_REGISTRY


def visible(caller: Caller, held: Held) -> bool:
    """Child protection knows of all; the registry of those alone that wait for its registration."""
    return not is_registry(caller) or held.state == ProvisionalState.SUBMITTED


def check_change(caller: Caller, held: Held) -> None:
    """Raise NotFound where it is not there for the caller, NotHolder where another body holds it."""
    if not visible(caller, held):
        raise NotFound
    if not is_registry(caller) and held.child.holder != caller.agency:
        raise NotHolder


def shown(caller: Caller, held: Held, now_ms: int, token: bytes = b"") -> Provisional:
    """What the caller may see: a nationality and what waits are for the body alone that holds it."""
    own, child = held.child.holder == caller.agency, held.child
    doubt = child.birth is not None and ages(child.birth, now_ms).to_be_determined
    return replace(
        child,
        token=token,
        nationality=child.nationality if own else "",
        age_to_be_determined=doubt,
        task=task_of(child, now_ms) if own else "",
    )
