"""Record versions in an answer: nothing that the hub could have made up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from rabta.records.v1.history_pb2 import History, SignedVersion
from rabta.records.v1.person_pb2 import LINK_BY_DECISION, LINK_BY_REGISTRY_TOKEN, PersonLink
from rabta.records.v1.record_pb2 import RecordVersion
from rabta.records.v1.records_service_pb2 import (
    GetHistoryResponse,
    GetPersonRequest,
    GetPersonResponse,
    GetRecordRequest,
    GetRecordResponse,
    ListVersionsResponse,
    PersonCandidate,
    SearchPersonResponse,
    SearchResponse,
    SubjectMatch,
)
from rabta.signing.v1.page_pb2 import SignedPageHeader, VersionProof

from audit.merkle import leaf_hash
from services.evidence.line import proven
from services.evidence.timeline import grade_of, version_name
from services.evidence.versions import owners_of
from services.membership.registry import load_registry
from services.signing.es256 import PrivateKey
from services.signing.page import FIRST, Feed, build_page, page_proofs
from tests.rows import of_rows
from tests.unit.evidence.world import METHOD, World, failures, history, key, told, verdict, version
from tests.unit.membership.world import DAY, NOW, edited, registry

OWNER = "pk.punjab-police"
SERVICE = "/rabta.records.v1.RecordsService/"


def answered(change: Callable[[History], object]) -> World:
    """A history as the hub might have changed it before it signed its answer."""
    made = History()
    made.CopyFrom(history())
    change(made)
    return World(answer=GetHistoryResponse(history=made).SerializeToString())


def one(
    agency: str = OWNER, signer: PrivateKey | None = None, body: bytes = b"", time_ms: int = NOW, **feed: Any
) -> History:
    """One version on a page of its own."""
    named = {
        "federation_id": registry().federation_id,
        "agency": agency,
        "audience": "pk.hub",
        "feed": "records",
        "page_number": 1,
        "previous_sha256": FIRST,
    }
    page = build_page(
        signer or key(agency, "page"), Feed(**{**named, **feed}), [body or version(agency), b"x"], time_ms
    )
    _, paths = page_proofs(page.leaves)
    salt, leaf = page.leaves[0]
    proof = VersionProof(page_sha256=page.sha256, index=0, salt=salt, path=paths[0])
    return told(
        History(
            versions=[SignedVersion(version=leaf, proof=proof)],
            pages=[SignedPageHeader(header=page.header, signature=page.signature)],
        )
    )


def of(made: History) -> World:
    return World(answer=GetHistoryResponse(history=made).SerializeToString())


def test_owners() -> None:
    lines = verdict(World().make())
    assert owners_of(lines) == ("pk.prisons", "pk.punjab-police")


def test_single_version() -> None:
    lines = verdict(of(one()).make())
    assert proven(lines)
    assert any(line.claim == "1 record version under its page key" for line in lines)


def test_record_and_list() -> None:
    made = one()
    record = GetRecordResponse(version=made.versions[0], page=made.pages[0]).SerializeToString()
    listed = ListVersionsResponse(versions=made.versions, pages=made.pages).SerializeToString()
    asked = GetRecordRequest(name=f"agencies/{OWNER}/records/r1").SerializeToString()
    other = GetRecordRequest(name=f"agencies/{OWNER}/records/r2").SerializeToString()
    for method, body in (("GetRecord", record), ("ListVersions", listed)):
        lines = verdict(World(method=SERVICE + method, body=asked, answer=body).make())
        assert proven(lines)
        wrong = failures(World(method=SERVICE + method, body=other, answer=body).make())
        assert wrong == [("hub pk.hub", "a version is of another record than the one asked for")]
        assert owners_of(lines) == (OWNER,)
        assert not any("timeline" in line.claim for line in lines)


def test_a_record_under_a_courts_pseudonym_is_the_hubs_word_and_still_proven() -> None:
    """It has neither bytes nor page; an empty page is none that fails."""
    record = GetRecordResponse()
    record.version.recorded_ms = 7
    asked = GetRecordRequest(name=f"agencies/{OWNER}/records/r1").SerializeToString()
    made = World(method=f"{SERVICE}GetRecord", body=asked, answer=record.SerializeToString()).make()
    assert failures(made) == []
    assert owners_of(verdict(made)) == ()


@pytest.mark.parametrize(
    "lie",
    [
        lambda said: said.timeline.add(version="agencies/pk.fia/records/x/versions/1", owner="pk.fia"),
        lambda said: said.timeline.pop(),
        lambda said: setattr(said.timeline[0], "version", f"agencies/{OWNER}/records/r9/versions/1"),
        lambda said: setattr(said.timeline[0], "owner", "pk.fia"),
        lambda said: setattr(said.timeline[0], "kind", 8),
        lambda said: setattr(said.timeline[0], "status", 2),
        lambda said: setattr(said.timeline[0], "valid_from", "2020-01-01"),
        lambda said: setattr(said.timeline[0], "valid_to", "2020-01-01"),
        lambda said: setattr(said.timeline[0], "grade", "A1"),
        lambda said: setattr(said.timeline[0], "recorded_ms", 1),
        lambda said: said.timeline.append(said.timeline.pop(0)),
    ],
)
def test_a_timeline_that_its_versions_do_not_make(lie: Callable[[History], object]) -> None:
    """The hub cannot put a line before an officer that no owner has signed."""
    (failed,) = failures(answered(lie).make())
    assert failed[0] == "hub pk.hub"
    assert "timeline" in failed[1]


def test_a_search_discloses_no_signed_version() -> None:
    lines = verdict(World(method=SERVICE + "Search", answer=b"").make())
    assert proven(lines)
    assert owners_of(lines) == ()
    for number, words in ((1, "names 1 match by its own word"), (2, "names 2 matches by its own word")):
        found = SearchResponse(matches=[SubjectMatch(owner=OWNER)] * number).SerializeToString()
        told = verdict(World(method=SERVICE + "Search", answer=found).make())
        assert proven(told)
        assert ("hub pk.hub", words) in [(line.who, line.claim) for line in told]
    unread = World(method=SERVICE + "Search", answer=b"\xff").make()
    assert failures(unread) == [("hub pk.hub", "answer body is not what the method answers with")]


def person_world(change: Callable[[GetPersonResponse], object] = lambda _: None, record: str = "r1") -> World:
    """A view of the person of one record."""
    made = one()
    said = RecordVersion.FromString(made.versions[0].version)
    member = SubjectMatch(version=version_name(said), owner=OWNER, grade=grade_of(said))
    if said.HasField("subject"):
        member.subject.CopyFrom(said.subject)
    answer = GetPersonResponse(members=[member], versions=made.versions, pages=made.pages)
    change(answer)
    asked = GetPersonRequest(record=f"agencies/{OWNER}/records/{record}").SerializeToString()
    return World(method=f"{SERVICE}GetPerson", body=asked, answer=answer.SerializeToString())


def test_a_person_is_told_by_the_owners_of_the_records() -> None:
    lines = verdict(person_world().make())
    assert proven(lines)
    assert owners_of(lines) == (OWNER,)
    other = failures(person_world(record="r9").make())
    assert other == [("hub pk.hub", "the record that was asked for is no member")]
    false = failures(person_world(lambda said: setattr(said.members[0], "owner", "pk.fia")).make())
    assert false == [("hub pk.hub", "a member is not the version behind it")]
    link = PersonLink(one=f"agencies/{OWNER}/records/r1", other="agencies/pk.fia/records/x", by=LINK_BY_REGISTRY_TOKEN)
    linked = failures(person_world(lambda said: said.links.append(link)).make())
    assert linked == [("hub pk.hub", "a link does not join what it says it joins")]
    unread = World(method=f"{SERVICE}GetPerson", answer=b"\xff")
    assert failures(unread.make()) == [("hub pk.hub", "answer body is not what the method answers with")]


def test_links_that_nothing_proves_are_the_hubs_word() -> None:
    """Two records of no number, joined by an officer as the hub says."""
    made = two_records()
    lines = verdict(made.make())
    assert proven(lines)
    assert ("hub pk.hub", "tells 1 link of officers or the registry by its own word") in [
        (line.who, line.claim) for line in lines
    ]


def two_records() -> World:
    ones = [one(body=RecordVersion(agency=OWNER, record_id=record, version=1).SerializeToString()) for record in "ab"]
    answer = GetPersonResponse()
    for each in ones:
        said = RecordVersion.FromString(each.versions[0].version)
        answer.members.add(version=version_name(said), owner=OWNER, grade="--")
        answer.versions.extend(each.versions)
        answer.pages.extend(each.pages)
    names = [f"agencies/{OWNER}/records/{record}" for record in "ab"]
    answer.links.add(one=names[0], other=names[1], by=LINK_BY_DECISION, decision="d", agency=OWNER)
    asked = GetPersonRequest(record=names[0]).SerializeToString()
    return World(method=f"{SERVICE}GetPerson", body=asked, answer=answer.SerializeToString())


def test_candidates_are_named_by_the_hubs_word() -> None:
    found = SearchPersonResponse(candidates=[PersonCandidate(bits=1.5)]).SerializeToString()
    told = verdict(World(method=f"{SERVICE}SearchPerson", answer=found).make())
    assert proven(told)
    assert ("hub pk.hub", "names 1 candidate by its own word") in [(line.who, line.claim) for line in told]
    assert proven(verdict(World(method=f"{SERVICE}SearchPerson", answer=b"").make()))
    unread = World(method=f"{SERVICE}SearchPerson", answer=b"\xff").make()
    assert failures(unread) == [("hub pk.hub", "answer body is not what the method answers with")]


def test_pseudonymised_version_is_the_hubs_word() -> None:
    made = answered(lambda said: said.versions[0].ClearField("version")).make()
    lines = verdict(made)
    assert proven(lines)
    assert any(line.claim == "holds back the signed form of 1 version" for line in lines)


def test_answer_body_of_another_kind() -> None:
    made = World(method=METHOD, answer=b"\xff\xff").make()
    assert failures(made) == [("hub pk.hub", "answer body is not what the method answers with")]


INVENTED = RecordVersion(agency=OWNER, record_id="invented", version=1).SerializeToString()


@of_rows(
    ("change", "who", "claim"),
    [
        (lambda said: setattr(said.versions[0], "version", INVENTED), OWNER, "a version is not in the page it names"),
        (lambda said: setattr(said.versions[0].proof, "index", 1), OWNER, "a version is not in the page it names"),
        (lambda said: setattr(said.versions[0].proof, "index", 5), OWNER, "a version is not in the page it names"),
        (lambda said: setattr(said.versions[0].proof, "index", 2**31), OWNER, "a version is not in the page it names"),
        (
            lambda said: setattr(said.versions[0].proof, "salt", bytes(16)),
            OWNER,
            "a version is not in the page it names",
        ),
        (lambda said: said.versions[0].proof.path.append(bytes(32)), OWNER, "a version is not in the page it names"),
        (lambda said: said.versions[0].proof.ClearField("path"), OWNER, "a version is not in the page it names"),
        (
            lambda said: setattr(said.versions[2].proof, "page_sha256", said.versions[0].proof.page_sha256),
            OWNER,
            "a version is not in the page it names",
        ),
        (lambda said: said.versions[0].proof.ClearField("page_sha256"), "hub", "a version names no page that is here"),
        (lambda said: said.ClearField("pages"), "hub", "a version names no page that is here"),
        (lambda said: setattr(said.pages[0], "signature", bytes(64)), OWNER, "a page signature does not hold"),
        (lambda said: setattr(said.pages[0], "signature", b""), OWNER, "a page signature does not hold"),
        (lambda said: setattr(said.pages[0], "header", b"junk"), "hub", "a page header is not well-formed"),
    ],
)
def test_altered(change: Callable[[History], object], who: str, claim: str) -> None:
    voucher = "hub pk.hub" if who == "hub" else f"agency {who}"
    assert failures(answered(change).make()) == [(voucher, claim)]


def test_inner_node_as_a_leaf() -> None:
    """The two leaves' hashes shown as a version whose path is one shorter."""
    made = one()
    page = made.versions[0].proof
    hashes = leaf_hash(page.salt + made.versions[0].version) + page.path[0]
    made.versions[0].version = hashes[16:]
    page.salt = hashes[:16]
    del page.path[0]
    assert failures(of(made).make()) == [(f"agency {OWNER}", "a version is not in the page it names")]


def test_page_signed_by_the_hub() -> None:
    made = one(signer=key("pk.hub", "message"))
    assert failures(of(made).make()) == [(f"agency {OWNER}", "a page names no page key of its owner")]


def test_page_signed_by_another_agency() -> None:
    made = one(signer=key("pk.prisons", "page"))
    assert failures(of(made).make()) == [(f"agency {OWNER}", "a page names no page key of its owner")]


def test_page_signed_by_the_owners_message_key() -> None:
    made = one(signer=key(OWNER, "message"))
    assert failures(of(made).make()) == [(f"agency {OWNER}", "a page names no page key of its owner")]


@pytest.mark.parametrize("feed", [{"federation_id": b"f" * 32}, {"audience": "pk.other"}])
def test_page_of_another_federation_or_hub(feed: dict[str, Any]) -> None:
    assert failures(of(one(**feed)).make()) == [(f"agency {OWNER}", "a page is of another federation or hub")]


def test_version_of_another_owner() -> None:
    made = one(body=version("pk.prisons"))
    assert failures(of(made).make()) == [(f"agency {OWNER}", "a version and its page name different owners")]


def test_version_that_is_none() -> None:
    assert failures(of(one(body=b"\xff\xff")).make()) == [(f"agency {OWNER}", "a version is not a record version")]


@pytest.mark.parametrize("time_ms", [1, NOW - DAY, NOW + 500 * DAY])
def test_page_dated_outside_its_keys_validity(time_ms: int) -> None:
    made = of(one(time_ms=time_ms)).make()
    assert failures(made) == [(f"agency {OWNER}", "a page is dated outside the validity of its key")]


def test_back_dated_page_under_a_revoked_key() -> None:
    """A page that claims to be older than the revocation of its key proves nothing by that claim."""

    def revoke(said: Any) -> None:
        owner = next(agency for agency in said.agencies if agency.id == OWNER)
        owner.keys[0].revoked_ms = NOW + 1000

    revoked = load_registry(edited(revoke))
    made = one(federation_id=revoked.federation_id, time_ms=NOW)
    world = World(registry=revoked, answer=GetHistoryResponse(history=made).SerializeToString())
    assert (
        f"agency {OWNER}",
        "a page key was revoked at 2026-09-21T14:13:21Z: this file cannot show which came first",
    ) in failures(world.make())
