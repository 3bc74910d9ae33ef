"""The three methods over bytes, the registry's own register, and the hub's signed word: h5, h7 and h9 by their numbers."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

import pytest
from google.protobuf.message import Message
from rabta.access.v1.purpose_pb2 import PURPOSE_FIND_MISSING_CHILD, LegalBasis, Purpose
from rabta.identity.v1 import attribute_pb2 as at
from rabta.identity.v1 import identity_service_pb2 as service
from rabta.identity.v1 import provisional_pb2 as pb
from rabta.records.v1.subject_pb2 import (
    BIRTH_BASIS_ESTIMATE,
    IDENTIFIER_TYPE_CNIC,
    NAME_TYPE_OWN,
    Birth,
    Identifier,
    Name,
)

from services.access.caller import Caller
from services.access.errors import InvalidArgument, PurposeUnfit
from services.edge.call import Call, Handler, Snapshot
from services.identity.provisional.errors import Unfit
from services.identity.provisional.store.children import StoredChildren
from services.identity.provisional.store.database import open_database
from services.identity.rpc import routes
from services.values.identity import GuardianWord
from tests.fakes import live
from tests.unit.identity.provisional.people import engine, protector, registrar
from tests.unit.identity.provisional.words import BODY, GUARDIAN, now_ms, word
from tests.unit.identity.site import CHILD, Site

Answer = TypeVar("Answer", bound=Message)
_NUMBERS = itertools.count(1)


class Served:
    """The service's methods, and the register's site."""

    def __init__(self, folder: Path) -> None:
        self.site = Site(folder)
        self.children = open_database(folder / "provisional.db")
        self.handlers: Mapping[str, Handler] = routes(self.site.context, StoredChildren(self.children, bytes(32)))

    async def ask(self, who: Caller, request: Message, answer: type[Answer]) -> Answer:
        name = type(request).__name__.removesuffix("Request")
        raw = request.SerializeToString(deterministic=True)
        call = Call(name, Snapshot(live.registry(), engine()), now_ms())
        call.caller, call.body_sha256 = replace(who, trained_until_ms=now_ms() * 2), sha256(raw).digest()
        body = await self.handlers[f"/rabta.identity.v1.IdentityService/{name}"](call, raw)
        assert isinstance(body, bytes)
        return answer.FromString(body)


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    made = Served(tmp_path)
    yield made
    made.site.database.close()
    made.children.close()


def why(who: Caller) -> at.Asked:
    return at.Asked(
        transaction_id=f"transaction-{next(_NUMBERS):06d}",
        basis=LegalBasis.Value(f"LEGAL_BASIS_{who.legal_basis}"),  # type: ignore[arg-type]  # a number of the enum
        purpose=Purpose.Value(f"PURPOSE_{who.purpose}"),  # type: ignore[arg-type]  # a number of the enum
    )


def bilal(**more: object) -> pb.Provisional:
    said: dict[str, object] = {
        "names": [Name(type=NAME_TYPE_OWN, text="Bilal", script="Latn")],
        "birth": Birth(earliest="2015-01-01", latest="2017-01-01", basis=BIRTH_BASIS_ESTIMATE),
        "found_place": "Railway station, Multan",
        "found_on": "2026-05-20",
        "mark": pb.CARE_MARK_SEPARATED,
        **more,
    }
    return pb.Provisional(**said)  # type: ignore[arg-type]  # each is of its own field


def guardian() -> pb.Guardian:
    return pb.Guardian(name="N. A.", identifier=Identifier(type=IDENTIFIER_TYPE_CNIC, value=GUARDIAN.value))


def sent(said: GuardianWord) -> pb.GuardianWord:
    return pb.GuardianWord(header=said.header, signature=said.signature, answer=said.answer)


OFFICER = protector(BODY)


async def registered(served: Served, **more: object) -> pb.Provisional:
    request = pb.RegisterProvisionalRequest(asked=why(OFFICER), provisional=bilal(**more))
    return (await served.ask(OFFICER, request, pb.RegisterProvisionalResponse)).provisional


def designating(said: GuardianWord | None) -> pb.RegisterProvisionalRequest:
    return pb.RegisterProvisionalRequest(
        asked=why(OFFICER), provisional=bilal(guardian=guardian()), word=sent(said) if said else None
    )


async def test_h5_the_hubs_unfit_is_unfit_and_its_good_word_designates(served: Served) -> None:
    with pytest.raises(Unfit) as caught:
        await served.ask(OFFICER, designating(word(False)), pb.RegisterProvisionalResponse)
    assert (caught.value.reason, caught.value.violations) == ("UNFIT", ())
    made = (await served.ask(OFFICER, designating(word(True)), pb.RegisterProvisionalResponse)).provisional
    assert made.guardian == guardian()


async def test_h5_no_word_is_not_a_good_word(served: Served) -> None:
    for said in (None, GuardianWord(), word(body=live.SINDH), word(number="3520200009999")):
        with pytest.raises(InvalidArgument) as caught:
            await served.ask(OFFICER, designating(said), pb.RegisterProvisionalResponse)
        assert caught.value.violations[0].field == "word"


async def test_h7_a_registered_child_has_the_token_that_the_register_gives(served: Served) -> None:
    await served.site.fill()
    id_ = (await registered(served)).id
    submitting = pb.ChangeProvisionalRequest(
        asked=why(OFFICER), id=id_, act=pb.PROVISIONAL_ACT_SUBMIT, guardian=guardian(), word=sent(word(True))
    )
    await served.ask(OFFICER, submitting, pb.ChangeProvisionalResponse)
    before = await police_learn(served)
    number = Identifier(type=IDENTIFIER_TYPE_CNIC, value=CHILD)
    clerk = registrar()
    registering = pb.ChangeProvisionalRequest(
        asked=why(clerk), id=id_, act=pb.PROVISIONAL_ACT_REGISTER, identifier=number
    )
    told = await served.ask(clerk, registering, pb.ChangeProvisionalResponse)
    assert told.provisional.token == b""
    finding = pb.FindProvisionalRequest(asked=why(OFFICER), id=id_)
    (found,) = (await served.ask(OFFICER, finding, pb.FindProvisionalResponse)).found
    assert found.provisional.state == pb.PROVISIONAL_STATE_REGISTERED
    assert found.provisional.token == served.site.token("child", BODY)
    assert not found.provisional.nationality
    assert await police_learn(served) == before, "no answer to police tells how a number began"


async def police_learn(served: Served) -> list[Message]:
    """What an officer of the FIA is answered about the child's number."""
    who = served.site.officer().caller
    number = Identifier(type=IDENTIFIER_TYPE_CNIC, value=CHILD)
    claimed = [at.Claimed(attribute=at.ATTRIBUTE_NAME, text="Hina Yousaf")]
    verifying = service.VerifyRequest(asked=why(who), identifier=number, claimed=claimed)
    stating = service.GetAttributesRequest(asked=why(who), identifier=number, attributes=[at.ATTRIBUTE_NAME])
    stated = await served.ask(who, stating, service.GetAttributesResponse)
    stated.statement.ClearField("issued_ms")
    stated.statement.ClearField("expires_ms")
    return [await served.ask(who, verifying, service.VerifyResponse), stated]


async def test_h9_an_unknown_nationality_stays_unsaid_on_the_wire(served: Served) -> None:
    assert (await registered(served)).nationality == ""
    assert (await registered(served, nationality="AF")).nationality == "AF"


async def test_the_same_bytes_are_registered_once(served: Served) -> None:
    request = pb.RegisterProvisionalRequest(asked=why(OFFICER), provisional=bilal())
    one = await served.ask(OFFICER, request, pb.RegisterProvisionalResponse)
    again = await served.ask(OFFICER, request, pb.RegisterProvisionalResponse)
    assert one.provisional == again.provisional


async def test_what_a_request_says_of_itself_must_be_the_tokens(served: Served) -> None:
    other = why(OFFICER)
    other.purpose = PURPOSE_FIND_MISSING_CHILD
    request = pb.RegisterProvisionalRequest(asked=other, provisional=bilal())
    with pytest.raises(PurposeUnfit):
        await served.ask(OFFICER, request, pb.RegisterProvisionalResponse)
    request = pb.RegisterProvisionalRequest(provisional=bilal())
    with pytest.raises(InvalidArgument):
        await served.ask(OFFICER, request, pb.RegisterProvisionalResponse)
