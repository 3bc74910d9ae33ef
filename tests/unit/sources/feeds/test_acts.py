"""Acts that look alike stay apart; a row told twice is found; the same file again adds nothing, in whatever order."""

from __future__ import annotations

import io
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.sources.feeds.options import Options
from services.sources.feeds.registry import readers
from services.sources.feeds.row import ACTS, BARE, REJECTED, TAKEN, FeedEdge, Item, Reject, RowRead
from tests.conformance.feeds.xml_made import details, document, entry, statement

BANK = "account,bank,date,debit,credit,balance,reference,counterparty,counterparty bank\n"
DRAWN = "0001234567,MEZN,01-03-2024,20000,,,,,\n"
CALLS = "Call Type,A-Party,B-Party,Date & Time,Duration,Cell ID,IMEI,IMSI\n"


def items(kind: str, text: str, **options: Any) -> list[Item]:
    return list(readers()[kind].read(io.BytesIO(text.encode()), Options(**options)))


def acts(found: list[Item]) -> list[FeedEdge]:
    return [item for item in found if isinstance(item, FeedEdge) and item.kind in ACTS]


def fates(found: list[Item]) -> Counter[str]:
    count: Counter[str] = Counter()
    for item in found:
        if isinstance(item, RowRead):
            count[item.fate] += item.rows
    return count


def rejected(found: list[Item]) -> list[tuple[int, str]]:
    return [(item.row, item.reason) for item in found if isinstance(item, Reject)]


def test_three_withdrawals_of_one_day_are_three() -> None:
    found = acts(items("bank-statements", BANK + DRAWN * 3))
    assert len({edge.id for edge in found}) == 3
    assert sum(edge.amount_minor for edge in found) == 6_000_000


def test_the_same_file_again_gives_the_same_ids() -> None:
    one, two = (acts(items("bank-statements", BANK + DRAWN * 3)) for _ in range(2))
    assert [edge.id for edge in one] == [edge.id for edge in two]


def test_a_longer_export_adds_only_what_is_new() -> None:
    """The first two of a day's withdrawals keep their ids when the file of the whole month names a third."""
    early = {edge.id for edge in acts(items("bank-statements", BANK + DRAWN * 2))}
    late = {edge.id for edge in acts(items("bank-statements", BANK + DRAWN.replace("01-03", "02-03") + DRAWN * 3))}
    assert early < late
    assert len(late) == 4


@given(st.lists(st.sampled_from([DRAWN, DRAWN.replace("20000", "500"), DRAWN.replace("01-03", "02-03")]), max_size=9))
def test_no_act_is_lost_and_order_says_nothing(rows: list[str]) -> None:
    found = acts(items("bank-statements", BANK + "".join(rows)))
    assert len({edge.id for edge in found}) == len(rows)
    back = acts(items("bank-statements", BANK + "".join(reversed(rows))))
    assert {edge.id for edge in found} == {edge.id for edge in back}


@pytest.mark.parametrize(
    "known", ["0001234567,MEZN,01-03-2024,20000,,,CHQ-7,,\n", "0001234567,MEZN,01-03-2024,20000,,5,,,\n"]
)
def test_a_row_told_twice_is_rejected_where_it_stands(known: str) -> None:
    found = items("bank-statements", BANK + known + DRAWN + known)
    assert rejected(found) == [(4, "said-twice")]
    assert len(acts(found)) == 2
    assert fates(found) == {TAKEN: 2, REJECTED: 1}


def test_a_holder_named_in_one_row_alone_does_not_join_two_withdrawals() -> None:
    heading = BANK.replace("bank,date", "bank,holder,date")
    rows = DRAWN.replace("MEZN,", "MEZN,Sample Holder,") + DRAWN.replace("MEZN,", "MEZN,,")
    assert len({edge.id for edge in acts(items("bank-statements", heading + rows))}) == 2


def call(
    at: str, cell: str = "C-1", way: str = "Outgoing", party: str = "923001234567", other: str = "923331234567"
) -> str:
    return f"{way},{party},{other},{at},60,{cell},,\n"


def test_calls_of_one_minute_may_be_two_and_of_one_second_are_one() -> None:
    mapping = Path("operator-a")
    minute = items("cdr", CALLS + call("05/02/2025 21:14") * 2, mapping=mapping)
    assert len({edge.id for edge in acts(minute)}) == 2
    second = items("cdr", CALLS + call("05/02/2025 21:14:09") * 2, mapping=mapping)
    assert len(acts(second)) == 1
    assert rejected(second) == [(3, "said-twice")]


def test_one_call_in_the_data_of_both_ends_is_one_with_both_places() -> None:
    both = call("05/02/2025 21:14:09") + call("05/02/2025 21:14:09", "C-2", "Incoming", "923331234567", "923001234567")
    found = items("cdr", CALLS + both, mapping=Path("operator-a"))
    assert len({edge.id for edge in acts(found)}) == 1
    assert len({item.end for item in found if isinstance(item, FeedEdge) and item.kind == "CAMPED_AT"}) == 2
    assert fates(found) == {TAKEN: 2}


def test_a_short_code_without_handset_and_cell_is_without_effect() -> None:
    found = items("cdr", CALLS + "Outgoing,923001234567,8888,05/02/2025 21:14:09,60,,,\n", mapping=Path("operator-a"))
    assert fates(found) == {BARE: 1}


CROSSED = "post,at,direction,name,document type,document,issuer,vehicle\n"
WENT = "TORKHAM,{},exit,Sample Person,passport,AB1234567,PK,LEA-1234\n"


def test_crossings_of_one_day_are_as_many_as_rows_and_of_one_minute_one() -> None:
    assert len({edge.id for edge in acts(items("border-crossings", CROSSED + WENT.format("01-03-2024") * 2))}) == 2
    found = items("border-crossings", CROSSED + WENT.format("01-03-2024 14:30") * 2)
    assert rejected(found) == [(3, "said-twice")]


def test_a_wallets_transaction_is_known_by_its_number() -> None:
    row = "T1,01-03-2024 10:00,transfer,03001234567,03331234567,500\n"
    found = items("wallet", "transaction,at,service,sender,receiver,amount\n" + row * 2, provider="sample")
    assert rejected(found) == [(3, "said-twice")]


def test_entries_of_a_bank_message_stay_apart_unless_their_own_reference_comes_again() -> None:
    bare = entry(details(reference="NOTPROVIDED")).replace("<NtryRef>", "<Other>").replace("</NtryRef>", "</Other>")
    numbered = entry(details(reference="E-1"))
    found = items("camt-053", document("camt.053.001.08", statement("camt.053", bare, bare, numbered, numbered)))
    assert len({edge.id for edge in acts(found)}) == 3
    assert [reason for _, reason in rejected(found)] == ["said-twice"]
    assert fates(found) == {TAKEN: 3, REJECTED: 1}


def test_alike_sums_of_one_numbered_entry_are_two_and_the_entry_told_again_is_none() -> None:
    """The number of the entry is not the number of what it sums up."""
    inside = details("50.00", reference="NOTPROVIDED") * 2
    placed = entry(inside).replace("<NtryDtls>", "<AcctSvcrRef>S-1</AcctSvcrRef><NtryDtls>")
    once = items("camt-053", document("camt.053.001.08", statement("camt.053", placed)))
    assert len({edge.id for edge in acts(once)}) == 2
    again = items("camt-053", document("camt.053.001.08", statement("camt.053", placed, placed)))
    assert {edge.id for edge in acts(again)} == {edge.id for edge in acts(once)}
    assert fates(again) == {TAKEN: 2, REJECTED: 2}
    other = placed.replace("S-1", "S-2")
    both = items("camt-053", document("camt.053.001.08", statement("camt.053", placed, other)))
    assert len({edge.id for edge in acts(both)}) == 4


BOTH = (
    "<TxDtls><Refs><EndToEndId>E-9</EndToEndId></Refs><Amt Ccy='PKR'>3.20</Amt><CdtDbtInd>{}</CdtDbtInd><RltdPties>"
    "<DbtrAcct><Id><IBAN>PK36SCBL0000001123456702</IBAN></Id></DbtrAcct>"
    "<CdtrAcct><Id><IBAN>DE89370400440532013000</IBAN></Id></CdtrAcct></RltdPties></TxDtls>"
)


@pytest.mark.parametrize("version", ["04", "08"])
@pytest.mark.parametrize("sign", ["CRDT", "DBIT"])
def test_the_counterpartys_account_is_enough_without_a_name(version: str, sign: str) -> None:
    """Banks copy the sign of the batch into its details: the debtor is who the parties say, if the entry agrees."""
    made = statement("camt.054", entry(BOTH.format(sign), direction="DBIT"))
    found = items("camt-054", document(f"camt.054.001.{version}", made))
    assert rejected(found) == []
    (moved,) = acts(found)
    assert (moved.start, moved.end) == ("IBAN:PK36SCBL0000001123456702", "IBAN:DE89370400440532013000")


def test_an_entry_that_contradicts_its_parties_is_rejected() -> None:
    made = statement("camt.054", entry(BOTH.format("CRDT"), direction="CRDT"))
    found = items("camt-054", document("camt.054.001.08", made))
    assert [reason for _, reason in rejected(found)] == ["direction-contradicts"]
    assert fates(found) == {REJECTED: 1}
