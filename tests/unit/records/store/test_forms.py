"""Statements as parts of one: over lists where no two rows are the same, and each with parameters of its own."""

from __future__ import annotations

import pytest

from services.records.store.forms import Form, form_of, forms, joined

INSERT = "INSERT INTO one (a, b, c) VALUES ($1, 7, $2)"
TAKES_PLACE = INSERT + "\nON CONFLICT (c) DO UPDATE SET a = excluded.a"
UPDATE = "UPDATE two\nSET a = $1\nWHERE b = $2 AND c = 3"


def test_rows_that_are_added_are_lists() -> None:
    form = form_of(INSERT)
    assert (form.table, form.named) == ("one", frozenset({"one"}))
    assert form.over_lists(["int8", "text"], 4) == (
        "INSERT INTO one (a, b, c) SELECT j.c1, 7, j.c2 FROM unnest($4::int8[], $5::text[]) AS j (c1, c2) WHERE TRUE"
    )
    assert form.takes([(1, "x"), (1, "x")]), "the table itself says whether it takes both"


def test_a_row_that_takes_another_s_place_is_not_beside_it() -> None:
    form = form_of(TAKES_PLACE)
    assert form.many.endswith(" WHERE TRUE ON CONFLICT (c) DO UPDATE SET a = excluded.a")
    assert form.takes([(1, "x"), (1, "y")])
    assert not form.takes([(1, "x"), (2, "x")])


def test_a_row_that_is_set_twice_is_set_in_turn() -> None:
    form = form_of(UPDATE)
    assert form.over_lists(["text", "int8"], 1) == (
        "UPDATE two SET a = j.c1 FROM unnest($1::text[], $2::int8[]) AS j (c1, c2) WHERE b = j.c2 AND c = 3"
    )
    assert form.takes([("x", 1), ("x", 2)])
    assert not form.takes([("x", 1), ("y", 1)])


@pytest.mark.parametrize(
    "text",
    [
        INSERT + " ON CONFLICT (a, (CASE WHEN b = 0 THEN c ELSE 0 END)) DO UPDATE SET c = excluded.c",
        "UPDATE two SET a = $1 WHERE b > $2",
        "UPDATE two SET a = $1",
        "UPDATE two SET a = $1 WHERE b IN (SELECT b FROM three)",
        "DELETE FROM two WHERE a = $1",
        "INSERT INTO two (a) SELECT a FROM three JOIN one ON one.a = three.a WHERE three.b = $1",
    ],
)
def test_of_others_each_row_goes_by_itself(text: str) -> None:
    form = form_of(text)
    assert form.many == ""
    assert not form.takes([(1, 2)])
    assert form.table in ("one", "two")


def test_all_tables_are_named() -> None:
    assert form_of("INSERT INTO two (a) SELECT a FROM three JOIN one ON one.a = three.a").named == {
        "one",
        "two",
        "three",
    }
    assert form_of("SELECT a FROM unnest($1::text[]) AS j (value) JOIN one ON a = j.value").named == {"one"}
    assert form_of("SELECT a FROM one").table == ""


def test_parameters_are_counted_on() -> None:
    assert form_of(UPDATE).over_one(5) == UPDATE.replace("$1", "$5").replace("$2", "$6")
    assert joined(["INSERT 1"]) == "INSERT 1"
    assert joined(["INSERT 1", "INSERT 2", "UPDATE 3"]) == "WITH w1 AS (INSERT 1), w2 AS (INSERT 2) UPDATE 3"


def test_what_a_page_writes_goes_over_lists() -> None:
    page = ("log_insert", "class_insert", "head_insert", "person_token_insert", "case_token_insert", "flag_insert")
    later = ("head_reclass", "person_token_keep", "person_token_touch", "person_token_end", "case_token_end")
    assert [name for name in (*page, *later) if not _over_lists(forms()[name])] == []


def _over_lists(form: Form) -> bool:
    return bool(form.many)
