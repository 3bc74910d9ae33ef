"""What is asked once of the same object, and what equal bytes become."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.records import wire
from services.values.once import Once
from services.values.validation.validate import violations
from tests.fakes.record_maker import party


class Counted:
    """A pure function that counts how often it is asked."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, given: tuple[int, ...]) -> int:
        self.asked += 1
        return sum(given)


def test_the_same_object_is_asked_of_once() -> None:
    make = Counted()
    once, value = Once(make), (1, 2, 3)
    assert [once(value), once(value)] == [6, 6]
    assert make.asked == 1


def test_what_failed_is_asked_again() -> None:
    tried: list[int] = []

    def fails(given: int) -> int:
        tried.append(given)
        raise ValueError

    once = Once(fails)
    for _ in range(2):
        with pytest.raises(ValueError):
            once(1)
    assert tried == [1, 1]


@given(st.lists(st.tuples(st.integers(), st.integers()), max_size=60), st.integers(1, 8))
def test_it_never_answers_for_another_object(values: list[tuple[int, int]], most: int) -> None:
    """Objects that die at once make room for others at the same address: what is known holds its object."""
    once: Once[tuple[int, ...], int] = Once(sum, most)
    for first, second in values:
        assert once((first, second)) == first + second


def test_no_more_is_held_than_allowed() -> None:
    make = Counted()
    once, values = Once(make, 2), [(each,) for each in range(3)]
    for value in (*values, *values):
        once(value)
    assert make.asked > 3
    assert [once(value) for value in values] == [0, 1, 2]


def test_equal_subjects_of_two_versions_are_one_object() -> None:
    raw = wire.encode(party())
    one, other = wire.decode_version(raw), wire.decode_version(raw)
    assert one.subject is other.subject
    assert one.case_references[0] is other.case_references[0]
    assert one == other


def test_a_broken_subject_is_named_in_every_version_that_carries_it() -> None:
    version = party()
    assert version.subject is not None
    raw = wire.encode(version).replace(
        version.subject.names[0].text.encode(), b"\x07" * len(version.subject.names[0].text)
    )
    found = [violations(wire.decode_version(raw)) for _ in range(3)]
    assert found[0] == found[1] == found[2]
    assert found[0][0].field == "subject.names[0].text"
