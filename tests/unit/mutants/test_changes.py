"""Faults are small, one at a time, told apart by name, and the module is as it was after each."""

from __future__ import annotations

import ast
from types import CodeType

from tests.mutants.changes import mutants
from tests.mutants.parts import PARTS, files
from tests.rows import of_rows
from tests.shared import ROOT

SOURCE = '''
"""What it says."""
LIMIT: int = 3

def f(a: int, b: int = 2) -> bool:
    """Documentation is left alone."""
    total = 0
    for each in range(a):
        if each < b and each != 7:
            total += each
    note(total)
    if not total:
        raise ValueError("what is said is left alone")
    return max(total, LIMIT) > 5
'''


def names(source: str) -> list[str]:
    return [mutant.name for mutant in mutants(source, "<source>")]


@of_rows(
    ("line", "changed"),
    [
        ("return a < b", ["return a <= b"]),
        ("return a >= b", ["return a > b"]),
        ("return a == b", ["return a != b"]),
        ("return a is b", ["return a is not b"]),
        ("return a in b", ["return a not in b"]),
        ("return a < b <= c", ["return a <= b <= c", "return a < b < c"]),
        ("return a and b", ["return b", "return a"]),
        ("return a or b or c", ["return b or c", "return a or c", "return a or b"]),
        ("return not a", ["return a"]),
        ("return a + b", ["return a - b"]),
        ("return a | b", ["return a & b"]),
        ("return min(a)", ["return max(a)"]),
        ("return any(a)", ["return all(a)"]),
        ("return True", ["return False"]),
        ("return 7", ["return 8"]),
        ("return 'no'", ["return 'no~'"]),
        ("return a if b else c", ["return a if False else c", "return a if True else c"]),
        ("return [a for a in b if a]", ["return [a for a in b if False]", "return [a for a in b if True]"]),
        ("a(b)", ["pass"]),
        ("await a(b)", ["pass"]),
        ("a += b", ["pass"]),
        ("raise a", ["pass"]),
        ("return f'{a} of {b}'", []),
        ("'documentation'", []),
    ],
)
def test_what_becomes_of_a_line(line: str, changed: list[str]) -> None:
    assert names(f"async def f():\n    {line}\n") == [f"f: {line} => {one}" for one in changed]


def test_a_loop_is_never_made_endless_by_its_condition() -> None:
    assert names("def f():\n    while a:\n        b()\n") == ["f: while a: pass => while False: pass", "f: b() => pass"]


def test_names_are_unlike_and_tell_where() -> None:
    found = names(SOURCE)
    assert len(found) == len(set(found)) > 15
    assert "f: if each < b and each != 7: pass => if each <= b and each != 7: pass" in found
    assert "module: LIMIT: int = 3 => LIMIT: int = 4" in found
    assert not [name for name in found if "left alone~" in name or "said~" in name]


def test_each_is_one_change_of_the_whole() -> None:
    whole = compile(ast.parse(SOURCE), "<source>", "exec")
    seen = [mutant.code for mutant in mutants(SOURCE, "<source>")]
    assert all(code != whole for code in seen)
    assert len({repr(_texts(code)) for code in seen}) == len(seen)


def _texts(code: object) -> object:
    if not isinstance(code, CodeType):
        return code
    return code.co_code, code.co_names, [_texts(each) for each in code.co_consts]


def test_what_stands_outside_of_functions_is_told_apart() -> None:
    apart = {mutant.name: mutant.in_function for mutant in mutants(SOURCE, "<source>")}
    assert not apart["module: LIMIT: int = 3 => LIMIT: int = 4"]
    assert apart["f: total = 0 => total = 1"]
    assert not apart["f: def f(a: int, b: int=2) -> bool: pass => def f(a: int, b: int=3) -> bool: pass"]


CLOSURES = """
def rule(limit, fits):
    def checked(text):
        return None if fits(text) else limit
    return checked
"""


def test_what_takes_other_names_from_around_it_cannot_be_put_into_what_is_loaded() -> None:
    apart = {mutant.name: (mutant.in_function, mutant.at_loading) for mutant in mutants(CLOSURES, "<source>")}
    assert apart == {
        "rule.checked: return None if fits(text) else limit => return None if False else limit": (True, True),
        "rule.checked: return None if fits(text) else limit => return None if True else limit": (True, True),
    }
    whole = {mutant.name: mutant for mutant in mutants(SOURCE, "<source>")}
    assert all(mutant.at_loading is not mutant.in_function for mutant in whole.values())


@of_rows("part", sorted(PARTS))
def test_each_part_has_rooms_and_tests(part: str) -> None:
    assert files(PARTS[part].sources)
    assert files(PARTS[part].tests)
    assert all(path.is_relative_to(ROOT) for path in files(PARTS[part].sources))
