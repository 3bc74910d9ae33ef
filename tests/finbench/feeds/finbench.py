"""LDBC FinBench: the benchmark's graph, one table a file, told apart by their names (``Options.table``).

Ids are ``finbench:<kind>:<number>``; amounts have no minor unit and are kept in thousand-millionths (nano) of
the test currency XTS; times are the option's zone. Specification 0.2, data.tex.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import BinaryIO, NamedTuple

from services.sources.feeds import meaning
from services.sources.feeds.acts import items_of
from services.sources.feeds.meaning import edge, note
from services.sources.feeds.options import Options
from services.sources.feeds.row import FeedEdge, FeedNode, FileRefused, Items, Remark
from services.sources.feeds.sheet import Column, Layout, Line, Sheet
from services.tables.rejects import BadCell

FEED = "MONEY"
FORM = "finbench"
CURRENCY, DECIMALS = "XTS", 9
KINDS = {"person": "SUBJECT", "company": "ORGANISATION", "account": "ACCOUNT", "loan": "LOAN", "medium": "DEVICE"}


class _Nodes(NamedTuple):
    kind: str
    id: str
    label: str = ""
    facts: tuple[str, ...] = ()


class _Edges(NamedTuple):
    """``start`` and ``end``: kind and column, as the graph's edge leads, which is not always as the file's."""

    kind: str
    start: tuple[str, str]
    end: tuple[str, str]
    amount: str = ""
    facts: tuple[str, ...] = ()


_BLOCKED = ("isBlocked", "createTime")
_FROM, _TO = ("account", "fromId"), ("account", "toId")
_PERSON, _COMPANY = ("person", "personId"), ("company", "companyId")
_ACCOUNT, _LOAN = ("account", "accountId"), ("loan", "loanId")
TABLES: dict[str, _Nodes | _Edges] = {
    "Person": _Nodes("person", "personId", "personName", _BLOCKED),
    "Company": _Nodes("company", "companyId", "companyName", _BLOCKED),
    "Account": _Nodes("account", "accountId", "", (*_BLOCKED, "accoutType")),
    "Loan": _Nodes("loan", "loanId", "", ("loanAmount", "balance", "createTime")),
    "Medium": _Nodes("medium", "mediumId", "", (*_BLOCKED, "mediumType")),
    "PersonOwnAccount": _Edges("ACCOUNT_HELD_BY", _ACCOUNT, _PERSON),
    "CompanyOwnAccount": _Edges("ACCOUNT_OF", _ACCOUNT, _COMPANY),
    "PersonApplyLoan": _Edges("APPLIED_FOR", _PERSON, _LOAN),
    "CompanyApplyLoan": _Edges("COMPANY_APPLIED_FOR", _COMPANY, _LOAN),
    "PersonInvestCompany": _Edges("INVESTED_IN", ("person", "investorId"), _COMPANY, facts=("ratio",)),
    "CompanyInvestCompany": _Edges("COMPANY_INVESTED_IN", ("company", "investorId"), _COMPANY, facts=("ratio",)),
    "PersonGuaranteePerson": _Edges("GUARANTEED", ("person", "fromId"), ("person", "toId")),
    "CompanyGuaranteeCompany": _Edges("COMPANY_GUARANTEED", ("company", "fromId"), ("company", "toId")),
    "MediumSignInAccount": _Edges("SIGNED_IN", ("medium", "mediumId"), _ACCOUNT),
    "AccountTransferAccount": _Edges("TRANSFERRED", _FROM, _TO, "amount"),
    "AccountWithdrawAccount": _Edges("WITHDREW", _FROM, _TO, "amount"),
    "LoanDepositAccount": _Edges("PAID_OUT", _LOAN, _ACCOUNT, "amount"),
    "AccountRepayLoan": _Edges("REPAID", _ACCOUNT, _LOAN, "amount"),
}


def read(stream: BinaryIO, options: Options) -> Items:
    """Rows of the table that ``options.table`` names. Raises FileRefused."""
    if (table := TABLES.get(options.table)) is None:
        raise FileRefused("options", "table", f"the file's name must be one of {', '.join(TABLES)}")
    yield Remark("zone", f"times without zone are read as {options.zone}")
    names = _columns(table)
    layout = Layout(options.table, tuple(Column(name, required=True) for name in names))
    say: Callable[[Line], Iterator[FeedNode | FeedEdge]] = (
        partial(_node, table) if isinstance(table, _Nodes) else partial(_edge, table, options)
    )
    yield from items_of(Sheet(stream, (layout,)), say, lambda _line: True)


def _columns(table: _Nodes | _Edges) -> tuple[str, ...]:
    if isinstance(table, _Nodes):
        return tuple(filter(None, (table.id, table.label, *table.facts)))
    return tuple(filter(None, (table.start[1], table.end[1], table.amount, *table.facts, "createTime")))


def _node(table: _Nodes, line: Line) -> Iterator[FeedNode | FeedEdge]:
    said = {fact.replace("accoutType", "accountType"): _fact(line, fact) for fact in table.facts}
    label = line.read(table.label, str, "") if table.label else ""
    yield FeedNode(KINDS[table.kind], _id(line, (table.kind, table.id)), label, note=note(**said))


def _fact(line: Line, name: str) -> object:
    text = line.read(name, str, "")
    return {"true": True, "false": False}.get(text.casefold(), text)


def _edge(table: _Edges, options: Options, line: Line) -> Iterator[FeedNode | FeedEdge]:
    start, end = _id(line, table.start), _id(line, table.end)
    yield FeedNode(KINDS[table.start[0]], start)
    yield FeedNode(KINDS[table.end[0]], end)
    facts: dict[str, object] = {
        "at_ms": line.read("createTime", lambda text: meaning.stamp_ms(text, options.tz), 0),
        "note": note(**{fact: line.text(fact) for fact in table.facts}),
    }
    if table.amount:
        facts["amount_minor"] = line.read(table.amount, _nano, 0)
        facts["currency"] = CURRENCY
    yield edge(FORM, table.kind, start, end, row=line.number, **facts)


def _nano(text: str) -> int:
    return meaning.scaled(text, DECIMALS, exact=False)


def _id(line: Line, end: tuple[str, str]) -> str:
    def number(text: str) -> str:
        if not (text.isascii() and text.isdecimal() and len(text) <= 19):
            raise BadCell("not-a-number")
        return text

    return f"finbench:{end[0]}:{line.read(end[1], number, '0')}"
