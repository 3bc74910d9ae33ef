"""The directory of rules, held as a whole and one by one: each has papers that it speaks on and papers it must not.

A rule file without examples here fails, so a new rule is one file and one entry of ``EXAMPLES``.
"""

from __future__ import annotations

import pkgutil
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from importlib import import_module

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.records import rules
from services.records.domain import CaseFile, CaseReference, RecordVersion, Section
from services.records.rule import CASE, FLAG, RECORD, REFUSE, Dossier, Rule
from services.records.ruling import RULES, findings, on_read
from tests.unit.records.papers import (
    DAY_MS,
    FIR_A,
    NOW_MS,
    PPC,
    PTPA,
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
        },
    ),
    "police-remand-over-15-days": (
        {
            "one order": [event("ARREST", "2024-03-06"), remand("2024-03-07", 16)],
            "in the whole": [event("ARREST", "2024-03-06"), remand("2024-03-07", 8), remand("2024-03-15", 8)],
        },
        {
            "fifteen": [event("ARREST", "2024-03-06"), remand("2024-03-07", 8), remand("2024-03-15", 7)],
            "told twice": [remand("2024-03-07", 10), remand("2024-03-07", 10, "pk.court")],
            "two arrests": [
                event("ARREST", "2024-03-06"),
                remand("2024-03-07", 10),
                event("ARREST", "2024-06-06"),
                remand("2024-06-07", 10),
            ],
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
            "a station's file": [cross_border()],
            "a step by police": [
                cross_border("pk.fia", FIA_FIR),
                record(step("INVESTIGATION_BY_POLICE", "2024-03-09"), cases=(FIA_FIR,)),
            ],
        },
        {
            "fia's file": [cross_border("pk.fia")],
            "fia's register": [cross_border("pk.other", FIA_FIR)],
            "transferred": [cross_border(), record(step("TRANSFER", "2024-03-09"), role="")],
            "not trafficking": [cross_border(sections=(PPC,))],
            "not over the border": [file()],
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
        assert rule.scope in (RECORD, CASE)
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
        found = {scope: {rule.id for rule, _ in findings(scope, dossier)} for scope in (RECORD, CASE)}
        assert rule_id in found[scope]
        assert rule_id not in found[CASE if scope == RECORD else RECORD]

    @pytest.mark.parametrize(("rule_id", "name"), [(r, n) for r, n in HITS if named(r).effect == REFUSE])
    def test_whichever_paper_is_refused_the_field_is_its_own(self, rule_id: str, name: str) -> None:
        kinds = {paper.name: paper.kind.lower() for paper in EXAMPLES[rule_id][0][name]}
        for _, found in findings(named(rule_id).scope, Dossier(EXAMPLES[rule_id][0][name], NOW_MS)):
            fields = {found.version: found.field, **dict.fromkeys(found.others, found.others_field)}
            for version, field in fields.items():
                assert field.split(".")[0] in (kinds[version], "valid_from", "subject", "case_references")

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
        assert (flag.source, flag.version) == ("CrPC s. 61", production.name)
