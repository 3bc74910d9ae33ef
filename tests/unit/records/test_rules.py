"""The directory of rules, held as a whole and one by one: each has papers that it speaks on and papers it must not.

A rule file without examples here fails, so a new rule is one file and one entry of ``EXAMPLES``.
"""

from __future__ import annotations

import pkgutil
import re
from collections import Counter
from dataclasses import replace
from importlib import import_module
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.records.law import rules
from services.records.law.rule import CASE, FLAG, OWNER, RECORD, REFUSE, Dossier, Rule
from services.records.law.ruling import ABSENCES, RULES, findings, for_owner, next_clock, on_read
from services.records.timeline.history import compose
from services.records.timeline.history import next_clock as history_clock
from services.values.records import CaseReference, RecordVersion
from tests.budget import budget
from tests.rows import of_rows
from tests.unit.records.papers import (
    DAY_MS,
    NOW_MS,
    all_visible,
    case_file,
    order,
    party,
    record,
    subject,
)
from tests.unit.records.rule_examples import EXAMPLES, Papers, file


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

    @of_rows("rule", RULES, ids=lambda rule: rule.id)
    def test_form(self, rule: Rule) -> None:
        module = import_module(f"{rules.__name__}.{rule.id.replace('-', '_')}")
        assert rule.effect in (FLAG, REFUSE)
        assert rule.scope in (RECORD, CASE, OWNER)
        assert rule.source
        assert module.__doc__
        assert rule.check.__doc__
        assert (rule.source == "chronology") == (rule.effect == REFUSE), "impossible by nature, unlawful by statute"

    @of_rows("rule", RULES, ids=lambda rule: rule.id)
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

    @budget(30)
    @given(st.randoms(use_true_random=False))
    def test_order_of_papers_changes_nothing(self, random: Random) -> None:
        for rule in RULES:
            for papers in EXAMPLES[rule.id][0].values():
                shuffled = list(papers)
                random.shuffle(shuffled)
                assert set(rule.check(Dossier(shuffled, NOW_MS))) == set(rule.check(Dossier(papers, NOW_MS)))

    @budget(100)
    @given(st.lists(st.sampled_from(ALL_PAPERS), max_size=12))
    def test_a_rule_over_one_version_finds_the_same_among_many(self, papers: list[RecordVersion]) -> None:
        alone = [found for paper in papers for found in findings(RECORD, Dossier([paper], NOW_MS))]
        together = list(findings(RECORD, Dossier(papers, NOW_MS)))
        assert Counter((rule.id, found) for rule, found in together) == Counter((r.id, found) for r, found in alone)

    @of_rows("rule", RULES, ids=lambda rule: rule.id)
    def test_withdrawn_papers_raise_nothing(self, rule: Rule) -> None:
        for papers in EXAMPLES[rule.id][0].values():
            assert not speaks(rule, [replace(paper, status="WITHDRAWN") for paper in papers])


HITS = [(rule, name) for rule, (hits, _) in EXAMPLES.items() for name in hits]
MISSES = [(rule, name) for rule, (_, misses) in EXAMPLES.items() for name in misses]


@of_rows(("rule_id", "name"), HITS)
def test_speaks(rule_id: str, name: str) -> None:
    assert speaks(named(rule_id), EXAMPLES[rule_id][0][name])


@of_rows(("rule_id", "name"), MISSES)
def test_is_silent(rule_id: str, name: str) -> None:
    assert not speaks(named(rule_id), EXAMPLES[rule_id][1][name])


class TestFindings:
    @of_rows(("rule_id", "name"), HITS)
    def test_every_example_is_found_by_its_scope_alone(self, rule_id: str, name: str) -> None:
        dossier, scope = Dossier(EXAMPLES[rule_id][0][name], NOW_MS), named(rule_id).scope
        found = {scope: {rule.id for rule, _ in findings(scope, dossier)} for scope in (RECORD, CASE, OWNER)}
        assert rule_id in found.pop(scope)
        assert not any(rule_id in others for others in found.values())

    @of_rows(("rule_id", "name"), [(r, n) for r, n in HITS if named(r).effect == REFUSE])
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

    def test_what_nobody_owns_is_told_to_nobody_by_any_clock(self) -> None:
        nowhere = (CaseReference("MOVEMENT", "X/1"),)
        owned, unowned = (
            Dossier([record(case_file("2025-10-08"), role="", cases=of)], NOW_MS) for of in (None, nowhere)
        )
        assert next_clock(owned, "pk.punjab") is not None
        assert unowned.authority.owner == ""
        assert [next_clock(unowned, reader) for reader in ("", "pk.punjab")] == [None, None]
        assert for_owner(unowned, "") == []

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
