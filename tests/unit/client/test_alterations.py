"""Whatever is done to an answer between the hub's chain and the client: UNPROVEN, and never anything milder."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from google.rpc.error_details_pb2 import ErrorInfo
from google.rpc.status_pb2 import Status

from services.client.check_answer import DETAILS_KEY, HEADER_KEY, SIGNATURE_KEY
from services.client.errors import Refusal, Unproven
from services.edge import status
from services.edge.errors import ByReason
from services.edge.tls import TlsFiles
from services.signing.cohort import sign_header
from services.signing.es256 import PrivateKey
from services.signing.header import Party, SigHeader, build_request
from tests.fakes import live
from tests.fakes.hub import INLINE, WRITE, Hub, build
from tests.fakes.liar import Alter, Leaving, lying, resigned
from tests.fakes.world.keys import key_of
from tests.unit.edge.bodies import missing

Forge = Callable[[Hub], Alter]


def header(**changes: object) -> Forge:
    """Another header under the hub's own key: what a hub says that breaks a rule."""

    def forge(hub: Hub) -> Alter:
        return lambda leaving: resigned(hub, leaving, lambda said: said, **changes)

    return forge


def signed_by(name: str, agency: str, issuer: str = "") -> Forge:
    """Under another key; ``issuer``: and in its owner's own name."""

    def forge(hub: Hub) -> Alter:
        key = key_of(hub.files, agency, name)

        def alter(leaving: Leaving) -> Leaving:
            said = SigHeader.FromString(leaving.value(HEADER_KEY))
            said.kid, said.issuer = key.kid, issuer or said.issuer
            raw = said.SerializeToString(deterministic=True)
            return leaving.with_value(HEADER_KEY, raw).with_value(SIGNATURE_KEY, sign_header(key, raw))

        return alter

    return forge


def plainly(alter: Alter) -> Forge:
    return lambda _hub: alter


def bent(name: str, at: int) -> Forge:
    def alter(leaving: Leaving) -> Leaving:
        raw = bytearray(leaving.value(name))
        raw[at] ^= 1
        return leaving.with_value(name, bytes(raw))

    return plainly(alter)


def refusal(reason: str) -> Alter:
    details = status.details(ByReason(reason))
    return lambda _leaving: Leaving(status.code_number(reason), b"", ((DETAILS_KEY, details),))


def no_leaf(reason: str) -> Forge:
    """Signed by the hub without an entry, for a reason that needs one."""

    def forge(hub: Hub) -> Alter:
        details = status.details(ByReason(reason))

        def change(said: SigHeader) -> SigHeader:
            said.no_leaf, said.audit_index, said.commitment = True, 0, b""
            said.grpc_status = status.code_number(reason)
            said.status_sha256 = sha256(details).digest()
            said.body_sha256 = sha256(b"").digest()
            return said

        def alter(leaving: Leaving) -> Leaving:
            made = resigned(hub, replace(leaving, body=b"", code=status.code_number(reason)), change)
            return replace(made, trailing=(*made.trailing, (DETAILS_KEY, details)))

        return alter

    return forge


def a_question(hub: Hub) -> Alter:
    """A request header that breaks no rule, under the hub's key."""

    def alter(leaving: Leaving) -> Leaving:
        said = SigHeader.FromString(leaving.value(HEADER_KEY))
        party = Party(said.issuer, said.kid, said.federation_id, said.registry_version, said.registry_sha256)
        raw = build_request(
            party,
            method=said.method,
            audience=said.audience,
            iat_ms=said.iat_ms,
            exp_ms=said.exp_ms,
            nonce=said.nonce,
            body_sha256=said.body_sha256,
        )
        return leaving.with_value(HEADER_KEY, raw).with_value(SIGNATURE_KEY, sign_header(hub.edge.key, raw))

    return alter


ALTERED: dict[str, tuple[str, Forge]] = {
    "body altered": ("body", plainly(lambda leaving: replace(leaving, body=leaving.body + b"!"))),
    "body dropped": ("body", plainly(lambda leaving: replace(leaving, body=b""))),
    "header stripped": ("metadata", plainly(lambda leaving: leaving.without(HEADER_KEY))),
    "signature stripped": ("metadata", plainly(lambda leaving: leaving.without(SIGNATURE_KEY))),
    "everything stripped": ("metadata", plainly(lambda leaving: replace(leaving, trailing=()))),
    "header twice": (
        "metadata",
        plainly(lambda leaving: replace(leaving, trailing=(*leaving.trailing, leaving.trailing[0]))),
    ),
    "signature twice": (
        "metadata",
        plainly(lambda leaving: replace(leaving, trailing=(*leaving.trailing, leaving.trailing[1]))),
    ),
    "header bent": ("signature", bent(HEADER_KEY, -1)),
    "header no message": ("header", plainly(lambda leaving: leaving.with_value(HEADER_KEY, b"\xff\xff"))),
    "signature bent": ("signature", bent(SIGNATURE_KEY, -1)),
    "signature of no form": ("signature", bent(SIGNATURE_KEY, 0)),
    "status changed on a signed OK": (
        "status",
        plainly(lambda leaving: replace(leaving, code=5, trailing=(*leaving.trailing, (DETAILS_KEY, b"x")))),
    ),
    "a refusal made of an OK": ("status", plainly(lambda leaving: replace(leaving, code=7, body=b""))),
    "details added to an OK": (
        "status",
        plainly(lambda leaving: replace(leaving, trailing=(*leaving.trailing, (DETAILS_KEY, b"x")))),
    ),
    "unsigned NOT_FOUND": ("metadata", plainly(refusal("NOT_FOUND"))),
    "unsigned POLICY_DENIED": ("metadata", plainly(refusal("POLICY_DENIED"))),
    "unsigned error without a word": ("unsigned", plainly(lambda _: Leaving(5, b"", ()))),
    "promise missing": ("header", header(commitment=b"")),
    "no leaf but a body": ("header", header(no_leaf=True)),
    "refused as absent without a leaf": ("promise", no_leaf("NOT_FOUND")),
    "refused as denied without a leaf": ("promise", no_leaf("POLICY_DENIED")),
    "another agency's key": ("signer", signed_by("message", live.PUNJAB)),
    "another agency in its own name": ("signer", signed_by("message", live.PUNJAB, live.PUNJAB)),
    "own key": ("signer", signed_by("message", live.FIA)),
    "another use of key": ("signer", signed_by("page", live.PUNJAB)),
    "unknown key": ("signer", header(kid=bytes(32))),
    "another issuer": ("signer", header(issuer=live.PUNJAB)),
    "another federation": ("signer", header(federation_id=bytes(32))),
    "another registry of that version": ("registry", header(registry_sha256=bytes(32))),
    "for another agency": ("chain", header(audience=live.PUNJAB)),
    "for another method": ("chain", header(method=WRITE)),
    "for another nonce": ("chain", header(nonce=bytes(16))),
    "for another question": ("chain", header(request_sha256=bytes(32))),
    "a question, not an answer": ("header", header(direction=1)),
    "the question itself, well-formed": ("header", a_question),
    "of long ago": ("header", header(iat_ms=1_000, exp_ms=2_000)),
    "of tomorrow": ("header", header(iat_ms=live.now_ms() + 86_400_000, exp_ms=live.now_ms() + 86_430_000)),
    "alg none": ("header", header(alg="none")),
    "another version of the protocol": ("header", header(version=2)),
}


@pytest.mark.parametrize("case", ALTERED)
async def test_is_unproven(case: str, tmp_path: Path) -> None:
    step, forge = ALTERED[case]
    hub = build()
    async with lying(hub) as liar, hub.channel(tmp_path / "state") as channel:
        liar.alter = forge(hub)
        with pytest.raises(Unproven) as caught:
            await channel.call(INLINE, b"question", live.token())
        assert caught.value.step == step
        assert channel.promises.open() == []
        assert len(liar.left) == 1, "an answer that proves nothing is not asked for again"


async def test_unaltered_it_is_proven(tmp_path: Path) -> None:
    hub = build()
    async with lying(hub), hub.channel(tmp_path / "state") as channel:
        assert (await channel.call(INLINE, b"question", live.token())).proven.body == b"answer to question"


async def test_the_answer_to_another_question_is_unproven(tmp_path: Path) -> None:
    hub = build()
    async with lying(hub) as liar, hub.channel(tmp_path / "state") as channel:
        await channel.call(INLINE, b"question", live.token())
        first = liar.left[0]
        liar.alter = lambda _leaving: first
        with pytest.raises(Unproven) as caught:
            await channel.call(INLINE, b"question", live.token())
        assert caught.value.step == "chain"


REFUSED: dict[str, tuple[str, Alter]] = {
    "made OK": ("status", lambda leaving: replace(leaving, code=0, body=b"forged")),
    "made another refusal": ("status", lambda leaving: replace(leaving, code=7)),
    "details stripped": ("status", lambda leaving: leaving.without(DETAILS_KEY)),
    "details changed": (
        "status",
        lambda leaving: leaving.with_value(DETAILS_KEY, status.details(ByReason("POLICY_DENIED"))),
    ),
    "stripped bare": ("unsigned", lambda leaving: replace(leaving, trailing=())),
    "details alone": ("metadata", lambda leaving: leaving.without(HEADER_KEY).without(SIGNATURE_KEY)),
}


@pytest.mark.parametrize("case", REFUSED)
async def test_a_refusal_that_is_altered_is_unproven(case: str, tmp_path: Path) -> None:
    step, alter = REFUSED[case]
    hub = build()
    hub.bodies[INLINE] = missing
    async with lying(hub) as liar, hub.channel(tmp_path / "state") as channel:
        liar.alter = alter
        with pytest.raises(Unproven) as caught:
            await channel.call(INLINE, b"question", live.token())
        assert caught.value.step == step


async def test_a_refusal_signed_without_any_details_is_no_outcome_either(tmp_path: Path) -> None:
    hub = build()
    hub.bodies[INLINE] = missing

    def silent(leaving: Leaving) -> Leaving:
        made = resigned(hub, leaving, lambda said: said, status_sha256=sha256(b"").digest())
        return made.without(DETAILS_KEY)

    async with lying(hub) as liar, hub.channel(tmp_path / "state") as channel:
        liar.alter = silent
        with pytest.raises(Unproven) as caught:
            await channel.outcome(INLINE, b"question", live.token())
        assert caught.value.step == "status"


@pytest.mark.parametrize(("domain", "reason"), [("", "NOT_FOUND"), ("elsewhere", "NOT_FOUND"), ("rabta", "")])
async def test_a_refusal_signed_without_a_reason_of_the_protocol_is_no_answer(
    tmp_path: Path, domain: str, reason: str
) -> None:
    hub = build()
    hub.bodies[INLINE] = missing
    said = Status(code=5)
    said.details.add().Pack(ErrorInfo(domain=domain, reason=reason))
    details = said.SerializeToString(deterministic=True)

    def odd(leaving: Leaving) -> Leaving:
        made = resigned(hub, leaving, lambda said: said, status_sha256=sha256(details).digest())
        return made.with_value(DETAILS_KEY, details)

    async with lying(hub) as liar, hub.channel(tmp_path / "state") as channel:
        liar.alter = odd
        with pytest.raises(Unproven) as caught:
            await channel.call(INLINE, b"question", live.token())
        assert caught.value.step == "status"


async def test_the_text_of_grpc_is_not_looked_at(tmp_path: Path) -> None:
    """The liar puts its own ``grpc-message``; what was signed counts."""
    hub = build()
    hub.bodies[INLINE] = missing
    async with lying(hub), hub.channel(tmp_path / "state") as channel:
        with pytest.raises(Refusal) as caught:
            await channel.call(INLINE, b"question", live.token())
        assert caught.value.reason == "NOT_FOUND"


async def test_an_answer_through_its_cohort_is_held_against_its_own_path(tmp_path: Path) -> None:
    """Form 2 of another place in the same cohort: a path that leads elsewhere."""
    hub = build()
    async with lying(hub) as liar, hub.channel(tmp_path / "state") as channel:

        def swapped(leaving: Leaving) -> Leaving:
            value = leaving.value(SIGNATURE_KEY)
            return leaving.with_value(SIGNATURE_KEY, b"\x02" + value[1:] + b"\x00\x00\x00\x02" + os.urandom(32))

        liar.alter = swapped
        with pytest.raises(Unproven) as caught:
            await channel.call(INLINE, b"question", live.token())
        assert caught.value.step == "signature"


async def test_another_agencys_certificate_is_not_the_hubs(tmp_path: Path) -> None:
    hub = build()
    other = hub.files.agency(live.PUNJAB)
    tls = TlsFiles(other.tls_key, other.tls_crt, other.ca_crt)
    async with lying(hub, tls) as liar, hub.channel(tmp_path / "state") as channel:
        with pytest.raises(Unproven) as caught:
            await channel.call(INLINE, b"question", live.token())
        assert (caught.value.step, liar.left) == ("transport", [])


async def test_a_hub_with_a_key_of_its_own_making_is_unproven(tmp_path: Path) -> None:
    hub = build()
    hub.edge.key = PrivateKey.generate()
    async with lying(hub), hub.channel(tmp_path / "state") as channel:
        with pytest.raises(Unproven) as caught:
            await channel.call(INLINE, b"question", live.token())
        assert caught.value.step == "signer"
