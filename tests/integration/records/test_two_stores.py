"""Two stores that differ only in records the caller may not see give byte-equal answers.

Answers, refusals, page tokens (their length and what is sealed in them), handles (their length), the open part of
the log entry, and what a submitter is told.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Unpack

import pytest
from hypothesis import HealthCheck, example, given
from hypothesis import strategies as st

from services.access.caller import Caller
from services.access.errors import NotFound, Refused
from services.access.page_tokens import Binding, open_place
from services.records import wire
from services.records.app.search import METHOD
from services.signing.page import FIRST
from services.values.identifiers import key
from services.values.records import Birth, CaseReference, Identifier, RecordVersion, SearchResponse, Statement
from tests.budget import budget
from tests.fakes.record_maker import (
    CNIC,
    CUSTOMS,
    FIA,
    POLICE,
    PRISONS,
    SINDH,
    case_file,
    cnic,
    court,
    custody,
    event,
    expunged,
    fir,
    listing,
    order,
    party,
    person,
    version,
)
from tests.fakes.records_node import Federation, HistoryAsOf, Node, caller, keeper, open_node

VICTIM, CHILD, HIDDEN = (
    person(cnic(21), name="V"),
    person(cnic(22), born="2008-01-01", name="C"),
    person(cnic(23), name="P"),
)
HIGH, CHILD_PROTECTION = "pk.lahore-high-court", "pk.child-protection"
FIA_CASE = CaseReference("FIR", "FIA/LAHORE/AHTC/7/2024")
ENQUIRY = replace(fir(), type="ENQUIRY", key="FIA/LHR/12/2021")

VISIBLE = [
    case_file(),
    party(),
    event("step", "CHALLAN_FINAL", "2020-05-14"),
    custody("arrest", "ARREST", "2020-05-03"),
    court("charge", "CHARGE_FRAMED", "2020-06-14", agency=SINDH),
    party("second", agency=FIA, case_references=(fir(88),)),
    listing(agency=FIA, case_references=()),
    custody("in", "ADMISSION", "2020-07-15", agency=PRISONS),
    case_file("enquiry", agency=FIA, officers=("fia-1",), case_references=(ENQUIRY,)),
]
FORBIDDEN: dict[str, list[RecordVersion]] = {
    "victim-of-the-case": [party("f1", role="VICTIM", subject=VICTIM, agency=SINDH)],
    "the-same-a-witness-elsewhere": [party("f2", role="WITNESS", agency=SINDH, case_references=(fir(90),))],
    "the-same-a-complainant-here": [party("f3", role="COMPLAINANT", agency=SINDH)],
    "child-accused-in-the-case": [party("f4", subject=CHILD, agency=SINDH)],
    "sealed-other-man": [
        party("f5", subject=HIDDEN, agency=SINDH, case_references=(fir(91),)),
        order("f6", "SEALED", subject=HIDDEN, case_references=(fir(91),)),
    ],
    "derived-from-a-suspicious-transaction": [party("f7", agency=FIA, str_derived=True)],
    "under-originator-control": [party("f8", agency=PRISONS, handling="ORCON")],
    "expunged": [party("f9", agency=SINDH), expunged(party("f9", agency=SINDH))],
    "protected-person": [order("f10", "PROTECTED_PERSON", subject=person(cnic(24), name="W"))],
    "statement-of-a-witness": [
        version("STATEMENT", "f11", Statement("161", "2020-05-05", text="they did it"), agency=SINDH, role="WITNESS",
                subject=VICTIM)
    ],
    "custody-under-originator-control": [
        custody("f12", "PRODUCTION", "2020-05-03", agency=PRISONS, handling="ORCON"),
        custody("f13", "RELEASE", "2020-05-04", agency=PRISONS, handling="ORCON", reason="BAIL"),
    ],
    "another-agencys-sealed-case-of-that-number": [
        case_file("f14", agency=SINDH, handling="ORCON", case_references=(fir(92),))
    ],
}  # fmt: skip
NAMES = sorted(FORBIDDEN)
CALLERS: list[Caller] = [
    caller(),
    caller(FIA, "fia-1", purpose="PRELIMINARY_ENQUIRY", legal_basis="FIA_ENQUIRY", case_type="ENQUIRY",
           case_key=ENQUIRY.key),
    caller(CUSTOMS, "cu-1", roles=frozenset({"CHECKPOINT_OFFICER"}), purpose="CHECKPOINT", legal_basis="EXIT_CONTROL",
           query_class="CHECKPOINT", case_type="MOVEMENT", case_key="TORKHAM/2021/7"),
    caller(PRISONS, "pr-1", roles=frozenset({"CUSTODY_OFFICER"}), purpose="CUSTODY", legal_basis="CRPC_CUSTODY",
           case_type="ARREST", case_key="ICHHRA/3/2020"),
    caller(case_key=fir(92).key),
]  # fmt: skip


async def fill(node: Node, names: list[str]) -> None:
    """The same visible records with or without forbidden ones, which come in feeds of their own, first and last."""
    for step, name in enumerate(names[::2]):
        await hide(node, name, step)
    await node.put(*VISIBLE)
    for step, name in enumerate(names[1::2]):
        await hide(node, name, step + 100)


async def hide(node: Node, name: str, step: int) -> None:
    for agency in dict.fromkeys(each.agency for each in FORBIDDEN[name]):
        state = node.feeds.get(agency)
        kept = (state.number, state.previous) if state else (0, FIRST)
        records = [each for each in FORBIDDEN[name] if each.agency == agency]
        page = node.page(agency, records, feed=f"hidden-{step}", page_number=1, previous_sha256=FIRST)
        answer = await node.send(page, agency)
        assert not answer.refused, (name, answer.refused)
        node.feeds[agency].number, node.feeds[agency].previous = kept


def bare(node: Node, who: Caller, number: str, answer: SearchResponse) -> object:
    """A search answer with what is random taken out: tokens as what they seal, handles as their length."""
    binding = Binding(METHOD, who, f"{key(Identifier('CNIC', number))}|", node.federation.registry.version)
    place = open_place(node.context.keys.page_token, binding, answer.next_page_token)
    hits = tuple(replace(hit, handle=str(len(hit.handle))) for hit in answer.hits)
    return wire.encode(replace(answer, hits=hits, next_page_token="")), place, len(answer.next_page_token)


async def observe(node: Node, who: Caller) -> list[object]:
    """Everything a caller can find out by asking."""
    seen: list[object] = []

    async def ask(work: Callable[[], Awaitable[object]]) -> None:
        try:
            seen.append(await work())
        except Refused as refused:
            seen.append((refused.reason, refused.violations, refused.retry_after_s))
        trail = node.trail
        seen.append((list(trail.records), trail.case_state, list(trail.selectors), list(trail.alarms)))

    async def history(number: str, **more: Unpack[HistoryAsOf]) -> object:
        answer = await node.history(who, number, **more)
        return wire.encode(replace(answer, hits=tuple(replace(h, handle=str(len(h.handle))) for h in answer.hits)))

    for number in (CNIC, cnic(21), cnic(22), cnic(23), cnic(24)):
        for size in (0, 1, 2):

            async def search(number: str = number, size: int = size) -> object:
                return bare(node, who, number, await node.search(who, number, page_size=size))

            await ask(search)
        await ask(partial(history, number))
        await ask(partial(history, number, as_of_recorded_ms=node.now_ms))
        await ask(partial(history, number, as_of_valid="2021"))
    for agency in (POLICE, SINDH, FIA, PRISONS):
        for record in ("party", "second", "nothing", *(f"f{n}" for n in range(1, 15))):
            name = f"agencies/{agency}/records/{record}"
            await ask(partial(node.record, who, name))
            await ask(partial(node.versions, who, name))
    return seen


async def submit(node: Node) -> list[object]:
    """What the police are told when they go on working on the case."""
    answers: list[object] = []
    for versions in (
        [custody("produced", "PRODUCTION", "2020-05-09"), custody("free", "RELEASE", "2020-05-10", reason="BAIL")],
        [court("judged", "CONVICTION", "2019-01-01"), event("late", "CHALLAN_INTERIM", "2020-09-01")],
        [party("f3"), party("f1", role="VICTIM", subject=VICTIM)],
    ):
        answer = await node.send(node.page(POLICE, versions), POLICE, who=keeper(POLICE))
        answers.append((wire.encode(answer), list(node.trail.records), list(node.trail.alarms)))
    return answers


def assert_same(one: list[object], other: list[object]) -> None:
    for place, (a, b) in enumerate(zip(one, other, strict=True)):
        assert a == b, place


def compare(known: Federation, names: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:

        async def run() -> None:
            nodes = [open_node(Path(folder) / each, known) for each in ("with", "without")]
            await fill(nodes[0], names)
            await fill(nodes[1], [])
            for who in CALLERS:
                one, other = [await observe(node, who) for node in nodes]
                assert_same(one, other)
            one, other = [await submit(node) for node in nodes]
            assert_same(one, other)
            one, other = [await observe(node, CALLERS[0]) for node in nodes]
            assert_same(one, other)
            for node in nodes:
                await node.context.store.close()

        asyncio.run(run())


@pytest.mark.budgeted
def test_with_each_and_all_forbidden_records(known: Federation) -> None:
    @budget(12, suppress_health_check=list(HealthCheck))
    @given(st.permutations(NAMES).flatmap(lambda names: st.integers(1, len(names)).map(lambda n: list(names[:n]))))
    @example(NAMES)
    @example(NAMES[::-1])
    def check(names: list[str]) -> None:
        compare(known, names)

    check()


MAN = person(cnic(60), name="Owned")
OWNED = [case_file("owned-file", case_references=(fir(60),)), party("owned", subject=MAN, case_references=(fir(60),))]
ASIDE = [case_file("aside", agency=FIA, officers=("fia-1",), case_references=(FIA_CASE,))]
CERTIFIED = Birth(
    "2008-01-01", "2008-01-01", basis="BIRTH_CERTIFICATE", issuer="Union Council 12", number="B-7", sha256=bytes(32)
)
SAID_BY_OTHERS: dict[str, list[RecordVersion]] = {
    "a-birth": [party("b1", agency=SINDH, subject=replace(MAN, birth=CERTIFIED), case_references=(fir(95),))],
    "a-seal": [order("b2", "SEALED", subject=MAN, agency=SINDH, case_references=())],
    "a-courts-seal": [order("b3", "SEALED", subject=MAN, agency=HIGH, case_references=())],
    "a-protecting-body": [order("b4", "PROTECTED_PERSON", subject=MAN, agency=CHILD_PROTECTION, case_references=())],
    "a-pseudonym": [order("b5", "PSEUDONYM", subject=MAN, agency=HIGH, pseudonym="A. B.", case_references=())],
    "a-diversion": [court("b6", "DIVERTED", "2020-06-01", subject=MAN, case_references=(fir(60),))],
    "a-victim": [party("b7", role="VICTIM", subject=MAN, agency=SINDH, case_references=(fir(60),))],
}  # fmt: skip
OWNERS = [keeper(POLICE), caller(case_key=fir(60).key)]
STRANGER = caller(FIA, "fia-1", case_key=FIA_CASE.key)


async def look(node: Node, who: Caller) -> list[object]:
    """What is answered about the man and the case, in every way."""
    seen: list[object] = []
    for number in (cnic(60), cnic(61)):
        found = await node.search(who, number)
        seen.append(wire.encode(replace(found, hits=tuple(replace(hit, handle="") for hit in found.hits))))
        for as_of in (0, node.now_ms):
            history = await node.history(who, number, as_of_recorded_ms=as_of)
            seen.append(wire.encode(replace(history, hits=tuple(replace(hit, handle="") for hit in history.hits))))
        seen.append(list(node.trail.records))
    for record in OWNED:
        for ask in (node.record, node.versions):
            try:
                seen.append(wire.encode(await ask(who, record.record_name)))
            except NotFound:
                seen.append("not found")
    return seen


def seen_with(known: Federation, who: Caller, *pages: list[RecordVersion]) -> tuple[list[object], list[str]]:
    """The answers of a store of these records, a page each, and the alarms of the last."""
    with tempfile.TemporaryDirectory() as folder:

        async def run() -> tuple[list[object], list[str]]:
            node = open_node(Path(folder) / "node", known)
            for each in (each for page in pages for each in page):
                await node.put(each)
            alarms = list(node.trail.alarms)
            seen = await look(node, who)
            await node.context.store.close()
            return seen, alarms

        return asyncio.run(run())


@pytest.mark.parametrize("name", sorted(SAID_BY_OTHERS))
@pytest.mark.parametrize("who", OWNERS, ids=["record-officer", "assigned"])
def test_the_owner_sees_their_record_as_they_wrote_it_whatever_others_say(
    known: Federation, name: str, who: Caller
) -> None:
    assert seen_with(known, who, OWNED, SAID_BY_OTHERS[name])[0] == seen_with(known, who, OWNED)[0]
    assert seen_with(known, who, SAID_BY_OTHERS[name], OWNED)[0] == seen_with(known, who, OWNED)[0]


@pytest.mark.parametrize("name", sorted(SAID_BY_OTHERS))
def test_to_others_no_more_than_that_record_differs(known: Federation, name: str) -> None:
    """They see it, or a store in which it never was, or its case neither; under a pseudonym that it is there."""
    found = seen_with(known, STRANGER, ASIDE, OWNED, SAID_BY_OTHERS[name])[0]
    others = [seen_with(known, STRANGER, ASIDE, held)[0] for held in (OWNED, OWNED[:1], [])]
    by_name = len(found) - 2
    if name == "a-pseudonym":
        for seen in (found, *others):
            del seen[by_name]
    assert found in others, name


@pytest.mark.parametrize("name", ["a-birth", "a-courts-seal", "a-protecting-body", "a-pseudonym"])
def test_a_record_that_others_words_raise_at_its_first_writing_is_an_alarm(known: Federation, name: str) -> None:
    """A plant that feels for what is hidden: oversight is told, its writer nothing."""
    raised = seen_with(known, STRANGER, ASIDE, SAID_BY_OTHERS[name], OWNED)[1]
    assert f"raised-at-first-writing:{OWNED[1].name}" in raised
    assert seen_with(known, STRANGER, ASIDE, OWNED)[1] == []
    assert seen_with(known, STRANGER, ASIDE, OWNED, SAID_BY_OTHERS[name])[1] == []


def test_the_forbidden_records_are_there_and_would_be_seen_by_their_owners(known: Federation) -> None:
    with tempfile.TemporaryDirectory() as folder:

        async def run() -> None:
            node = open_node(Path(folder) / "node", known)
            await fill(node, NAMES)
            for each in ("f1", "f2", "f3", "f4", "f8", "f11", "f12", "f14"):
                [record] = [r for records in FORBIDDEN.values() for r in records if r.record_id == each]
                assert (await node.record(keeper(record.agency), record.record_name)).version is not None, each
            await node.search(caller())
            assert node.trail.withheld
            await node.context.store.close()

        asyncio.run(run())
