"""Every reason that the gates name has its own refusal; nobody hears of another."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from services.access import engine
from services.access.errors import OwnOrKin, PolicyDenied, refusal_of

GATES = (Path(engine.__file__).parent / "policies" / "gates.cedar").read_text("utf-8")
REASONS = sorted(set(re.findall(r'@reason\("([A-Z_]+)"\)', GATES)))


def test_the_gates_name_reasons() -> None:
    assert {"PURPOSE_UNFIT", "OWN_OR_KIN", "BREAK_GLASS_INVALID", "APPROVER_INVALID"} <= set(REASONS)


@pytest.mark.parametrize("reason", [*REASONS, "POLICY_DENIED"])
def test_each_has_its_own_refusal(reason: str) -> None:
    assert refusal_of(reason).reason == reason


def test_an_unknown_reason_is_a_denial() -> None:
    assert refusal_of("NO_SUCH") is PolicyDenied
    assert refusal_of("OWN_OR_KIN") is OwnOrKin
