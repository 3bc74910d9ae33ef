"""A passkey at an agency's console: what it proves, and every way in which the console's machine alone gets nothing."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import Any

import pytest
from rabta.access.v1.roster_pb2 import Passkey

from services.access.approver import Act
from services.access.assertion import claims_of, request_for, write_assertion
from services.access.details import Details, details_object
from services.access.token import TokenCache, bind
from services.issuer.app import Issued
from services.issuer.errors import InvalidClient, InvalidGrant
from services.issuer.passkey import Passkeys
from services.signing.es256 import PrivateKey
from tests.fakes.authenticator import BACKUP_ELIGIBLE, CONSOLE, PRESENT, VERIFIED, Authenticator
from tests.unit.access.token.world import DESK, FIA, METHOD, NODE, NOW_MS, POST, thumbprint
from tests.unit.issuer.memory_issuer import ACT, ASKED, MemoryIssuer, declined

OTHER_CASE = Details("INVESTIGATE_CASE", "CRPC_CASE", "", "HISTORY", "FIR", "PB/LAHORE/ICHHRA/513/2024")
OTHER_PURPOSE = replace(ASKED, query_class="PRESENCE")
OTHER_BASIS = replace(ASKED, legal_basis="PECA_WARRANT")


class Console(MemoryIssuer):
    """An agency's console: its system's certificate, and an officer with a passkey in front of it."""

    def __init__(self) -> None:
        super().__init__()
        self.passkey = Authenticator()
        self.enrol(self.passkey)
        self.issuer.passkeys = Passkeys(CONSOLE)

    def enrol(self, *held: Authenticator) -> None:
        self.use(passkeys=[Passkey(credential=one.credential, spki=one.key.spki) for one in held])

    def enrol_suspended(self) -> None:
        self.use(suspended=True, passkeys=[Passkey(credential=self.passkey.credential, spki=self.passkey.key.spki)])

    def claims(self, details: Details = ASKED, system: str = DESK, server: str = "", **changes: Any) -> Any:
        """What the officer is asked to touch for."""
        asked = request_for(hashlib.sha256(self.text(details).encode()).digest(), server)
        word = self.issuer.challenge(thumbprint(system))
        return claims_of(self.said(**{"for_sha256": asked, "jti": word, **changes}))

    @staticmethod
    def text(details: Details) -> str:
        return json.dumps([details_object(details)])

    async def send(self, answer: str, details: Details = ASKED, system: str = DESK, server: str = "") -> Issued:
        return await self.issuer.token(thumbprint(system), "", answer, details, self.text(details), server)

    async def refused(self, why: str, answer: str, details: Details = ASKED, **sent: Any) -> None:
        await declined(InvalidGrant, why, self.send, answer, details, **sent)
        assert self.journal.entries == []


@pytest.fixture
def console() -> Console:
    return Console()


async def test_a_touch_gives_a_token_for_that_purpose_and_case_to_that_machine(console: Console) -> None:
    issued = await console.send(console.passkey.answer(console.claims()))
    assert issued.officer == "fia-1042"
    registry = console.world.registry
    verified = TokenCache().parse(issued.token, registry, NOW_MS)
    caller = bind(verified, registry, console.world.tls(DESK), thumbprint(DESK), NOW_MS)
    assert (caller.officer, caller.system, caller.purpose) == ("fia-1042", DESK, "INVESTIGATE_CASE")
    assert (caller.legal_basis, caller.case_key) == ("CRPC_CASE", "PB/LAHORE/ICHHRA/512/2024")


async def test_a_second_person_may_approve_by_a_passkey(console: Console) -> None:
    bano = Authenticator(credential=b"credential-00002")
    held = [Passkey(credential=bano.credential, spki=bano.key.spki)]
    message = console.rosters.message(officers=[console.rosters.officer(), console.rosters.second(passkeys=held)])
    console.take(message)
    claims = console.claims(for_sha256=ACT.digest, officer="fia-2001")
    issued = await console.issuer.approve(thumbprint(DESK), "", bano.answer(claims), ACT, ASKED)
    assert issued.officer == "fia-2001"
    other = Act(METHOD, "fia-1042", hashlib.sha256(b"another").digest(), ASKED.digest)
    answer = bano.answer(console.claims(for_sha256=ACT.digest, officer="fia-2001"))
    await declined(InvalidGrant, "purpose", console.issuer.approve, thumbprint(DESK), "", answer, other, ASKED)


@pytest.mark.parametrize("asked", [OTHER_CASE, OTHER_PURPOSE, OTHER_BASIS], ids=["case", "class", "basis"])
async def test_a_touch_for_one_request_serves_no_other(console: Console, asked: Details) -> None:
    await console.refused("purpose", console.passkey.answer(console.claims()), asked)


async def test_a_touch_to_ask_the_hub_serves_at_no_other_agency(console: Console) -> None:
    await console.refused("purpose", console.passkey.answer(console.claims()), server="pk.punjab")


@pytest.mark.parametrize(
    "changes",
    [{"for_sha256": request_for(hashlib.sha256(Console.text(OTHER_CASE).encode()).digest(), "")}, {"issued_s": 1}],
    ids=["request", "time"],
)
async def test_claims_put_in_place_of_those_that_were_touched_for_are_refused(console: Console, changes: Any) -> None:
    touched = console.claims()
    shown = {**touched, **{name: console.claims(**changes)[name] for name in ("for_sha256", "iat", "exp")}}
    assert shown != touched
    await console.refused("passkey", console.passkey.answer(touched, shown), OTHER_CASE)


async def test_no_officer_answers_for_another(console: Console) -> None:
    await console.refused("assertion", console.passkey.answer(console.claims(officer="fia-2001")))


async def test_an_answer_counts_once(console: Console) -> None:
    answer = console.passkey.answer(console.claims())
    await console.send(answer)
    await declined(InvalidGrant, "used", console.send, answer)


async def test_an_answer_that_was_refused_is_used_up(console: Console) -> None:
    answer = console.passkey.answer(console.claims())
    console.enrol_suspended()
    await console.refused("officer", answer)
    console.enrol(console.passkey)
    await console.refused("used", answer)


async def test_an_answer_ends_with_its_minute(console: Console) -> None:
    answer = console.passkey.answer(console.claims())
    console.now_ms += 60_000
    await console.refused("passkey", answer)


async def test_nobody_touches_ahead_of_time(console: Console) -> None:
    """The times of the claims are tomorrow's, the word is today's."""
    day_s = 86_400
    now_s = console.now_ms // 1000
    answer = console.passkey.answer(console.claims(issued_s=now_s + day_s, expires_s=now_s + day_s + 60))
    console.now_ms += day_s * 1000
    await console.refused("passkey", answer)


@pytest.mark.parametrize("word", ["a" * 16, "A" * 59, "B" * 64], ids=["short", "long", "longest"])
async def test_a_console_makes_no_word_of_its_own(console: Console, word: str) -> None:
    await console.refused("passkey", console.passkey.answer(console.claims(jti=word)))


async def test_the_time_of_a_word_cannot_be_changed(console: Console) -> None:
    word = console.claims()["jti"]
    await console.refused(
        "passkey", console.passkey.answer(console.claims(jti=("B" if word[0] == "A" else "A") + word[1:]))
    )


async def test_a_restarted_issuer_takes_no_older_word(console: Console) -> None:
    answer = console.passkey.answer(console.claims())
    console.issuer.passkeys = Passkeys(CONSOLE)
    await console.refused("passkey", answer)


async def test_an_answer_serves_no_other_machine_of_the_agency(console: Console) -> None:
    await console.refused("passkey", console.passkey.answer(console.claims()), system=NODE)


async def test_a_stranger_gets_no_word(console: Console) -> None:
    for name in (POST, "nobody"):
        with pytest.raises(InvalidClient):
            console.issuer.challenge(thumbprint(name))


async def test_the_machine_alone_gets_nothing(console: Console) -> None:
    """It holds its certificate and its own keys, and says what it likes."""
    claims = console.claims()
    own = Authenticator(credential=console.passkey.credential)
    await console.refused("passkey", own.answer(claims))
    await console.refused("assertion", replace(own, credential=b"credential-of-its").answer(claims))
    await console.refused("assertion", write_assertion(console.said(b"x" * 32), PrivateKey.generate()))


@pytest.mark.parametrize(
    ("changes", "client"),
    [
        ({"origin": "https://console.fia.example.evil"}, {}),
        ({"origin": "http://console.fia.example"}, {}),
        ({"origin": "https://console.fia.example:444"}, {}),
        ({"site": "evil.example"}, {}),
        ({"flags": PRESENT}, {}),
        ({"flags": VERIFIED}, {}),
        ({"flags": 0}, {}),
        ({"flags": PRESENT | VERIFIED | BACKUP_ELIGIBLE}, {}),
        ({}, {"type": "webauthn.create"}),
        ({}, {"crossOrigin": True}),
        ({}, {"topOrigin": "https://evil.example"}),
        ({}, {"challenge": 1}),
        ({}, {"origin": None}),
    ],
    ids=str,
)
async def test_an_answer_from_elsewhere_or_without_its_user_is_refused(
    console: Console, changes: dict[str, Any], client: dict[str, Any]
) -> None:
    await console.refused("passkey", replace(console.passkey, **changes).answer(console.claims(), **client))


async def test_a_copied_passkey_is_told_and_refused(console: Console) -> None:
    copy = replace(console.passkey)
    await console.send(console.passkey.answer(console.claims()))
    await declined(InvalidGrant, "cloned", console.send, copy.answer(console.claims()))
    assert [(one.officer, one.reason) for one in console.journal.refusals] == [("fia-1042", "cloned")]
    await console.send(console.passkey.answer(console.claims()))


async def test_a_passkey_that_counts_nothing_is_taken_again(console: Console) -> None:
    console.passkey.count = console.passkey.step = 0
    await console.send(console.passkey.answer(console.claims()))
    await console.send(console.passkey.answer(console.claims()))


async def test_a_passkey_that_left_the_roster_answers_no_more(console: Console) -> None:
    answer = console.passkey.answer(console.claims())
    console.enrol()
    await console.refused("assertion", answer)


async def test_where_there_is_no_console_passkeys_prove_nothing(console: Console) -> None:
    answer = console.passkey.answer(console.claims())
    console.issuer.passkeys = None
    await console.refused("passkey", answer)
    with pytest.raises(InvalidGrant):
        console.issuer.challenge(thumbprint(DESK))


@pytest.mark.parametrize("place", range(5))
@pytest.mark.parametrize("put", ["", "A", "AA==", "eyJ9", "W10", "e30"])
async def test_a_malformed_answer_is_refused(console: Console, place: int, put: str) -> None:
    segments = console.passkey.answer(console.claims()).split(".")
    segments[place] = put
    with pytest.raises(InvalidGrant) as caught:
        await console.send(".".join(segments))
    assert caught.value.why in ("assertion", "passkey")
    assert FIA not in str(caught.value)
