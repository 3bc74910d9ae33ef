"""Which record a question about a hit may be of, and what an owner's release shows, on a real store."""

from __future__ import annotations

from dataclasses import replace

import pytest

from services.access.errors import CaseNotYours, NotFound, OwnOrKin
from services.access.kin import kin_digest
from services.records import wire
from services.records.app.targets import Targets
from services.values.records import CaseReference, RecordVersion, Release
from services.vocabulary.access import Permission
from tests.fakes.record_maker import (
    CNIC,
    FIA,
    SINDH,
    case_file,
    expunged,
    fir,
    following,
    listing,
    order,
    party,
    person,
    withdrawn,
)
from tests.fakes.records_node import Node, caller, keeper
from tests.integration.records.asking import name
from tests.integration.records.releasing import DAY, releasing

ASK = Permission.HIT_ASK
SEEN = party("seen", agency=SINDH, case_references=(fir(89),))
BARE = party("bare", agency=SINDH, case_references=(fir(89),), source_grade="X")
"""Untested: a bare hit to everybody else."""
HIDDEN: dict[str, list[RecordVersion]] = {
    "absent": [],
    "victim": [party("it", agency=SINDH, role="VICTIM", case_references=(fir(89),))],
    "child": [party("it", agency=SINDH, subject=person(born="2012-01-01"), case_references=(fir(89),))],
    "originator's": [party("it", agency=SINDH, handling="ORCON", case_references=(fir(89),))],
    "sealed": [
        party("it", agency=SINDH, case_references=(fir(89),)),
        order("sealed", "SEALED", agency=SINDH, case_references=(fir(89),)),
    ],
    "expunged": [
        party("it", agency=SINDH, case_references=(fir(89),)),
        expunged(party("it", agency=SINDH, case_references=(fir(89),))),
    ],
}
IT = f"agencies/{SINDH}/records/it"


async def test_what_is_shown_and_what_is_a_hit_may_be_asked_about(node: Node) -> None:
    await node.put(case_file(), SEEN, BARE)
    targets = Targets(node.context)
    seen = await targets.target(node.inquiry(caller()), ASK, name(SEEN), "")
    assert seen == (name(SEEN), True)
    (hit,) = (await node.search(caller())).hits
    by_hit = await targets.target(node.inquiry(caller()), ASK, "", hit.handle)
    assert by_hit == (name(BARE), False)
    assert len(node.trail.selectors) == 1
    known = await targets.known(node.inquiry(caller()), ASK, [name(SEEN), name(BARE), IT])
    assert known == {name(SEEN), name(BARE)}


@pytest.mark.parametrize("case", HIDDEN)
async def test_what_is_hidden_is_as_absent(node: Node, case: str) -> None:
    await node.put(case_file(), *HIDDEN[case])
    targets = Targets(node.context)
    with pytest.raises(NotFound):
        await targets.target(node.inquiry(caller()), ASK, IT, "")
    assert await targets.known(node.inquiry(caller()), ASK, [IT]) == frozenset()


async def test_a_handle_is_of_use_to_its_own_agency_alone(node: Node) -> None:
    await node.put(case_file(), BARE)
    (hit,) = (await node.search(caller())).hits
    for who, handle in ((keeper(FIA), hit.handle), (caller(), "forged"), (caller(), "")):
        with pytest.raises(NotFound):
            await Targets(node.context).target(node.inquiry(who), ASK, "", handle)


async def test_a_handle_of_what_was_hidden_since_is_as_a_forged_one(node: Node) -> None:
    await node.put(case_file(), BARE)
    (hit,) = (await node.search(caller())).hits
    await node.put(order("sealed", "SEALED", agency=SINDH, case_references=(fir(89),)))
    with pytest.raises(NotFound):
        await Targets(node.context).target(node.inquiry(caller()), ASK, "", hit.handle)


async def test_the_gates_come_first(node: Node) -> None:
    await node.put(case_file(), SEEN)
    with pytest.raises(CaseNotYours):
        await Targets(node.context).target(node.inquiry(caller(case_key=fir(7).key)), ASK, name(SEEN), "")


async def test_nobody_asks_about_or_answers_for_their_own(node: Node) -> None:
    await node.put(case_file(), SEEN)
    own = frozenset({kin_digest(f"CNIC:{CNIC}")})
    insider, targets = replace(caller(), own_and_kin=own), Targets(node.context)
    with pytest.raises((NotFound, OwnOrKin)):
        await targets.target(node.inquiry(insider), ASK, name(SEEN), "")
    assert node.trail.alarms == ["own-or-kin"]
    owner = replace(keeper(SINDH), own_and_kin=own)
    assert await targets.others(node.inquiry(owner), ASK, [name(SEEN), IT]) == {IT}
    assert node.trail.alarms == ["own-or-kin"]
    assert await targets.others(node.inquiry(keeper(SINDH)), ASK, [name(SEEN), IT]) == {name(SEEN), IT}


async def test_an_entry_is_in_force_until_it_expires_or_is_withdrawn(node: Node) -> None:
    lasting, ended = listing("lasting"), listing("ended", expires="2021-03-01")
    await node.put(case_file(), lasting, ended, party())
    targets = Targets(node.context)
    assert await targets.in_force(name(lasting), node.now_ms)
    for other in (name(ended), name(party()), IT):
        assert not await targets.in_force(other, node.now_ms)
    await node.put(withdrawn(lasting))
    assert not await targets.in_force(name(lasting), node.now_ms)


YOUNG = person(born="2015-01-01")
SOUGHT = CaseReference("MISSING_CHILD", "PB/LAHORE/31/2021")
SEEKS: dict[str, tuple[RecordVersion, bool]] = {
    "an alert": (listing("it", agency=SINDH, type="CHILD_ALERT", subject=YOUNG), True),
    "an alert for police": (listing("it", agency=SINDH, type="CHILD_ALERT", subject=YOUNG, handling="H2"), True),
    "an alert that is over": (
        listing("it", agency=SINDH, type="CHILD_ALERT", subject=YOUNG, cancelled="2021-03-01"), False
    ),
    "a warrant": (listing("it", agency=SINDH, subject=YOUNG), False),
    "for named readers": (listing("it", agency=SINDH, type="CHILD_ALERT", subject=YOUNG, handling="H3"), False),
    "the originator's": (listing("it", agency=SINDH, type="CHILD_ALERT", subject=YOUNG, handling="ORCON"), False),
    "the child of a report": (
        party("it", agency=SINDH, role="VICTIM", subject=YOUNG, case_references=(SOUGHT,)), True
    ),
    "who is suspected in it": (
        party("it", agency=SINDH, role="SUSPECT", subject=YOUNG, case_references=(SOUGHT,)), False
    ),
    "another person": (party("it", agency=SINDH, case_references=(fir(89),)), False),
}  # fmt: skip


@pytest.mark.parametrize("case", SEEKS)
async def test_which_records_seek_a_missing_child_of_whom_others_may_be_told(node: Node, case: str) -> None:
    record, seeks = SEEKS[case]
    await node.put(case_file("sought", agency=SINDH, case_references=(SOUGHT,)), record)
    assert await Targets(node.context).seeks_child(IT, node.now_ms) is seeks
    assert not await Targets(node.context).seeks_child(name(party("absent")), node.now_ms)


async def test_a_release_shows_what_is_a_bare_hit(node: Node) -> None:
    await node.put(case_file(), BARE)
    with pytest.raises(NotFound):
        await node.record(caller(), name(BARE))
    assert sum(node.trail.withheld.values()) == 1
    opened = releasing(node, name(BARE))
    answer = await opened.record(caller(), name(BARE))
    assert answer.release == Release(BARE.name, SINDH, opened.now_ms + DAY)
    assert answer.version is not None
    assert answer.version.version == wire.encode(BARE)
    assert opened.trail.records == [BARE.name]
    assert "37" in opened.trail.policies
    assert not opened.trail.withheld
    assert len((await opened.versions(caller(), name(BARE))).versions) == 1


@pytest.mark.parametrize("case", HIDDEN)
async def test_a_release_shows_nothing_that_is_hidden(node: Node, case: str) -> None:
    await node.put(case_file(), *HIDDEN[case])
    with pytest.raises(NotFound):
        await releasing(node, IT).record(caller(), IT)


async def test_a_release_shows_no_version_that_protected_somebody(node: Node) -> None:
    """The version that called them a witness stays hidden, whatever the record is now."""
    witness = party("it", agency=SINDH, role="WITNESS", case_references=(fir(89),), source_grade="X")
    accused = following(witness, role="ACCUSED")
    await node.put(case_file(), witness, accused)
    node.now_ms += 8 * 86_400_000
    listed = await releasing(node, IT).versions(caller(), IT)
    assert [each.version for each in listed.versions] == [wire.encode(accused)]


async def test_a_release_shows_nobody_their_own(node: Node) -> None:
    await node.put(case_file(), BARE)
    insider = replace(caller(), own_and_kin=frozenset({kin_digest(f"CNIC:{CNIC}")}))
    with pytest.raises(NotFound):
        await releasing(node, name(BARE)).record(insider, name(BARE))
