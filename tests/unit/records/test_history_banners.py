"""What is said before a history, whatever its lines say."""

from __future__ import annotations

from dataclasses import replace
from typing import Unpack

from services.records.timeline.history import compose
from services.values.records import ForeignRecord, History, Identifier, MisusedIdentity, RecordVersion
from tests.rows import of_rows
from tests.unit.records.papers import (
    CNIC,
    NOW_MS,
    Asked,
    all_visible,
    custody,
    order,
    party,
    record,
    step,
    subject,
    visible,
)
from tests.unit.records.whole_cases import acquitted_case, convicted_case


def history(*papers: RecordVersion, **asked: Unpack[Asked]) -> History:
    return compose(all_visible(*papers), now_ms=NOW_MS, **asked)


def codes(shown: History) -> list[str]:
    return [banner.code for banner in shown.banners]


class TestBanners:
    def test_none_without_lines(self) -> None:
        assert history().banners == ()

    def test_by_number_or_by_name_only(self) -> None:
        assert "identity-by-number-only" in codes(history(record(party()), selector=CNIC))
        abroad = record(ForeignRecord("AE", "Dubai", "", "2020", "CONVICTION"), role="LISTED", cases=())
        assert "foreign-record" in codes(history(record(party()), abroad))
        assert "foreign-record" not in codes(history(record(party())))
        assert "not-convicted" in codes(history(record(party()), abroad)), "never counted with Pakistani convictions"
        by_name = codes(history(record(party()), selector=Identifier("NAME_KEY", "a|b|c")))
        assert "identity-by-name-only" in by_name
        assert "identity-by-number-only" not in by_name

    @of_rows(
        ("papers", "expected", "absent"),
        [
            ([record(party())], {"not-convicted", "allegation-only"}, {"acquitted", "pending"}),
            (
                acquitted_case(),
                {"acquitted", "not-convicted"},
                {"allegation-only", "acquittal-reported", "under-appeal"},
            ),
            (convicted_case(), {"under-appeal"}, {"not-convicted", "acquitted", "allegation-only"}),
            (
                [record(order("COGNIZANCE", "2024-04-01")), record(order("DISCHARGE", "2024-05-01"))],
                {"ended-in-favour", "not-convicted"},
                {"acquitted", "allegation-only", "acquittal-reported"},
            ),
            (
                [record(order("DISCHARGE", "2024-05-01"))],
                {"allegation-only", "not-convicted"},
                {"ended-in-favour"},
            ),
            (
                [record(party()), record(order("CONVICTION", "2024-09-01"), agency="pk.punjab")],
                {"conviction-reported", "not-convicted", "pending"},
                {"under-appeal"},
            ),
            (
                [record(party()), record(order("ACQUITTAL", "2024-09-01"), agency="pk.punjab")],
                {"acquittal-reported", "acquitted"},
                {"conviction-reported"},
            ),
            ([record(step("CHALLAN_FINAL", "2024-05-01"))], {"pending"}, {"allegation-only"}),
            (
                [record(party()), record(custody("RELEASE", "2024-09-02", reason="ACQUITTED"))],
                {"acquittal-reported"},
                {"acquitted"},
            ),
            ([record(MisusedIdentity(), role="LISTED")], {"misused-identity"}, set()),
            ([record(party(), grade=("X", "2"))], {"untested"}, set()),
            ([record(party(), grade=("A", "4"))], {"untested"}, set()),
            ([record(party(), of=subject(born=("2010", "2010")))], {"juvenile"}, set()),
            ([record(party(), of=subject(born=("2006", "2006")))], {"juvenile"}, set()),
            (
                [record(party(), role="VICTIM", of=subject(born=("2010", "2010")))],
                set(),
                {"juvenile", "allegation-only"},
            ),
        ],
    )
    def test_what_protects(self, papers: list[RecordVersion], expected: set[str], absent: set[str]) -> None:
        found = set(codes(history(*papers)))
        assert expected <= found
        assert not absent & found

    def test_misused_identity_comes_first_and_a_withdrawn_note_not_at_all(self) -> None:
        note = record(MisusedIdentity(), role="LISTED")
        assert codes(history(record(party()), note))[0] == "misused-identity"
        assert "misused-identity" not in codes(history(record(party()), replace(note, status="WITHDRAWN")))

    def test_a_masked_version_gives_no_bytes_no_proof_and_says_so(self) -> None:
        shown = compose([visible(record(party()), raw=b"")], now_ms=NOW_MS)
        assert "pseudonym" in codes(shown)
        assert (shown.versions[0].version, shown.versions[0].proof) == (b"", None)

    def test_every_banner_speaks_both_languages(self) -> None:
        for banner in history(*acquitted_case(), *convicted_case()).banners:
            assert banner.text.isascii()
            assert not banner.text_ur.isascii()
