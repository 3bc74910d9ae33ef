"""The other side of a booking by what the bank writes about it; what it does not say is not stated, and never cash."""

from __future__ import annotations

import json

import pytest

from services.sources.feeds.narration import Kind, explain
from tests.unit.sources.feeds.test_acts import acts, items, rejected

IBAN = "PK36SCBL0000001123456702"
OWN = "MEZN:0001234567"
HEADING = "account,bank,date,debit,credit,reference,counterparty,description\n"


def booked(words: str, *, credit: bool = False, other: str = "", reference: str = "T-1") -> str:
    return (
        f'0001234567,MEZN,01-03-2024,{"" if credit else 5000},{5000 if credit else ""},{reference},{other},"{words}"\n'
    )


@pytest.mark.parametrize(
    ("words", "outgoing", "account", "pattern", "name"),
    [
        (f"IBFT TO {IBAN}", True, f"IBAN:{IBAN}", "ibft", ""),
        (f"IBFT/{IBAN}/ALI RAZA", True, f"IBAN:{IBAN}", "ibft", ""),
        ("IBFT TO ALI RAZA PK36 SCBL 0000 0011 2345 6702", True, f"IBAN:{IBAN}", "ibft", "ALI RAZA"),
        ("IBFT FROM HBL A/C 1234-5678901-02", False, "HABB:1234567890102", "ibft", ""),
        ("Funds Transfer to Meezan Bank 00450012345", True, "MEZN:00450012345", "transfer", ""),
        ("RAAST P2P TO 03001234567", True, "WALLET:RAAST:+923001234567", "raast", ""),
        ("Raast payment from 0345-7654321 SANA", False, "WALLET:RAAST:+923457654321", "raast", ""),
        ("EASYPAISA WALLET 03001234567", True, "WALLET:EASYPAISA:+923001234567", "wallet", ""),
        ("Transfer to Jazz Cash 03001234567", True, "WALLET:JAZZCASH:+923001234567", "wallet", ""),
        ("ATM IBFT TO UBL 200812345678", True, "UNIL:200812345678", "ibft", ""),
        ("IBFT TO SANA BIBI", True, "", "ibft", "SANA BIBI"),
        ("IBFT 00450012345", True, "", "ibft", ""),
        ("IBFT TO PK37SCBL0000001123456702", True, "", "ibft", ""),
        (f"IBFT TO {IBAN}", False, "", "ibft", ""),
        (f"IBFT {IBAN} MEEZAN 00450012345", True, "", "ibft", ""),
        ("IBFT TO HBL 12345678****90", True, "", "ibft", ""),
        ("IBFT TO HBL 12345678-XXXX-90", True, "", "ibft", ""),
        ("IBFT TO PK36SCBL0000****1123456702", True, "", "ibft", ""),
        ("RAAST TO 0300****567", True, "", "raast", ""),
        ("IBFT TO MEZN 0001234567", True, "", "ibft", ""),
        ("IBFT FROM MEEZAN 00450012345 TO HBL 12345678901", True, "HABB:12345678901", "ibft", ""),
    ],
)
def test_a_transfer_names_the_other_side(words: str, outgoing: bool, account: str, pattern: str, name: str) -> None:
    found = explain(words, outgoing=outgoing, own=OWN, region="PK")
    assert found.pattern
    assert (found.account, found.pattern.name, found.name) == (account, pattern, name)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("ATM WDL 0012 LAHORE", Kind.CASH),
        ("CASH DEPOSIT", Kind.CASH),
        ("CHQ 123456 CASH", Kind.CASH),
        ("نقد جمع", Kind.CASH),
        ("CDM DEPOSIT", Kind.CASH),
        ("CHQ NO 123456", Kind.CHEQUE),
        ("INWARD CLG 7781", Kind.CHEQUE),
        ("POS PURCHASE METRO CASH & CARRY", Kind.PURCHASE),
        ("SALARY MARCH", Kind.SALARY),
        ("ATM WDL CHARGES", Kind.CHARGE),
        ("IBFT CHARGES", Kind.CHARGE),
        ("FED ON IBFT", Kind.CHARGE),
        ("WHT ON CASH WITHDRAWAL", Kind.CHARGE),
        ("REV ATM WDL", Kind.REVERSAL),
        ("IBFT REVERSAL", Kind.REVERSAL),
        ("JAZZ CASH", Kind.TRANSFER),
        ("ATM FUNDS TRANSFER", Kind.TRANSFER),
    ],
)
def test_kinds_of_bookings(words: str, kind: Kind) -> None:
    assert explain(words, outgoing=True, own=OWN, region="PK").is_of(kind)


@pytest.mark.parametrize(
    "words", ["", "COTTON", "consultancy", "cashew trade", "METRO CASH AND CARRY", "CASH MANAGEMENT"]
)
def test_what_no_pattern_explains_is_not_stated_and_not_cash(words: str) -> None:
    assert explain(words, outgoing=True, own=OWN, region="PK").pattern is None
    for credit in (False, True):
        (act,) = acts(items("bank-statements", HEADING + booked(words, credit=credit)))
        assert act.kind == "TRANSFERRED"
        assert {act.start, act.end} == {OWN, f"UNSTATED:{OWN}"}


def test_cash_alone_is_cash() -> None:
    (drawn,) = acts(items("bank-statements", HEADING + booked("ATM WDL")))
    assert (drawn.kind, drawn.end) == ("WITHDREW", f"CASH:{OWN}")
    (paid,) = acts(items("bank-statements", HEADING + booked("CASH DEP", credit=True)))
    assert (paid.kind, paid.start) == ("TRANSFERRED", f"CASH:{OWN}")


def test_a_column_says_cash() -> None:
    text = "account,bank,date,debit,Mode,description\n0001234567,MEZN,01-03-2024,500,ATM,0012 LHR\n"
    (drawn,) = acts(items("bank-statements", text))
    assert drawn.end == f"CASH:{OWN}"


def test_how_the_other_side_is_known_stands_beside_the_row() -> None:
    (act,) = acts(items("bank-statements", HEADING + booked(f"IBFT TO ALI RAZA {IBAN}")))
    told = json.loads(act.note)
    assert act.end == f"IBAN:{IBAN}"
    assert told["explained"] == "narration, pattern ibft: counterparty from the narration, check digits fit"
    assert told["counterparty"] == "ALI RAZA"
    (act,) = acts(items("bank-statements", HEADING + booked("CHQ NO 123456")))
    assert json.loads(act.note)["explained"] == "narration, pattern cheque: counterparty not stated"


def test_a_column_of_counterparties_goes_before_the_narration() -> None:
    (act,) = acts(items("bank-statements", HEADING + booked(f"IBFT TO {IBAN}", other="00450012345")))
    assert act.end == "MEZN:00450012345"
    assert "explained" not in json.loads(act.note)


def test_a_reversal_is_no_transfer_and_takes_its_booking_with_it() -> None:
    text = HEADING + booked(f"IBFT TO {IBAN}") + booked("REVERSAL IBFT", credit=True, reference="T-2")
    text += booked("SALARY", credit=True, reference="T-3")
    found = items("bank-statements", text)
    assert rejected(found) == [(2, "reversed"), (3, "reversal")]
    assert [each.row for each in acts(found)] == [4]


def test_a_reversal_that_names_its_booking_takes_that_one_alone() -> None:
    text = HEADING + booked(f"IBFT TO {IBAN}") + booked(f"IBFT TO {IBAN}", reference="T-9")
    text += booked("REVERSAL OF T-9", credit=True, reference="T-2")
    assert rejected(items("bank-statements", text)) == [(3, "reversed"), (4, "reversal")]


def test_accounts_not_stated_link_nobody() -> None:
    rows = booked("COTTON").replace("0001234567", "0007777777") + booked("COTTON")
    ends = {act.end for act in acts(items("bank-statements", HEADING + rows))}
    assert ends == {f"UNSTATED:{OWN}", "UNSTATED:MEZN:0007777777"}
