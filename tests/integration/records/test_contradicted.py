"""The owner of a case calls somebody its victim: who accuses them there is a hit at most, and nobody else's word does that."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from services.values.records import RecordVersion
from tests.fakes.record_maker import (
    CNIC,
    FIA,
    OFFICER,
    POLICE,
    SINDH,
    case_file,
    fir,
    following,
    party,
    person,
    withdrawn,
)
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


@pytest.mark.parametrize("before", ["an own case", "another man"])
def test_a_record_that_is_moved_there_is_told_of_as_one_that_is_written_there(node: Node, before: str) -> None:
    """Whoever writes it first in a case of its own, or about somebody else, evades no alarm."""
    files(node)
    put(node, party("word", role="VICTIM", case_references=(THEIRS,)))
    elsewhere = (
        replace(ACCUSED, case_references=(fir(30),))
        if before == "an own case"
        else replace(ACCUSED, subject=person("3520299999991"))
    )
    put(node, elsewhere)
    assert node.trail.alarms == []
    moved = following(elsewhere, case_references=ACCUSED.case_references, subject=ACCUSED.subject)
    put(node, moved)
    assert node.trail.alarms == [f"raised-at-first-writing:{moved.name}"]
    put(node, following(moved, status_note="as before"))
    assert node.trail.alarms == [], "the next version changes neither case nor person"


def test_a_record_that_is_put_in_force_there_again_is_one_too(node: Node) -> None:
    """Whoever takes it back and restores it once the case may have named its victim evades no alarm."""
    files(node)
    put(node, ACCUSED, gone := withdrawn(ACCUSED))
    put(node, party("word", role="VICTIM", case_references=(THEIRS,)))
    put(node, again := following(gone, status_note="the same person after all"))
    assert node.trail.alarms == [f"raised-at-first-writing:{again.name}"]


def test_each_person_of_a_case_is_an_alarm_of_its_own(node: Node) -> None:
    """Whoever planted one record in a case writes the next unseen no more than the first."""
    files(node)
    other = person("3520299999991", name="Another Victim")
    put(node, party("word", role="VICTIM", case_references=(THEIRS,)))
    put(node, party("word-2", role="VICTIM", subject=other, case_references=(THEIRS,)))
    put(node, ACCUSED)
    second = replace(ACCUSED, record_id="accused-2", subject=other)
    put(node, second)
    assert node.trail.alarms == [f"raised-at-first-writing:{second.name}"]
