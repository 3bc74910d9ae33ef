"""The hub's word on a guardian: signed by the hub, for this method, body, person and day, or it is none."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import pytest

from services.access.errors import InvalidArgument
from services.identity.provisional.fitness import GOOD_MS, METHOD, SignedFitness
from services.signing.es256 import PrivateKey
from services.values.encoding import RECORDS
from services.values.identity import GuardianWord
from services.values.records import CheckGuardianResponse, Identifier
from tests.fakes import live
from tests.fakes import record_maker as make
from tests.unit.identity.provisional.words import BODY, GUARDIAN, answer_of, now_ms, request_of, word


def fitness() -> SignedFitness:
    return SignedFitness(live.registry(), lambda raw: RECORDS.decode(CheckGuardianResponse, raw))


def told(given: GuardianWord, at_ms: int = 0, **more: Any) -> bool:
    return fitness().fit(more.get("guardian", GUARDIAN), more.get("body", BODY), given, at_ms or now_ms())


@pytest.mark.parametrize("fit", [True, False])
def test_the_hubs_word_is_taken(fit: bool) -> None:
    assert told(word(fit)) is fit


def test_a_word_is_of_one_day() -> None:
    assert told(word(), now_ms() + GOOD_MS - 1)
    for wrong in (now_ms() + GOOD_MS, now_ms() - 60_000):
        assert rule(lambda wrong=wrong: told(word(), wrong)) == "time"  # type: ignore[misc]  # mypy infers no type for a default of a lambda


def rule(asking: Callable[[], object]) -> str:
    with pytest.raises(InvalidArgument) as caught:
        asking()
    (broken,) = caught.value.violations
    assert broken.field == "word"
    return broken.rule


def altered(given: GuardianWord, **changes: bytes) -> GuardianWord:
    return GuardianWord(**{"header": given.header, "signature": given.signature, "answer": given.answer, **changes})


FIA_KEY = functools.cache(lambda: PrivateKey.load(live.files().node(live.FIA).message_key))
WRONG: dict[str, tuple[Callable[[], GuardianWord], str]] = {
    "nothing": (GuardianWord, "header"),
    "no-header": (lambda: altered(word(), header=b"\x08\x01"), "header"),
    "another-answer": (lambda: altered(word(False), answer=answer_of(GUARDIAN.value, True)), "answer"),
    "another-signature": (lambda: altered(word(), signature=word(False).signature), "signature"),
    "cut-signature": (lambda: altered(word(), signature=b""), "signature"),
    "an-agency-signs": (lambda: word(signer=FIA_KEY(), issuer=live.FIA), "signer"),
    "an-agency-signs-as-the-hub": (lambda: word(signer=FIA_KEY()), "signer"),
    "another-method": (lambda: word(method="/rabta.records.v1.RecordsService/Search"), "method"),
    "a-refusal": (lambda: word(status=7), "method"),
    "to-another-body": (lambda: word(body=live.SINDH), "another-body"),
    "of-another-person": (lambda: word(number=make.cnic(911)), "another-person"),
}


@pytest.mark.parametrize("case", WRONG)
def test_anything_else_is_none(case: str) -> None:
    made, broken = WRONG[case]
    given = made()
    assert rule(lambda: told(given)) == broken


def test_a_request_is_no_answer() -> None:
    """The body's own question, which it may sign as it likes."""
    asked = request_of(BODY, METHOD).SerializeToString(deterministic=True)
    assert rule(lambda: told(altered(word(), header=asked))) == "signer"


def test_a_word_is_one_persons_and_one_bodys() -> None:
    assert rule(lambda: told(word(), guardian=Identifier("CNIC", make.cnic(912)))) == "another-person"
    assert rule(lambda: told(word(), body=live.SINDH)) == "another-body"
