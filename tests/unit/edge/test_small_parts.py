"""Slots, the counts of the unauthenticated, and the line of a call, against any order of events."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from services.edge.errors import TooBusy
from services.edge.limits import Slots
from services.edge.unauthenticated import MAX_PAIRS, RefusalCounts

AGENCIES = ("pk.fia", "pk.punjab-police", "pk.prisons")


@given(st.integers(1, 40), st.lists(st.tuples(st.booleans(), st.sampled_from(AGENCIES)), max_size=200))
def test_slots_are_never_exceeded_and_never_lost(total: int, events: list[tuple[bool, str]]) -> None:
    slots, held = Slots(total), Counter[str]()
    for takes, agency in events:
        if takes:
            free = sum(held.values()) < total and held[agency] < slots.share
            assert slots.take(agency) == free
            held[agency] += free
        elif held[agency]:
            slots.give(agency)
            held[agency] -= 1
        assert slots.used == sum(held.values()) <= total
        assert max(held.values(), default=0) <= max(1, total // 4)
    for agency, number in held.items():
        for _ in range(number):
            slots.give(agency)
    assert (slots.used, dict(slots.by_agency)) == (0, {})


def test_many_agencies_together_take_no_more_than_there_are() -> None:
    slots = Slots(6)
    taken = [slots.take(f"pk.a{number}") for number in range(9)]
    assert taken == [True] * 6 + [False] * 3
    slots.give("pk.a0")
    assert slots.take("pk.a8")


def test_a_refusal_for_want_of_slots_says_so() -> None:
    assert TooBusy.reason == "TOO_BUSY"


def test_refusals_are_counted_by_certificate_and_step() -> None:
    counts = RefusalCounts()
    for thumbprint, step in [(b"\xaa" * 32, "key"), (b"\xaa" * 32, "key"), (b"", "metadata"), (b"\xbb" * 32, "window")]:
        counts.add(thumbprint, step)
    assert counts.drain() == [f"-/{'metadata'}=1", "aaaaaaaaaaaaaaaa/key=2", "bbbbbbbbbbbbbbbb/window=1"]
    assert counts.drain() == []


def test_whoever_comes_with_ever_new_certificates_fills_no_memory() -> None:
    counts = RefusalCounts()
    for number in range(MAX_PAIRS * 3):
        counts.add(number.to_bytes(8, "big") + bytes(24), "connection")
    lines = counts.drain()
    assert len(lines) == MAX_PAIRS + 1
    assert f"other={MAX_PAIRS * 2}" in lines


@given(st.dictionaries(st.sampled_from(["-/key", "aa/window", "other"]), st.integers(1, 9)))
def test_what_could_not_be_logged_is_counted_again(before: dict[str, int]) -> None:
    counts = RefusalCounts()
    lines = sorted(f"{key}={count}" for key, count in before.items())
    counts.take_back(lines)
    counts.add(b"", "metadata")
    assert counts.drain() == sorted([*lines, "-/metadata=1"])


def test_a_slot_given_back_leaves_the_agencys_others_taken() -> None:
    slots = Slots(8)
    assert [slots.take("pk.fia") for _ in range(3)] == [True, True, False]
    slots.give("pk.fia")
    assert [slots.take("pk.fia") for _ in range(2)] == [True, False]
    slots.give("pk.fia")
    slots.give("pk.fia")
    assert (slots.used, dict(slots.by_agency)) == (0, {})
