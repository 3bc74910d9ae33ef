"""Reports that banks send to the Financial Monitoring Unit (goAML): transactions with accounts, persons and amounts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tests.conformance.truth.group import Group
from tests.conformance.truth.people import ALL, iban
from tests.conformance.truth.truth import MUST_REFUSE, Truth, person, reads

AT = "2024-05-24T14:30:00"
MINOR = 12000050
FAR = iban("HABB", 990300001)


def own(n: int) -> str:
    return iban("MEZN", 990400000 + n)


class Deal(NamedTuple):
    text: str
    truth: Truth


def who(
    n: int,
    *,
    born: str = "1980-01-02T00:00:00",
    card: str | None = None,
    tag: str = "t_person",
    field: str = "birthdate",
) -> str:
    one = ALL[n % len(ALL)]
    first, _, last = one.name.partition(" ")
    birth = f"<{field}>{born}</{field}>" if born else ""
    number = one.cnic if card is None else card
    return (f"<{tag}><gender>M</gender><first_name>{first}</first_name><last_name>{last}</last_name>{birth}"
            f"<id_number>{number}</id_number><nationality1>PK</nationality1><residence>PK</residence></{tag}>")  # fmt: skip


def account(tag: str, number: str, within: str = "") -> str:
    return (f"<{tag}><institution_name>Sample Bank</institution_name><swift>{number[4:8]}PKKA</swift><account>{number[8:]}</account>"
            f"<currency_code>PKR</currency_code><iban>{number}</iban>{within}</{tag}>")  # fmt: skip


def deal(n: int, *, amount: str = "120000.50", minor: int = MINOR, at: str = AT, when: str = AT, currency: str = "PKR", signatory: str = "", holder: str | None = None,
         far: str = FAR, foreign: str = "", comment: str = "", truth: Truth | None = None, start: str = "", day: str = "1980-01-02") -> Deal:  # fmt: skip
    """A transfer from one person's account to another bank; ``start``: the number of the account as it is written."""
    one = ALL[n % len(ALL)]
    signs = f"<signatory>{signatory or who(n)}<role>PAH</role></signatory>"
    text = (
        f"<transaction><transactionnumber>T-{n}</transactionnumber><transaction_description>wire {comment}</transaction_description>"
        f"<date_transaction>{at}</date_transaction><transmode_code>ELCFT</transmode_code><amount_local>{amount}</amount_local>"
        f"<t_from_my_client><from_funds_code>BANKD</from_funds_code>{foreign}{account('from_account', start or own(n), signs)}<from_country>PK</from_country>"
        f"</t_from_my_client><t_to><to_funds_code>BANKD</to_funds_code>{account('to_account', far)}<to_country>PK</to_country></t_to></transaction>"
    )
    subject = person("", one.name, numbers=[f"CNIC:{one.cnic}"], born=day) if holder is None else holder
    means = reads(
        f"paid {minor} {currency} from IBAN:{own(n)} to IBAN:{FAR} at {when}", f"holder IBAN:{own(n)} {subject}"
    )
    return Deal(text, means if truth is None else truth)


def report(
    name: str,
    *deals: Deal,
    currency: str = "PKR",
    code: str = "CTR",
    last: int = 0,
    clean: bool = False,
    count: str = "",
) -> Group:
    """One transaction a line, so that the line is its number."""
    head = ("<?xml version='1.0' encoding='UTF-8'?><report><schema_version>5.0.2</schema_version><rentity_id>101</rentity_id><submission_code>E</submission_code>"
            f"<report_code>{code}</report_code><entity_reference>R-1</entity_reference><submission_date>2024-05-26T10:00:00</submission_date>"
            f"<currency_code_local>{currency}</currency_code_local>{count}")  # fmt: skip
    text = "\n".join(
        [
            head,
            *(one.text for one in deals),
            "<report_indicators><indicator>STRUC</indicator></report_indicators></report>",
        ]
    )
    data = (text[:-last] if last else text).encode()
    return Group(
        "goAML",
        name,
        "goaml",
        data,
        {number: one.truth for number, one in enumerate(deals, 2)},
        suffix="xml",
        clean=clean,
    )


def sound() -> Iterator[Group]:
    yield report("as the schema asks", *(deal(n) for n in range(1, 7)), clean=True)
    forms = (
        ("1980-01-02T00:00:00", "1980-01-02"),
        ("1980-01-02", "1980-01-02"),
        ("1980-01-02T00:00:00+05:00", "1980-01-02"),
        ("", ""),
    )
    yield report("births in the forms of the schema", *(
        deal(n, signatory=who(n, born=text), holder=person("", ALL[n].name, numbers=[f"CNIC:{ALL[n].cnic}"], born=day)) for n, (text, day) in enumerate(forms, 1)))  # fmt: skip
    bad = ("2031-01-02T00:00:00", "1980-13-02T00:00:00", "0001-01-01T00:00:00")
    none = [person("", ALL[n].name, numbers=[f"CNIC:{ALL[n].cnic}"]) for n in (1, 2, 3)]
    yield report(
        "births that cannot be",
        *(deal(n, signatory=who(n, born=text), holder=none[n - 1]) for n, text in enumerate(bad, 1)),
        deal(4),
        deal(5),
    )
    parts = (deal(n, comment=f"{word} of funds") for n, word in enumerate(("remittance", "gift", "refund"), 1))
    yield report("transactions of one report, in words", *parts, code="EFT", clean=True)


def amounts() -> Iterator[Group]:
    texts = (
        ("120000.5000", MINOR),
        ("120000.5", MINOR),
        ("120000", 12000000),
        ("120000.505", 0),
        ("120,000.50", 0),
        ("1.2E5", 0),
        ("-120000.50", 0),
    )
    yield report("amounts as systems write them", *(
        deal(n, amount=text, minor=minor, truth=None if minor else MUST_REFUSE) for n, (text, minor) in enumerate(texts, 1)))  # fmt: skip
    yield report(
        "a report whose local currency is the dirham",
        *(deal(n, currency="AED") for n in (1, 2, 3, 4)),
        currency="AED",
        clean=True,
    )
    sums = "<from_foreign_currency><foreign_currency_code>USD</foreign_currency_code><foreign_amount>430.00</foreign_amount><foreign_exchange_rate>279</foreign_exchange_rate></from_foreign_currency>"
    yield report("sums of another currency beside the local one", *(deal(n, foreign=sums) for n in (1, 2, 3, 4)))
    yield report("a report without its currency", *(deal(n, truth=MUST_REFUSE) for n in (1, 2)), currency="XQZ")


def numbers() -> Iterator[Group]:
    cards = ("1111111111111", "1234567890123", "00000-0000000-0", "N/A")
    rows = [
        deal(n, signatory=who(n, card=card), holder=person("", ALL[n].name, born="1980-01-02"))
        for n, card in enumerate(cards, 1)
    ]
    yield report("cards that stand for no card", *rows, deal(5), deal(6))
    wrong = own(2)[:-1] + ("0" if own(2)[-1] != "0" else "1")
    spaced = " ".join(own(3)[place : place + 4] for place in range(0, 24, 4))
    yield report(
        "accounts whose check digits do not fit",
        deal(1),
        deal(2, start=wrong, truth=MUST_REFUSE),
        deal(3, start=spaced),
        deal(4),
    )


def times() -> Iterator[Group]:
    forms = (
        ("2024-05-24T14:30:00", AT),
        ("2024-05-24T14:30:00+05:00", AT),
        ("2024-05-24T09:30:00Z", AT),
        ("2024-05-24", "2024-05-24"),
        ("24/05/2024", ""),
        ("2099-05-24T14:30:00", ""),
    )
    yield report("times with and without a zone", *(
        deal(n, at=text, when=when, truth=None if when else MUST_REFUSE) for n, (text, when) in enumerate(forms, 1)))  # fmt: skip
    yield report("a file that is cut", *(deal(n, truth=MUST_REFUSE) for n in (1, 2, 3)), last=60)


def groups() -> Iterator[Group]:
    for make in (sound, amounts, numbers, times):
        yield from make()
