"""Several persons in one cell: each is one, or the cell is refused; nobody is joined, invented or dropped."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.sources.exports.apart import persons_in
from services.sources.exports.names import named
from services.tables.rejects import REASONS, BadCell
from tests.rows import of_rows
from tests.unit.sources.exports.rows import drafts, reasons
from tests.unit.sources.exports.why import why

BETWEEN = [";", "؛", "|", "\n", ", ", "، ", " and ", " AND ", " اور ", " و ", " & ", "&", ", and ", "، اور "]
PEOPLE = ["Ali", "Bilal Khan", "Tariq Mehmood", "Sana Bibi", "علی", "بلال خان", "Rashid"]


@of_rows(
    ("cell", "found"),
    [
        ("Ali", ["Ali"]),
        ("Ali; Bilal", ["Ali", "Bilal"]),
        ("Ali؛ Bilal", ["Ali", "Bilal"]),
        ("Ali\nBilal\n", ["Ali", "Bilal"]),
        ("Ali, Bilal", ["Ali", "Bilal"]),
        ("علی، بلال", ["علی", "بلال"]),
        ("Ali | Bilal", ["Ali", "Bilal"]),
        ("Ali and Bilal", ["Ali", "Bilal"]),
        ("Ali, Bilal and Tariq", ["Ali", "Bilal", "Tariq"]),
        ("Ali, Bilal, and Tariq", ["Ali", "Bilal", "Tariq"]),
        ("Ali & Bilal", ["Ali", "Bilal"]),
        ("علی اور بلال", ["علی", "بلال"]),
        ("علی و بلال", ["علی", "بلال"]),
        ("Ali s/o Ahmed and Bilal s/o Karim", ["Ali s/o Ahmed", "Bilal s/o Karim"]),
        ("Ali r/o Lahore and Bilal r/o Kasur", ["Ali r/o Lahore", "Bilal r/o Kasur"]),
        ("Ali r/o Lahore, Bilal s/o Karim", ["Ali r/o Lahore", "Bilal s/o Karim"]),
        ("1. Ali 2. Bilal", ["Ali", "Bilal"]),
        ("1) Ali, 2) Bilal", ["Ali", "Bilal"]),
        ("(1) Ali\n(2) Bilal", ["Ali", "Bilal"]),
        ("1. Ali Raza\nBhola 2. Bilal", ["Ali Raza Bhola", "Bilal"]),
        ("Ali r/o Lahore, Punjab", ["Ali r/o Lahore, Punjab"]),
        ("Ali r/o House 5, Street 2, Model Town", ["Ali r/o House 5, Street 2, Model Town"]),
        ("Ali s/o\nAhmed Din", ["Ali s/o Ahmed Din"]),
        (
            "Ali\ns/o Ahmed\ncaste Jutt\nr/o Lahore\nBilal w/o Karim",
            ["Ali s/o Ahmed caste Jutt r/o Lahore", "Bilal w/o Karim"],
        ),
        ("Ali, s/o Ahmed, caste Jutt", ["Ali s/o Ahmed caste Jutt"]),
        ("Ali r/o House 5,\nLahore\nBilal r/o Kasur", ["Ali r/o House 5, Lahore", "Bilal r/o Kasur"]),
        ("Ali r/o Lahore\nBilal s/o Karim", ["Ali r/o Lahore", "Bilal s/o Karim"]),
        ("Ali r/o Lahore; Bilal", ["Ali r/o Lahore", "Bilal"]),
        ("Ali @\nBhola", ["Ali @ Bhola"]),
        ("Ali\n@ Bhola", ["Ali @ Bhola"]),
        ("", []),
        (";;", []),
    ],
)
def test_entries_of_a_cell_of_names(cell: str, found: list[str]) -> None:
    assert persons_in(cell) == (found, False)


@of_rows(
    "cell",
    ["Ali etc", "Ali etc.", "Ali, etc", "Ali وغیرہ", "Ali and others", "Ali and 2 others", "Ali & two others",
     "Ali and other accused", "Ali and 3 other unknown persons", "Ali، وغیرہ", "Ali اور دیگر", "Ali\netc", "Ali;etc."],
)  # fmt: skip
def test_others_whom_nobody_names_are_nobody(cell: str) -> None:
    assert persons_in(cell) == (["Ali"], True)


def test_an_unknown_person_beside_a_known_one_keeps_a_place() -> None:
    entries, others = persons_in("Ali and 2 unknown persons")
    assert (entries, others) == (["Ali", "2 unknown persons"], False)
    assert named(entries[1]) is None


@of_rows(
    "cell",
    [
        "1. Ali and Bilal 2. Tariq",
        "Ali and Bilal; Tariq",
        "Ali\nBilal & Tariq",
        "1. Ali 3. Bilal",
        "2. Ali 3. Bilal",
        "Ali r/o Lahore and Bilal",
        "Ali r/o Lahore and Kasur",
        "Ali r/o Lahore, Bilal",
        "Ali r/o Lahore, Bilal, Punjab",
        "Ali r/o Lahore\nBilal",
        "Ali r/o Lahore, Rahim",
        "Ali r/o Lahore, Multan Khan",
        "علی سکنہ لاہور، نصیر",
        "Ali and s/o Ahmed",
        "1. Ali r/o Lahore, Bilal 2. Tariq",
        "1. Ali, Bilal 2. Tariq",
    ],
)
def test_what_cannot_be_set_apart_is_refused(cell: str) -> None:
    with pytest.raises(BadCell, match="persons-not-apart"):
        persons_in(cell)


def own(cell: str) -> list[str]:
    """Own name of each person of a cell."""
    found = []
    for entry in persons_in(cell).entries:
        person = named(entry)
        assert person is not None
        found.append(next(name.text for name in person.names if name.type == "OWN"))
    return found


@given(st.lists(st.sampled_from(PEOPLE), min_size=2, max_size=9))
def test_numbering_semicolons_and_lines_agree(people: list[str]) -> None:
    numbered = " ".join(f"{number}. {person}" for number, person in enumerate(people, 1))
    assert own(numbered) == own("; ".join(people)) == own("\n".join(people)) == people


CLAUSES = ["", " s/o Ahmed Din", " caste Jutt", " r/o Lahore", " s/o Ahmed caste Jutt r/o House 5, Lahore", " @ Bhola"]


@given(
    st.lists(st.tuples(st.sampled_from(PEOPLE), st.sampled_from(CLAUSES)), min_size=1, max_size=5),
    st.lists(st.sampled_from(BETWEEN), min_size=5, max_size=5),
    st.sampled_from(["", " etc", " وغیرہ", " and 2 others"]),
)
def test_never_one_person_with_two_names(people: list[tuple[str, str]], between: list[str], tail: str) -> None:
    """Whatever stands between and behind them: exactly those who were written, or a refusal."""
    cell = people[0][0] + people[0][1]
    for sign, (person, clause) in zip(between, people[1:], strict=False):
        cell += sign + person + clause
    reason = why(lambda: own(cell + tail))
    assert reason in {"", "persons-not-apart", "not-a-name"}
    assert reason or own(cell + tail) == [person for person, _ in people]


@given(st.text(max_size=60))
def test_any_cell_is_set_apart_or_refused(cell: str) -> None:
    assert why(lambda: persons_in(cell)) in {*REASONS, ""}


@pytest.mark.parametrize(
    "cell", ["Ali Raza, ASI", "Ali Raza\nSub-Inspector", "Ali, Lahore", "Ali\nTehsil Kasur", "علی، لاہور"]
)
def test_a_rank_or_a_town_is_no_second_person(cell: str) -> None:
    assert reasons("fir_register", accused=cell, accused_cnic="") == [("accused", "persons-not-apart")]


def test_a_line_break_parts_two_accused_of_a_row() -> None:
    """Their numbers go with them: the first one's CNIC never becomes the second's."""
    found = drafts("fir_register", accused="Ali Raza\nBilal Khan", accused_cnic="35202-9900001-1\nNILL")
    parties = [draft.subject for draft in found if draft.kind == "PARTY"]
    assert [(person.names[0].text, len(person.identifiers)) for person in parties if person] == [
        ("Ali Raza", 1),
        ("Bilal Khan", 0),
    ]


def test_two_accused_with_one_number_between_them_are_refused() -> None:
    assert reasons("fir_register", accused="Ali Raza and Bilal Khan") == [("accused_cnic", "count-differs")]
    assert reasons("fir_register", accused="Ali Raza\nBilal Khan") == [("accused_cnic", "count-differs")]


def test_others_of_an_fir_are_no_record_and_of_an_order_its_refusal() -> None:
    found = drafts("fir_register", accused="Ali Raza etc")
    assert [draft.subject.names[0].text for draft in found if draft.subject] == ["Ali Raza", "Ali Raza"]
    assert reasons("court_disposals", accused="Ali Raza etc") == [("accused", "count-differs")]
    assert reasons("prison_register", prisoner="Ali Raza and others") == [("prisoner", "count-differs")]


@pytest.mark.parametrize("names", ["Ali and Bilal", "Ali\nBilal", "Ali, Bilal", "علی اور بلال"])
def test_an_order_about_two_is_about_none(names: str) -> None:
    assert reasons("court_disposals", accused=names) == [("accused", "count-differs")]
    assert reasons("prison_register", prisoner=names) == [("prisoner", "count-differs")]
