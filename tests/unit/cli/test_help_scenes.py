"""The checks of the boy's scenes can fail: a word that leaks, an answer in place of a refusal, and another refusal."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, cast

import pytest
from google.protobuf.message import Message
from rabta.records.v1.history_pb2 import History
from rabta.referral.v1 import referral_pb2 as referral
from rabta.referral.v1 import referral_service_pb2 as pb

from services.cli.demo import help_scenes as scenes
from services.cli.demo.scenes import SceneFailed
from services.client.errors import Refusal
from services.demo import boy, helping
from services.referral.bearers import read_duties
from services.referral.checks import check_request
from services.referral.wire import decode
from services.statistics.counting import FAMILIES, NEEDS
from services.statistics.layout import OF_REGISTRY
from services.values.referral import SendReferralRequest

STAGE = cast(Any, SimpleNamespace())
LIST = (pb.ListReferralsRequest(), pb.ListReferralsResponse, "POLICY_DENIED")


def answering(monkeypatch: pytest.MonkeyPatch, refusal: Refusal | None) -> None:
    def asked(*_: object) -> Message:
        if refusal is not None:
            raise refusal
        return pb.ListReferralsResponse()

    monkeypatch.setattr(scenes, "_asked", asked)


def test_a_refusal_that_was_to_come_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answering(monkeypatch, Refusal("POLICY_DENIED"))
    scenes._refused(STAGE, scenes.FIA_DESK, *LIST)
    assert "pk.fia asks for ListReferrals: refused, POLICY_DENIED" in capsys.readouterr().out


@pytest.mark.parametrize("refusal", [None, Refusal("NOT_FOUND")], ids=["an answer", "another refusal"])
def test_an_answer_in_its_place_or_another_refusal_ends_the_story(
    monkeypatch: pytest.MonkeyPatch, refusal: Refusal | None
) -> None:
    answering(monkeypatch, refusal)
    with pytest.raises(SceneFailed, match=r"pk\.fia"):
        scenes._refused(STAGE, scenes.FIA_DESK, *LIST)


@pytest.mark.parametrize("said", [boy.JOURNEY, "FIR:PTPA"])
def test_a_word_of_the_other_case_anywhere_in_an_answer_ends_the_story(said: str) -> None:
    leaking = History()
    leaking.timeline.add().text = f"see {said.partition(':')[2]} of FIA"
    with pytest.raises(SceneFailed, match="the station learns nothing"):
        scenes._unseen(leaking, "the station", boy.JOURNEY, "PTPA")
    scenes._unseen(History(), "the station", boy.JOURNEY, "PTPA")


@pytest.mark.parametrize("kind", [referral.HELP_KIND_SHELTER, referral.HELP_KIND_REHAB_DRUG])
def test_what_is_referred_is_fit_and_names_no_number(kind: referral.HelpKind) -> None:
    request = scenes._referral(kind)
    raw = request.SerializeToString(deterministic=True)
    check_request(decode(SendReferralRequest, raw))
    assert boy.NUMBER.encode() not in raw
    assert request.request_id != scenes._referral(kind).request_id


def test_the_shelter_gives_what_is_asked_and_nobody_helps_off_drugs() -> None:
    duties = read_duties(helping.DUTIES)
    assert [each.body for each in duties if "SHELTER" in each.help] == [helping.SHELTER]
    assert [each.body for each in duties if "REHAB_DRUG" in each.help] == []


def test_every_table_that_a_hub_counts_is_released_beside_those_it_needs() -> None:
    assert set(scenes.TABLES) == {table for family in FAMILIES for table in family.tables} - OF_REGISTRY
    assert all(NEEDS.get(table, table) in scenes.TABLES for table in scenes.TABLES)


def test_who_asks_for_what_only_two_may_ask_is_joined_by_another_officer() -> None:
    for who in (scenes.OF_CHARGE, scenes.STATISTICIAN):
        assert who.second
        assert who.second != who.officer
    assert not any(who.second for who in (scenes.STATION, scenes.FIA_DESK, scenes.PROTECTOR, scenes.SHELTER))


def _told(number: str, name: str, record: str, reference: str) -> History:
    told = History()
    told.timeline.add(version=f"agencies/pk.punjab-police/records/{record}/versions/1", text=f"{name} {number}")
    told.banners.add(code=scenes.BANNER, text=f"reference {reference}.")
    told.versions.add(version=f"{name} {number}".encode()).proof.index = len(record)
    return told


def test_two_answers_that_differ_in_the_person_alone_are_shown_as_equal(capsys: pytest.CaptureFixture[str]) -> None:
    one = _told(boy.NUMBER, boy.NAME, boy.SAME_IDS[0][0], "R-AAAAAAAA")
    two = _told(boy.OTHER_NUMBER, boy.OTHER_NAME, boy.SAME_IDS[0][1], "R-BBBBBBBB")
    scenes._alike(one, two)
    assert "R-AAAAAAAA" in (printed := capsys.readouterr().out)
    assert "R-BBBBBBBB" in printed


@pytest.mark.parametrize(
    "add",
    [lambda told: told.timeline.add(), lambda told: told.banners.add(), lambda told: told.hits.add()],
    ids=["a line", "a banner", "a hit"],
)
def test_one_word_more_about_one_of_them_ends_the_story(add: Callable[[History], Message]) -> None:
    one = _told(boy.NUMBER, boy.NAME, boy.SAME_IDS[0][0], "R-AAAAAAAA")
    two = _told(boy.OTHER_NUMBER, boy.OTHER_NAME, boy.SAME_IDS[0][1], "R-BBBBBBBB")
    add(one)
    with pytest.raises(SceneFailed, match="equal bytes"):
        scenes._alike(one, two)
