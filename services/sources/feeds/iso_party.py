"""Parties and accounts of ISO 20022 messages: who holds which account, under which numbers.

A party with an organisation's number is an ORGANISATION. All others are SUBJECTs, since the standard does not say of
a bare name whether it is a man's or a firm's; their id holds the account, so that no two are one for their name.
"""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from services.sources.feeds.gathering import Gathering, RowRefused, digest, note
from services.sources.feeds.iso_message import find, text
from services.sources.feeds.numbers_told import document, is_iban, packed

_BICS = ("BICFI", "BIC", "FinInstnId/BICFI", "FinInstnId/BIC")
_OTHER = ("Id/Othr/Id", "Id/PrtryAcct/Id", "Id/BBAN", "Id/UPIC")


@dataclass(frozen=True, slots=True)
class Account:
    """An account's id, and where in the record it stands."""

    id: str
    path: str


def _office(bic: str) -> str:
    """ISO 9362: eleven letters that end in three X name the same office as the first eight."""
    return bic[:8] if len(bic) == 11 and bic.endswith("X" * 3) else bic


def bank_of(agent: etree._Element | None, fallback: str = "") -> str:
    """What tells banks apart: BIC (that of a head office without its three last letters), clearing number, or name."""
    if agent is None:
        return packed(fallback)
    if bic := packed(text(agent, *_BICS)):
        return _office(bic)
    known = text(agent, "FinInstnId/ClrSysMmbId/MmbId", "FinInstnId/Othr/Id", "FinInstnId/Nm", "FinInstnId/NmAndAdr/Nm")
    return packed(known or fallback)


def account(element: etree._Element | None, path: str, bank: str) -> Account | None:
    """Nothing if the message gives no account. Raises RowRefused for a wrong IBAN or a number of no bank."""
    if element is None:
        return None
    if iban := packed(text(element, "Id/IBAN")):
        if not is_iban(iban):
            raise RowRefused(f"{path}/Id/IBAN", iban, "iban-check")
        return Account(f"IBAN:{iban}", path)
    if not (number := packed(text(element, *_OTHER))):
        return None
    if is_iban(number):
        return Account(f"IBAN:{number}", path)
    if not (bank := bank or packed(text(element, "Id/Othr/Issr"))):
        raise RowRefused(f"{path}/Id", number, "account-without-bank")
    return Account(f"{bank}:{number}", path)


class Holders:
    """Joins accounts to their parties. ``says``: the message, in notes."""

    def __init__(self, gathering: Gathering, says: str) -> None:
        self._to, self._says = gathering, says

    def joins(self, held: Account, party: etree._Element | None, role: str = "") -> None:
        """The party holds the account; with a ``role`` (ultimate debtor) it only uses it."""
        if party is None:
            return
        inner = find(party, "Pty")
        if (agent := find(party, "FinInstnId", "Agt/FinInstnId")) is not None:
            self._institution(held, agent)
            return
        party = inner if inner is not None else party
        self._to.node("ACCOUNT", held.id)
        if find(party, "Id/OrgId") is not None and (known := _register(party)):
            self._organisation(held, known, text(party, "Nm"), role)
        elif text(party, "Nm") or find(party, "Id/PrvtId") is not None:
            self._person(held, party, role)

    def _institution(self, held: Account, agent: etree._Element) -> None:
        if known := packed(text(agent, "BICFI", "BIC")):
            known = _office(known)
            self._to.node("ACCOUNT", held.id)
            self._organisation(held, f"BIC:{known}", text(agent, "Nm"), "")

    def _organisation(self, held: Account, known: str, name: str, role: str) -> None:
        self._to.node("ORGANISATION", known, name)
        self._to.edge("ACCOUNT_OF", held.id, known, more=note({"says": self._says, "role": role}))

    def _person(self, held: Account, party: etree._Element, role: str) -> None:
        name, country = text(party, "Nm"), text(party, "CtryOfRes", "PstlAdr/Ctry")
        private, contact = find(party, "Id/PrvtId"), find(party, "CtctDtls")
        facts = {
            "born": text(private, "DtAndPlcOfBirth/BirthDt"),
            "city_of_birth": text(private, "DtAndPlcOfBirth/CityOfBirth"),
            "country": country,
            "town": text(party, "PstlAdr/TwnNm"),
        }
        documents = self._documents(private, country, held.path)
        subject = f"feeds/{self._to.form}/{digest(name, *facts.values(), *documents, held.id, role)}"
        if not role:
            facts["target_key"] = f"ACCOUNT {held.id}"
        self._to.node("SUBJECT", subject, name, more=note(facts))
        for known in documents:
            self._to.node("DOCUMENT", known)
            self._to.edge("IDENTIFIED_BY", subject, known, more=note({"says": self._says}))
        for number in (text(contact, "PhneNb"), text(contact, "MobNb")):
            if number:
                self._to.phone_of(f"{held.path}/CtctDtls", number, subject, self._says)
        kind = "ACCOUNT_USED_BY" if role else "ACCOUNT_HELD_BY"
        self._to.edge(kind, held.id, subject, more=note({"says": self._says, "role": role}))

    def _documents(self, private: etree._Element | None, country: str, path: str) -> list[str]:
        found = []
        other = find(private, "Othr") if private is not None else None
        if other is not None and (number := text(other, "Id")):
            scheme = text(other, "SchmeNm/Cd")
            if known := document(scheme or "ID", number, country or self._to.options.region):
                found.append(known)
            else:
                self._to.lacks(f"{path}/PrvtId/Othr/Id", number, "document-pattern")
        return found


def _register(party: etree._Element) -> str:
    if lei := packed(text(party, "Id/OrgId/LEI")):
        return f"LEI:{lei}"
    if bic := packed(text(party, "Id/OrgId/AnyBIC", "Id/OrgId/BICOrBEI", "Id/OrgId/BIC")):
        return f"BIC:{_office(bic)}"
    number = packed(text(party, "Id/OrgId/Othr/Id", "Id/OrgId/PrtryId/Id"))
    register = packed(text(party, "Id/OrgId/Othr/Issr", "Id/OrgId/Othr/SchmeNm/Cd", "Id/OrgId/PrtryId/Issr"))
    return f"{register}:{number}" if number and register else ""
