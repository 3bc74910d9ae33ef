"""The anchor: public keys and nothing else."""

from __future__ import annotations

import pytest

from services.membership.anchor import Anchor
from services.signing.es256 import BadKey, PrivateKey

KEYS = [PrivateKey.generate() for _ in range(3)]
ANCHOR = Anchor.of(key.spki for key in KEYS)


def test_round_trip() -> None:
    assert [key.kid for key in Anchor.from_pem(ANCHOR.pem()).keys] == [key.kid for key in KEYS]


@pytest.mark.parametrize(("count", "threshold"), [(1, 1), (2, 2), (3, 2), (4, 3), (5, 3)])
def test_threshold_is_a_majority(count: int, threshold: int) -> None:
    assert Anchor.of(PrivateKey.generate().spki for _ in range(count)).threshold == threshold


def test_distinct_and_not_empty() -> None:
    for spkis in ([], [KEYS[0].spki] * 2, [PrivateKey.generate().spki for _ in range(17)]):
        with pytest.raises(BadKey):
            Anchor.of(spkis)


@pytest.mark.parametrize(
    "pem",
    [
        b"",
        b"# comment\n" + ANCHOR.pem(),
        ANCHOR.pem() + b"trailing",
        ANCHOR.pem()[:-10],
        KEYS[0].public().pem() * 2,
        ANCHOR.pem().replace(b"PUBLIC", b"PRIVATE"),
        b"-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n",
    ],
)
def test_nothing_else_in_the_file(pem: bytes) -> None:
    with pytest.raises(BadKey):
        Anchor.from_pem(pem)
