"""The owner of a case calls somebody its victim: who accuses them there is a hit at most, and nobody else's word does that."""

from __future__ import annotations

import asyncio

import pytest

from services.values.records import RecordVersion
from tests.fakes.record_maker import CNIC, FIA, OFFICER, POLICE, SINDH, case_file, fir, party, withdrawn
from tests.fakes.records_node import Node, caller, keeper

OURS, THEIRS = fir(), fir(2)
ACCUSED = party("accused", agency=FIA, case_references=(THEIRS,))
ASKER = caller(case_key=OURS.key)


def put(node: Node, *versions: RecordVersion) -> None:
    asyncio.run(node.put(*versions))


def files(node: Node) -> None:
    own = case_file("fia-file", agency=FIA, officers=("fia-1",), case_references=(fir(1),))
    put(node, case_file(officers=(OFFICER,)), case_file("theirs", officers=("pp-9",), case_references=(THEIRS,)), own)


def seen(node: Node) -> tuple[set[str], set[str]]:
    """Records disclosed to an officer of another case, and owners of bare hits."""
    found = asyncio.run(node.search(ASKER, CNIC))
    return {match.version.split("/")[3] for match in found.matches}, {hit.owner for hit in found.hits}


@pytest.mark.parametrize("first", ["word", "accusation"])
@pytest.mark.parametrize(("by", "falls"), [(POLICE, True), (SINDH, False), (FIA, False)])
def test_the_owner_s_word_makes_it_a_hit_a_stranger_s_changes_nothing(
    node: Node, first: str, by: str, falls: bool
) -> None:
    word = party("word", agency=by, role="VICTIM", case_references=(THEIRS,))
    files(node)
    put(node, *([word, ACCUSED] if first == "word" else [ACCUSED, word]))
    assert seen(node) == ((set(), {FIA}) if falls else ({"accused"}, set()))
    put(node, withdrawn(word))
    assert seen(node) == ({"accused"}, set())


def test_who_plants_such_a_record_is_told_nothing_and_oversight_is(node: Node) -> None:
    files(node)
    put(node, party("word", role="VICTIM", case_references=(THEIRS,)))
    (answer,) = asyncio.run(node.put(ACCUSED))
    assert (answer.accepted, answer.flags, answer.refused) == (1, (), ())
    assert f"raised-at-first-writing:{ACCUSED.name}" in node.trail.alarms
    written = asyncio.run(node.record(keeper(FIA), ACCUSED.record_name)).version
    assert written is not None
    assert written.version, "its record officer sees it as written"
