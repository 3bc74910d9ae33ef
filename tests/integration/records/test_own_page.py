"""GetPage: an agency's own page as the hub holds it, and of what may not be shown its number and digest alone."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256

import pytest

from services.access.caller import Caller
from services.access.errors import InvalidArgument, PageTokenInvalid, PolicyDenied
from services.access.kin import kin_digest
from services.records import wire
from services.records.app.own_page import get_page
from services.signing.page import FIRST, parse_page_header, verify_version
from services.values.records import GetPageRequest, GetPageResponse, RecordVersion, WithheldVersion
from tests.fakes.record_maker import (
    CNIC,
    FIA,
    POLICE,
    case_file,
    changed_body,
    cnic,
    expunged,
    following,
    order,
    party,
    person,
)
from tests.fakes.records_node import Node, caller, keeper

OWNER = keeper(POLICE)
SEAL = order("seal", "SEALED", from_owner_too=True)


def asked(
    node: Node, number: int, who: Caller = OWNER, feed: str = "records", size: int = 0, token: str = ""
) -> GetPageResponse:
    request = GetPageRequest(feed, number, size, token)
    return asyncio.run(get_page(node.context, node.inquiry(who), request, node.federation.registry))


def put(node: Node, *versions: RecordVersion) -> None:
    asyncio.run(node.put(*versions))


def shown(answer: GetPageResponse) -> list[bytes]:
    """Bytes of the versions, each held against the page's header."""
    assert answer.page is not None
    header = parse_page_header(answer.page.header)
    for each in answer.versions:
        assert each.proof is not None
        assert each.proof.page_sha256 == sha256(answer.page.header).digest()
        verify_version(header, each.version, each.proof.index, each.proof.salt, each.proof.path)
    return [each.version for each in answer.versions]


def encoded(*versions: RecordVersion) -> list[bytes]:
    return [wire.encode(each) for each in versions]


def withheld(index: int, version: RecordVersion, *, expunged: bool = False) -> WithheldVersion:
    digest = sha256(wire.encode(version)).digest()
    return WithheldVersion(index, version.record_id, version.version, digest, expunged)


PAPERS: Sequence[RecordVersion] = (case_file(), party("a"), party("b"))


class TestPages:
    def test_each_holds_what_was_sent_and_names_the_one_before(self, node: Node) -> None:
        put(node, *PAPERS)
        put(node, case_file("fia", agency=FIA))
        put(node, following(PAPERS[1]), party("c"))
        first, second = asked(node, 1), asked(node, 2)
        assert (shown(first), first.withheld, first.last_page) == (encoded(*PAPERS), (), 2)
        assert shown(second) == encoded(following(PAPERS[1]), party("c"))
        assert node.trail.records == [following(PAPERS[1]).name, party("c").name]
        assert first.page is not None
        assert second.page is not None
        assert parse_page_header(first.page.header).previous_sha256 == FIRST
        assert parse_page_header(second.page.header).previous_sha256 == sha256(first.page.header).digest()

    def test_past_the_last_one_there_is_its_number_alone(self, node: Node) -> None:
        assert asked(node, 1) == GetPageResponse(0)
        put(node, *PAPERS)
        assert asked(node, 2) == asked(node, (1 << 63) - 1) == GetPageResponse(1)
        assert asked(node, 1, feed="other") == GetPageResponse(0)

    def test_what_was_refused_or_held_already_is_in_neither_list(self, node: Node) -> None:
        put(node, *PAPERS)
        refused = replace(party("bad"), version=7)
        answer = asyncio.run(node.send(node.page(POLICE, [refused, PAPERS[1], party("c")]), POLICE))
        assert (answer.accepted, answer.unchanged, len(answer.refused)) == (1, 1, 1)
        second = asked(node, 2)
        assert (shown(second), second.withheld) == (encoded(party("c")), ())
        assert second.versions[0].proof is not None
        assert second.versions[0].proof.index == 2

    def test_a_large_page_comes_in_parts(self, node: Node) -> None:
        put(node, *PAPERS, *(party(f"p{number}") for number in range(4)))
        whole, parts, token = shown(asked(node, 1)), list[bytes](), ""
        for left in (3, 3, 1):
            part = asked(node, 1, size=3, token=token)
            assert len(part.versions) == left
            parts, token = [*parts, *shown(part)], part.next_page_token
        assert (parts, token) == (whole, "")

    def test_a_token_is_of_use_for_its_page_alone(self, node: Node) -> None:
        put(node, *PAPERS)
        put(node, party("c"), party("d"))
        token = asked(node, 1, size=1).next_page_token
        for other in ({"number": 2}, {"number": 1, "who": keeper(FIA)}):
            with pytest.raises(PageTokenInvalid):
                asked(node, token=token, **other)

    @pytest.mark.parametrize(
        ("number", "feed", "field"),
        [(0, "records", "page_number"), (1 << 63, "records", "page_number"), (1, "", "feed"), (1, "a\0", "feed")],
    )
    def test_what_names_no_page_is_refused(self, node: Node, number: int, feed: str, field: str) -> None:
        with pytest.raises(InvalidArgument) as refused:
            asked(node, number, feed=feed)
        assert refused.value.violations[0].field == field


class TestStrangers:
    def test_another_agency_asks_for_its_own_alone(self, node: Node) -> None:
        put(node, *PAPERS)
        assert asked(node, 1, keeper(FIA)) == GetPageResponse(0)
        put(node, case_file("fia", agency=FIA))
        assert shown(asked(node, 1, keeper(FIA))) == encoded(case_file("fia", agency=FIA))

    def test_nobody_of_the_agency_but_its_record_officer(self, node: Node) -> None:
        put(node, *PAPERS)
        with pytest.raises(PolicyDenied):
            asked(node, 1, caller())


class TestWithheld:
    def test_of_what_is_expunged_number_and_digest_come_back(self, node: Node) -> None:
        put(node, *PAPERS)
        gone = expunged(PAPERS[1])
        put(node, gone)
        first, second = asked(node, 1), asked(node, 2)
        assert shown(first) == encoded(PAPERS[0], PAPERS[2])
        assert first.withheld == (withheld(1, PAPERS[1], expunged=True),)
        assert (second.versions, second.withheld) == ((), (withheld(0, gone, expunged=True),))

    def test_of_what_a_court_sealed_from_its_owner_too_no_reason_is_told(self, node: Node) -> None:
        put(node, case_file(), party("a"))
        put(node, SEAL)
        first = asked(node, 1)
        assert withheld(1, party("a")) in first.withheld
        assert CNIC.encode() not in wire.encode(first)
        put(node, following(SEAL, body=changed_body(SEAL, lifted="2023-01-01")))
        assert encoded(party("a"))[0] in shown(asked(node, 1))

    def test_of_the_officer_s_own_no_reason_is_told_and_oversight_hears(self, node: Node) -> None:
        own = party("own", subject=person(cnic(41), name="Insider"))
        put(node, case_file(), party("a"), own)
        insider = replace(OWNER, own_and_kin=frozenset({kin_digest(f"CNIC:{cnic(41)}")}))
        answer = asked(node, 1, insider)
        assert (shown(answer), answer.withheld) == (encoded(case_file(), party("a")), (withheld(2, own),))
        assert node.trail.alarms == ["own-or-kin"]
        assert own.name not in node.trail.records
        assert asked(node, 1).withheld == ()

    def test_places_are_those_of_the_page_over_several_parts(self, node: Node) -> None:
        put(node, *PAPERS, party("c"))
        put(node, expunged(PAPERS[1]))
        first = asked(node, 1, size=2)
        assert [each.index for each in first.withheld] == [1]
        second = asked(node, 1, size=2, token=first.next_page_token)
        assert (shown(second), second.withheld) == (encoded(PAPERS[2], party("c")), ())
