"""What a registry answers beyond its question is dropped, and what is no answer to it, or of another time, proves nothing."""

from __future__ import annotations

from typing import Any

import pytest
from rabta.access.v1.purpose_pb2 import (
    LEGAL_BASIS_CRPC_CASE,
    LEGAL_BASIS_NADRA,
    PURPOSE_CUSTODY,
    PURPOSE_INVESTIGATE_CASE,
)
from rabta.identity.v1 import attribute_pb2 as at
from rabta.identity.v1 import change_pb2 as ch
from rabta.identity.v1 import identity_service_pb2 as pb
from rabta.records.v1.subject_pb2 import Identifier

from services.client.errors import Unproven
from services.client.identity_check import AHEAD_MS, STATED_MS, hold

NOW = 1_800_000_000_000
ME = "pk.fia"
TOKEN, OTHER = b"t" * 32, b"o" * 32
ASKED = at.Asked(transaction_id="t" * 16, basis=LEGAL_BASIS_CRPC_CASE, purpose=PURPOSE_INVESTIGATE_CASE)
NUMBER = Identifier(value="3520212345671")


def held(request: Any, answer: Any) -> Any:
    hold(ME, request, answer, NOW)
    return answer


def refused(request: Any, answer: Any) -> str:
    with pytest.raises(Unproven) as unproven:
        hold(ME, request, answer, NOW)
    return unproven.value.step


class TestVerify:
    REQUEST = pb.VerifyRequest(
        asked=ASKED,
        identifier=NUMBER,
        claimed=[at.Claimed(attribute=at.ATTRIBUTE_NAME, text="Ali"), at.Claimed(attribute=at.ATTRIBUTE_BIRTH)],
    )

    def word(self, attribute: Any, verdict: Any = at.VERDICT_YES) -> at.Verified:
        return at.Verified(attribute=attribute, verdict=verdict, modality=at.MODALITY_DEMOGRAPHIC)

    def test_in_the_order_of_the_claims_and_no_word_more(self) -> None:
        name, birth = self.word(at.ATTRIBUTE_NAME), self.word(at.ATTRIBUTE_BIRTH, at.VERDICT_NO)
        again = self.word(at.ATTRIBUTE_NAME, at.VERDICT_NO)
        answer = pb.VerifyResponse(verified=[birth, self.word(at.ATTRIBUTE_ADDRESS), name, again])
        assert list(held(self.REQUEST, answer).verified) == [name, birth]

    def test_a_claim_without_a_word_is_no_answer(self) -> None:
        assert refused(self.REQUEST, pb.VerifyResponse(verified=[self.word(at.ATTRIBUTE_NAME)])) == "verdict"
        unsaid = self.word(at.ATTRIBUTE_BIRTH, at.VERDICT_UNSPECIFIED)
        assert refused(self.REQUEST, pb.VerifyResponse(verified=[self.word(at.ATTRIBUTE_NAME), unsaid])) == "verdict"


def test_an_age_is_said_or_it_is_no_answer() -> None:
    request = pb.AgeOnRequest(asked=ASKED, identifier=NUMBER, day="2026-01-01")
    assert held(request, pb.AgeOnResponse(of_age=at.VERDICT_NO)).of_age == at.VERDICT_NO
    assert refused(request, pb.AgeOnResponse()) == "verdict"


def statement(**changes: Any) -> pb.GetAttributesResponse:
    said: dict[str, Any] = {
        "subject_token": TOKEN, "purpose": ASKED.purpose, "basis": ASKED.basis, "audience": ME, "issued_ms": NOW - 1,
        "expires_ms": NOW + 1, "values": [at.AttributeValue(attribute=at.ATTRIBUTE_NAME, text="Ali")],
        "withheld": [at.ATTRIBUTE_BIRTH],
    }  # fmt: skip
    return pb.GetAttributesResponse(statement=at.AttributeStatement(**{**said, **changes}))


class TestStatement:
    REQUEST = pb.GetAttributesRequest(
        asked=ASKED, identifier=NUMBER, attributes=[at.ATTRIBUTE_BIRTH, at.ATTRIBUTE_NAME, at.ATTRIBUTE_PHOTO]
    )

    def test_what_was_not_asked_for_is_dropped(self) -> None:
        values = [
            at.AttributeValue(attribute=at.ATTRIBUTE_ADDRESS, text="Lahore"),
            at.AttributeValue(attribute=at.ATTRIBUTE_NAME, text="Ali"),
            at.AttributeValue(attribute=at.ATTRIBUTE_NAME, text="Babar"),
        ]
        withheld = [at.ATTRIBUTE_FATHER_NAME, at.ATTRIBUTE_BIRTH, at.ATTRIBUTE_BIRTH, at.ATTRIBUTE_NAME]
        said = held(self.REQUEST, statement(values=values, withheld=withheld)).statement
        assert [(one.attribute, one.text) for one in said.values] == [(at.ATTRIBUTE_NAME, "Ali")]
        assert list(said.withheld) == [at.ATTRIBUTE_BIRTH]
        assert b"Lahore" not in said.SerializeToString()

    def test_direction_marks_are_taken_out(self) -> None:
        value = at.AttributeValue(attribute=at.ATTRIBUTE_NAME, text="\u202eilA\u202c", text_ur="\u2067علی\u2069")
        (told,) = held(self.REQUEST, statement(values=[value])).statement.values
        assert (told.text, told.text_ur) == ("ilA", "علی")

    @pytest.mark.parametrize(
        "change",
        [
            {"audience": "pk.customs"},
            {"purpose": PURPOSE_CUSTODY},
            {"basis": LEGAL_BASIS_NADRA},
            {"issued_ms": NOW - STATED_MS - 1, "expires_ms": NOW + 1},
            {"issued_ms": NOW + AHEAD_MS + 1, "expires_ms": NOW + STATED_MS},
            {"expires_ms": NOW},
            {"issued_ms": NOW, "expires_ms": NOW + STATED_MS + 1},
        ],
        ids=["audience", "purpose", "basis", "old", "to come", "expired", "too long"],
    )
    def test_one_for_another_or_of_another_time_states_nothing(self, change: dict[str, Any]) -> None:
        assert refused(self.REQUEST, statement(**change)) == "statement"

    def test_a_token_of_another_length_is_none(self) -> None:
        assert refused(self.REQUEST, statement(subject_token=b"t")) == "token"
        assert held(self.REQUEST, statement(subject_token=b"")).statement.subject_token == b""


def test_relatives_bear_tokens_and_no_direction_marks() -> None:
    request = pb.GetFamilyRequest(asked=ASKED, identifier=NUMBER)
    one = at.Relative(kind=at.RELATIVE_KIND_FATHER, name="\u2066Ali\u2069", name_ur="\u202bعلی", token=TOKEN)
    (told,) = held(request, pb.GetFamilyResponse(relatives=[one])).relatives
    assert (told.name, told.name_ur) == ("Ali", "علی")
    assert refused(request, pb.GetFamilyResponse(relatives=[at.Relative(token=b"t")])) == "token"


class TestTokens:
    REQUEST = pb.ResolveTokenRequest(asked=ASKED, identifiers=[NUMBER, NUMBER])

    def answer(self, *said: tuple[Any, bytes]) -> pb.ResolveTokenResponse:
        return pb.ResolveTokenResponse(resolved=[pb.Resolved(outcome=outcome, token=token) for outcome, token in said])

    def test_one_a_number_and_a_token_where_there_is_one(self) -> None:
        known, nobody = pb.RESOLVE_OUTCOME_TOKEN, pb.RESOLVE_OUTCOME_NOT_REGISTERED
        answer = held(self.REQUEST, self.answer((known, TOKEN), (nobody, OTHER), (known, OTHER)))
        assert [(one.outcome, one.token) for one in answer.resolved] == [(known, TOKEN), (nobody, b"")]

    @pytest.mark.parametrize(
        ("said", "step"),
        [
            ([(pb.RESOLVE_OUTCOME_TOKEN, TOKEN)], "tokens"),
            ([(pb.RESOLVE_OUTCOME_TOKEN, TOKEN), (pb.RESOLVE_OUTCOME_TOKEN, TOKEN[1:])], "token"),
            ([(pb.RESOLVE_OUTCOME_TOKEN, TOKEN), (pb.RESOLVE_OUTCOME_UNSPECIFIED, b"")], "outcome"),
        ],
    )
    def test_what_is_no_answer(self, said: list[tuple[Any, bytes]], step: str) -> None:
        assert refused(self.REQUEST, self.answer(*said)) == step


class TestChanges:
    REQUEST = pb.ListChangesRequest(asked=ASKED, cursor=ch.Cursor(feed="f", epoch=1, sequence=4), page_size=2)

    def page(self, *sequences: int, to: int, more: bool = False, feed: str = "f") -> pb.ListChangesResponse:
        changes = [ch.Change(sequence=one, kind=ch.CHANGE_KIND_BLOCKED, token=TOKEN) for one in sequences]
        following = ch.Cursor(feed=feed, epoch=1, sequence=to)
        return pb.ListChangesResponse(changes=changes, next=following, more=more)

    def test_the_next_ones_are_taken(self) -> None:
        answer = held(self.REQUEST, self.page(5, 6, to=6))
        assert ([one.sequence for one in answer.changes], answer.next.sequence, answer.more) == ([5, 6], 6, False)

    def test_more_than_a_page_is_left_for_the_next(self) -> None:
        answer = held(self.REQUEST, self.page(5, 6, 7, to=7))
        assert ([one.sequence for one in answer.changes], answer.next.sequence, answer.more) == ([5, 6], 6, True)

    def test_the_first_page_names_the_feed(self) -> None:
        answer = held(pb.ListChangesRequest(asked=ASKED), self.page(1, to=1))
        assert answer.next.feed == "f"

    @pytest.mark.parametrize(
        ("sequences", "said", "step"),
        [
            ((6,), {"to": 6}, "gap"),
            ((5, 7), {"to": 7}, "gap"),
            ((5,), {"to": 4}, "gap"),
            ((), {"to": 4, "more": True}, "gap"),
            ((5,), {"to": 5, "feed": "g"}, "feed"),
        ],
    )
    def test_what_is_no_next_page(self, sequences: tuple[int, ...], said: dict[str, Any], step: str) -> None:
        assert refused(self.REQUEST, self.page(*sequences, **said)) == step

    def test_tokens_have_their_length(self) -> None:
        page = self.page(5, to=5)
        page.changes[0].others.append(b"short")
        assert refused(self.REQUEST, page) == "token"


def test_answers_of_others_are_left_alone() -> None:
    answer = at.Relative(name="\u202e")
    hold(ME, at.Asked(), answer, NOW)
    assert answer.name == "\u202e"
