"""Beside each cap stands what the law says of it, and what is policy: in the code, and where people read the table."""

from __future__ import annotations

import json
import re

import pytest
from cedarpy import policies_to_json_str

from services.access.cap_law import CAP_LAWS, CapLaw
from services.access.ruleset import policy_text
from tests.rows import of_rows
from tests.shared import ROOT

STATIC = json.loads(policies_to_json_str(policy_text()))["staticPolicies"].values()
CAPS = [p["annotations"]["id"] for p in STATIC if p["effect"] == "forbid" and "cause" in p["annotations"]]
DOCUMENT = (ROOT / "docs" / "vocabulary.md").read_text("utf-8")
MARK = re.compile(r"\((?:[^()]*, )?(?:V2?|K|check)\)|\(V2 heading, K\)")


def table() -> list[list[str]]:
    """Lines of the table of caps, cell by cell."""
    lines = DOCUMENT[DOCUMENT.index("| row | record | cap |") :].partition("\n\n")[0].split("\n")[2:]
    return [[cell.strip() for cell in line.strip("| ").split(" | ")] for line in lines]


def test_every_cap_has_its_law_once() -> None:
    named = [policy for row in CAP_LAWS for policy in row.policies]
    assert sorted(named) == sorted([*CAPS, "r28-real-name"])


@of_rows("row", CAP_LAWS, ids=lambda row: row.policies[0])
def test_each_says_a_law_with_its_mark_or_is_policy(row: CapLaw) -> None:
    assert row.law or row.policy
    assert not row.law or MARK.search(row.law)
    assert ("P: " in row.shown) == bool(row.policy)
    assert all(policy.startswith((f"r{row.row}", "scope-")) for policy in row.policies)


def test_people_read_it_beside_each_cap() -> None:
    assert [(cells[0], cells[-1]) for cells in table()] == [(row.row, row.shown) for row in CAP_LAWS]


@pytest.mark.parametrize(("row", "law"), [("23", "PTPA s. 10"), ("24", "JJSA s. 13")])
def test_what_hides_victims_and_juveniles_from_other_agencies_is_policy_beside_the_section(row: str, law: str) -> None:
    (shown,) = (cells[-1] for cells in table() if cells[0] == row)
    assert law in shown
    assert "P: that other agencies do not see" in shown


def test_the_cause_of_each_cap_stands_beside_it() -> None:
    causes = {p["annotations"]["id"]: p["annotations"]["cause"] for p in STATIC if "cause" in p["annotations"]}
    for cells, row in zip(table(), CAP_LAWS, strict=True):
        found = {f"`{causes[policy]}`" for policy in row.policies if policy in causes} or {"-"}
        assert {cells[4]} == found
