"""Synthetic XML feeds of our own: every goAML report kind and party, messages for which no sample is at hand, big files."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO

from services.sources.feeds.options import Options
from services.sources.feeds.row import FeedEdge, FeedNode, Item, Reject, Remark

KARACHI = "PK36SCBL0000001123456702"
GERMAN = "DE89370400440532013000"
CODES = [
    "AIF",
    "AIFT",
    "CIR",
    "CNMRA",
    "DPMSR",
    "ECDD",
    "ECDDT",
    "HRC",
    "HRCA",
    "IRR",
    "ITR",
    "PNMRA",
    "PSTR",
    "REAR",
    "SAR",
    "SIR",
    "STR",
]
"""Report codes of the schema 5.0.2."""


def items(name: str, content: bytes | str | BinaryIO, **options: Any) -> list[Item]:
    """All that the reader of a module yields."""
    if isinstance(content, str):
        content = content.encode()
    stream = io.BytesIO(content) if isinstance(content, bytes) else content
    return list(import_module(f"services.sources.feeds.{name}").read(stream, Options(**options)))


def figures(found: list[Item]) -> tuple[int, int, int]:
    """How many nodes, edges and rejects were read, in this order."""
    count = Counter(type(item) for item in found)
    return count[FeedNode], count[FeedEdge], count[Reject]


def kinds(found: list[Item]) -> Counter[str]:
    """How many of each kind of node and edge."""
    return Counter(item.kind for item in found if isinstance(item, FeedNode | FeedEdge))


def edges(found: list[Item], kind: str) -> list[FeedEdge]:
    return [item for item in found if isinstance(item, FeedEdge) and item.kind == kind]


def reasons(found: list[Item]) -> list[str]:
    return [item.reason for item in found if isinstance(item, Reject)]


def remarks(found: list[Item]) -> list[str]:
    return [item.code for item in found if isinstance(item, Remark)]


# -- goAML

ADDRESS = (
    "<addresses><address><address_type>BU</address_type><address>1 Mall</address><city>Lahore</city>"
    "<country_code>PK</country_code><state>PB</state></address></addresses>"
)


def person(tag: str, first: str = "Bilal", cnic: str = "3520212345671", phone: str = "3001234567") -> str:
    return (
        f"<{tag}><gender>M</gender><first_name>{first}</first_name><last_name>Ahmed</last_name>"
        f"<birthdate>1980-01-02T00:00:00</birthdate><id_number>{cnic}</id_number><nationality1>PK</nationality1>"
        "<residence>PK</residence><phones><phone><tph_contact_type>PRIVT</tph_contact_type>"
        "<tph_communication_type>L</tph_communication_type><tph_country_prefix>92</tph_country_prefix>"
        f"<tph_number>{phone}</tph_number></phone></phones>{ADDRESS}<identifications><identification>"
        f"<type>PASSP</type><number>AB{cnic[:7]}</number><issue_date>2020-01-15T00:00:00</issue_date>"
        "<expiry_date>2030-01-14T00:00:00</expiry_date><issue_country>PK</issue_country></identification>"
        f"</identifications><tax_reg_number>N</tax_reg_number></{tag}>"
    )


def entity(tag: str, director: str = "") -> str:
    return (
        f"<{tag}><name>Karwan Exchange</name><incorporation_legal_form>FZCO</incorporation_legal_form>"
        "<incorporation_number>77123</incorporation_number><business>money changer</business>"
        f"{ADDRESS}<incorporation_state>SD</incorporation_state>"
        f"<incorporation_country_code>PK</incorporation_country_code>{director}"
        f"<incorporation_date>2001-01-01T00:00:00</incorporation_date><tax_reg_number>N</tax_reg_number></{tag}>"
    )


def account(tag: str, number: str = "0001123456702", iban: str = KARACHI, within: str = "") -> str:
    told = f"<iban>{iban}</iban>" if iban else ""
    return (
        f"<{tag}><institution_name>Standard Bank</institution_name><swift>SCBLPKKX</swift>"
        f"<non_bank_institution>false</non_bank_institution><branch>Saddar</branch><account>{number}</account>"
        f"<currency_code>PKR</currency_code><account_name>Bilal</account_name>{told}"
        f"<personal_account_type>CURR</personal_account_type>{within}<opened>2015-05-05T00:00:00</opened>"
        "<status_code>A</status_code><beneficiary>none</beneficiary></" + tag + ">"
    )


def signatory(role: str, who: str) -> str:
    return f"<signatory>{who}<role>{role}</role></signatory>"


def transfer(
    start: str, end: str, *, amount: str = "120000.5000", conductor: str = "", mine: str = "_my_client"
) -> str:
    return (
        "<transaction><transactionnumber>T-1</transactionnumber><transaction_location>Saddar</transaction_location>"
        "<transaction_description>wire</transaction_description><date_transaction>2024-05-24T14:30:00</date_transaction>"
        f"<transmode_code>ELCFT</transmode_code><transmode_comment>E</transmode_comment><amount_local>{amount}"
        f"</amount_local><t_from{mine}><from_funds_code>CASH</from_funds_code>{conductor}{start}"
        f"<from_country>PK</from_country></t_from{mine}><t_to><to_funds_code>BANKD</to_funds_code>{end}"
        "<to_country>PK</to_country></t_to></transaction>"
    )


def many(*parties: tuple[str, str]) -> str:
    told = "".join(f"<party><role>{role}</role>{who}<country>PK</country></party>" for role, who in parties)
    return (
        "<transaction><transactionnumber>T-2</transactionnumber><transaction_location>Saddar</transaction_location>"
        "<transaction_description>deal</transaction_description><date_transaction>2024-05-24T14:30:00</date_transaction>"
        "<transmode_code>ELCFT</transmode_code><transmode_comment>E</transmode_comment><amount_local>500</amount_local>"
        f"<involved_parties>{told}</involved_parties></transaction>"
    )


def activity(*parties: str) -> str:
    told = "".join(f"<report_party>{who}<reason>seen</reason></report_party>" for who in parties)
    return f"<activity><report_parties>{told}</report_parties></activity>"


def report(body: str, code: str = "STR", currency: str = "PKR") -> str:
    return (
        "<?xml version='1.0' encoding='UTF-8'?>\n<report><schema_version>5.0.2</schema_version>"
        f"<rentity_id>101</rentity_id><submission_code>E</submission_code><report_code>{code}</report_code>"
        "<entity_reference>R-1</entity_reference><submission_date>2024-05-26T10:00:00</submission_date>"
        f"<currency_code_local>{currency}</currency_code_local>{body}"
        "<report_indicators><indicator>STRUC</indicator></report_indicators></report>"
    )


# -- ISO 20022

ISO = "urn:iso:std:iso:20022:tech:xsd:"


def document(version: str, body: str) -> str:
    return f'<Document xmlns="{ISO}{version}">{body}</Document>'


def enveloped(version: str, body: str, wrapper: str = "BizMsgEnvlp") -> str:
    head = f'<AppHdr xmlns="{ISO}head.001.001.02"><MsgDefIdr>{version}</MsgDefIdr></AppHdr>'
    return f'<e:{wrapper} xmlns:e="urn:x:envelope">{head}{document(version, body)}</e:{wrapper}>'


def iban(number: str) -> str:
    return f"<Id><IBAN>{number}</IBAN></Id>"


GROUP = (
    "<GrpHdr><MsgId>M1</MsgId><CreDtTm>2024-03-01T10:00:00+05:00</CreDtTm><NbOfTxs>1</NbOfTxs>"
    "<SttlmInf><SttlmMtd>CLRG</SttlmMtd></SttlmInf></GrpHdr>"
)


def pacs_008(debtor: str = KARACHI, creditor: str = GERMAN, amount: str = "250.75", currency: str = "EUR") -> str:
    return (
        f"<FIToFICstmrCdtTrf>{GROUP}<CdtTrfTxInf><PmtId><EndToEndId>E1</EndToEndId><TxId>X1</TxId></PmtId>"
        f'<IntrBkSttlmAmt Ccy="{currency}">{amount}</IntrBkSttlmAmt><IntrBkSttlmDt>2024-03-02</IntrBkSttlmDt>'
        "<ChrgBr>SLEV</ChrgBr><Dbtr><Nm>Bilal Ahmed</Nm><CtctDtls><PhneNb>+92-3001234567</PhneNb></CtctDtls></Dbtr>"
        f"<DbtrAcct>{iban(debtor)}</DbtrAcct><DbtrAgt><FinInstnId><BICFI>SCBLPKKXXXX</BICFI></FinInstnId></DbtrAgt>"
        "<CdtrAgt><FinInstnId><BICFI>COBADEFF</BICFI></FinInstnId></CdtrAgt><Cdtr><Nm>Karwan GmbH</Nm><Id><OrgId>"
        f"<LEI>529900T8BM49AURSDO55</LEI></OrgId></Id></Cdtr><CdtrAcct>{iban(creditor)}</CdtrAcct>"
        "</CdtTrfTxInf></FIToFICstmrCdtTrf>"
    )


def pacs_009(root: str = "FICdtTrf", cover: bool = False) -> str:
    under = (
        f"<UndrlygCstmrCdtTrf><Dbtr><Nm>Bilal Ahmed</Nm></Dbtr><DbtrAcct>{iban(KARACHI)}</DbtrAcct>"
        "<DbtrAgt><FinInstnId><BICFI>SCBLPKKX</BICFI></FinInstnId></DbtrAgt><CdtrAgt><FinInstnId><BICFI>COBADEFF"
        f"</BICFI></FinInstnId></CdtrAgt><Cdtr><Nm>Karwan</Nm></Cdtr><CdtrAcct>{iban(GERMAN)}</CdtrAcct>"
        "</UndrlygCstmrCdtTrf>"
    )
    return (
        f"<{root}>{GROUP}<CdtTrfTxInf><PmtId><InstrId>I9</InstrId></PmtId>"
        '<IntrBkSttlmAmt Ccy="JPY">5000</IntrBkSttlmAmt><IntrBkSttlmDt>2024-03-02</IntrBkSttlmDt>'
        "<Dbtr><FinInstnId><BICFI>SCBLPKKXXXX</BICFI></FinInstnId></Dbtr>"
        "<DbtrAcct><Id><Othr><Id>NOSTRO-1</Id></Othr></Id></DbtrAcct>"
        "<Cdtr><FinInstnId><BICFI>BOTKJPJT</BICFI></FinInstnId></Cdtr>"
        "<CdtrAcct><Id><Othr><Id>9988</Id></Othr></Id></CdtrAcct>"
        f"{under if cover else ''}</CdtTrfTxInf></{root}>"
    )


def pain_001(day: str = "<Dt>2024-03-02</Dt>") -> str:
    one = (
        "<CdtTrfTxInf><PmtId><EndToEndId>{0}</EndToEndId></PmtId><Amt><InstdAmt Ccy='PKR'>1000.00</InstdAmt></Amt>"
        f"<Cdtr><Nm>Karwan</Nm></Cdtr><CdtrAcct>{iban(GERMAN)}</CdtrAcct></CdtTrfTxInf>"
    )
    return (
        "<CstmrCdtTrfInitn><GrpHdr><MsgId>M</MsgId><CreDtTm>2024-03-01T10:00:00Z</CreDtTm><NbOfTxs>2</NbOfTxs>"
        "<InitgPty><Nm>Bilal</Nm></InitgPty></GrpHdr><PmtInf><PmtInfId>P</PmtInfId><PmtMtd>TRF</PmtMtd>"
        f"<ReqdExctnDt>{day}</ReqdExctnDt><Dbtr><Nm>Bilal Ahmed</Nm></Dbtr><DbtrAcct>{iban(KARACHI)}</DbtrAcct>"
        "<DbtrAgt><FinInstnId><BICFI>SCBLPKKX</BICFI></FinInstnId></DbtrAgt>"
        f"{one.format('E1')}{one.format('E2')}</PmtInf></CstmrCdtTrfInitn>"
    )


def details(amount: str = "", other: str = GERMAN, side: str = "Dbtr", reference: str = "E1") -> str:
    told = f"<Amt Ccy='PKR'>{amount}</Amt>" if amount else ""
    return (
        f"<TxDtls><Refs><EndToEndId>{reference}</EndToEndId></Refs>{told}<RltdPties><{side}><Pty><Nm>Karwan</Nm></Pty>"
        f"</{side}><{side}Acct>{iban(other)}</{side}Acct></RltdPties></TxDtls>"
    )


def entry(inside: str = "", amount: str = "100.00", direction: str = "CRDT", status: str = "<Cd>BOOK</Cd>") -> str:
    return (
        f"<Ntry><Amt Ccy='PKR'>{amount}</Amt><CdtDbtInd>{direction}</CdtDbtInd><Sts>{status}</Sts>"
        "<BookgDt><Dt>2024-03-02</Dt></BookgDt><BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd>"
        f"</Fmly></Domn></BkTxCd><NtryDtls>{inside}</NtryDtls></Ntry>"
    )


def statement(kind: str, *entries: str) -> str:
    root, inner = {
        "camt.052": ("BkToCstmrAcctRpt", "Rpt"), "camt.053": ("BkToCstmrStmt", "Stmt"),
        "camt.054": ("BkToCstmrDbtCdtNtfctn", "Ntfctn"),
    }[kind]  # fmt: skip
    balance = (
        "<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy='PKR'>1.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>"
        "2024-03-02</Dt></Dt></Bal>"
    ) * (kind == "camt.053")  # fmt: skip
    return (
        f"<{root}><GrpHdr><MsgId>M</MsgId><CreDtTm>2024-03-03T00:00:00+05:00</CreDtTm></GrpHdr><{inner}><Id>S1</Id>"
        "<CreDtTm>2024-03-03T00:00:00+05:00</CreDtTm>"
        f"<Acct>{iban(KARACHI)}<Ownr><Nm>Bilal Ahmed</Nm></Ownr></Acct>{balance}{''.join(entries)}</{inner}></{root}>"
    )


# -- files too large to hold


def big_goaml(path: Path, size: int) -> int:
    """A report of at least so many bytes; how many transactions it holds."""
    head, tail = report("@").split("@")
    return _fill(path, size, head, tail, _transactions())


def big_camt(path: Path, size: int) -> int:
    head, tail = document("camt.053.001.08", statement("camt.053", "@")).split("@")
    return _fill(path, size, head, tail, _entries())


def _transactions() -> Iterator[str]:
    shape = transfer(account("from_account", within=signatory("PAH", person("t_person", cnic="@CNIC@"))),
                     person("to_person", first="Sana", cnic="@OTHER@"))  # fmt: skip
    number = 0
    while True:
        number += 1
        yield (
            shape.replace("T-1", f"T-{number}")
            .replace("@CNIC@", str(3520200000000 + number))
            .replace("@OTHER@", str(4220100000000 + number))
        )


def _entries() -> Iterator[str]:
    address = "<PstlAdr><Ctry>PK</Ctry>" + "<AdrLine>House 12, Street 4, Saddar, Karachi</AdrLine>" * 2 + "</PstlAdr>"
    shape = entry(details("100.00", reference="@REF@").replace("</Nm>", f"</Nm>{address}").replace(
        "</TxDtls>", f"<RmtInf><Ustrd>{'for goods as agreed ' * 6}</Ustrd></RmtInf></TxDtls>"
    )).replace("><", ">\n                        <")  # fmt: skip
    number = 0
    while True:
        number += 1
        yield shape.replace("@REF@", f"E{number}") + "\n"


def _fill(path: Path, size: int, head: str, tail: str, rows: Iterator[str]) -> int:
    count = 0
    with path.open("w", encoding="utf-8") as out:
        written = out.write(head)
        while written < size:
            written += out.write(next(rows) + "\n")
            count += 1
        out.write(tail)
    return count
