"""Court disposals: what each order makes, and what it does not."""

from __future__ import annotations

from typing import Any

import pytest

from services.records import wire
from services.sources.exports.court_disposals import DEATH, LIFE, days_of
from services.sources.exports.orders import ORDERS
from services.tables.rejects import BadCell
from services.values.records import (
    Bail,
    Charge,
    CompensationOrder,
    CourtEvent,
    CustodyEvent,
    Extract,
    ListEntry,
    ProtectionOrder,
    Sentence,
)
from services.vocabulary.steps import OF_COURT
from tests.rows import of_rows
from tests.unit.sources.exports.rows import drafts, reasons


def made(**changes: Any) -> list[tuple[str, str]]:
    return [(draft.kind, draft.role) for draft in drafts("court_disposals", **changes)]


def body(kind: str, **changes: Any) -> Any:
    return next(draft.body for draft in drafts("court_disposals", **changes) if draft.kind == kind)


@of_rows("word", ORDERS)
def test_every_word_of_the_list_makes_what_the_wire_can_say(word: str) -> None:
    needs = {"MEASURES": {"measures": "screen"}, "REVOKED": {"imprisonment": "6 months"}}.get(ORDERS[word].type, {})
    found = drafts("court_disposals", order=word, **needs)
    assert found
    for draft in found:
        assert wire.decode_version(wire.encode(draft)) == draft


def test_events_are_a_courts() -> None:
    assert {order.type for order in ORDERS.values() if order.kind == "EVENT"} <= OF_COURT


@pytest.mark.parametrize(
    ("order", "kinds"),
    [
        ("acquitted", ["COURT_EVENT"]),
        ("charge framed", ["COURT_EVENT", "CHARGE"]),
        ("convicted", ["COURT_EVENT"]),
        ("released on probation", ["COURT_EVENT", "SENTENCE"]),
        ("admonition", ["COURT_EVENT", "SENTENCE"]),
        ("bail granted", ["BAIL"]),
        ("physical remand", ["CUSTODY_EVENT"]),
        ("proclaimed 87", ["PROCLAMATION"]),
        ("record sealed", ["PROTECTION_ORDER"]),
    ],
)
def test_what_an_order_makes(order: str, kinds: list[str]) -> None:
    assert made(order=order) == [(kind, "ACCUSED") for kind in kinds]


def test_a_warrant_lists_them() -> None:
    changes = {"order": "non-bailable warrant", "expires": "31-12-2030", "note": "all Pakistan"}
    assert made(**changes) == [("LIST_ENTRY", "LISTED")]
    entry = body("LIST_ENTRY", **changes)
    assert isinstance(entry, ListEntry)
    assert (entry.type, entry.action, entry.authority) == ("WARRANT_NON_BAILABLE", "ARREST", "SESSIONS COURT LAHORE")
    assert (entry.issued, entry.expires, entry.scope) == ("2025-01-18", "2030-12-31", "all Pakistan")


def test_a_conviction_with_all_that_follows() -> None:
    changes = {"imprisonment": "5 years RI", "fine": "50,000", "in_lieu": "3 months", "compensation": "100000/-"}
    assert [kind for kind, _ in made(order="convicted", **changes)] == ["COURT_EVENT", "SENTENCE", "COMPENSATION_ORDER"]
    sentence = body("SENTENCE", order="convicted", **changes)
    assert isinstance(sentence, Sentence)
    assert (sentence.imprisonment_days, sentence.fine_minor, sentence.in_lieu_days) == (1825, 5_000_000, 90)
    assert (sentence.form, sentence.life, sentence.death) == ("BOTH", False, False)
    paid = body("COMPENSATION_ORDER", order="convicted", **changes)
    assert isinstance(paid, CompensationOrder)
    assert paid.amount_minor == 10_000_000


@pytest.mark.parametrize(
    ("changes", "form"),
    [
        ({"imprisonment": "1 year"}, "IMPRISONMENT"),
        ({"fine": "500"}, "FINE"),
        ({"imprisonment": "life", "fine": "1"}, "BOTH"),
    ],
)
def test_forms_of_sentence(changes: dict[str, str], form: str) -> None:
    assert body("SENTENCE", order="convicted", **changes).form == form


@pytest.mark.parametrize(
    ("order", "form"), [("probation", "PROBATION"), ("پروبیشن", "PROBATION"), ("conditional discharge", "ADMONITION")]
)
def test_probation_and_admonition_find_guilty_and_pass_no_sentence(order: str, form: str) -> None:
    assert body("COURT_EVENT", order=order).type == "CONVICTION"
    freed = body("SENTENCE", order=order)
    assert (freed.form, freed.imprisonment_days, freed.fine_minor) == (form, 0, 0)
    paid = drafts("court_disposals", order=order, compensation="5000")
    assert [draft.kind for draft in paid] == ["COURT_EVENT", "SENTENCE", "COMPENSATION_ORDER"]


def test_probation_that_is_revoked_is_a_sentence() -> None:
    assert made(order="probation revoked", imprisonment="6 months") == [("SENTENCE", "ACCUSED")]
    assert body("SENTENCE", order="probation revoked", imprisonment="6 months").form == "IMPRISONMENT"
    assert reasons("court_disposals", order="probation revoked") == [("imprisonment", "missing")]


@pytest.mark.parametrize("column", ["imprisonment", "fine"])
def test_probation_beside_a_sentence_is_one_too_many(column: str) -> None:
    assert reasons("court_disposals", order="probation", **{column: "5" if column == "fine" else "1 year"}) == [
        (column, "contradicts")
    ]


def test_life_and_death() -> None:
    assert body("SENTENCE", order="convicted", imprisonment="life").life
    assert body("SENTENCE", order="convicted", imprisonment="سزائے موت").death


@pytest.mark.parametrize(
    ("raw", "days"),
    [
        ("5 years RI", 1825),
        ("1 year 6 months", 545),
        ("1 year, 6 months & 10 days S.I.", 555),
        ("5 سال قید", 1825),
        ("life", LIFE),
        ("عمر قید", LIFE),
        ("death", DEATH),
        ("", 0),
        ("NILL", 0),
    ],
)
def test_terms(raw: str, days: int) -> None:
    assert days_of(raw) == days


@pytest.mark.parametrize("raw", ["five years", "5", "years", "5 years maybe", "-5 years"])
def test_what_is_no_term(raw: str) -> None:
    with pytest.raises(BadCell, match="not-a-number"):
        days_of(raw)


def test_bail_and_remand() -> None:
    bail = body("BAIL", order="bail granted", surety="200,000")
    assert isinstance(bail, Bail)
    assert (bail.type, bail.surety_minor) == ("POST_ARREST", 20_000_000)
    remand = body("CUSTODY_EVENT", order="police remand", days="7")
    assert isinstance(remand, CustodyEvent)
    assert (remand.type, remand.days) == ("POLICE_REMAND", 7)


def test_a_charge_keeps_the_plea() -> None:
    charge = body("CHARGE", order="charge framed", plea="not guilty")
    assert isinstance(charge, Charge)
    assert (charge.plea, charge.framed, len(charge.sections)) == ("not guilty", "2025-01-18", 2)


def test_protection_can_be_a_victims() -> None:
    changes = {"order": "pseudonym ordered", "role": "victim", "pseudonym": "Miss N", "spared": "pk.fia, pk.fia/fia-1"}
    assert made(**changes) == [("PROTECTION_ORDER", "VICTIM")]
    order = body("PROTECTION_ORDER", **changes)
    assert isinstance(order, ProtectionOrder)
    assert (order.pseudonym, order.spared) == ("Miss N", ("pk.fia", "pk.fia/fia-1"))


def test_nothing_else_can_be_a_victims() -> None:
    assert reasons("court_disposals", role="victim") == [("role", "unknown-word")]


def test_victim_and_accused_of_one_number_are_two_records() -> None:
    (first,), (second,) = (
        [draft.record_id for draft in drafts("court_disposals", order="protection ordered", role=role)]
        for role in ("accused", "victim")
    )
    assert first != second


def test_numbers_of_the_court() -> None:
    (draft,) = drafts(
        "court_disposals", court="Addl. Sessions Judge-II, Lahore", court_case_no="12/2024", appeal_no="5/2025"
    )
    assert [(reference.type, reference.key) for reference in draft.case_references] == [
        ("FIR", "PB/LAHORE/ICHHRA/512/2024"),
        ("COURT_CASE", "ADDL. SESSIONS JUDGE-II LAHORE/12/2024"),
        ("APPEAL", "ADDL. SESSIONS JUDGE-II LAHORE/5/2025"),
    ]


def ids(**changes: Any) -> set[str]:
    return {draft.record_id for draft in drafts("court_disposals", **changes)}


def test_a_correction_keeps_the_id_and_another_order_has_its_own() -> None:
    plain = ids()
    assert ids(note="corrected", accused="A. Raza", court="High Court", sections="324 PPC") == plain
    for other in (
        {"order_date": "2025-01-19"},
        {"accused_no": "2"},
        {"order": "acquitted 265-K"},
        {"fir_no": "513/2024"},
    ):
        assert not ids(**other) & plain


def test_a_numbered_order_may_correct_its_date() -> None:
    assert ids(order_no="7", order_date="2025-01-18") == ids(order_no="7", order_date="2025-01-20")


@of_rows(
    ("changes", "found"),
    [
        ({"order": "let go"}, ("order", "unknown-word")),
        ({"order": ""}, ("order", "missing")),
        ({"order_date": "2025"}, ("order_date", "not-a-date")),
        ({"accused_no": "0"}, ("accused_no", "missing")),
        ({"accused_no": "first"}, ("accused_no", "not-a-number")),
        ({"accused": "Ali; Bilal"}, ("accused", "count-differs")),
        ({"accused": "unknown"}, ("accused", "missing")),
        ({"accused": "unidentified man"}, ("accused", "missing")),
        ({"court": ""}, ("court", "missing")),
        ({"imprisonment": "5 years"}, ("imprisonment", "no-place")),
        ({"surety": "5"}, ("surety", "no-place")),
        ({"plea": "guilty"}, ("plea", "no-place")),
        ({"order": "convicted", "imprisonment": "long"}, ("imprisonment", "not-a-number")),
        ({"order": "police remand", "days": "400"}, ("days", "not-a-number")),
        ({"court_case_no": "24-Dec"}, ("court_case_no", "turned-into-date")),
    ],
)
def test_what_is_wrong(changes: dict[str, Any], found: tuple[str, str]) -> None:
    assert reasons("court_disposals", **changes) == [found]


COPY = {"copy_no": "C-9", "copy_date": "10-02-2025", "copy_sha256": "ab" * 32}


@pytest.mark.parametrize(("order", "kinds"), [("charge framed", 2), ("acquitted", 1)])
def test_a_certified_copy_goes_with_every_record_of_the_courts_step(order: str, kinds: int) -> None:
    found = drafts("court_disposals", order=order, **COPY)
    copies = {draft.body.extract for draft in found if isinstance(draft.body, Charge | CourtEvent)}
    assert copies == {Extract("SESSIONS COURT LAHORE", "C-9", "2025-02-10", b"\xab" * 32)}
    assert len(found) == kinds


@pytest.mark.parametrize("column", COPY)
def test_a_copy_without_its_number_day_or_digest_is_none(column: str) -> None:
    assert reasons("court_disposals", order="acquitted", **(COPY | {column: ""})) == [(column, "missing")]


def test_a_digest_is_64_hexadecimal_digits() -> None:
    changed = COPY | {"copy_sha256": "ab" * 31 + "xx"}
    assert ("copy_sha256", "not-a-number") in reasons("court_disposals", order="acquitted", **changed)


def test_measures_that_a_court_orders_for_a_victim() -> None:
    said = {"order": "measures ordered", "role": "victim"}
    found = body("PROTECTION_ORDER", **said, measures="in camera، screen, Screen")
    assert (found.type, found.measures) == ("MEASURES", ("IN_CAMERA", "SCREEN"))
    assert made(**said, measures="screen") == [("PROTECTION_ORDER", "VICTIM")]


@pytest.mark.parametrize(
    ("order", "measures", "reason"),
    [
        ("measures ordered", "", "missing"),
        ("measures ordered", "silence", "unknown-word"),
        ("record sealed", "screen", "no-place"),
        ("acquitted", "screen", "no-place"),
    ],
)
def test_measures_stand_with_their_order_alone(order: str, measures: str, reason: str) -> None:
    assert reasons("court_disposals", order=order, measures=measures)[0] == ("measures", reason)


def test_no_order_is_of_a_year_before_its_case() -> None:
    assert reasons("court_disposals", fir_no="512/2024", order_date="2023-12-31") == [("order_date", "contradicts")]
    assert drafts("court_disposals", fir_no="512/2024", order_date="2024-01-01")
