"""The extract out of a bundle: of a court's own question for a trial alone, and out of what owners signed."""

from __future__ import annotations

from typing import Any

import pytest
from rabta.access.v1.purpose_pb2 import CASE_REFERENCE_TYPE_COURT_CASE, CASE_REFERENCE_TYPE_FIR
from rabta.records.v1.case_pb2 import CaseReference
from rabta.records.v1.history_pb2 import Banner, CaseStanding, History, SignedVersion
from rabta.records.v1.record_pb2 import PARTY_ROLE_ACCUSED, PARTY_ROLE_VICTIM, RecordVersion
from rabta.records.v1.records_service_pb2 import GetHistoryRequest, GetHistoryResponse
from rabta.signing.v1.evidence_pb2 import Evidence

from services.access.details import Details
from services.access.jws import sign_token
from services.evidence.line import Line
from services.listing.antecedents.answer import NobodyAccused, NoExtract
from services.listing.antecedents.extract import Extract, extract_of
from services.listing.antecedents.paper import JSON, as_json
from services.listing.antecedents.retold import retold_lines
from services.records.timeline.banner_words import BANNERS
from services.signing.evidence import encode_evidence, redact
from services.values.encoding import RECORDS
from services.values.records import GetHistoryResponse as Told
from tests.fakes.world.tokens import access_claims, officer_claims
from tests.unit.evidence.world import CALL, METHOD, QUESTION, World, anchor, key, thumbprint
from tests.unit.listing.antecedents.papers import final, history
from tests.unit.listing.antecedents.papers import read as convicted
from tests.unit.membership.world import registry

COURT = "pk.lahore-sessions"
WHY = Details("TRIAL", "TRIAL_ANTECEDENTS", "", "HISTORY", "COURT_CASE", "LAHORE/12/2026")
CITED = CaseStanding(
    role=PARTY_ROLE_ACCUSED, references=[CaseReference(type=CASE_REFERENCE_TYPE_COURT_CASE, key=WHY.case_key)]
)


def token(of: str = COURT, why: Details = WHY) -> str:
    """An officer's, as the agency's issuer signs it."""
    claims = officer_claims(of, "pk.hub", registry().federation_id, CALL)
    return sign_token(access_claims(claims, thumbprint(of), why), key(of, "token"), "at+jwt")


def bundle(answer: History | bytes = b"", system: str = COURT, why: Details = WHY, **parts: Any) -> Evidence:
    """A question for a history and its answer, every key real."""
    body = answer if isinstance(answer, bytes) else GetHistoryResponse(history=answer).SerializeToString()
    return World(system=system, token=token(system, why), **{"answer": body, **parts}).make()


def read(evidence: Evidence) -> Extract:
    return extract_of(evidence, registry())


def answered(*codes: str) -> History:
    """A history of nobody's convictions, whose person the cited case accuses, under banners."""
    told = [Banner(code=code, text=BANNERS[code].text, text_ur=BANNERS[code].text_ur) for code in codes]
    return History(banners=told, cases=[CITED])


def test_it_says_who_asked_when_and_why() -> None:
    found = read(bundle(answered()))
    officer = officer_claims(COURT, "pk.hub", registry().federation_id, CALL)["sub"]
    assert (found.officer, found.agency, found.at_ms, found.details) == (officer, COURT, CALL, WHY)
    assert found.about.value == QUESTION.selector.identifier.value
    assert found.convictions == ()
    assert len(found.request_sha256) == 32


def test_the_same_bundle_makes_the_same_json() -> None:
    evidence = bundle(answered("number-of-many"))
    assert as_json(read(evidence)) == as_json(read(Evidence.FromString(evidence.SerializeToString())))
    assert as_json(read(evidence)) != as_json(read(bundle(answered())))


def test_of_the_banners_those_on_identity_alone_go_into_it() -> None:
    every = read(bundle(answered(*BANNERS)))
    codes = [banner.code for banner in every.cautions]
    assert "number-of-many" in codes
    assert not {"acquitted", "juvenile", "pending", "allegation-only", "ended-in-favour"} & set(codes)


def test_of_an_agency_that_the_registry_does_not_call_a_court_nothing_counts() -> None:
    assert convicted(*final()), "by who takes pk.court for one"
    told = GetHistoryResponse.FromString(RECORDS.to_message(Told(history(*final()))).SerializeToString())
    told.history.cases.append(CITED)
    assert read(bundle(told.SerializeToString(deterministic=True))).convictions == (), "pk.court is no member"


def test_a_version_without_bytes_is_nobodys_signed_word() -> None:
    found = read(bundle(History(versions=[SignedVersion(version=b"", recorded_ms=1)], cases=[CITED])))
    assert found.convictions == ()
    assert found.names == ()


@pytest.mark.parametrize(
    ("evidence", "why"),
    [
        (bundle(answered(), "pk.fia"), "only a court"),
        (bundle(answered(), "pk.punjab-prosecution"), "only a court"),
        (
            bundle(answered(), why=Details("OVERSIGHT", *("TRIAL_ANTECEDENTS", "", "HISTORY", "FIR", "1"))),
            "only a court",
        ),
        (bundle(answered(), method=METHOD.replace("GetHistory", "Search")), "no history"),
        (bundle(b""), "no history"),
        (bundle(b"\xff\xff"), "cannot be read"),
        (bundle(answered(), body=b"\xff"), "cannot be read"),
        (bundle(answered(), body=GetHistoryRequest().SerializeToString()), "no history of a number"),
        (bundle(History(versions=[SignedVersion(version=b"\xff")])), "cannot be read"),
    ],
    ids=["fia", "prosecution", "purpose", "method", "empty", "answer", "question", "number", "version"],
)
def test_of_anything_else_none_is_made(evidence: Evidence, why: str) -> None:
    with pytest.raises(NoExtract, match=why):
        read(evidence)


@pytest.mark.parametrize(
    "cases",
    [
        [],
        [CaseStanding(role=PARTY_ROLE_VICTIM, references=CITED.references)],
        [
            CaseStanding(
                role=PARTY_ROLE_ACCUSED, references=[CaseReference(type=CASE_REFERENCE_TYPE_FIR, key=WHY.case_key)]
            )
        ],
    ],
    ids=["unknown case", "no accused", "another case"],
)
def test_where_the_cited_case_does_not_accuse_the_person_none_is_made(cases: list[CaseStanding]) -> None:
    """A man with a final conviction is another's number in a case that nobody knows: the paper would clear the accused."""
    told = GetHistoryResponse.FromString(RECORDS.to_message(Told(history(*final()))).SerializeToString())
    del told.history.cases[:]
    told.history.cases.extend(cases)
    with pytest.raises(NobodyAccused, match="nobody accused in the cited case"):
        read(bundle(told.SerializeToString(deterministic=True)))


@pytest.mark.parametrize("raw", ["", "x", "a.b", "a.e30.c", "a.W10.c"])
def test_a_token_that_cannot_be_read_makes_none(raw: str) -> None:
    evidence = bundle(answered())
    evidence.token = raw
    with pytest.raises(NoExtract):
        read(evidence)


def test_the_json_is_made_anew_of_the_whole_bundle_alone() -> None:
    evidence = bundle(answered())
    raw, content = encode_evidence(evidence), as_json(read(evidence))
    assert retold_lines(raw, anchor(), {JSON: content}) == [Line("file", f"{JSON} says what the answer says")]
    assert not retold_lines(raw, anchor(), {JSON: content + b" "})[0].ok
    assert retold_lines(raw, anchor(), {}) == []
    assert retold_lines(redact(raw), anchor(), {JSON: content}) == []
    other = encode_evidence(bundle(answered(), "pk.fia"))
    assert [line.ok for line in retold_lines(other, anchor(), {JSON: content})] == [False]


def test_an_unknown_field_of_a_version_is_no_version() -> None:
    raw = RecordVersion(agency=COURT, record_id="r", version=1).SerializeToString() + b"\xf8\x3f\x01"
    with pytest.raises(NoExtract, match="cannot be read"):
        read(bundle(History(versions=[SignedVersion(version=raw)])))
