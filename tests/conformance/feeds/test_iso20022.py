"""ISO 20022 messages of our own: transfers, orders and account messages, old and new versions, bare and enveloped."""

from __future__ import annotations

import json

import pytest

from services.sources.feeds.row import FeedNode, FileRefused, Item, Reject
from tests.conformance.feeds.xml_made import (
    GERMAN,
    GROUP,
    KARACHI,
    details,
    document,
    edges,
    entry,
    enveloped,
    figures,
    items,
    kinds,
    pacs_008,
    pacs_009,
    pain_001,
    reasons,
    remarks,
    statement,
)  # fmt: skip
from tests.rows import of_rows
from tests.shared import shared

MESSAGES = {
    "pacs_008": ("pacs.008.001.09", pacs_008()),
    "pacs_009": ("pacs.009.001.08", pacs_009()),
    "pain_001": ("pain.001.001.10", pain_001()),
    "camt_052": ("camt.052.001.08", statement("camt.052", entry(details()))),
    "camt_053": ("camt.053.001.08", statement("camt.053", entry(details()))),
    "camt_054": ("camt.054.001.08", statement("camt.054", entry(details()))),
}
WITH_SCHEMA = {name: made for name, made in MESSAGES.items() if name != "pacs_009"}


@pytest.mark.parametrize("name", MESSAGES)
def test_bare_and_enveloped_give_the_same(name: str) -> None:
    version, body = MESSAGES[name]
    bare = items(name, document(version, body))
    assert edges(bare, "TRANSFERRED")
    assert items(name, enveloped(version, body)) == bare
    assert items(name, enveloped(version, body, "RequestPayload")) == bare


@of_rows("name", MESSAGES)
@of_rows("version", ["01", "02", "05", "13"])
def test_other_versions_are_read(name: str, version: str) -> None:
    said, body = MESSAGES[name]
    other = f"{said[:-2]}{version}"
    assert figures(items(name, document(other, body))) == figures(items(name, document(said, body)))


@pytest.mark.parametrize("name", MESSAGES)
def test_no_namespace_is_read_by_its_root(name: str) -> None:
    version, body = MESSAGES[name]
    assert items(name, f"<Document>{body}</Document>") == items(name, document(version, body))


@of_rows("name", MESSAGES)
@of_rows("other", MESSAGES)
def test_only_its_own_message(name: str, other: str) -> None:
    version, body = MESSAGES[other]
    if name != other:
        for raw in (document(version, body), enveloped(version, body), f"<Document>{body}</Document>"):
            with pytest.raises(FileRefused, match="iso20022-message"):
                items(name, raw)


@pytest.mark.parametrize("name", WITH_SCHEMA)
@pytest.mark.parametrize("wrap", [document, enveloped])
def test_the_schema_judges_the_message_in_its_envelope(name: str, wrap: type) -> None:
    schema = shared("data", "iso20022", "xsd")
    version, body = MESSAGES[name]
    assert "no-schema" not in remarks(items(name, wrap(version, body), schema=schema))
    broken = body.replace("</GrpHdr>", "<Foo/></GrpHdr>")
    with pytest.raises(FileRefused, match="schema"):
        items(name, wrap(version, broken), schema=schema)


def test_a_wrong_schema_file_is_refused_and_a_folder_without_one_is_remarked() -> None:
    folder = shared("data", "iso20022", "xsd")
    with pytest.raises(FileRefused, match="schema-unfit"):
        items("pacs_008", document("pacs.008.001.09", pacs_008()), schema=folder / "camt.053.001.08.xsd")
    assert "no-schema" in remarks(items("pacs_009", document("pacs.009.001.08", pacs_009()), schema=folder))


# -- transfers


def test_a_customers_transfer() -> None:
    found = items("pacs_008", document("pacs.008.001.08", pacs_008()))
    (moved,) = edges(found, "TRANSFERRED")
    assert (moved.start, moved.end) == (f"IBAN:{KARACHI}", f"IBAN:{GERMAN}")
    assert (moved.amount_minor, moved.currency, moved.at_ms) == (25_075, "EUR", 1_709_319_600_000)
    assert json.loads(moved.note)["EndToEndId"] == "E1"
    assert kinds(found) == {
        "ACCOUNT": 2, "SUBJECT": 1, "PHONE": 1, "ORGANISATION": 1, "TRANSFERRED": 1, "ACCOUNT_HELD_BY": 1, "ACCOUNT_OF": 1,
        "PHONE_REGISTERED_TO": 1,
    }  # fmt: skip
    assert edges(found, "ACCOUNT_OF")[0].end == "LEI:529900T8BM49AURSDO55"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"debtor": KARACHI[:-1] + "0"}, "iban-check"), ({"creditor": "XX"}, "iban-check"), ({"amount": "1.005"}, "amount-decimals"),
        ({"amount": "8.855"}, "amount-decimals"), ({"amount": "10.5", "currency": "JPY"}, "amount-decimals"),
        ({"amount": "x"}, "amount-pattern"), ({"currency": "XAU"}, "currency-unknown"), ({"currency": "euro"}, "currency-unknown"),
    ],
)  # fmt: skip
def test_a_bad_transfer_is_rejected_where_it_stands(change: dict[str, str], reason: str) -> None:
    found = items("pacs_008", "\n\n" + document("pacs.008.001.08", pacs_008(**change).replace("<CdtTrf", "\n<CdtTrf")))
    assert figures(found) == (0, 0, 1)
    (reject,) = (item for item in found if isinstance(item, Reject))
    assert (reject.reason, reject.row) == (reason, 4)


@pytest.mark.parametrize(
    ("amount", "currency", "minor"),
    [("1.234", "KWD", 1234), ("7", "JPY", 7), ("7.5", "PKR", 750), ("1.2345", "CLF", 12345)],
)
def test_minor_units(amount: str, currency: str, minor: int) -> None:
    found = items("pacs_008", document("pacs.008.001.08", pacs_008(amount=amount, currency=currency)))
    assert edges(found, "TRANSFERRED")[0].amount_minor == minor


def test_no_account_is_made_up() -> None:
    raw = document("pacs.008.001.08", pacs_008().replace("DbtrAcct>", "Foo>"))
    assert reasons(items("pacs_008", raw)) == ["no-account"]


def test_ultimate_parties_use_the_accounts() -> None:
    body = pacs_008().replace("</CdtTrfTxInf>", "<UltmtDbtr><Nm>The Boss</Nm></UltmtDbtr></CdtTrfTxInf>")
    (used,) = edges(items("pacs_008", document("pacs.008.001.08", body)), "ACCOUNT_USED_BY")
    assert used.start == f"IBAN:{KARACHI}"
    assert json.loads(used.note)["role"] == "ultimate debtor"


@pytest.mark.parametrize("root", ["FICdtTrf", "FinInstnCdtTrf"])
def test_banks_own_money(root: str) -> None:
    found = items("pacs_009", document("pacs.009.001.08", pacs_009(root)))
    (moved,) = edges(found, "TRANSFERRED")
    assert (moved.start, moved.end, moved.amount_minor) == ("SCBLPKKX:NOSTRO1", "BOTKJPJT:9988", 5000)
    assert {edge.end for edge in edges(found, "ACCOUNT_OF")} == {"BIC:SCBLPKKX", "BIC:BOTKJPJT"}


def test_cover_is_the_customers_transfer() -> None:
    (moved,) = edges(items("pacs_009", document("pacs.009.001.08", pacs_009(cover=True))), "TRANSFERRED")
    assert (moved.start, moved.end) == (f"IBAN:{KARACHI}", f"IBAN:{GERMAN}")
    assert "cover" in json.loads(moved.note)["says"]


@pytest.mark.parametrize("day", ["<Dt>2024-03-02</Dt>", "2024-03-02", "<DtTm>2024-03-02T00:00:00+05:00</DtTm>"])
def test_orders_of_one_batch(day: str) -> None:
    found = items("pain_001", document("pain.001.001.09", pain_001(day)))
    moved = edges(found, "TRANSFERRED")
    assert [edge.amount_minor for edge in moved] == [100_000, 100_000]
    assert {edge.at_ms for edge in moved} == {1_709_319_600_000}
    assert "instruction" in moved[0].note


# -- account messages


def camt(*entries: str, kind: str = "camt.053") -> list[Item]:
    return items(kind.replace(".", "_"), document(f"{kind}.001.08", statement(kind, *entries)))


def test_credit_and_debit() -> None:
    found = camt(entry(details()), entry(details(side="Cdtr"), direction="DBIT"))
    into, out = edges(found, "TRANSFERRED")
    assert (into.start, into.end) == (out.end, out.start) == (f"IBAN:{GERMAN}", f"IBAN:{KARACHI}")
    holders = {edge.start for edge in edges(found, "ACCOUNT_HELD_BY")}
    assert holders == {f"IBAN:{GERMAN}", f"IBAN:{KARACHI}"}


def test_the_three_messages_give_one_row_for_one_entry() -> None:
    ids = {
        edges(camt(entry(details()), kind=kind), "TRANSFERRED")[0].id for kind in ("camt.052", "camt.053", "camt.054")
    }
    assert len(ids) == 1


def test_a_lone_transaction_takes_the_entrys_sum_and_of_several_none_does() -> None:
    assert edges(camt(entry(details())), "TRANSFERRED")[0].amount_minor == 10_000
    several = camt(entry(details() + details("40.00", reference="E2") + details(reference="E3")))
    assert [edge.amount_minor for edge in edges(several, "TRANSFERRED")] == [4_000]
    assert reasons(several) == ["no-amount", "no-amount"]


def test_two_sums_of_one_entry() -> None:
    found = camt(entry(details("60.00") + details("40.00", reference="E2")))
    assert [edge.amount_minor for edge in edges(found, "TRANSFERRED")] == [6_000, 4_000]


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        (entry(), "no-counterparty"), (entry("<TxDtls><RltdPties><Dbtr><Nm>Karwan</Nm></Dbtr></RltdPties></TxDtls>"), "no-counterparty"),
        (entry(details(other=KARACHI)), "no-counterparty"), (entry(details(), status="<Cd>PDNG</Cd>"), "not-booked"),
        (entry(details(), status="INFO"), "not-booked"), (entry(details(), direction="X"), "no-direction"),
        (entry(details()).replace("BookgDt", "Other"), "no-date"), (entry(details(other="PK00")), "iban-check"),
        (entry(details()).replace("<Amt Ccy='PKR'>100.00</Amt>", ""), "no-amount"),
    ],
)  # fmt: skip
def test_nothing_is_dropped_in_silence(made: str, reason: str) -> None:
    found = camt(made)
    assert reasons(found) == [reason]
    assert not [item for item in found if isinstance(item, FeedNode)]


def test_two_statements_have_their_own_accounts() -> None:
    one = statement("camt.053", entry(details()))
    head, tail = one.split("</GrpHdr>")
    inner = tail.removesuffix("</BkToCstmrStmt>")
    other = inner.replace(KARACHI, "GB82WEST12345698765432")
    found = items("camt_053", document("camt.053.001.08", f"{head}</GrpHdr>{inner}{other}</BkToCstmrStmt>"))
    assert {edge.end for edge in edges(found, "TRANSFERRED")} == {f"IBAN:{KARACHI}", "IBAN:GB82WEST12345698765432"}


def test_an_account_of_no_bank_needs_a_provider() -> None:
    body = statement("camt.053", entry(details())).replace(f"<IBAN>{KARACHI}</IBAN>", "<Othr><Id>7700-1</Id></Othr>")
    raw = document("camt.053.001.08", body)
    assert reasons(items("camt_053", raw)) == ["account-without-bank"]
    assert edges(items("camt_053", raw, provider="HBL"), "TRANSFERRED")[0].end == "HBL:77001"


def test_an_envelope_of_several_documents() -> None:
    two = "".join(document("camt.053.001.08", statement("camt.053", entry(details(reference=ref)))) for ref in "AB")
    assert len(edges(items("camt_053", f"<x>{two}</x>"), "TRANSFERRED")) == 2
    mixed = two + document("pacs.008.001.08", f"<FIToFICstmrCdtTrf>{GROUP}</FIToFICstmrCdtTrf>")
    with pytest.raises(FileRefused, match="more than messages"):
        items("camt_053", f"<x>{mixed}</x>")
