"""The attack's figures are even where each of a group is told the same, and name the question where a victim is not."""

from __future__ import annotations

import pytest

from tests.e2e.attacks.crowd import EACH, KINDS, Felt, Soul, attackers_of, crowd, hidden, plants
from tests.soak.attack import AGENCIES, GROUPS, Pair, by_group, differing, of_groups, report, stations, tokens

SOULS = crowd(GROUPS, 270_000)
EVEN = [Pair(0.1, 0.1)] * 50


def answers(leak: str = "") -> dict[Soul, list[Felt]]:
    """Two answers about each; ``leak``: what a victim's second answer lacks."""
    told = {}
    for soul in SOULS:
        second = Felt("1 history", "", ("pk.fia", "pk.sindh"), 900, b"line")
        if soul.victim and leak == "line":
            second = second._replace(others=("pk.fia",), size=700, words=b"")
        if soul.victim and leak == "bytes":
            second = second._replace(words=b"like")
        told[soul] = [Felt("0 search", "NOT_FOUND", (), 0, b""), second]
    return told


def test_the_crowd_is_of_one_shape_with_one_victim_a_group() -> None:
    groups = [SOULS[at : at + EACH] for at in range(0, len(SOULS), EACH)]
    assert [sum(each.victim for each in group) for group in groups] == [1] * GROUPS
    assert {group.index(next(each for each in group if each.victim)) for group in groups} == set(range(EACH))
    assert {each.kind for each in SOULS if each.victim} == set(KINDS)
    assert len({each.number for each in SOULS}) == len({each.subject.names for each in SOULS}) == len(SOULS)
    assert {len(each.subject.names[0].text) for each in SOULS} == {len(SOULS[0].subject.names[0].text)}
    assert all(page for soul in SOULS if soul.victim for page in hidden(soul))


def test_each_agency_plants_about_as_many_groups_and_the_same_of_each_in_a_group() -> None:
    by = stations()
    assert len({each.agency for each in by}) == AGENCIES
    turns = [attacker.agency for group in range(GROUPS) for attacker in attackers_of(SOULS[group * EACH], by, 5)]
    assert {turns.count(each.agency) for each in by} == {GROUPS * 5 // AGENCIES}
    kinds = [[(each.kind, each.role) for each in plants(soul, by[0], 2)] for soul in SOULS[:EACH]]
    assert kinds == [kinds[0]] * EACH


def test_equal_answers_give_even_figures(capsys: pytest.CaptureFixture[str]) -> None:
    assert report(answers(), EVEN)
    printed = capsys.readouterr().out
    assert "over chance 0.00" in printed
    assert "auc presence: 0.500 (0.500 to 0.500)" in printed
    assert "differs" not in printed


def test_a_line_that_a_victim_lacks_is_found(capsys: pytest.CaptureFixture[str]) -> None:
    leaking = answers("line")
    assert not report(leaking, EVEN)
    printed = capsys.readouterr().out
    assert "auc presence: 0.000" in printed
    assert "auc size: 0.000" in printed
    assert "differs: WITNESS: 1 history" in printed
    assert of_groups(by_group(leaking, lambda each: each.size)) == 0
    assert len(set(map(frozenset, tokens(leaking).values()))) == 2


def test_one_other_byte_of_one_length_fails_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert not report(answers("bytes"), EVEN)
    assert "auc size: 0.500" in capsys.readouterr().out
    assert len(list(differing(answers("bytes")))) == GROUPS


def test_a_slower_answer_about_a_victim_fails_it() -> None:
    assert not report(answers(), [Pair(0.2, 0.1)] * 50)
