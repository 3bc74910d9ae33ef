"""The index: it finds whom it holds, by exact scores, and nothing that it may not tell changes an answer."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.matching.alignment import Aligner
from services.matching.default_model import default_model
from services.matching.index.people import Found, Near, PeopleIndex
from services.matching.person import Born, Described
from services.matching.score import score
from services.names.likeness import likeness
from services.names.parse import parsed
from tests.budget import budget
from tests.unit.matching.index.people_of import drawn

ALL, NONE = frozenset({0}), frozenset[int]()
MODEL = default_model()


def filled(people: list[Described], first: int = 100) -> PeopleIndex:
    index = PeopleIndex(likeness(), MODEL)
    for number, who in enumerate(people, first):
        index.put(number, 0, who)
    return index


@cache
def crowd() -> tuple[list[Described], PeopleIndex]:
    people = drawn(600)
    return people, filled(people)


def bits(one: Described, other: Described) -> float:
    return score(Aligner(likeness()), MODEL, one, other).bits


class TestNearest:
    def test_everybody_is_found_by_what_was_put_of_them(self) -> None:
        people, index = crowd()
        for number, who in enumerate(people, 100):
            best = index.nearest(who, ALL, NONE, 3).near
            assert number in {near.record for near in best if near.bits == best[0].bits}

    def test_scores_are_the_scorers_and_the_best_come_first(self) -> None:
        people, index = crowd()
        for who in people[:40]:
            near = index.nearest(replace(who, cnic="", phones=frozenset()), ALL, NONE, 20).near
            assert [each.bits for each in near] == sorted((each.bits for each in near), reverse=True)
            told = replace(who, cnic="", phones=frozenset())
            assert all(each.bits == bits(told, people[each.record - 100]) for each in near)

    @pytest.mark.parametrize("spelt", ["محمد ذوالفقار", "Zulfqar Muhammad", "M. Zulfiqar s/o Akram"])
    def test_in_any_spelling_script_and_order(self, spelt: str) -> None:
        people, _ = crowd()
        index = filled([*people, Described(name=parsed("Muhammad Zulfiqar"))])
        assert 100 + len(people) in {
            near.record for near in index.nearest(Described(name=parsed(spelt)), ALL, NONE, 50).near
        }

    def test_no_more_than_asked_for(self) -> None:
        who = Described(name=parsed("Zulfiqar Sajjad"), born=Born(1980, 5, 6))
        index = filled([replace(who, born=Born(1980, 5 + at % 3, at)) for at in range(40)])
        whole = index.nearest(who, ALL, NONE, 50).near
        assert len(whole) == 40
        assert index.nearest(who, ALL, NONE, 5).near == whole[:5]

    def test_those_who_are_alike_come_by_their_number(self) -> None:
        who = Described(name=parsed("Zulfiqar Sajjad"), born=Born(1980))
        index = filled([who] * 80)
        assert [near.record for near in index.nearest(who, ALL, NONE, 4).near] == [100, 101, 102, 103]

    def test_what_is_braked_is_told(self) -> None:
        index = filled([Described(name=parsed("Muhammad Ali"))])
        assert index.nearest(Described(name=parsed("محمد علی")), ALL, NONE, 5) == Found((), ("محمد", "علی"))


class TestChanges:
    WHO = Described(name=parsed("Zulfiqar Sajjad"), cnic="3520200000017")

    def test_put_again_counts_once_and_says_the_newer(self) -> None:
        index = filled([self.WHO])
        index.put(100, 0, replace(self.WHO, cnic="4230100000019"))
        assert [each.record for each in index.nearest(self.WHO, ALL, NONE, 5).near] == [100]
        assert index.nearest(Described(cnic=self.WHO.cnic), ALL, NONE, 5).near == ()
        assert (len(index), index.wasted) == (1, 1)

    def test_another_group_alone_keeps_the_entry(self) -> None:
        index = filled([self.WHO])
        index.put(100, 7, self.WHO)
        assert index.nearest(self.WHO, ALL, NONE, 5).near == ()
        assert [each.record for each in index.nearest(self.WHO, frozenset({7}), NONE, 5).near] == [100]
        assert index.wasted == 0

    def test_what_is_removed_leaves_nothing_of_itself(self) -> None:
        index = filled([self.WHO])
        assert index.remove(100)
        assert not index.remove(100)
        assert index.nearest(self.WHO, ALL, frozenset({100}), 5).near == ()
        image = index.image()
        assert image.rows == [b""]
        assert not any(column[:1].any() for name, column in image.columns._asdict().items() if name != "group")

    def test_grows(self) -> None:
        index = filled(drawn(1600, seed=4))
        assert len(index) == 1600
        assert index.nearest(drawn(1600, seed=4)[1599], ALL, NONE, 1).near[0].record == 1699

    @given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 40), st.booleans()), max_size=40))
    @budget(40)
    def test_holds_what_a_dict_would(self, steps: list[tuple[int, int, bool]]) -> None:
        people = drawn(41, seed=2)
        index, held = PeopleIndex(likeness(), MODEL), dict[int, Described]()
        for record, person, gone in steps:
            if gone:
                assert index.remove(record) == (held.pop(record, None) is not None)
            else:
                index.put(record, 0, people[person])
                held[record] = people[person]
        assert len(index) == len(held)
        for who in people[:6]:
            found = {near.record: near.bits for near in index.nearest(who, ALL, NONE, 50).near}
            assert found.items() <= {record: bits(who, other) for record, other in held.items()}.items()
            assert found.keys() >= {record for record, other in held.items() if other == who}


class TestHidden:
    def test_groups_and_single_records(self) -> None:
        who = Described(name=parsed("Zulfiqar Sajjad"))
        index = PeopleIndex(likeness(), MODEL)
        for record, group in ((1, 0), (2, 5), (3, 6)):
            index.put(record, group, who)
        found = index.nearest(who, frozenset({5}), frozenset({3, 9}), 5).near
        assert [near.record for near in found] == [2, 3]

    @given(st.integers(0, 2**32), st.integers(1, 60), st.integers(1, 60))
    @budget(25)
    def test_two_indexes_that_differ_in_hidden_entries_alone_answer_the_same(
        self, seed: int, shown: int, hidden: int
    ) -> None:
        """Whether they came before, between or after, were put again, changed their group, or are gone."""
        people = drawn(shown, seed)
        plain = filled(people)
        other = PeopleIndex(likeness(), MODEL)
        dice = random.Random(seed)
        crowd = [(1, people[dice.randrange(shown)]) for _ in range(hidden)] + [(0, who) for who in people]
        order = sorted(range(len(crowd)), key=lambda at: dice.random() if at < hidden else (at - hidden) / shown)
        for at in order:
            group, who = crowd[at]
            other.put(at if group else at - hidden + 100, group, who)
            if group and dice.random() < 0.2:
                other.remove(at)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("services.matching.index.people.BEYOND", 0)
            for who in people[:8]:
                for asked in (who, Described(name=who.name), replace(who, cnic="", phones=frozenset())):
                    answers = [repr(index.nearest(asked, ALL, NONE, 3)).encode() for index in (plain, other)]
                    assert answers[0] == answers[1]

    def test_a_crowd_of_hidden_namesakes_brakes_nothing_and_pushes_nobody_out(self) -> None:
        """All of them are nearer than the one who is shown."""
        who = Described(name=parsed("Zulfiqar Sajjad"), born=Born(1980))
        shown = replace(who, born=Born(1983))
        index = filled([shown])
        for record in range(1000, 1400):
            index.put(record, 1, who)
        assert index.nearest(who, ALL, NONE, 5) == Found((Near(100, bits(who, shown)),), ())
