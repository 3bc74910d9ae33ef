"""One grammar of field paths: docs/protocol.md section 8."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rabta.linkage.v1.question_pb2 import ExpandRequest
from rabta.records.v1.record_pb2 import RecordVersion
from rabta.records.v1.records_service_pb2 import SubmitPageRequest

from services.access.errors import InvalidArgument, Violation
from services.records import wire
from services.records.law.rule import Dossier
from services.records.law.rules.date_in_future import RULE
from services.values.encoding.strict import decode
from services.values.records import CaseReference, Identifier, Name
from services.values.validation import validate
from tests.fakes import record_maker as make
from tests.fakes.field_paths import leads
from tests.rows import of_rows

NOW_MS = 1_790_000_000_000
GOOD = ("", "page_size", "frame.as_of_ms", "subject.names[0].text", "case_references[19].key", "#99", "a[3].b.#1023")
BAD = ("subject.names.0.text", "a.", ".a", "a..b", "a[01]", "a[]", "A", "a b", "#99.a", "a[1][2]", "a\n", "a#9")


@pytest.mark.parametrize("path", GOOD)
def test_a_path(path: str) -> None:
    assert Violation(path, "rule", "text").field == path


@of_rows("path", BAD)
def test_no_path(path: str) -> None:
    with pytest.raises(ValueError, match="path"):
        Violation(path, "rule", "text")


def paths(kind: type, raw: bytes) -> list[str]:
    with pytest.raises(InvalidArgument) as caught:
        decode(kind, raw)
    return [broken.field for broken in caught.value.violations]


def test_a_request_read_by_hand_names_places_alike() -> None:
    spoilt = ExpandRequest(start=[{"kind": 1}, {"kind": 1}]).SerializeToString() + b"\xfa\x3f\x01x"
    assert paths(ExpandRequest, spoilt) == ["#1023"]
    inner = ExpandRequest(start=[{"kind": 1}]).SerializeToString() + b"\x12\x02\x08\x63"
    assert paths(ExpandRequest, inner) == ["start[1].kind"]
    listed = (
        ExpandRequest(frame={"edge_kinds": [1, 2, 1]}).SerializeToString().replace(b"\x01\x02\x01", b"\x01\x63\x01")
    )
    assert paths(ExpandRequest, listed) == ["frame.edge_kinds[1]"]
    unsaid = ExpandRequest(frame={"edge_kinds": [1, 0]}).SerializeToString()
    assert paths(ExpandRequest, unsaid) == ["frame.edge_kinds[1]"]


def broken_version() -> list[str]:
    """Every path of a version with many faults."""
    subject = replace(
        make.person(),
        names=(Name("OWN", "Amjad", "Latn"), Name("OWN", "\x1b[2J", "Latn")),
        identifiers=(Identifier("CNIC", "12"),),
    )
    version = make.party("one", subject=subject, case_references=(CaseReference("FIR", "nothing", "never"),))
    return [broken.field for broken in validate.violations(version)]


def test_a_version_names_places_that_there_are() -> None:
    found = broken_version()
    assert {"subject.names[1].text", "subject.identifiers[0].value", "case_references[0].key"} <= set(found)
    descriptor = RecordVersion.DESCRIPTOR
    assert all(leads(descriptor, path) for path in found), found


def test_a_date_to_come_is_named_by_its_place() -> None:
    """Of a rule that refuses: its path reaches the owner as a violation."""
    later = (make.fir(), replace(make.fir(513), dated="2299-01-01"))
    version = make.party("one", case_references=later)
    found = [
        Violation(each.field, "date-in-future", each.text).field for each in RULE.check(Dossier([version], NOW_MS))
    ]
    assert found == ["case_references[1].dated"]
    assert leads(RecordVersion.DESCRIPTOR, found[0])


def test_an_unknown_field_of_a_version_is_named_by_number() -> None:
    raw = RecordVersion(subject={"names": [{}, {}]}).SerializeToString()
    spoilt = raw + b"\x72\x05\x0a\x03\xf8\x07\x01"
    with pytest.raises(InvalidArgument) as caught:
        wire.decode_version(spoilt)
    assert caught.value.violations[0].field == "subject.names[2].#127"


@pytest.mark.parametrize(
    ("path", "there"),
    [
        ("leaves[3].salt", True),
        ("header.header.page_number", True),
        ("header.header", True),
        ("header.signature", True),
        ("header.page_number", False),
        ("leaves.salt", False),
        ("count", False),
    ],
)
def test_paths_of_a_page(path: str, there: bool) -> None:
    assert leads(SubmitPageRequest.DESCRIPTOR, path) is there
