"""goAML 5.0.2 reports of a financial intelligence unit (XML): transactions between parties, and activities.

What each becomes is in docs/feeds.md. A transaction goes in whole or not at all; an unreadable phone or document of
a party is rejected alone. The reporting person is the reporter, no party, and does not go in.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, Final

from lxml import etree

from services.sources.feeds.gathering import Gathering, RowRefused, note
from services.sources.feeds.goaml_party import Parties, said
from services.sources.feeds.options import Options
from services.sources.feeds.row import SUSPICION, FileRefused, Item, Items
from services.sources.feeds.xml_schema import verify
from services.sources.feeds.xml_stream import line, opening, records
from services.sources.feeds.xml_times import day

FEED = "MONEY"
THRESHOLD_REPORTS: Final = frozenset({"CTR", "EFT", "IFT", "DPMSR", "REAR"})
"""Reports that a sum alone brings about. Every other, an unknown one too, is marked as derived from suspicion."""
SENDERS: Final = frozenset({"RMITR", "CASHD", "BUY"})
RECEIVERS: Final = frozenset({"BNFCR", "SELL"})
_HEADER: Final = ("rentity_id", "report_code", "entity_reference", "submission_date", "currency_code_local")
_RECORDS: Final = (*_HEADER, "transaction", "report_party", "item")
_PARTIES: Final = tuple(f"{kind}{mine}" for kind in ("account", "person", "entity") for mine in ("", "_my_client"))


def read(stream: BinaryIO, options: Options) -> Items:
    """Rows of one report. Raises FileRefused for what is no goAML report, or does not fit the schema given."""
    root = opening(stream, lambda tags: bool(tags))
    if root[:1] != ["report"]:
        raise FileRefused("line 1", "goaml-root", "the root is not report, so this is no goAML file")
    yield from verify(stream, options.schema, root[0], _RECORDS)
    report = _Report(options)
    for element in records(stream, _RECORDS):
        yield from report.element(element)
    yield from report.end()


class _Report:
    def __init__(self, options: Options) -> None:
        self._to = Gathering("goaml", options)
        self._header: dict[str, str] = {}
        self._said = False

    def element(self, element: etree._Element) -> Iterator[Item]:
        parent = element.getparent()
        if element.tag in _HEADER:
            if parent is not None and parent.getparent() is None:
                self._header[element.tag] = " ".join((element.text or "").split())
            return
        if element.tag == "item":
            self._to.passed_over("goods")
            return
        self._announce()
        self._to.begin(line(element))
        by = f"reporting entity {self._header.get('rentity_id', '')}".strip()
        parties = Parties(
            self._to, by, _day(said(element, "date_transaction") or self._header.get("submission_date", ""))
        )
        try:
            if element.tag == "transaction":
                self._transaction(element, parties)
            else:
                self._party(element, parties, "report_party")
        except RowRefused as refused:
            self._to.refuse(refused)
        yield from self._to.take()

    def end(self) -> Iterator[Item]:
        self._announce()
        yield from self._to.take()
        yield from self._to.end()

    def _announce(self) -> None:
        code = self._header.get("report_code", "")
        if not self._said and code not in THRESHOLD_REPORTS:
            self._to.remark(SUSPICION, f"Report code {code[:8] or 'missing'}: derived from a report of suspicion.")
        self._said = True

    def _party(self, element: etree._Element, parties: Parties, path: str) -> str:
        """The account of a party of an activity or of a transaction of many."""
        for name in _PARTIES:
            if (found := element.find(name)) is not None:
                if path == "report_party" and not name.startswith("account"):
                    make = parties.person if name.startswith("person") else parties.entity
                    return make(found, f"{path}/{name}")
                return parties.party(found, f"{path}/{name}")
        raise RowRefused(path, "", "party-missing")

    def _transaction(self, element: etree._Element, parties: Parties) -> None:
        path = "transaction"
        currency = self._header.get("currency_code_local") or self._to.options.currency_or_rupees
        at, ended = self._to.span(f"{path}/date_transaction", said(element, "date_transaction"))
        amount = self._to.amount(f"{path}/amount_local", said(element, "amount_local"), currency)
        if element.find("involved_parties") is not None:
            start, end = self._many(element, parties)
        else:
            start, end = self._side(element, parties, "from"), self._side(element, parties, "to")
        if not start or not end:
            self._to.lacks(f"{path}/involved_parties", "", "direction-not-told")
            return
        keys = ("transactionnumber", "internal_ref_number", "transmode_code", "transaction_description")
        more = {key: said(element, key)[:200] for key in keys}
        self._to.single(more["transactionnumber"], more["internal_ref_number"])
        foreign = (said(element, f".//{name}") for name in ("foreign_currency_code", "foreign_amount"))
        more["foreign"] = " ".join(foreign).strip()
        more["report"] = self._header.get("entity_reference", "")
        facts = {"at_ms": at, "day_end_ms": ended, "amount": amount}
        self._to.edge("TRANSFERRED", start, end, **facts, currency=currency, more=note(more))

    def _side(self, element: etree._Element, parties: Parties, side: str) -> str:
        for name in (f"t_{side}_my_client", f"t_{side}"):
            if (found := element.find(name)) is None:
                continue
            for kind in ("account", "person", "entity"):
                if (party := found.find(f"{side}_{kind}")) is not None:
                    account = parties.party(party, f"transaction/{name}/{side}_{kind}")
                    if (conductor := found.find("t_conductor")) is not None:
                        parties.used_by(account, conductor, f"transaction/{name}/t_conductor")
                    return account
        raise RowRefused(f"transaction/t_{side}", "", "party-missing")

    def _many(self, element: etree._Element, parties: Parties) -> tuple[str, str]:
        """One sender and one receiver by role; nothing if the roles do not say which of many."""
        sides: dict[str, list[str]] = {"": [], "from": [], "to": []}
        for party in element.findall("involved_parties/party"):
            role = said(party, "role")
            side = "from" if role in SENDERS else "to" if role in RECEIVERS else ""
            sides[side].append(self._party(party, parties, "transaction/involved_parties/party"))
        if len(sides["from"]) == 1 and len(sides["to"]) == 1:
            return sides["from"][0], sides["to"][0]
        return "", ""


def _day(text: str) -> str:
    try:
        return day(text)
    except ValueError:
        return ""
