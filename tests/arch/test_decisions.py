"""Decisions are numbered from 1 without gaps and without two of one number, and say so in their titles."""

from __future__ import annotations

import re

from tests.rows import of_rows
from tests.shared import ROOT

ADR = ROOT / "docs" / "adr"
INDEX = (ADR / "README.md").read_text("utf-8")
ROW = re.compile(r"^\| (\d+) \| \[(.+)\]\((\S+)\) \| (.+) \|$", re.MULTILINE)
STATE = re.compile(r"accepted|(superseded|amended) by (\[\d+\]\(\d{4}-[a-z0-9-]+\.md\)(, )?)+")
DECISIONS = sorted(path.name for path in (ROOT / "docs" / "adr").glob("[0-9]*.md"))


def test_each_number_once_and_none_left_out() -> None:
    assert [int(name[:4]) for name in DECISIONS] == list(range(1, len(DECISIONS) + 1))


@of_rows("name", DECISIONS)
def test_its_title_bears_its_number(name: str) -> None:
    first = (ROOT / "docs" / "adr" / name).read_text("utf-8").partition("\n")[0]
    assert re.match(rf"# (?:ADR )?0*{int(name[:4])}[.:]? ", first), first


def test_the_index_has_each_decision_once_by_its_title() -> None:
    rows = [(file, title) for _, title, file, _ in ROW.findall(INDEX)]
    titles = {name: (ADR / name).read_text("utf-8").partition("\n")[0].partition(". ")[2] for name in DECISIONS}
    assert rows == list(titles.items())


def test_a_decision_is_accepted_or_names_the_later_one_that_says_otherwise() -> None:
    for number, _, file, state in ROW.findall(INDEX):
        assert STATE.fullmatch(state), (number, state)
        for later, path in re.findall(r"\[(\d+)\]\((\S+)\)", state):
            assert int(later) > int(number), file
            assert re.search(rf"\b{number}\b", (ADR / path).read_text("utf-8")), f"{path} does not speak of {number}"


def test_what_a_page_says_of_its_own_state_stands_in_the_index() -> None:
    states = {file: state for _, _, file, state in ROW.findall(INDEX)}
    said = re.compile(r"(?:Superseded|Extended|Amended) by \[(\d+)\]")
    for name in DECISIONS:
        for later in said.findall((ADR / name).read_text("utf-8")):
            assert f"[{later}]" in states[name], name
