"""What officers are answered by every method of records, in one form by which two worlds can be compared.

The case is FIA's, and Sindh's police have no part in it. Whatever differs between any two calls (handles, page tokens
and signatures) is set aside, and nothing else: the clock of a node stands.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import partial
from typing import Final

from services.access.caller import Approver, Caller
from services.errors import RabtaError
from services.records.app.case_law import fit_charges, list_clocks
from services.records.app.claims import list_claims
from services.records.app.own_page import get_page
from services.records.app.person import get_person
from services.records.app.reviewing import review_statements
from services.records.app.told_guards import list_told_guards
from services.values.records import (
    CaseReference,
    FitChargesRequest,
    GetPageRequest,
    GetPersonRequest,
    ListClaimsRequest,
    ListClocksRequest,
    RecordVersion,
)
from tests.fakes.record_maker import CUSTOMS, FIA, OVERSIGHT, POLICE, SINDH, cnic, fir
from tests.fakes.records_node import Node, caller, keeper

CASE: Final = CaseReference("FIR", "FIA/LAHORE/AHTC/7/2024")
"""Of FIA, in which Sindh has no part."""
OWN: Final = CaseReference("FIR", "SD/KARACHI/SADDAR/5/2024")
"""Of Sindh."""
ANOTHER_OWN: Final = CaseReference("FIR", "SD/KARACHI/SADDAR/6/2024")
"""Of Sindh, about somebody else."""
PERSON: Final = cnic(21)
"""Whom Sindh's officers ask about."""
ANOTHER: Final = cnic(22)
"""Of whom nobody asks."""
_NEW: Final = frozenset({"handle", "next_page_token", "signature", "epoch"})
"""Fields that differ between any two calls."""
METHODS: Final = frozenset(
    {
        "GetHistory", "Search", "GetRecord", "ListVersions", "GetPage", "GetPerson", "ListClaims", "ListToldGuards",
        "FitCharges", "ListClocks", "ReviewStatements",
    }
)  # fmt: skip
"""Of records: what ``answers`` calls."""
Answer = tuple[str, object]
"""The method and who called it, with what came back."""


def of_stranger() -> dict[str, Caller]:
    """Sindh's officers: in their own case, in FIA's, at a trial, who submits records, and who is not assigned."""
    return {
        "own case": caller(SINDH, "sd-1", case_key=OWN.key),
        "FIA's case": caller(SINDH, "sd-1", case_key=CASE.key),
        "trial": caller(SINDH, "sd-1", purpose="TRIAL", legal_basis="TRIAL_ANTECEDENTS", case_key=CASE.key),
        "record officer": keeper(SINDH),
        **_unassigned(),
    }


def _unassigned() -> dict[str, Caller]:
    """Sindh's officers who are assigned to no case in which their agency wrote of the person."""
    return {
        "another own case": caller(SINDH, "sd-2", case_key=ANOTHER_OWN.key),
        "an analyst": caller(
            SINDH, "sd-3", roles=frozenset({"ANALYST"}), purpose="ANALYSE_NETWORK", legal_basis="TIP_SOM",
            query_class="NETWORK", clearance=2, case_type="OPERATION", case_key="NET 1",
        ),
        "a post": caller(
            SINDH, "sd-4", roles=frozenset({"CHECKPOINT_OFFICER"}), purpose="CHECKPOINT", legal_basis="EXIT_CONTROL",
            query_class="CHECKPOINT", case_type="MOVEMENT", case_key="POST 7",
        ),
        "a lock-up": caller(
            SINDH, "sd-5", roles=frozenset({"CUSTODY_OFFICER"}), purpose="CUSTODY", legal_basis="CRPC_CUSTODY",
            case_type="ARREST", case_key="KARACHI/9/2024",
        ),
        "juvenile justice": caller(
            SINDH, "sd-2", roles=frozenset({"JUVENILE_JUSTICE"}), purpose="JUVENILE_JUSTICE", legal_basis="JJSA",
            case_key=ANOTHER_OWN.key, approver=Approver("second-1", 3, frozenset({"boss-1"}), bytes(32)),
        ),
    }  # fmt: skip


def of_others() -> dict[str, Caller]:
    """Officers of everybody else: of the case, of other cases, at a post, of a prison, who protects, and oversight."""
    second = Approver("second-1", 3, frozenset({"boss-1"}), bytes(32))
    return {
        "FIA's investigator": caller(FIA, "fia-1", case_key=CASE.key),
        "FIA's record officer": keeper(FIA),
        "Punjab's investigator": caller(POLICE, case_key=fir(9).key),
        "Punjab's analyst": caller(
            POLICE, "pp-8", roles=frozenset({"ANALYST"}), purpose="ANALYSE_NETWORK", case_key=fir(9).key
        ),
        "a post": caller(
            CUSTOMS, "cu-1", roles=frozenset({"CHECKPOINT_OFFICER"}), purpose="CHECKPOINT", legal_basis="EXIT_CONTROL",
            query_class="CHECKPOINT", case_type="MOVEMENT", case_key="POST 7",
        ),
        "who looks for a child": caller(
            POLICE, purpose="FIND_MISSING_CHILD", legal_basis="ZAINAB", query_class="MISSING_CHILD",
            case_type="MISSING_CHILD", case_key="LHR/9/2026",
        ),
        "oversight": caller(
            OVERSIGHT, "ov-1", roles=frozenset({"OVERSIGHT"}), clearance=3, purpose="OVERSIGHT",
            legal_basis="DATA_OVERSIGHT", query_class="AUDIT", case_type="REVIEW", case_key="2026/1", approver=second,
        ),
    }  # fmt: skip


def methods_of(given: Sequence[Answer]) -> frozenset[str]:
    """The methods that were called."""
    return frozenset(call.partition(" ")[0] for call, _ in given)


async def answers(
    node: Node, callers: Mapping[str, Caller], pages: Sequence[RecordVersion], number: str = PERSON
) -> list[Answer]:
    """Everything that each caller is answered about the person of a number and about these records."""
    given = []
    own = sorted({record.record_name for record in pages})
    for who, officer in callers.items():
        for method, call in _calls(node, officer, own, number).items():
            given.append((f"{method} by {who}", await _answer(call)))
    return given


def _calls(node: Node, who: Caller, own: Sequence[str], number: str) -> dict[str, Callable[[], Awaitable[object]]]:
    context, registry = node.context, node.federation.registry
    made: dict[str, Callable[[], Awaitable[object]]] = {
        "GetHistory": lambda: node.history(who, number),
        "Search": lambda: node.search(who, number),
        "ListClaims": lambda: list_claims(context, node.inquiry(who), ListClaimsRequest(), registry),
        "ListToldGuards": lambda: list_told_guards(context, node.inquiry(who)),
        "FitCharges": lambda: fit_charges(context, node.inquiry(who), FitChargesRequest()),
        "ListClocks": lambda: list_clocks(context, node.inquiry(who), ListClocksRequest()),
        "ReviewStatements": lambda: review_statements(context, node.inquiry(who)),
        "GetPage": lambda: get_page(context, node.inquiry(who), GetPageRequest("records", 1), registry),
    }
    for name in own:
        made[f"GetRecord {name}"] = partial(node.record, who, name)
        made[f"ListVersions {name}"] = partial(node.versions, who, name)
        made[f"GetPerson {name}"] = partial(_person, node, who, name)
    return made


async def _person(node: Node, who: Caller, name: str) -> object:
    return await get_person(node.context, node.inquiry(who), GetPersonRequest(name), node.federation.registry)


async def _answer(call: Callable[[], Awaitable[object]]) -> object:
    try:
        return plain(await call())
    except RabtaError as refusal:
        return f"{type(refusal).__name__}: {refusal}"


def plain(value: object) -> object:
    """A message as names and values, without what differs between any two calls."""
    if is_dataclass(value):
        return {each.name: plain(getattr(value, each.name)) for each in fields(value) if each.name not in _NEW}
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return {name: plain(getattr(value, name)) for name in value._fields if name not in _NEW}
    if isinstance(value, (tuple, list)):
        return [plain(each) for each in value]
    return value
