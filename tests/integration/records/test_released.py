"""What an owner released shows in the history of its officer, and of nobody else, until its day."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from services.access.caller import Caller
from services.access.engine import CedarEngine
from services.access.errors import NotFound
from services.access.kin import kin_digest
from services.records import wire
from services.values.records import History, RecordVersion, Release, SearchResponse
from tests.fakes.record_maker import CNIC, FIA, SINDH, case_file, cnic, fir, following, order, party, person
from tests.fakes.records_node import Node, caller
from tests.integration.records.asking import ENQUIRY, enquiry_file, name
from tests.integration.records.releasing import DAY, Released, releasing

SEEN = party("seen", agency=FIA, case_references=(fir(90),))
BARE = party("it", agency=SINDH, case_references=(fir(89),), source_grade="X")
AGAIN = party("it-2", agency=SINDH, case_references=(fir(91),), source_grade="X")
CAPPED: dict[str, RecordVersion] = {
    "untested": BARE,
    "clearance": replace(party("it", agency=SINDH, case_references=(fir(89),)), clearance=3),
    "handling": party("it", agency=SINDH, handling="H3", case_references=(fir(89),)),
}
HIDDEN: dict[str, list[RecordVersion]] = {
    "victim": [party("it", agency=SINDH, role="VICTIM", case_references=(fir(89),))],
    "child": [party("it", agency=SINDH, subject=person(born="2012-01-01"), case_references=(fir(89),))],
    "originator's": [party("it", agency=SINDH, handling="ORCON", case_references=(fir(89),))],
    "sealed": [BARE, order("sealed", "SEALED", agency=SINDH, case_references=(fir(89),))],
}
OTHERS: dict[str, Caller] = {
    "a colleague": caller(officer="pp-8"),
    "another agency": caller(FIA, "fia-1", **ENQUIRY),
    "another case": caller(case_key=fir(7).key),
}


def unhandled(found: SearchResponse) -> SearchResponse:
    """What a search told, without handles: they are others each time."""
    return replace(found, hits=tuple(replace(each, handle="") for each in found.hits))


def lines(history: History) -> list[str]:
    return [each.version for each in history.timeline]


@pytest.mark.parametrize("cap", CAPPED)
async def test_a_release_shows_the_record_in_the_history_and_says_whose_it_is(node: Node, cap: str) -> None:
    """By the policies themselves; the log is told that the release decided, and nothing is withheld any more."""
    it, node.engine = CAPPED[cap], CedarEngine.load()
    await node.put(case_file(), SEEN, it)
    before = await node.history(caller())
    assert (lines(before), len(before.hits), before.releases) == ([SEEN.name], 1, ())
    assert sum(node.trail.withheld.values()) == 1
    opened = releasing(node, name(it))
    found = await opened.history(caller())
    assert sorted(lines(found)) == sorted([SEEN.name, it.name])
    assert found.releases == (Release(it.name, SINDH, opened.now_ms + DAY),)
    assert found.hits == ()
    assert wire.encode(it) in [each.version for each in found.versions]
    assert "r37-release" in opened.trail.policies
    assert it.name in opened.trail.records
    assert +opened.trail.withheld == Counter()
    assert "r37-release" not in node.trail.policies


@pytest.mark.parametrize("cap", CAPPED)
async def test_a_release_shows_the_record_in_a_search_and_says_whose_it_is(node: Node, cap: str) -> None:
    it, node.engine = CAPPED[cap], CedarEngine.load()
    await node.put(case_file(), SEEN, it)
    before = await node.search(caller())
    assert ([one.version for one in before.matches], len(before.hits), before.releases) == ([SEEN.name], 1, ())
    opened = releasing(node, name(it))
    found = await opened.search(caller())
    assert sorted(one.version for one in found.matches) == sorted([SEEN.name, it.name])
    assert (found.hits, found.releases) == ((), (Release(it.name, SINDH, opened.now_ms + DAY),))
    assert "r37-release" in opened.trail.policies
    assert it.name in opened.trail.records
    assert +opened.trail.withheld == Counter()
    opened.now_ms += DAY
    after = await opened.search(caller())
    assert replace(after, hits=()) == replace(before, hits=())


async def test_a_page_of_a_search_tells_its_own_releases_and_each_match_once(node: Node) -> None:
    """An owner's further bare record is a hit still: of two, the one that is released is no hit any more."""
    await node.put(case_file(), SEEN, BARE, AGAIN)
    assert len((await node.search(caller())).hits) == 1
    opened = releasing(node, name(BARE))
    token, pages = "", list[SearchResponse]()
    while not pages or token:
        pages.append(await opened.search(caller(), page_size=1, page_token=token))
        token = pages[-1].next_page_token
    told = [[*(one.version for one in page.matches), *(hit.owner for hit in page.hits)] for page in pages]
    assert told == [[SEEN.name], [BARE.name], [SINDH]]
    assert [[one.version for one in page.releases] for page in pages] == [[], [BARE.name], []]


@pytest.mark.parametrize("who", OTHERS)
async def test_a_release_changes_nothing_in_the_search_of_others(node: Node, who: str) -> None:
    file, other = case_file(officers=("pp-7", "pp-8")), case_file("other", case_references=(fir(7),))
    await node.put(file, other, enquiry_file(), SEEN, BARE)
    found = await releasing(node, name(BARE)).search(OTHERS[who])
    assert (BARE.name in [one.version for one in found.matches], found.releases) == (False, ())
    assert SINDH in [each.owner for each in found.hits]


@pytest.mark.parametrize("case", HIDDEN)
async def test_a_release_shows_nothing_in_a_search_that_is_hidden(node: Node, case: str) -> None:
    await node.put(case_file(), SEEN, *HIDDEN[case])
    before, after = await node.search(caller()), await releasing(node, name(BARE)).search(caller())
    assert unhandled(after) == unhandled(before)


async def test_a_release_is_gone_by_its_day_also_from_what_was_prepared(node: Node) -> None:
    await node.put(case_file(), SEEN, BARE)
    opened = releasing(node, name(BARE))
    before = await node.history(caller())
    for _ in range(2):
        assert len((await opened.history(caller())).releases) == 1
    opened.now_ms += DAY - 1
    assert BARE.name in lines(await opened.history(caller()))
    opened.now_ms += 1
    after = await opened.history(caller())
    assert replace(after, hits=()) == replace(before, hits=())
    assert [each.owner for each in after.hits] == [SINDH], "a hit again, whose handle is another each time"
    with pytest.raises(NotFound):
        await opened.record(caller(), name(BARE))


async def test_what_was_prepared_for_others_is_not_what_the_officer_is_shown(node: Node) -> None:
    """Nor the other way round: an answer with a release in it is kept for nobody."""
    await node.put(case_file(officers=("pp-7", "pp-8")), SEEN, BARE)
    opened = releasing(node, name(BARE))
    for who, number in ((caller(officer="pp-8"), 0), (caller(), 1), (caller(officer="pp-8"), 0), (caller(), 1)):
        assert len((await opened.history(who)).releases) == number


@pytest.mark.parametrize("who", OTHERS)
async def test_a_release_is_to_one_officer_for_one_case(node: Node, who: str) -> None:
    file, other = case_file(officers=("pp-7", "pp-8")), case_file("other", case_references=(fir(7),))
    await node.put(file, other, enquiry_file(), SEEN, BARE)
    opened = releasing(node, name(BARE))
    found = await opened.history(OTHERS[who])
    assert (BARE.name in lines(found), found.releases) == (False, ())
    assert SINDH in [each.owner for each in found.hits]
    with pytest.raises(NotFound):
        await opened.record(OTHERS[who], name(BARE))


@pytest.mark.parametrize("case", HIDDEN)
async def test_a_release_shows_nothing_that_is_hidden(node: Node, case: str) -> None:
    """The same bytes as without it."""
    await node.put(case_file(), SEEN, *HIDDEN[case])
    before = await node.raw_history(caller())
    opened = releasing(node, name(BARE))
    assert await opened.raw_history(caller()) == before


async def test_a_release_is_of_one_record_and_the_owners_other_stays_a_hit(node: Node) -> None:
    """And it leads to nobody: what stands under another number of the released record is not shown."""
    linked = replace(BARE, subject=replace(person(), identifiers=(*person().identifiers, *person(cnic(9)).identifiers)))
    further = party("further", agency=FIA, subject=person(cnic(9)), case_references=(fir(92),))
    await node.put(case_file(), linked, AGAIN, further)
    found = await releasing(node, name(BARE)).history(caller())
    assert lines(found) == [linked.name]
    assert [each.owner for each in found.hits] == [SINDH]


async def test_a_release_shows_no_version_that_protected_somebody(node: Node) -> None:
    witness = party("it", agency=SINDH, role="WITNESS", case_references=(fir(89),), source_grade="X")
    await node.put(case_file(), witness)
    then = node.now_ms
    node.now_ms += DAY
    accused = following(witness, role="ACCUSED")
    await node.put(accused)
    node.now_ms += 8 * DAY
    opened = releasing(node, name(BARE))
    assert lines(await opened.history(caller())) == [accused.name]
    assert lines(await opened.history(caller(), as_of_recorded_ms=then + 1)) == []


async def test_a_release_shows_nobody_their_own(node: Node) -> None:
    await node.put(case_file(), replace(BARE, subject=person(cnic(9))))
    insider = replace(caller(), own_and_kin=frozenset({kin_digest(f"CNIC:{CNIC}")}))
    assert lines(await releasing(node, name(BARE)).history(insider, cnic(9))) == [BARE.name]
    insider = replace(insider, own_and_kin=frozenset({kin_digest(f"CNIC:{cnic(9)}")}))
    with pytest.raises(NotFound):
        await releasing(node, name(BARE)).record(insider, name(BARE))


async def test_a_release_lifts_a_hit_only_purpose_for_its_record(node: Node) -> None:
    """In an enquiry everything is a hit at most (row 7)."""
    who = caller(FIA, "fia-1", **ENQUIRY)
    await node.put(enquiry_file(), party("it", agency=SINDH, case_references=(fir(89),)))
    desk = Released(who, frozenset({name(BARE)}), node.now_ms + DAY)
    assert lines(await node.history(who)) == []
    node.context = replace(node.context, releases=desk)
    assert lines(await node.history(who)) == [BARE.name]
