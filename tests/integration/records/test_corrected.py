"""Which record others may say to be wrong, and by which versions its owner answers, on a real store."""

from __future__ import annotations

from dataclasses import replace

import pytest

from services.access.errors import CaseNotYours, InvalidArgument, NotFound
from services.access.kin import kin_digest
from services.records.app.corrected import Corrected
from services.vocabulary.access import Permission
from tests.fakes.record_maker import CNIC, SINDH, case_file, fir, following, order
from tests.fakes.records_node import Node, caller, keeper
from tests.integration.records.asking import name
from tests.integration.records.releasing import releasing
from tests.integration.records.test_targets import BARE, HIDDEN, IT, SEEN

PROPOSE = Permission.CORRECTION_PROPOSE


async def test_the_version_in_force_is_named_of_what_is_seen_whole(node: Node) -> None:
    await node.put(case_file(), SEEN, following(SEEN))
    corrected = Corrected(node.context)
    assert await corrected.seen(node.inquiry(caller()), PROPOSE, name(SEEN)) == 2
    assert len(node.trail.selectors) == 1, "a record that is named counts as asked for"
    assert await corrected.known(node.inquiry(caller()), PROPOSE, [name(SEEN), IT, name(SEEN)]) == {name(SEEN)}


async def test_a_bare_hit_is_proposed_about_once_it_is_released(node: Node) -> None:
    await node.put(case_file(), BARE)
    corrected = Corrected(node.context)
    with pytest.raises(NotFound):
        await corrected.seen(node.inquiry(caller()), PROPOSE, name(BARE))
    assert await corrected.known(node.inquiry(caller()), PROPOSE, [name(BARE)]) == frozenset()
    released = Corrected(releasing(node, name(BARE)).context)
    assert await released.seen(node.inquiry(caller()), PROPOSE, name(BARE)) == 1
    assert await released.known(node.inquiry(caller()), PROPOSE, [name(BARE)]) == {name(BARE)}


@pytest.mark.parametrize("case", HIDDEN)
async def test_what_is_hidden_is_as_absent(node: Node, case: str) -> None:
    await node.put(case_file(), *HIDDEN[case])
    with pytest.raises(NotFound):
        await Corrected(node.context).seen(node.inquiry(caller()), PROPOSE, IT)
    assert await Corrected(node.context).known(node.inquiry(caller()), PROPOSE, [IT]) == frozenset()


async def test_what_is_shown_in_part_is_no_record_to_correct(node: Node) -> None:
    """Of a protected witness the pseudonym alone is shown; of what is expunged its owner sees the name and the order."""
    await node.put(
        case_file(), SEEN, order("name", "PSEUDONYM", agency=SINDH, case_references=(fir(89),), pseudonym="A")
    )
    assert (await node.record(caller(), name(SEEN))).page is None, "it is seen, in part"
    with pytest.raises(NotFound):
        await Corrected(node.context).seen(node.inquiry(caller()), PROPOSE, name(SEEN))
    await node.put(*HIDDEN["expunged"])
    assert (await node.record(keeper(SINDH), IT)).remains is not None
    with pytest.raises(NotFound):
        await Corrected(node.context).seen(node.inquiry(keeper(SINDH)), PROPOSE, IT)


async def test_whose_right_has_ended_knows_of_it_no_more(node: Node) -> None:
    await node.put(case_file(), SEEN)
    corrected = Corrected(node.context)
    assert await corrected.known(node.inquiry(caller()), PROPOSE, [name(SEEN)])
    await node.put(order("sealed", "SEALED", agency=SINDH, case_references=(fir(89),)))
    assert await corrected.known(node.inquiry(caller()), PROPOSE, [name(SEEN)]) == frozenset()


async def test_the_gates_come_first_and_a_name_is_read_strictly(node: Node) -> None:
    await node.put(case_file(), SEEN)
    with pytest.raises(CaseNotYours):
        await Corrected(node.context).seen(node.inquiry(caller(case_key=fir(7).key)), PROPOSE, name(SEEN))
    with pytest.raises(InvalidArgument):
        await Corrected(node.context).seen(node.inquiry(caller()), PROPOSE, name(SEEN) + "/versions/1")


async def test_nobody_proposes_about_or_decides_on_their_own(node: Node) -> None:
    await node.put(case_file(), SEEN)
    insider = replace(caller(), own_and_kin=frozenset({kin_digest(f"CNIC:{CNIC}")}))
    with pytest.raises(NotFound):
        await Corrected(node.context).seen(node.inquiry(insider), PROPOSE, name(SEEN))
    assert node.trail.alarms == ["own-or-kin"]
    owner = replace(keeper(SINDH), own_and_kin=insider.own_and_kin)
    decide = Permission.CORRECTION_DECIDE
    assert await Corrected(node.context).others(node.inquiry(owner), decide, [name(SEEN), IT]) == {IT}


async def test_a_version_is_there_once_the_owner_has_written_it(node: Node) -> None:
    await node.put(case_file(), SEEN)
    corrected = Corrected(node.context)
    assert [await corrected.has_version(name(SEEN), number) for number in (0, 1, 2)] == [False, True, False]
    await node.put(following(SEEN))
    assert [await corrected.has_version(name(SEEN), number) for number in (1, 2, 3)] == [True, True, False]
    assert not await corrected.has_version(IT, 1)
