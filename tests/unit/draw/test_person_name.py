"""How a person is called: each name says whose it is, and a father is never an alias."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rabta.records.v1.subject_pb2 import NameType

from services.draw.person_name import Part, parts, person_name
from tests.rows import of_rows

OWN = ("OWN", "Bano Bibi")
FATHER = ("FATHER", "Akram")
HUSBAND = ("HUSBAND", "Aslam")
ALIAS = ("ALIAS", "Guddi")
TYPES = [name.removeprefix("NAME_TYPE_") for name in NameType.DESCRIPTOR.values_by_name]
NAMES = st.lists(st.tuples(st.sampled_from(TYPES), st.sampled_from(["Bano", "Akram", "Aslam", "بانو"])), max_size=6)


@of_rows(
    ("names", "gender", "urdu", "line"),
    [
        ([OWN, FATHER], "M", False, "Bano Bibi s/o Akram"),
        ([FATHER, OWN], "F", False, "Bano Bibi d/o Akram"),
        ([OWN, FATHER], "", False, "Bano Bibi s/d/o Akram"),
        ([OWN, FATHER], "X", False, "Bano Bibi s/d/o Akram"),
        ([OWN, HUSBAND, FATHER, ALIAS], "F", False, "Bano Bibi @ Guddi d/o Akram w/o Aslam"),
        ([OWN, HUSBAND, FATHER, ALIAS], "F", True, "Bano Bibi @ Guddi دختر Akram زوجہ Aslam"),
        ([OWN, ("OWN", "بانو"), FATHER, ("FATHER", "اکرم")], "F", False, "Bano Bibi / بانو d/o Akram / اکرم"),
        ([("PSEUDONYM", "A.B.")], "", False, "A.B."),
        ([FATHER], "M", False, "s/o Akram"),
        ([], "M", False, ""),
    ],
)
def test_each_name_says_whose_it_is(names: list[tuple[str, str]], gender: str, urdu: bool, line: str) -> None:
    assert person_name(names, gender, urdu=urdu) == line


@given(NAMES, st.sampled_from(["", "M", "F", "X"]), st.booleans())
def test_every_name_is_there_once_behind_its_own_sign(names: list[tuple[str, str]], gender: str, urdu: bool) -> None:
    made = parts(names, gender, urdu=urdu)
    assert sorted(part.text for part in made) == sorted(text for _, text in names)
    own = sum(kind not in ("ALIAS", "FATHER", "HUSBAND") for kind, _ in names)
    assert [part.sign for part in made[:own]] == ["", *["/"] * (own - 1)][:own]
    assert Part("", "Akram") not in made[own:], "of nobody but the person is a name without a sign"
    assert [part.text for part in made if part.sign == "@"] == [text for kind, text in names if kind == "ALIAS"]
