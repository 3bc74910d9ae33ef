"""Single transfers of SWIFT: both accounts are named, or the message is rejected; one that is cut refuses the file."""

from __future__ import annotations

import pytest

from services.sources.feeds.row import FeedNode, FileRefused
from tests.unit.sources.feeds.test_acts import acts, items, rejected

HEAD = "{1:F01SCBLPKKXAXXX0000000000}{2:I103MEZNPKKAXXXXN}{4:\n"
FROM = ":50K:/PK36SCBL0000001123456702\nSAMPLE TRADER\nLAHORE\n"
TO = ":59:/0001234567\nSAMPLE PAYEE\n"


def message(
    payer: str = FROM, payee: str = TO, settled: str = "240301PKR250000,00", head: str = HEAD, end: str = "-}\n"
) -> str:
    return f"{head}:20:REF-1\n:23B:CRED\n:32A:{settled}\n{payer}{payee}:71A:SHA\n{end}"


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        (message(), ("IBAN:PK36SCBL0000001123456702", "MEZNPKKA:0001234567")),
        (message(payee=":57A:EBILAEADXXX\n" + TO), ("IBAN:PK36SCBL0000001123456702", "EBILAEAD:0001234567")),
        (message(head="{1:F01MEZNPKKAAXXX0000000000}{2:O1031200240301SCBLPKKXAXXX00000000002403011200N}{4:\n", payer=":50A:/00998877\nSCBLPKKX\n"),
         ("SCBLPKKX:00998877", "MEZNPKKA:0001234567")),
        (message(head="", end="-\n", payee=":57A:EBILAEAD\n" + TO), ("IBAN:PK36SCBL0000001123456702", "EBILAEAD:0001234567")),
    ],
)  # fmt: skip
def test_who_pays_whom(text: str, ends: tuple[str, str]) -> None:
    (act,) = acts(items("mt103", text))
    assert (act.start, act.end) == ends
    assert (act.kind, act.amount_minor, act.currency) == ("TRANSFERRED", 25_000_000, "PKR")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (message(payer=":50K:SAMPLE TRADER\n"), "no-account"),
        (message(payer=":50K:/PK37SCBL0000001123456702\nSAMPLE\n"), "iban-check"),
        (message(payer=":50K:/PK36SCBL0000****6702\nSAMPLE\n"), "not-an-account"),
        (message(payer=""), "party-missing"),
        (message(head="", end="-\n"), "account-without-bank"),
        (message(settled="240301PKR250.000"), "amount-pattern"),
        (message(settled="240301PKR250,005"), "amount-decimals"),
        (message(settled="240231PKR250,00"), "time-impossible"),
    ],
)
def test_what_is_no_whole_transfer_is_rejected(text: str, reason: str) -> None:
    found = items("mt103", text)
    assert [why for _, why in rejected(found)] == [reason]
    assert acts(found) == []


@pytest.mark.parametrize(
    "text",
    [
        message() + message(end=""),
        message(head=HEAD.replace("I103", "I202")),
        message().replace(":71A:", ":32A:240301PKR1,00\n:71A:"),
        message().replace(":20:REF-1\n", ""),
    ],
)
def test_what_is_cut_or_contradicts_refuses_the_file_before_a_row(text: str) -> None:
    with pytest.raises(FileRefused):
        items("mt103", text)


def test_names_of_a_structured_party() -> None:
    found = items("mt103", message(payer=":50F:/PK36SCBL0000001123456702\n1/SAMPLE\n1/TRADER\n2/MALL\n3/PK/LAHORE\n"))
    assert "SAMPLE TRADER" in {item.label for item in found if isinstance(item, FeedNode)}


def test_a_message_that_comes_twice_is_one() -> None:
    assert [why for _, why in rejected(items("mt103", message() * 2))] == ["said-twice"]
