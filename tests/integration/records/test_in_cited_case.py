"""Which records are "in the cited case": whoever merely knows a number, or writes it on a paper of their own, gets none."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any, Unpack

import pytest

from services.access.caller import Approver, Caller
from services.access.errors import CaseNotYours, NotFound, PurposeUnfit
from services.values.records import CaseReference, RecordVersion, Referral, Review
from tests.fakes.record_maker import (
    CNIC,
    FIA,
    OVERSIGHT,
    POLICE,
    PRISONS,
    SINDH,
    case_file,
    changed_body,
    cnic,
    court,
    custody,
    fir,
    following,
    party,
    person,
    version,
    withdrawn,
)
from tests.fakes.records_node import Node, caller
from tests.fakes.stated import About

SESSIONS, HIGH, CHILD = "pk.lahore-sessions", "pk.lahore-high-court", "pk.child-protection"
PROSECUTION, PROBATION = "pk.punjab-prosecution", "pk.probation"
VICTIM = person(cnic(21), name="V")
OTHER_VICTIM = person(cnic(31), name="O")
OWN, HIGHS, NOBODYS = (
    CaseReference("COURT_CASE", key) for key in ("LAHORE/9/2020", "LHC/7/2020", "QUETTA SESSIONS/3/2020")
)
SEEN = party("victim", role="VICTIM", subject=VICTIM)
SECOND = Approver("second-1", 3, frozenset({"boss-1"}), bytes(32))


def judge_of(agency: str, number: CaseReference, officer: str = "judge-1", **more: Any) -> Caller:
    sound = {
        "agency_kind": "COURT",
        "roles": frozenset({"JUDGE"}),
        "purpose": "TRIAL",
        "legal_basis": "TRIAL_ANTECEDENTS",
        "case_type": number.type,
        "case_key": number.key,
    }
    return caller(agency, officer, **(sound | more))


def prosecutor(number: CaseReference, officer: str = "pr-1") -> Caller:
    return judge_of(PROSECUTION, number, officer, agency_kind="PROSECUTION", roles=frozenset({"PROSECUTOR"}))


def protector(number: str, agency: str = CHILD, **more: Any) -> Caller:
    sound = {
        "agency_kind": "CHILD_PROTECTION",
        "roles": frozenset({"PROTECTION_OFFICER"}),
        "purpose": "PROTECT_VICTIM",
        "legal_basis": "VICTIM_WITNESS",
        "query_class": "PROTECTION",
        "case_type": "REFERRAL",
        "case_key": number,
    }
    return caller(agency, "cp-1", **(sound | more))


def reviewer(number: str, kind: str = "REVIEW", officer: str = "ov-1") -> Caller:
    return caller(
        OVERSIGHT, officer, roles=frozenset({"OVERSIGHT"}), purpose="OVERSIGHT", legal_basis="DATA_OVERSIGHT",
        query_class="AUDIT", case_type=kind, case_key=number, approver=SECOND,
    )  # fmt: skip


def supervisor(agency: str, officer: str, number: str = "LHC/12/2024", kind: str = "PROBATION") -> Caller:
    role = "PROBATION_OFFICER" if kind == "PROBATION" else "CUSTODY_OFFICER"
    return caller(
        agency, officer, agency_kind=kind, roles=frozenset({role}), purpose="SUPERVISE_OFFENDER",
        legal_basis="PRISON_PROBATION", query_class="ANTECEDENTS", case_type="ORDER", case_key=number,
    )  # fmt: skip


def put(node: Node, *versions: RecordVersion) -> None:
    asyncio.run(node.put(*versions))


def seen(node: Node, who: Caller, number: str = cnic(21)) -> set[str]:
    """Records of the number that are disclosed to the caller."""
    found = asyncio.run(node.search(who, number))
    assert not found.hits
    return {match.version.split("/")[3] for match in found.matches}


def court_file(agency: str, *numbers: CaseReference, officers: tuple[str, ...] = ("judge-1",)) -> RecordVersion:
    return case_file(f"file-{agency[3:]}", agency=agency, officers=officers, case_references=numbers)


class TestTrial:
    def test_somebody_elses_number_gives_no_victim(self, node: Node) -> None:
        put(node, replace(SEEN, case_references=(fir(), HIGHS)), case_file(), court_file(HIGH, HIGHS))
        assert seen(node, judge_of(HIGH, HIGHS)) == {"victim"}
        assert seen(node, judge_of(SESSIONS, HIGHS)) == set()

    def test_nor_when_they_write_it_on_a_file_of_their_own(self, node: Node) -> None:
        put(node, replace(SEEN, case_references=(fir(), HIGHS)), case_file(), court_file(SESSIONS, HIGHS, OWN))
        assert seen(node, judge_of(SESSIONS, HIGHS)) == set()
        assert seen(node, judge_of(SESSIONS, OWN)) == set()

    def test_nobodys_number_gives_no_victim(self, node: Node) -> None:
        put(node, replace(SEEN, case_references=(fir(), NOBODYS)), case_file())
        assert seen(node, judge_of(SESSIONS, NOBODYS)) == set()
        put(node, court_file(SESSIONS, NOBODYS))
        assert seen(node, judge_of(SESSIONS, NOBODYS)) == set()

    def test_their_own_courts_case_does_where_its_record_names_them(self, node: Node) -> None:
        put(node, replace(SEEN, case_references=(fir(), OWN)), case_file())
        assert seen(node, judge_of(SESSIONS, OWN)) == set()
        put(node, court_file(SESSIONS, OWN))
        assert seen(node, judge_of(SESSIONS, OWN)) == {"victim"}
        assert seen(node, judge_of(SESSIONS, OWN, "judge-2")) == set()

    def test_the_court_ties_a_first_information_report_of_its_districts_to_its_case(self, node: Node) -> None:
        karachi = CaseReference("FIR", "SD/KARACHI/CLIFTON/27/2016")
        put(
            node,
            SEEN,
            party("far", role="VICTIM", subject=VICTIM, agency=SINDH, case_references=(karachi,)),
            case_file(),
            court_file(SESSIONS, OWN, fir(), karachi),
        )
        assert seen(node, judge_of(SESSIONS, OWN)) == {"victim"}

    def test_prosecution_of_that_court_whose_own_file_names_the_officer(self, node: Node) -> None:
        high = replace(SEEN, record_id="high", case_references=(fir(5), HIGHS))
        put(node, replace(SEEN, case_references=(fir(), OWN)), high, case_file(), court_file(HIGH, HIGHS))
        assert seen(node, prosecutor(OWN)) == set()
        put(node, court_file(PROSECUTION, OWN, HIGHS, officers=("pr-1",)), court_file(SESSIONS, OWN))
        assert seen(node, prosecutor(OWN)) == {"victim"}
        assert seen(node, prosecutor(OWN, "pr-2")) == set()
        assert seen(node, prosecutor(HIGHS)) == set()

    def test_police_who_write_a_court_case_on_their_records_say_nothing_of_whom_it_accuses(self, node: Node) -> None:
        put(
            node,
            case_file(),
            court_file(SESSIONS, OWN),
            party("claimed", agency=SINDH, case_references=(OWN,)),
            court("old", "CONVICTION", "2019-01-01", case_references=(fir(77),)),
        )
        assert seen(node, judge_of(SESSIONS, OWN), CNIC) == set()
        put(node, court("framed", "CHARGE_FRAMED", "2021-01-01", agency=SESSIONS, case_references=(OWN,)))
        assert seen(node, judge_of(SESSIONS, OWN), CNIC) == {"claimed", "framed", "old"}


class TestOwnCase:
    CHILD_OF_ANOTHER = party("child", subject=person(cnic(22), born="2008-01-01"), agency=SINDH)

    def test_what_their_file_only_mentions_is_not_theirs_case(self, node: Node) -> None:
        theirs = CaseReference("FIR", "SD/KARACHI/CLIFTON/27/2016")
        put(
            node,
            case_file("theirs", agency=SINDH, officers=("sp-1",), case_references=(theirs,)),
            replace(SEEN, case_references=(theirs,)),
            case_file(case_references=(fir(), theirs)),
        )
        assert seen(node, caller()) == set()
        with pytest.raises(CaseNotYours):
            seen(node, caller(case_key=theirs.key))

    def test_unless_its_holder_names_their_number_too(self, node: Node) -> None:
        theirs = CaseReference("FIR", "SD/KARACHI/CLIFTON/27/2016")
        put(
            node,
            case_file("theirs", agency=SINDH, officers=("sp-1",), case_references=(theirs, fir())),
            replace(SEEN, case_references=(theirs,)),
            case_file(case_references=(fir(), theirs)),
        )
        assert seen(node, caller()) == {"victim"}

    def test_a_number_of_nobody_opens_nothing_but_their_own_tie_to_it_holds(self, node: Node) -> None:
        put(
            node,
            replace(SEEN, case_references=(NOBODYS,)),
            case_file("nobodys", case_references=(CaseReference("FIR", "BA/QUETTA/CITY/1/2020"),)),
            replace(SEEN, record_id="second", case_references=(CaseReference("FIR", "BA/QUETTA/CITY/1/2020"),)),
        )
        assert seen(node, caller(case_key="BA/QUETTA/CITY/1/2020")) == set()
        put(node, case_file(case_references=(fir(), NOBODYS)))
        assert seen(node, caller()) == {"victim"}

    def test_a_joint_agency_reads_the_case_under_its_owners_number(self, node: Node) -> None:
        owners = case_file()
        fias = case_file("fias", agency=FIA, officers=("fia-1",))
        put(node, owners, fias, party("own-word", role="VICTIM", subject=VICTIM, agency=FIA))
        who = caller(FIA, "fia-1")
        with pytest.raises(CaseNotYours):
            seen(node, who)
        put(node, following(owners, body=changed_body(owners, joint=(FIA,))))
        assert seen(node, who) == {"own-word"}
        put(node, following(fias, body=changed_body(fias, joint=(SINDH,))))
        with pytest.raises(CaseNotYours):
            seen(node, caller(SINDH, "fia-1"))

    def test_who_is_accused_is_the_owners_word(self, node: Node) -> None:
        from tests.fakes.record_maker import crossing

        put(node, case_file(), crossing(), party("claimed", agency=SINDH))
        assert seen(node, caller(), CNIC) == {"claimed"}
        put(node, party())
        assert seen(node, caller(), CNIC) == {"claimed", "crossing", "party"}


class TestReferral:
    NUMBER = CaseReference("REFERRAL", "LHR/5/2024")

    def referral(self, to: str = CHILD, ended: str = "", **more: Unpack[About]) -> RecordVersion:
        refs = (self.NUMBER, fir())
        stated: About = {"agency": POLICE, "role": "VICTIM", "subject": VICTIM, "case_references": refs, **more}
        return version("REFERRAL", "referral", Referral(to, "2024-02-01", ended), **stated)

    def test_the_body_that_the_owner_names_sees_that_person_in_that_case(self, node: Node) -> None:
        put(
            node,
            case_file(),
            SEEN,
            replace(SEEN, record_id="elsewhere", case_references=(fir(9),)),
            party("other", role="VICTIM", subject=OTHER_VICTIM),
        )
        assert seen(node, protector(self.NUMBER.key)) == set()
        put(node, self.referral())
        assert seen(node, protector(self.NUMBER.key)) == {"victim"}
        assert seen(node, protector(self.NUMBER.key), cnic(31)) == set()
        assert seen(node, protector(self.NUMBER.key, "pk.other-body")) == set()
        put(node, withdrawn(self.referral()))
        assert seen(node, protector(self.NUMBER.key)) == set()

    @pytest.mark.parametrize(
        "changes",
        [{"agency": CHILD}, {"agency": SINDH}, {"ended": "2024-03-01"}, {"to": FIA}, {"case_references": (NUMBER,)}],
        ids=["by-the-reader", "by-a-stranger", "ended", "to-another", "about-no-case"],
    )
    def test_nothing_else_refers(self, node: Node, changes: dict[str, Any]) -> None:
        put(node, case_file(), SEEN, self.referral(**changes))
        assert seen(node, protector(self.NUMBER.key)) == set()

    def test_the_number_alone_on_a_record_refers_nobody(self, node: Node) -> None:
        put(node, case_file(), replace(SEEN, case_references=(fir(), self.NUMBER)))
        assert seen(node, protector(self.NUMBER.key)) == set()


class TestReview:
    NUMBER = CaseReference("REVIEW", "2026/4")

    def review(self, *records: str, agency: str = OVERSIGHT, **more: Any) -> RecordVersion:
        body = Review(tuple(records), "2026-01-05", more.pop("ended", ""), more.pop("officers", ("ov-1",)))
        return version("REVIEW", "review", body, agency=agency, case_references=(self.NUMBER,), **more)

    def test_oversight_sees_what_its_own_record_names(self, node: Node) -> None:
        other = party("other", role="VICTIM", subject=VICTIM)
        put(node, case_file(), SEEN, other)
        assert seen(node, reviewer("2026/4")) == set()
        put(node, self.review(SEEN.record_name))
        assert seen(node, reviewer("2026/4")) == {"victim"}
        assert asyncio.run(node.record(reviewer("2026/4"), SEEN.record_name)).version is not None
        with pytest.raises(NotFound):
            asyncio.run(node.record(reviewer("2026/4"), other.record_name))
        assert seen(node, reviewer("2026/4", officer="ov-2")) == set()
        put(
            node, following(self.review(SEEN.record_name), body=Review((SEEN.record_name,), "2026-01-05", "2026-02-01"))
        )
        assert seen(node, reviewer("2026/4")) == set()

    def test_no_private_complaint_and_no_record_that_carries_the_number(self, node: Node) -> None:
        complaint = CaseReference("COMPLAINT", "LAHORE/3/2020")
        put(node, case_file(), replace(SEEN, case_references=(fir(), complaint, self.NUMBER)))
        assert seen(node, reviewer("2026/4")) == set()
        with pytest.raises(PurposeUnfit):
            seen(node, reviewer(complaint.key, "COMPLAINT"))

    def test_a_review_that_another_agency_writes_opens_nothing(self, node: Node) -> None:
        put(node, case_file(), SEEN, self.review(SEEN.record_name, agency=POLICE))
        assert seen(node, reviewer("2026/4")) == set()


class TestSupervision:
    NUMBER = CaseReference("ORDER", "LHC/12/2024")
    JAIL = CaseReference("PRISON_CONVICT", "CAMP JAIL/9")

    def convicted(self, node: Node) -> None:
        put(
            node,
            case_file(),
            custody("sentence", "PROBATION", "2021-01-01", agency=HIGH, case_references=(HIGHS, self.NUMBER)),
        )

    def test_the_probation_officer_whom_the_courts_order_names(self, node: Node) -> None:
        self.convicted(node)
        who = supervisor(PROBATION, "po-3")
        assert seen(node, who, CNIC) == set()
        put(node, court_file(HIGH, self.NUMBER, officers=("pk.probation/po-3",)))
        assert seen(node, who, CNIC) == {"sentence"}
        assert seen(node, supervisor(PROBATION, "po-4"), CNIC) == set()

    def test_nobody_names_themselves(self, node: Node) -> None:
        self.convicted(node)
        put(node, court_file(PROBATION, self.NUMBER, officers=("po-3", "pk.probation/po-3")))
        assert seen(node, supervisor(PROBATION, "po-3"), CNIC) == set()

    def test_the_prison_that_holds_them_under_its_own_number(self, node: Node) -> None:
        self.convicted(node)
        who = supervisor(PRISONS, "jailer-1", kind="PRISON")
        put(node, custody("elsewhere", "ADMISSION", "2021-01-02", agency=PRISONS, case_references=(self.JAIL,)))
        assert seen(node, who, CNIC) == set()
        put(node, custody("in", "ADMISSION", "2021-01-02", agency=PRISONS, case_references=(self.JAIL, self.NUMBER)))
        assert seen(node, who, CNIC) == {"sentence", "in", "elsewhere"}
