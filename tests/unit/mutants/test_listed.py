"""What is listed as no fault is a change that can be made to code that is there, with a reason, and once."""

from __future__ import annotations

import pytest

from tests.mutants.__main__ import main
from tests.mutants.changes import mutants
from tests.mutants.parts import PARTS, files, listed
from tests.shared import ROOT

LISTED = list(listed())


def test_each_names_code_that_is_there() -> None:
    names = {
        path: {mutant.name for mutant in mutants((ROOT / path).read_text(), path)}
        for path in {each.path for each in LISTED}
    }
    assert [each for each in LISTED if each.name not in names[each.path]] == []


def test_each_is_of_a_part_has_a_reason_and_comes_once() -> None:
    judged = {path.relative_to(ROOT).as_posix() for part in PARTS.values() for path in files(part.sources)}
    assert {each.path for each in LISTED} <= judged
    assert all(len(each.why) > 20 for each in LISTED)
    assert len({each[:2] for each in LISTED}) == len(LISTED)


def test_a_part_that_is_none_is_named_with_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["nothing"]) == 2
    assert "there are protection" in capsys.readouterr().err
