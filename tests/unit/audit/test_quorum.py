"""Quorums: who counts, how fresh, and what the witnesses' clocks say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.note import COSIGNATURE, Signer
from audit.quorum import Quorum, QuorumError
from tests.unit.audit.logs import key_of, log_signer, witness_signer

KEYS = tuple(witness_signer(n).key for n in range(4))
NAMES = [key.name for key in KEYS]
THREE = Quorum(3, KEYS)
NOW_S = 1_800_000_000
NOW_MS = NOW_S * 1000


@pytest.mark.parametrize(("k", "count"), [(0, 0), (0, 1), (2, 4), (1, 2), (5, 4), (1, 3), (-1, 3)])
def test_policies_that_let_two_forks_pass(k: int, count: int) -> None:
    with pytest.raises(QuorumError):
        Quorum(k, KEYS[:count])


@pytest.mark.parametrize(("k", "count", "spare"), [(3, 4, 1), (1, 1, 0), (2, 3, 0), (4, 4, 3)])
def test_policies_that_do_not(k: int, count: int, spare: int) -> None:
    assert Quorum(k, KEYS[:count]).spare == spare


def test_one_vote_for_each_distinct_key() -> None:
    twin = Signer.of("another.name", COSIGNATURE, key_of(1000)).key
    namesake = Signer.of(NAMES[0], COSIGNATURE, key_of(1001)).key
    assert twin.public == KEYS[0].public
    assert namesake.public != KEYS[0].public
    for keys in ((KEYS[0], twin), (KEYS[0], namesake), (KEYS[0], KEYS[0]), (log_signer().key,)):
        with pytest.raises(QuorumError):
            Quorum(len(keys), keys)


def test_strangers_have_no_vote() -> None:
    cosigned = {NAMES[0]: NOW_S, NAMES[1]: NOW_S, "stranger": NOW_S}
    assert not THREE.reached(cosigned, NOW_MS)
    assert THREE.age_ms(cosigned, NOW_MS) is None
    assert THREE.stale(cosigned, NOW_MS)


def test_age_is_that_of_the_kth_newest() -> None:
    cosigned = dict(zip(NAMES, (NOW_S - 5, NOW_S - 50, NOW_S - 20, NOW_S - 1), strict=True))
    assert THREE.age_ms(cosigned, NOW_MS) == 20_000


def test_one_silent_or_lying_witness_changes_nothing() -> None:
    honest = dict.fromkeys(NAMES[:3], NOW_S - 10)
    assert THREE.age_ms(honest, NOW_MS) == 10_000
    for lie in (0, NOW_S - 10**6, NOW_S + 3600, NOW_S + 60):
        assert THREE.age_ms({**honest, NAMES[3]: lie}, NOW_MS) == 10_000
        offsets = {**dict.fromkeys(NAMES[:3], -200), NAMES[3]: (lie - NOW_S) * 1000}
        assert THREE.clock_offset_ms(offsets) == -200


def test_the_clock_is_told_by_k_witnesses_and_not_by_fewer() -> None:
    offsets = dict(zip(NAMES[:3], (-40_000, 10, 50_000), strict=True))
    assert THREE.clock_offset_ms(offsets) == 10
    assert THREE.clock_offset_ms(dict(list(offsets.items())[:2])) is None
    assert THREE.clock_offset_ms({**dict(list(offsets.items())[:2]), "stranger": 0}) is None


def test_a_cosignature_an_hour_ahead_is_no_vote() -> None:
    cosigned = {**dict.fromkeys(NAMES[:2], NOW_S), NAMES[2]: NOW_S + 3600}
    assert THREE.age_ms(cosigned, NOW_MS) is None
    assert THREE.age_ms({**cosigned, NAMES[2]: NOW_S + 60}, NOW_MS) == 0
    assert THREE.age_ms({**cosigned, NAMES[2]: NOW_S + 61}, NOW_MS) is None


def test_stale_after_fifteen_minutes() -> None:
    cosigned = dict.fromkeys(NAMES[:3], NOW_S)
    assert not THREE.stale(cosigned, NOW_MS + 15 * 60_000)
    assert THREE.stale(cosigned, NOW_MS + 15 * 60_000 + 1)


def test_the_clock_needs_a_quorum_too() -> None:
    assert THREE.clock_offset_ms({NAMES[0]: 1, NAMES[1]: 1, "stranger": 1}) is None
    assert THREE.clock_offset_ms(dict(zip(NAMES, (-600_000, -600_400, -599_800, 7), strict=True))) == -599_900


@given(st.dictionaries(st.sampled_from([*NAMES, "x"]), st.integers(NOW_S - 2000, NOW_S + 2000)))
def test_a_quorum_is_k_members_in_time(cosigned: dict[str, int]) -> None:
    votes = [time for name, time in cosigned.items() if name in NAMES and time <= NOW_S + 60]
    assert THREE.reached(cosigned, NOW_MS) == (len(votes) >= 3)
    age = THREE.age_ms(cosigned, NOW_MS)
    if age is not None:
        assert sum(NOW_MS - time * 1000 <= age for time in votes) >= 3
