"""A hit says that an owner holds something, never how much; what is to be done is told for each list entry."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fakes.record_maker import CUSTOMS, FIA, POLICE, SINDH, case_file, fir, listing, party
from tests.fakes.records_node import Federation, Node, caller, federation, open_node
from tests.fakes.stated import Standing

ENQUIRY: Standing = {
    "purpose": "PRELIMINARY_ENQUIRY",
    "legal_basis": "FIA_ENQUIRY",
    "case_type": "ENQUIRY",
    "case_key": "FIA/LHR/12/2021",
}
CHECKPOINT: Standing = {
    "roles": frozenset({"CHECKPOINT_OFFICER"}),
    "purpose": "CHECKPOINT",
    "legal_basis": "EXIT_CONTROL",
    "query_class": "CHECKPOINT",
    "case_type": "MOVEMENT",
    "case_key": "TORKHAM/2021/7",
}


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Federation:
    return federation(tmp_path_factory.mktemp("federation"))


async def enquired(folder: Path, known: Federation, *numbers: int) -> Node:
    """An officer's enquiry, and parties with the man's number: so many of the Punjab police, so many of Sindh."""
    node = open_node(folder, known)
    reference = type(fir())("ENQUIRY", "FIA/LHR/12/2021")
    await node.put(
        case_file("enquiry", agency=FIA, officers=("fia-1",), case_references=(reference,)),
        *[party(f"p{place}") for place in range(numbers[0])],
        *[party(f"s{place}", agency=SINDH) for place in range(numbers[1])],
    )
    return node


async def test_one_record_or_many_of_an_owner_are_one_hit(tmp_path: Path, known: Federation) -> None:
    seen = []
    for place, numbers in enumerate([(1, 1), (5, 2)]):
        node = await enquired(tmp_path / str(place), known, *numbers)
        who = caller(FIA, "fia-1", **ENQUIRY)
        found = await node.search(who)
        history = await node.history(who)
        seen.append((found.matches, [(hit.owner, hit.action, len(hit.handle)) for hit in found.hits]))
        assert [hit.owner for hit in found.hits] == [hit.owner for hit in history.hits] == [POLICE, SINDH]
    assert seen[0] == seen[1]


async def test_neither_do_pages_tell_how_many_there_are(tmp_path: Path, known: Federation) -> None:
    for place, numbers in enumerate([(1, 1), (6, 3)]):
        node = await enquired(tmp_path / str(place), known, *numbers)
        who = caller(FIA, "fia-1", **ENQUIRY)
        first = await node.search(who, page_size=1)
        second = await node.search(who, page_size=1, page_token=first.next_page_token)
        assert ([hit.owner for hit in first.hits], [hit.owner for hit in second.hits]) == ([POLICE], [SINDH])
        assert second.next_page_token == ""


async def test_each_list_entry_says_what_is_to_be_done(tmp_path: Path, known: Federation) -> None:
    node = open_node(tmp_path / "node", known)
    await node.put(listing("one", agency=FIA), listing("two", agency=FIA, authority="MoI order 9 of 2021"))
    found = await node.search(caller(CUSTOMS, "cu-1", **CHECKPOINT))
    assert sorted(hit.action.authority for hit in found.hits if hit.action) == [
        "MoI order 7 of 2021",
        "MoI order 9 of 2021",
    ]
