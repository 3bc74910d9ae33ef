"""Names and the entries of one cell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.names.words import ALIASES, CARE_OF, IN_NAMES, RELATIONS
from services.sources.exports.apart import persons_in
from services.sources.exports.names import entries, named, names
from services.tables.rejects import REASONS, BadCell
from tests.rows import of_rows
from tests.unit.sources.exports.why import why


def said(entry: str) -> list[tuple[str, str]]:
    subject = named(entry)
    assert subject is not None
    return [(name.type, name.text) for name in subject.names]


@pytest.mark.parametrize(
    ("cell", "count", "found"),
    [
        ("", 3, ["", "", ""]),
        ("a; b", 2, ["a", "b"]),
        ("a; NILL; b", 3, ["a", "", "b"]),
        ("a, -", 2, ["a", ""]),
        ("1. a 2. b", 2, ["a", "b"]),
        ("a, b; c", 1, ["a, b; c"]),
        ("a\nb", 1, ["a b"]),
        (";", 2, ["", ""]),
    ],
)
def test_entries_beside_names(cell: str, count: int, found: list[str]) -> None:
    assert entries(cell, count) == found


@pytest.mark.parametrize(("cell", "count"), [("a", 2), ("a; b; c", 2), ("a; b", 3)])
def test_as_many_entries_as_names(cell: str, count: int) -> None:
    with pytest.raises(BadCell, match="count-differs"):
        entries(cell, count)


@of_rows(
    ("entry", "found"),
    [
        ("Ali Raza", [("OWN", "Ali Raza")]),
        ("Ali Raza s/o Ahmed Din", [("OWN", "Ali Raza"), ("FATHER", "Ahmed Din")]),
        ("Ali S/O: Ahmed", [("OWN", "Ali"), ("FATHER", "Ahmed")]),
        ("Sana D/o Bashir", [("OWN", "Sana"), ("FATHER", "Bashir")]),
        ("Sana w/o Bashir", [("OWN", "Sana"), ("HUSBAND", "Bashir")]),
        ("Sana d/o Bashir w/o Karim", [("OWN", "Sana"), ("FATHER", "Bashir"), ("HUSBAND", "Karim")]),
        ("علی ولد احمد", [("OWN", "علی"), ("FATHER", "احمد")]),
        ("ثنا زوجہ کریم", [("OWN", "ثنا"), ("HUSBAND", "کریم")]),
        ("Ali @ Bhola", [("OWN", "Ali"), ("ALIAS", "Bhola")]),
        ("Ali alias Bhola alias Kala", [("OWN", "Ali"), ("ALIAS", "Bhola"), ("ALIAS", "Kala")]),
        ("علی عرف بھولا", [("OWN", "علی"), ("ALIAS", "بھولا")]),
        ("Ali s/o Ahmed @ Kala", [("OWN", "Ali"), ("FATHER", "Ahmed"), ("FATHER", "Kala")]),
        ("M. Ali", [("OWN", "M. Ali")]),
        ("O'Brien", [("OWN", "O'Brien")]),
        ("Jean-Luc Müller", [("OWN", "Jean-Luc Müller")]),
        ("Ali Raza caste Jutt", [("OWN", "Ali Raza")]),
        ("Ali s/o Ahmed by caste Rajput Bhatti r/o Lahore", [("OWN", "Ali"), ("FATHER", "Ahmed")]),
        ("علی ولد احمد قوم جٹ سکنہ لاہور", [("OWN", "علی"), ("FATHER", "احمد")]),
        ("Ali caste Jutt s/o Ahmed", [("OWN", "Ali"), ("FATHER", "Ahmed")]),
        ("Mohd. Ali", [("OWN", "Mohd. Ali")]),
        ("Dr. Ali ASI", [("OWN", "Dr. Ali ASI")]),
        ("Multan Khan", [("OWN", "Multan Khan")]),
    ],
)
def test_names(entry: str, found: list[tuple[str, str]]) -> None:
    assert said(entry) == found


def test_residence_is_an_address() -> None:
    subject = named("Ali s/o Ahmed r/o House 1, Lahore")
    assert subject is not None
    assert subject.address == "House 1, Lahore"


@pytest.mark.parametrize(
    "entry", ["unknown", "2 unknown persons", "unknown armed men", "نامعلوم ملزمان", "Unidentified man", "3 نامعلوم"]
)
def test_unknown_persons_are_none(entry: str) -> None:
    assert named(entry) is None


@pytest.mark.parametrize(("text", "script"), [("Ali", "Latn"), ("علی", "Arab")])
def test_scripts(text: str, script: str) -> None:
    assert names(text, "OWN")[0].script == script


@of_rows(
    ("entry", "spelt"),
    [
        ("Ali Raza علی رضا", [("OWN", "Ali Raza"), ("OWN", "علی رضا")]),
        ("علی رضا (Ali Raza)", [("OWN", "علی رضا"), ("OWN", "Ali Raza")]),
        ("Ali Raza / علی رضا", [("OWN", "Ali Raza"), ("OWN", "علی رضا")]),
        ("Muhammad Yousaf (محمد یوسف)", [("OWN", "Muhammad Yousaf"), ("OWN", "محمد یوسف")]),
        ("Abdul Rehman عبدالرحمٰن", [("OWN", "Abdul Rehman"), ("OWN", "عبدالرحمٰن")]),
        ("Ali علی s/o Ahmed Din احمد دین", [("OWN", "Ali"), ("OWN", "علی"), ("FATHER", "Ahmed Din"), ("FATHER", "احمد دین")]),
    ],
)  # fmt: skip
def test_a_name_in_two_scripts_is_one_persons(entry: str, spelt: list[tuple[str, str]]) -> None:
    assert said(entry) == spelt


@of_rows("entry", ["Ali Raza بلال احمد", "Ali علی رضا", "علی (Bilal)", "Ali علی Raza رضا", "Asif عاصم"])
def test_two_scripts_that_do_not_sound_alike_are_refused(entry: str) -> None:
    with pytest.raises(BadCell, match="persons-not-apart"):
        named(entry)


@of_rows(
    ("entry", "related"),
    [
        ("Ali S.O Ahmed", ("FATHER", "Ahmed")),
        ("Ali S.O. Ahmed", ("FATHER", "Ahmed")),
        ("Ali SO Ahmed", ("FATHER", "Ahmed")),
        ("Ali s/o. Ahmed", ("FATHER", "Ahmed")),
        ("Sana D.O Ahmed", ("FATHER", "Ahmed")),
        ("Sana widow of Karim", ("HUSBAND", "Karim")),
        ("Sana wd/o Karim", ("HUSBAND", "Karim")),
        ("Sana W.O Karim", ("HUSBAND", "Karim")),
        ("ثنا بیوہ کریم", ("HUSBAND", "کریم")),
        ("ثنا زوجه کریم", ("HUSBAND", "کریم")),
        ("علی پسر احمد", ("FATHER", "احمد")),
        ("علی ولدیت احمد", ("FATHER", "احمد")),
        ("ثنا دختر احمد", ("FATHER", "احمد")),
        ("Ali walad Ahmed", ("FATHER", "Ahmed")),
        ("Ali aka Bhola", ("ALIAS", "Bhola")),
        ("Ali a.k.a. Bhola", ("ALIAS", "Bhola")),
        ("Ali urf Bhola", ("ALIAS", "Bhola")),
    ],
)
def test_relations_and_aliases_of_the_one_list(entry: str, related: tuple[str, str]) -> None:
    (kind, own), *others = said(entry)
    assert kind == "OWN"
    assert own in ("Ali", "Sana", "علی", "ثنا")
    assert others == [related]


@of_rows("marker", [*RELATIONS, *ALIASES])
def test_every_marker_of_the_list_is_read(marker: str) -> None:
    """A marker that also stands inside names stays in the name; one that says more than kin is refused."""
    entry = f"Sana {marker} Karim" if marker.isascii() else f"ثنا {marker} کریم"
    if marker == CARE_OF:
        with pytest.raises(BadCell, match="persons-not-apart"):
            named(entry)
        return
    kinds = [kind for kind, _ in said(entry)]
    related = "ALIAS" if marker in ALIASES else "HUSBAND" if RELATIONS[marker] in ("wife", "widow") else "FATHER"
    assert kinds == (["OWN"] if marker in IN_NAMES else ["OWN", related])


BESIDE = [
    "SI", "ASI", "Head Constable Police", "Sub-Inspector", "driver", "Patwari", "brother of complainant", "real brother",
    "son of the accused", "father of victim", "Jutt", "Rajput", "جٹ", "Chak 12", "Chak Jhumra", "Mohalla Islampura",
    "Lahore", "Tehsil Kasur", "مدعی کا بھائی", "برادر مدعی", "سب انسپکٹر", "servant", "complainant", "self",
    "same as complainant", "as above", "SHO of Ichhra", "PS Ichhra", "the accused",
]  # fmt: skip


@of_rows("beside", BESIDE)
def test_a_word_beside_a_name_is_no_person(beside: str) -> None:
    for cell in (f"Ali Raza, {beside}", f"Ali Raza; {beside}", f"1. Ali Raza 2. {beside}", f"Ali Raza\n{beside}"):
        with pytest.raises(BadCell, match=r"persons-not-apart|not-a-name"):
            [named(entry) for entry in persons_in(cell).entries]


@of_rows(
    "name", ["Said Rahman", "Noor Said", "Masih", "Muslim Khan", "Malik", "Sardar", "Naik Muhammad", "SI Ali Raza"]
)
def test_a_word_that_is_also_a_name_stays_one(name: str) -> None:
    assert said(name) == [("OWN", name)]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Ali2", "not-a-name"),
        ("12", "not-a-name"),
        ("Ali <b>", "not-a-name"),
        ("...", "not-a-name"),
        ("", "not-a-name"),
        ("+Ali", "formula"),
        ("-Ali", "formula"),
        ("x" * 101, "too-long"),
    ],
)
def test_what_is_no_name(text: str, why: str) -> None:
    with pytest.raises(BadCell, match=why):
        names(text, "OWN")


@of_rows(
    "entry",
    [
        "Ali and Bilal",
        "Ali AND Bilal",
        "علی اور بلال",
        "Ali along with Bilal",
        "علی ہمراہ بلال",
        "Ali sons of Ahmed",
        "علی بلال پسران احمد",
        "Ali - Bilal",
        "Ali Raza. Bilal Khan",
        "Ali Raza Bilal Khan Tariq Mehmood Sana Bibi",
        "Ali s/o Ahmed s/o Karim",
        "علی ولد احمد بلال ولد کریم",
        "Ali r/o Lahore Bilal s/o Karim",
        "Ali caste Jutt Bilal s/o Karim",
        "Ali s/o Ahmed caste Jutt Bilal Khan",
        "Ali d/o Bashir d/o Karim",
        "Ali etc s/o Ahmed",
        "ASI",
        "Sub-Inspector",
        "Dr.",
        "Lahore",
        "Tehsil Kasur",
        "لاہور",
        "unknown along with Ali Raza",
        "نامعلوم ہمراہ علی رضا",
    ],
)
def test_what_may_be_two_persons_is_none(entry: str) -> None:
    with pytest.raises(BadCell, match="persons-not-apart"):
        named(entry)


@pytest.mark.parametrize("entry", ["Ali s/o", "Ali r/o ", "Ali caste"])
def test_a_clause_without_text_is_no_name(entry: str) -> None:
    with pytest.raises(BadCell, match="not-a-name"):
        named(entry)


def test_two_persons_as_a_father_are_refused() -> None:
    with pytest.raises(BadCell, match="persons-not-apart"):
        names("Ahmed and Karim", "FATHER")


@given(st.text(max_size=50))
def test_any_entry_is_read_or_told_why_not(entry: str) -> None:
    reason = why(lambda: named(entry))
    assert reason in {*REASONS, ""}
    subject = None if reason else named(entry)
    assert subject is None or all(name.text and name.text[0] not in "=+-@" for name in subject.names)


@pytest.mark.parametrize("text", ["Umar Din Driver", "عمر دین ڈرائیور", "Ali Raza Constable"])
def test_a_trade_behind_a_name_is_for_the_clerk(text: str) -> None:
    with pytest.raises(BadCell) as refused:
        names(text, "FATHER")
    assert refused.value.reason == "persons-not-apart"
    assert names("Driver Khan", "OWN")
