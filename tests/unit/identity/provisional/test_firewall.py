"""The firewall: every kind of agency, purpose, query class and role, and what each learns of an id."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Iterator

import pytest
from rabta.identity.v1 import provisional_pb2

from services.access.caller import Caller
from services.access.engine import PolicyEngine
from services.access.errors import Refused
from services.access.purpose import LEGAL_BASES, PURPOSES
from services.access.reference import ReferenceEngine
from services.identity.app.admit import UNRESOLVED
from services.identity.provisional.app import Sought, Wish
from services.vocabulary.access import AgencyKind, Permission
from tests.unit.access.table import NOW_MS as THEN
from tests.unit.access.table import ORDINARY
from tests.unit.identity.provisional.children import ID, child
from tests.unit.identity.provisional.people import World, protector, world

COMES_IN = {
    ("CHILD_PROTECTION", "PROTECT_VICTIM", "PROTECTION"),
    ("CHILD_PROTECTION", "FIND_MISSING_CHILD", "MISSING_CHILD"),
    ("IDENTITY_REGISTRY", "RECORD_UPKEEP", "UPKEEP"),
}
"""Written by hand: all others stay outside."""
CALLS = [
    (kind, purpose, query_class)
    for kind in sorted(AgencyKind)
    for purpose, rule in sorted(PURPOSES.items())
    for query_class in sorted(rule.classes)
]


def who(kind: str, purpose: str, query_class: str, roles: frozenset[str] = frozenset()) -> Caller:
    """An officer whose reason fits, as far as there is one for the class."""
    basis, case, role = ORDINARY[purpose]
    seconds = sorted(word for word, law in LEGAL_BASES.items() if query_class in law.second_for and word != basis)
    case_type, _, case_key = case.partition(":")
    return protector(
        "pk.somebody", agency_kind=kind, purpose=purpose, query_class=query_class, legal_basis=basis,
        second_basis=seconds[0] if seconds else "", case_type=case_type, case_key=case_key,
        roles=roles or frozenset({role}),
    )  # fmt: skip


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    made = world(tmp_path_factory.mktemp("firewall"))
    yield made
    made.database.close()


@pytest.fixture(scope="module")
def known_id(room: World) -> str:
    """Of a child whom the body holds."""
    return asyncio.run(room.open(protector(), child())).child.id


async def learnt(room: World, caller: Caller, id_: str) -> tuple[object, ...]:
    """All that comes of each question about an id: what is found, or the refusal with its words."""
    told: list[object] = []
    for ask in (Sought(id_), Sought(child=child()), Sought(waiting=True)):
        try:
            told.append((await room.find(caller, ask)).candidates)
        except Refused as refused:
            told.append((refused.reason, refused.violations, refused.retry_after_s))
    try:
        told.append(await room.app.change(room.inquiry(caller), room.once(caller), Wish(id_, "REVIEW")))
    except Refused as refused:
        told.append((refused.reason, refused.violations))
    return tuple(told)


@pytest.mark.parametrize(("kind", "purpose", "query_class"), CALLS)
async def test_whoever_stays_outside_learns_the_same_of_every_id(
    room: World, known_id: str, kind: str, purpose: str, query_class: str
) -> None:
    caller = who(kind, purpose, query_class)
    known, unknown = await learnt(room, caller, known_id), await learnt(room, caller, ID)
    if (kind, purpose, query_class) in COMES_IN and kind == "CHILD_PROTECTION":
        assert known != unknown
        return
    assert known == unknown
    outside = all(isinstance(part, tuple) and part and isinstance(part[0], str) for part in known)
    assert outside == ((kind, purpose, query_class) not in COMES_IN)


ROLES = ("INVESTIGATOR", "CHECKPOINT_OFFICER", "RECORD_OFFICER", "BREAK_GLASS")


@pytest.mark.parametrize("roles", [frozenset(some) for some in itertools.combinations(ROLES, 2)], ids=sorted)
async def test_no_other_role_of_child_protection_comes_in(room: World, known_id: str, roles: frozenset[str]) -> None:
    caller = who("CHILD_PROTECTION", "FIND_MISSING_CHILD", "MISSING_CHILD", roles)
    assert await learnt(room, caller, known_id) == await learnt(room, caller, ID)


@pytest.mark.parametrize("permission", ["PROVISIONAL_READ", "PROVISIONAL_WRITE"])
def test_h2_broken_glass_shuts_even_who_may_come_in(room: World, permission: str) -> None:
    """Both engines: the policy itself refuses under a session, should a caller ever be able to cite one."""
    caller = protector(roles=frozenset({"PROTECTION_OFFICER", "BREAK_GLASS"}), trained_until_ms=THEN * 2)
    engines: tuple[PolicyEngine, ...] = (room.inquiry(caller).engine, ReferenceEngine())
    for engine in engines:
        told = [_admitted(engine, caller, permission, glass) for glass in (False, True)]
        assert told == ["", "POLICY_DENIED"]


def _admitted(engine: PolicyEngine, caller: Caller, permission: str, glass: bool) -> str:
    return engine.admit(caller, UNRESOLVED, Permission(permission), THEN, False, glass).refusal


def test_the_contract_has_no_place_for_a_body_or_a_picture() -> None:
    """No fingerprint, iris or photograph of a child can be sent, nor a session of broken glass cited."""
    names = {field.name for kind in provisional_pb2.DESCRIPTOR.message_types_by_name.values() for field in kind.fields}
    for word in ("finger", "iris", "photo", "picture", "face", "biometric", "glass", "page", "total", "count"):
        assert not [name for name in names if word in name]
