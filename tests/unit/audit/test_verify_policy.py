"""Witness policies: C2SP tlog-policy files and flat quorums."""

from __future__ import annotations

import pytest

from audit.verify.notes import Key, parse_key
from audit.verify.policy import PolicyError, flat, parse_policy
from tests.rows import of_rows
from tests.unit.audit.logs import log_signer, witness_signer

TEXTS = [witness_signer(number).key.encode() for number in range(6)]
KEYS = [parse_key(text) for text in TEXTS]
LOG = log_signer().key.encode()


def policy_text(*lines: str) -> bytes:
    names = "".join(f"witness W{n} {text} http://127.0.0.1:{n}\n" for n, text in enumerate(TEXTS))
    return f"# a policy\n\n \tlog {LOG}\t \n{names}{chr(10).join(lines)}\n".encode()


def holds(text: bytes, cosigned: list[Key]) -> bool:
    return parse_policy(text).quorum.holds(cosigned)


def test_two_levels_of_groups() -> None:
    """The example of the specification."""
    text = policy_text("group X 2 W0 W1 W2", "group Y any W3 W4 W5", "group XY all X Y", "quorum XY")
    policy = parse_policy(text)
    assert policy.logs == (parse_key(LOG),)
    assert policy.witnesses == tuple(KEYS)
    assert holds(text, [KEYS[0], KEYS[2], KEYS[5]])
    assert not holds(text, [KEYS[0], KEYS[5]])
    assert not holds(text, KEYS[:3])
    assert not holds(text, KEYS[1:2] + KEYS[3:])


def test_one_witness_or_none() -> None:
    assert holds(policy_text("quorum W4"), [KEYS[4]])
    assert not holds(policy_text("quorum W4"), KEYS[:4])
    assert holds(policy_text("quorum none"), [])


@of_rows(
    "lines",
    [
        [],
        ["quorum W9"],
        ["quorum W0", "quorum W0"],
        ["quorum"],
        ["quorum W0 W1"],
        ["group G 0 W0", "quorum G"],
        ["group G 2 W0", "quorum G"],
        ["group G x W0", "quorum G"],
        ["group G ٢ W0 W1", "quorum G"],
        ["group G -1 W0", "quorum G"],
        ["group G 1", "quorum G"],
        ["group G all W0 W0", "quorum G"],
        ["group G all W0", "group H all W0", "quorum G"],
        ["group G all H", "group H all W0", "quorum G"],
        ["group none all W0", "quorum none"],
        ["group W0 all W1", "quorum W0"],
        ["group G all none", "quorum G"],
        [f"witness W9 {TEXTS[0]}", "quorum W0"],
        [f"witness W9 {LOG}", "quorum W0"],
        [f"log {LOG}", "quorum W0"],
        ["witness W9 nonsense", "quorum W0"],
        ["color W0", "quorum W0"],
    ],
)
def test_malformed_policies(lines: list[str]) -> None:
    with pytest.raises(PolicyError):
        parse_policy(policy_text(*lines))


def test_the_line_is_named() -> None:
    with pytest.raises(PolicyError, match="line 11"):
        parse_policy(policy_text("", "quorum W9"))


@pytest.mark.parametrize(("k", "count"), [(0, 0), (1, 2), (2, 4), (5, 4), (0, 1)])
def test_flat_quorums_that_let_two_forks_pass(k: int, count: int) -> None:
    with pytest.raises(PolicyError):
        flat(k, KEYS[:count])


def test_flat_quorums() -> None:
    policy = flat(3, KEYS[:4])
    assert policy.quorum.holds(KEYS[1:4])
    assert not policy.quorum.holds([*KEYS[2:4], KEYS[5]])
    with pytest.raises(PolicyError):
        flat(2, [KEYS[0], KEYS[0], KEYS[1]])
