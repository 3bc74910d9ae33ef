"""The directory of rules, held as a whole and one by one: each has papers that it speaks on and papers it must not.

A rule file without examples here fails, so a new rule is one file and one entry of ``EXAMPLES``.
"""

from __future__ import annotations

import pkgutil
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from importlib import import_module

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.records import rules
from services.records.domain import CaseFile, CaseReference, RecordVersion, Section, Voice
from services.records.history import compose
from services.records.history import next_clock as history_clock
from services.records.rule import CASE, FLAG, OWNER, RECORD, REFUSE, Dossier, Rule
from services.records.ruling import ABSENCES, RULES, findings, for_owner, next_clock, on_read
from tests.unit.records.papers import (
    DAY_MS,
    FIR_A,
    NOW_MS,
    PPC,
    PTPA,
    all_visible,
    case_file,
    custody,
    order,
    party,
    record,
    sentence,
    step,
    subject,
    warrant,
)

MISSING = CaseReference("MISSING_CHILD", "PB/LAHORE/ICHHRA/4/2024")
UNDER_TRIAL = CaseReference("PRISON_UNDER_TRIAL", "CAMP JAIL/77")
FIA_FIR = CaseReference("FIR", "IS/ISLAMABAD/FIA AHTC/7/2024")
POSM = Section("POSM", "3")
WOMAN = subject("Nazia Bibi", gender="F")
CHILD = subject(born=("2008-01-01", "2008-12-31"))
Papers = list[RecordVersion]


def file(**more: object) -> RecordVersion:
    return record(case_file(**more), role="")  # type: ignore[arg-type]


def cross_border(
    agency: str = "pk.punjab", *cases: CaseReference, sections: Sequence[Section] = (PTPA,)
) -> RecordVersion:
    body = CaseFile("2024-03-04", "", "2024-03-05", "", "ICHHRA", tuple(sections), crosses_border=True)
    return record(body, agency=agency, role="", cases=cases or (FIR_A,))


def missing(reported: str = "2024-03-05T10:00", *more: CaseReference) -> RecordVersion:
    return record(CaseFile(reported=reported), role="", cases=(MISSING, *more))


def told(at: str) -> RecordVersion:
    return record(step("ZARRA_TOLD", at), role="", cases=(MISSING,))


def stay(
    kind: str, at: str, reason: str = "", *, agency: str = "pk.prisons", cases: Sequence[CaseReference] = ()
) -> RecordVersion:
    return record(custody(kind, at, reason=reason), agency=agency, cases=cases or (FIR_A, UNDER_TRIAL))


def file_of(*charged: Section) -> RecordVersion:
    return record(CaseFile("2024-03-04", "", "2024-03-05", "", "ICHHRA", charged), role="")


def remand(at: str, days: int, agency: str = "pk.punjab") -> RecordVersion:
    return record(custody("POLICE_REMAND", at, days=days), agency=agency)


def event(kind: str, at: str, reason: str = "") -> RecordVersion:
    return record(custody(kind, at, reason=reason))


# rule -> (papers that it speaks on, papers that it must not)
EXAMPLES: dict[str, tuple[dict[str, Papers], dict[str, Papers]]] = {
    "production-after-24h": (
        {
            "two days later": [event("ARREST", "2024-03-06"), event("PRODUCTION", "2024-03-08")],
            "by the hour": [event("ARREST", "2024-03-06T10:00"), event("PRODUCTION", "2024-03-07T10:02")],
            "arrested again after release": [
                event("ARREST", "2024-03-06"),
                event("PRODUCTION", "2024-03-07"),
                event("RELEASE", "2024-03-09", "BAIL"),
                event("ARREST", "2024-05-06"),
                event("PRODUCTION", "2024-05-09"),
            ],
            "straight to prison": [event("ARREST", "2024-03-06"), event("ADMISSION", "2024-03-09")],
        },
        {
            "next day may be in time": [event("ARREST", "2024-03-06"), event("PRODUCTION", "2024-03-07")],
            "within the day": [event("ARREST", "2024-03-06T10:00"), event("PRODUCTION", "2024-03-07T09:59")],
            "released before": [
                event("ARREST", "2024-03-06"),
                event("RELEASE", "2024-03-07", "BAIL"),
                event("ADMISSION", "2024-09-01"),
            ],
            "arrested twice": [
                event("ARREST", "2024-03-06"),
                event("ARREST", "2024-05-06"),
                event("PRODUCTION", "2024-05-07"),
            ],
            "no production seen": [event("ARREST", "2024-03-06")],
            "a second paper of one arrest": [
                event("ARREST", "2024-03-06"),
                event("PRODUCTION", "2024-03-07"),
                record(custody("ARREST", "2024-03-10"), agency="pk.fia"),
                event("JUDICIAL_REMAND", "2024-03-20"),
            ],
        },
    ),
    "police-remand-over-15-days": (
        {
            "one order": [event("ARREST", "2024-03-06"), remand("2024-03-07", 16)],
            "in the whole": [event("ARREST", "2024-03-06"), remand("2024-03-07", 8), remand("2024-03-15", 8)],
            "two agencies, two arrests": [
                event("ARREST", "2024-03-06"),
                remand("2024-03-07", 14),
                record(custody("ARREST", "2024-03-22"), agency="pk.fia"),
                remand("2024-03-22", 14, "pk.fia"),
            ],
            "terrorism, a hundred days": [file_of(Section("OTHER", "7 ATA")), remand("2024-03-07", 100)],
        },
        {
            "fifteen": [event("ARREST", "2024-03-06"), remand("2024-03-07", 8), remand("2024-03-15", 7)],
            "told twice": [remand("2024-03-07", 10), remand("2024-03-07", 10, "pk.court")],
            "terrorism, thirty days": [file_of(Section("OTHER", "7 ATA")), remand("2024-03-07", 30)],
        },
    ),
    "challan-late": (
        {"eighteen days": [file(), record(step("CHALLAN_FINAL", "2024-03-23"))]},
        {
            "seventeen days": [file(), record(step("CHALLAN_FINAL", "2024-03-22"))],
            "interim in time": [
                file(),
                record(step("CHALLAN_INTERIM", "2024-03-20")),
                record(step("CHALLAN_FINAL", "2024-06-01")),
            ],
            "no fir seen": [record(step("CHALLAN_FINAL", "2024-06-01"))],
            "no challan seen": [file(), record(step("RELEASE_169", "2024-06-01"))],
        },
    ),
    "police-on-cross-border-case": (
        {
            "a station's challan": [cross_border(), record(step("CHALLAN_FINAL", "2024-03-20"))],
            "a step by police": [
                cross_border("pk.fia", FIA_FIR),
                record(step("INVESTIGATION_BY_POLICE", "2024-03-09"), cases=(FIA_FIR,)),
            ],
        },
        {
            "fia's file": [cross_border("pk.fia")],
            "fia's register": [cross_border("pk.other", FIA_FIR)],
            "registering is never investigating": [cross_border(), record(step("FIR", "2024-03-05"), role="")],
            "transferred": [
                cross_border(),
                record(step("TRANSFER", "2024-03-09"), role=""),
                record(step("CHALLAN_FINAL", "2024-03-20")),
            ],
            "fia's challan": [
                cross_border("pk.fia", FIA_FIR),
                record(step("CHALLAN_FINAL", "2024-03-20"), agency="pk.fia", cases=(FIA_FIR,)),
            ],
            "not trafficking": [cross_border(sections=(PPC,)), record(step("CHALLAN_FINAL", "2024-03-20"))],
            "not over the border": [file(), record(step("CHALLAN_FINAL", "2024-03-20"))],
        },
    ),
    "juvenile-investigator-rank": (
        {"assistant sub-inspector": [file(investigator_rank="ASSISTANT_SUB_INSPECTOR"), record(party(), of=CHILD)]},
        {
            "sub-inspector": [file(investigator_rank="SUB_INSPECTOR"), record(party(), of=CHILD)],
            "an adult": [file(investigator_rank="ASSISTANT_SUB_INSPECTOR"), record(party())],
            "rank unknown": [file(), record(party(), of=CHILD)],
        },
    ),
    "missing-child-without-fir": (
        {"report alone": [missing()]},
        {
            "with fir": [missing("2024-03-05", FIR_A)],
            "fir by another paper": [missing(), record(party(), cases=(MISSING, FIR_A))],
            "no child missing": [file()],
            "a child-protection body's own report": [replace(missing(), voice=Voice("CHILD_PROTECTION"))],
        },
    ),
    "woman-in-police-custody": (
        {"remanded": [file(), record(custody("POLICE_REMAND", "2024-03-07", days=3), of=WOMAN)]},
        {
            "to prison": [file(), record(custody("JUDICIAL_REMAND", "2024-03-07"), of=WOMAN)],
            "qatl": [
                file_of(Section("PPC", "302"), PPC),
                record(custody("POLICE_REMAND", "2024-03-07", days=3), of=WOMAN),
            ],
            "dacoity": [
                file_of(Section("PPC", "395")),
                record(custody("POLICE_REMAND", "2024-03-07", days=3), of=WOMAN),
            ],
            "a man": [file(), remand("2024-03-07", 3)],
            "sections unknown": [record(custody("POLICE_REMAND", "2024-03-07", days=3), of=WOMAN)],
        },
    ),
    "composition-not-compoundable": (
        {
            "trafficking": [record(order("COMPOUNDED_345", "2024-09-01", PTPA))],
            "by the file": [file_of(PTPA, POSM), record(order("COMPOUNDED_345", "2024-09-01"))],
        },
        {
            "with a section of the Code": [record(order("COMPOUNDED_345", "2024-09-01", PTPA, PPC))],
            "sections unknown": [record(order("COMPOUNDED_345", "2024-09-01"))],
            "an acquittal": [record(order("ACQUITTAL", "2024-09-01", PTPA))],
        },
    ),
    "migrant-smuggling-at-a-station": (
        {"registered": [file_of(POSM)]},
        {
            "with other sections": [file_of(POSM, PPC)],
            "transferred": [file_of(POSM), record(step("TRANSFER", "2024-03-09"), role="")],
            "fia's": [
                record(CaseFile(reported="2024-03-05", sections=(POSM,)), agency="pk.fia", role="", cases=(FIA_FIR,))
            ],
            "no sections": [file_of()],
        },
    ),
    "challan-missing": (
        {"two years later": [file()]},
        {
            "a challan": [file(), record(step("CHALLAN_INTERIM", "2024-03-20"))],
            "cancelled": [file(), record(step("CANCELLATION_REPORT", "2024-03-20"))],
            "closed": [file(closed=True)],
            "within seventeen days": [file(reported="2025-09-25")],
            "another's report of it": [record(case_file(), agency="pk.fia", role="")],
            "an enquiry": [
                record(case_file(), agency="pk.fia", role="", cases=(CaseReference("ENQUIRY", "FIA/LHR/1/2024"),))
            ],
        },
    ),
    "zarra-never-told": (
        {"a year later": [missing()]},
        {
            "told, even late": [missing(), told("2024-06-01")],
            "within two hours": [missing("2025-10-09T13:00")],
            "no child missing": [file()],
        },
    ),
    "production-missing": (
        {"nothing after": [file(), event("ARREST", "2024-03-06")]},
        {
            "produced": [file(), event("ARREST", "2024-03-06"), event("PRODUCTION", "2024-03-07")],
            "released": [file(), event("ARREST", "2024-03-06"), event("RELEASE", "2024-03-06", "BAIL")],
            "today": [file(), event("ARREST", "2025-10-09")],
            "another agency's arrest": [file(), record(custody("ARREST", "2024-03-06"), agency="pk.fia")],
        },
    ),
    "age-never-recorded": (
        {"named, no birth": [file(), record(party(), of=subject(born=("", "")))]},
        {
            "a birth somewhere": [
                file(),
                record(party(), of=subject(born=("", ""))),
                record(custody("ADMISSION", "2024-04-01"), agency="pk.prisons"),
            ],
            "within the week": [file(), record(party(), of=subject(born=("", "")), valid_from="2025-10-07")],
            "a victim": [file(), record(party(), role="VICTIM", of=subject(born=("", "")))],
        },
    ),
    "zarra-told-late": (
        {
            "three hours": [missing(), told("2024-03-05T13:00")],
            "days later": [missing("2024-03-05"), told("2024-03-06T03:00")],
        },
        {
            "in time": [missing(), told("2024-03-05T12:00")],
            "dates leave room": [missing("2024-03-05"), told("2024-03-06")],
            "told again later": [missing(), told("2024-03-05T11:00"), told("2024-03-09T11:00")],
            "another step, days later": [
                missing(),
                record(step("SECTION_ADDED", "2024-03-09T11:00"), role="", cases=(MISSING,)),
            ],
            "no child missing": [file(), record(step("ZARRA_TOLD", "2024-03-09T11:00"), role="")],
            "never reported": [told("2024-03-09T11:00")],
        },
    ),
    "list-entry-expired": (
        {"last year": [record(warrant(expires="2024-12-31"), role="LISTED")]},
        {
            "still ahead": [record(warrant(expires="2027-12-31"), role="LISTED")],
            "no expiry": [record(warrant(), role="LISTED")],
            "cancelled before": [record(replace(warrant(expires="2024-12-31"), cancelled="2024-06-01"), role="LISTED")],
        },
    ),
    "list-entry-without-authority": (
        {
            "none": [record(warrant(authority=""), role="LISTED")],
            "blank": [record(warrant(authority="  "), role="LISTED")],
        },
        {"a court": [record(warrant(), role="LISTED")]},
    ),
    "release-before-admission": (
        {
            "one stay": [stay("ADMISSION", "2024-05-01"), stay("RELEASE", "2024-04-01", "BAIL")],
            "no prison number": [
                stay("ADMISSION", "2024-05-01", cases=(FIR_A,)),
                stay("RELEASE", "2024-04-01", "BAIL", cases=(FIR_A,)),
            ],
        },
        {
            "in order": [stay("ADMISSION", "2024-05-01"), stay("RELEASE", "2024-06-01", "BAIL")],
            "same day": [stay("ADMISSION", "2024-05-01"), stay("RELEASE", "2024-05-01", "BAIL")],
            "two stays": [
                stay("ADMISSION", "2024-05-01"),
                stay("RELEASE", "2024-06-01", "BAIL"),
                stay("ADMISSION", "2024-08-01"),
            ],
            "bailed by police first": [
                event("ARREST", "2024-03-06"),
                event("RELEASE", "2024-03-07", "BAIL"),
                event("ADMISSION", "2024-09-01"),
            ],
            "no admission seen": [stay("RELEASE", "2024-04-01", "BAIL")],
            "within one year": [stay("ADMISSION", "2024-05-01"), stay("RELEASE", "2024", "BAIL")],
        },
    ),
    "conviction-before-act": (
        {
            "conviction": [file(), record(order("CONVICTION", "2024-03-03"))],
            "sentence": [file(), record(sentence("2023-03-03"))],
        },
        {
            "after": [file(), record(order("CONVICTION", "2024-09-01"))],
            "same day": [file(), record(order("CONVICTION", "2024-03-04"))],
            "within one year": [file(act=("2024", "")), record(order("CONVICTION", "2024-01-02"))],
            "an acquittal is no conviction": [file(), record(order("ACQUITTAL", "2024-03-03"))],
            "act unknown": [file(act=("", "")), record(order("CONVICTION", "2020-01-01"))],
        },
    ),
    "older-than-130": (
        {"born 1890": [record(party(), of=subject(born=("1890", "1892")))]},
        {
            "born 1895": [record(party(), of=subject(born=("1890", "1895")))],
            "unknown": [record(party(), of=subject(born=("", "")))],
            "not born yet": [record(party(), of=subject(born=("2030", "2030")), valid_from="2024")],
        },
    ),
    "date-in-future": (
        {
            "event": [record(order("CONVICTION", "2030-01-01"))],
            "tomorrow": [record(order("CONVICTION", "2025-10-10"))],
            "later today": [record(order("CONVICTION", "2025-10-09T23:00"))],
            "valid": [record(party(), valid_from="2030")],
            "birth": [record(party(), of=subject(born=("2030", "2030")))],
            "reference": [record(party(), cases=(replace(FIR_A, dated="2030-01-01"),))],
            "report": [file(reported="2030-01-01")],
        },
        {
            "today": [record(order("CONVICTION", "2025-10-09"))],
            "this year": [record(order("CONVICTION", "2025"))],
            "expiry lies ahead": [record(warrant(expires="2030-01-01"), role="LISTED")],
        },
    ),
}


def named(rule_id: str) -> Rule:
    return next(rule for rule in RULES if rule.id == rule_id)


def speaks(rule: Rule, papers: Papers) -> bool:
    dossier = Dossier(papers, NOW_MS)
    return rule.kinds <= dossier.kinds() and any(True for _ in rule.check(dossier))


ALL_PAPERS = [
    paper for examples in EXAMPLES.values() for some in examples for papers in some.values() for paper in papers
]


class TestDirectory:
    def test_every_file_is_one_rule_named_after_it(self) -> None:
        files = {module.name for module in pkgutil.iter_modules(rules.__path__)}
        assert {rule.id.replace("-", "_") for rule in RULES} == files
        assert len(RULES) == len(files)

    def test_every_rule_has_examples_both_ways(self) -> None:
        assert {rule.id for rule in RULES} == set(EXAMPLES)
        assert all(hits and misses for hits, misses in EXAMPLES.values())

    @pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
    def test_form(self, rule: Rule) -> None:
        module = import_module(f"{rules.__name__}.{rule.id.replace('-', '_')}")
        assert rule.effect in (FLAG, REFUSE)
        assert rule.scope in (RECORD, CASE, OWNER)
        assert rule.source
        assert module.__doc__
        assert rule.check.__doc__
        assert (rule.source == "chronology") == (rule.effect == REFUSE), "impossible by nature, unlawful by statute"

    @pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
    def test_findings_are_located_and_hold_no_name(self, rule: Rule) -> None:
        for papers in EXAMPLES[rule.id][0].values():
            names = {paper.name for paper in papers}
            for finding in rule.check(Dossier(papers, NOW_MS)):
                assert finding.version in names
                assert set(finding.others) <= names
                assert finding.field
                assert bool(finding.others_field) == (rule.effect == REFUSE and rule.scope == CASE)
                assert "Aslam" not in finding.text
                assert "3520112345671" not in finding.text

    @settings(max_examples=30)
    @given(st.randoms(use_true_random=False))
    def test_order_of_papers_changes_nothing(self, random: object) -> None:
        for rule in RULES:
            for papers in EXAMPLES[rule.id][0].values():
                shuffled = list(papers)
                random.shuffle(shuffled)  # type: ignore[attr-defined]
                assert set(rule.check(Dossier(shuffled, NOW_MS))) == set(rule.check(Dossier(papers, NOW_MS)))

    @settings(max_examples=100)
    @given(st.lists(st.sampled_from(ALL_PAPERS), max_size=12))
    def test_a_rule_over_one_version_finds_the_same_among_many(self, papers: list[RecordVersion]) -> None:
        alone = [found for paper in papers for found in findings(RECORD, Dossier([paper], NOW_MS))]
        together = list(findings(RECORD, Dossier(papers, NOW_MS)))
        assert Counter((rule.id, found) for rule, found in together) == Counter((r.id, found) for r, found in alone)

    @pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
    def test_withdrawn_papers_raise_nothing(self, rule: Rule) -> None:
        for papers in EXAMPLES[rule.id][0].values():
            assert not speaks(rule, [replace(paper, status="WITHDRAWN") for paper in papers])


HITS = [(rule, name) for rule, (hits, _) in EXAMPLES.items() for name in hits]
MISSES = [(rule, name) for rule, (_, misses) in EXAMPLES.items() for name in misses]


@pytest.mark.parametrize(("rule_id", "name"), HITS)
def test_speaks(rule_id: str, name: str) -> None:
    assert speaks(named(rule_id), EXAMPLES[rule_id][0][name])


@pytest.mark.parametrize(("rule_id", "name"), MISSES)
def test_is_silent(rule_id: str, name: str) -> None:
    assert not speaks(named(rule_id), EXAMPLES[rule_id][1][name])


class TestFindings:
    @pytest.mark.parametrize(("rule_id", "name"), HITS)
    def test_every_example_is_found_by_its_scope_alone(self, rule_id: str, name: str) -> None:
        dossier, scope = Dossier(EXAMPLES[rule_id][0][name], NOW_MS), named(rule_id).scope
        found = {scope: {rule.id for rule, _ in findings(scope, dossier)} for scope in (RECORD, CASE, OWNER)}
        assert rule_id in found.pop(scope)
        assert not any(rule_id in others for others in found.values())

    @pytest.mark.parametrize(("rule_id", "name"), [(r, n) for r, n in HITS if named(r).effect == REFUSE])
    def test_whichever_paper_is_refused_the_field_is_its_own(self, rule_id: str, name: str) -> None:
        kinds = {paper.name: paper.kind.lower() for paper in EXAMPLES[rule_id][0][name]}
        for _, found in findings(named(rule_id).scope, Dossier(EXAMPLES[rule_id][0][name], NOW_MS)):
            fields = {found.version: found.field, **dict.fromkeys(found.others, found.others_field)}
            for version, field in fields.items():
                assert re.split(r"[.\[]", field)[0] in (kinds[version], "valid_from", "subject", "case_references")

    def test_the_clock_matters_only_where_it_says(self) -> None:
        paper = record(order("CONVICTION", "2025-10-10"))
        assert list(findings(RECORD, Dossier([paper], NOW_MS)))
        assert not list(findings(RECORD, Dossier([paper], NOW_MS + DAY_MS)))


class TestOnRead:
    def test_impossible_between_owners_shows_as_a_flag(self) -> None:
        papers = EXAMPLES["conviction-before-act"][0]["conviction"]
        assert [flag.rule for flag in on_read(Dossier(papers, NOW_MS))] == ["conviction-before-act"]

    def test_a_flag_names_statute_and_version(self) -> None:
        arrest, production = EXAMPLES["production-after-24h"][0]["two days later"]
        (flag,) = on_read(Dossier([arrest, production], NOW_MS))
        assert (flag.source, flag.version) == ("CrPC s. 61, K", production.name)


OF_OWNER = [(rule, name) for rule, name in HITS if named(rule).scope == OWNER]


class TestAbsence:
    """What nothing shows to have been done is the owner's to hear, and nobody else's."""

    @pytest.mark.parametrize(("rule_id", "name"), OF_OWNER)
    def test_the_owner_alone_is_told(self, rule_id: str, name: str) -> None:
        dossier = Dossier(EXAMPLES[rule_id][0][name], NOW_MS)
        assert rule_id in {flag.rule for flag in for_owner(dossier, "pk.punjab")}
        assert rule_id not in {flag.rule for flag in on_read(dossier)}
        for agency in ("", "pk.fia", "pk.court", "pk.prisons"):
            assert for_owner(dossier, agency) == []
            assert next_clock(dossier, agency) is None

    @pytest.mark.parametrize(("rule_id", "name"), OF_OWNER)
    def test_the_clock_says_when_more_is_to_be_told(self, rule_id: str, name: str) -> None:
        papers = EXAMPLES[rule_id][0][name]
        first = min(each.at_ms for one in ABSENCES if one.rule.id == rule_id for each in one.due(Dossier(papers, 0)))
        before, after = Dossier(papers, first), Dossier(papers, first + 1)
        assert rule_id not in {flag.rule for flag in for_owner(before, "pk.punjab")}
        assert next_clock(before, "pk.punjab") == first + 1
        assert rule_id in {flag.rule for flag in for_owner(after, "pk.punjab")}

    def test_a_history_shows_them_to_the_owner_and_not_to_others(self) -> None:
        papers = all_visible(file(), record(party(), of=subject(born=("", ""))))
        for reader, shown in (("pk.punjab", True), ("pk.fia", False), ("", False)):
            answer = compose(papers, now_ms=NOW_MS, reader=reader)
            rules_told = {flag.rule for line in answer.timeline for flag in line.flags}
            assert ({"challan-missing", "age-never-recorded"} <= rules_told) == shown
            assert ("age-not-recorded" in {banner.code for banner in answer.banners}) == shown

    def test_as_things_stood_then_no_later_clock_has_run_out(self) -> None:
        papers = all_visible(file(), record(party()))
        answer = compose(papers, now_ms=NOW_MS, reader="pk.punjab", as_of_valid="2024-03-06")
        assert not [flag for line in answer.timeline for flag in line.flags]

    def test_a_history_that_waits_for_a_clock_says_so(self) -> None:
        young = all_visible(record(case_file("2025-10-08"), role=""))
        at = history_clock(young, NOW_MS, "pk.punjab")
        assert at is not None
        assert at > NOW_MS
        assert history_clock(young, NOW_MS, "pk.fia") is None
