"""Persons, accounts and entities of a goAML report, with or without ``my_client``: their numbers and who holds what.

``says`` in notes names who says so: the reporting entity. A signatory who is not the holder is ACCOUNT_USED_BY.
"""

from __future__ import annotations

from typing import Final

from lxml import etree

from services.sources.feeds.gathering import Gathering, RowRefused, digest, note
from services.sources.feeds.numbers_told import document, is_iban, packed

HOLDERS: Final = frozenset({"PAH", "JAH"})
"""Roles of a holder (schema 5.0.2, ``account_person_role_type``); a primary signatory without role is one too."""

_FACTS: Final = (
    "gender", "birthdate", "birth_place", "mothers_name", "alias", "nationality1", "residence", "occupation",
    "tax_number", "is_protected", "deceased",
)  # fmt: skip


def said(element: etree._Element, path: str) -> str:
    """Text at a path, blanks joined; nothing if it is not there."""
    return " ".join((element.findtext(path) or "").split())


class Parties:
    """Adds each party to the gathering and gives its id. Raises RowRefused for one that says nothing.

    ``act``: day of the transaction or report, ISO 8601, which no birth follows; empty where the file does not state it.
    """

    def __init__(self, gathering: Gathering, says: str, act: str) -> None:
        self._to, self._says, self._act = gathering, says, act

    def party(self, element: etree._Element, path: str) -> str:
        """The account from which, or to which, a person, entity or account moves money.

        A party without an account is, in the schema's own words, itself the source or the end of the funds: the money
        in its hands is ``PARTY:<digits of the party>``.
        """
        kind = element.tag.removesuffix("_my_client").rpartition("_")[2]
        if kind == "account":
            return self.account(element, path)
        owner = self.person(element, path) if kind == "person" else self.entity(element, path)
        hands = self._to.node("ACCOUNT", f"PARTY:{digest(owner)}")
        edge = "ACCOUNT_HELD_BY" if kind == "person" else "ACCOUNT_OF"
        self._to.edge(edge, hands, owner, more=note({"says": self._says, "without_account": True}))
        self._to.remark("party-without-account", "Parties without an account are PARTY:.. each.")
        return hands

    def account(self, element: etree._Element, path: str) -> str:
        """Its id, after its holders, users and owner."""
        account = self._to.node("ACCOUNT", self._account_id(element, path))
        opened, closed = (
            self._to.time(f"{path}/{name}", text) if (text := said(element, name)) else 0
            for name in ("opened", "closed")
        )
        for entity in element.findall("t_entity"):
            owner = self.entity(entity, f"{path}/t_entity")
            more = note({"says": self._says})
            self._to.edge("ACCOUNT_OF", account, owner, at_ms=opened, until_ms=closed, more=more)
        for related in element.findall("related_entities/account_related_entity"):
            self._related_entity(account, related, f"{path}/related_entities")
        for name in ("signatory", "related_persons/account_related_person"):
            for signatory in element.findall(name):
                self._signatory(account, signatory, f"{path}/{name}", opened, closed)
        for _ in element.findall("related_accounts/account_related_account"):
            self._to.passed_over("related-accounts")
        return account

    def _account_id(self, element: etree._Element, path: str) -> str:
        iban, number = packed(said(element, "iban")), packed(said(element, "account"))
        if iban and not is_iban(iban):
            raise RowRefused(f"{path}/iban", iban, "iban-check")
        if iban or is_iban(number):
            return f"IBAN:{iban or number}"
        names = ("swift", "institution_code", "institution_name")
        bank = next((packed(text) for name in names if (text := said(element, name))), self._to.options.provider)
        if not number or not bank:
            raise RowRefused(f"{path}/account", number, "account-without-number" if bank else "account-without-bank")
        return f"{bank}:{number}"

    def _related_entity(self, account: str, related: etree._Element, path: str) -> None:
        entity = related.find("entity")
        if entity is not None:
            more = note({"says": self._says, "relation": said(related, "account_entity_relation")})
            self._to.edge("ACCOUNT_OF", account, self.entity(entity, f"{path}/entity"), more=more)

    def _signatory(self, account: str, element: etree._Element, path: str, opened: int, closed: int) -> None:
        person = element.find("t_person")
        if person is None:
            return
        role = said(element, "role")
        holds = role in HOLDERS or (not role and said(element, "is_primary") in ("1", "true"))
        subject = self.person(person, f"{path}/t_person", account if holds else "")
        kind = "ACCOUNT_HELD_BY" if holds else "ACCOUNT_USED_BY"
        more = note({"says": self._says, "role": role or "signatory"})
        self._to.edge(kind, account, subject, at_ms=opened, until_ms=closed, more=more)

    def used_by(self, account: str, conductor: etree._Element, path: str) -> None:
        """The one who carried out a transaction at the counter."""
        more = note({"says": self._says, "role": "conductor"})
        self._to.edge("ACCOUNT_USED_BY", account, self.person(conductor, path), more=more)

    def entity(self, element: etree._Element, path: str) -> str:
        """Its id, after its officers."""
        name, number = said(element, "name"), packed(said(element, "incorporation_number"))
        country = packed(said(element, "incorporation_country_code"))
        if not name and not number:
            raise RowRefused(f"{path}/name", "", "party-says-nothing")
        known = f"{country}:{number}" if country and number else f"NAME:{name.upper()}"
        phones = [
            f"{said(one, 'tph_country_prefix')} {said(one, 'tph_number')}" for one in element.findall("phones/phone")
        ]
        keys = ("commercial_name", "business", "incorporation_legal_form", "incorporation_date", "tax_number")
        more = note({**{key: said(element, key) for key in keys}, "phones": phones})
        organisation = self._to.node("ORGANISATION", known, name, more=more)
        for director in element.findall("director_id"):
            self._officer(organisation, director, said(director, "role"), f"{path}/director_id")
        for related in element.findall("related_persons/entity_related_person"):
            if (person := related.find("person")) is not None:
                self._officer(organisation, person, said(related, "role"), f"{path}/related_persons/person")
        for _ in element.findall("related_entities/entity_related_entity"):
            self._to.passed_over("related-entities")
        return organisation

    def _officer(self, organisation: str, person: etree._Element, role: str, path: str) -> None:
        subject = self.person(person, path)
        self._to.edge("OFFICER_OF", subject, organisation, more=note({"says": self._says, "role": role}))

    def person(self, element: etree._Element, path: str, held: str = "") -> str:
        """Its id, after documents and phones. ``held``: the account by which an authority would name the party."""
        parts = [said(element, name) for name in ("first_name", "middle_name", "prefix", "last_name")]
        label = " ".join(part for part in parts if part not in ("", "-"))
        documents = self._documents(element, path)
        if not label and not documents:
            raise RowRefused(f"{path}/last_name", "", "party-says-nothing")
        facts: dict[str, object] = {key: said(element, key) for key in _FACTS}
        subject = f"feeds/{self._to.form}/{digest(*parts, *facts.values(), *sorted(documents))}"
        facts["born"] = self._to.birth(f"{path}/birthdate", str(facts.pop("birthdate")), self._act)
        if held:
            facts["target_key"] = f"ACCOUNT {held}"
        elif documents:
            facts["target_key"] = f"DOCUMENT {documents[0]}"
        if facts["born"]:
            facts["documents"] = documents
        self._to.node("SUBJECT", subject, label, said(element, "full_name_frn"), note(facts))
        for known in documents:
            self._to.node("DOCUMENT", known)
            self._to.edge("IDENTIFIED_BY", subject, known, more=note({"says": self._says}))
        for phone in element.findall("phones/phone"):
            self._phone(phone, subject, f"{path}/phones/phone/tph_number")
        for _ in element.findall("related_persons/person_related_person"):
            self._to.passed_over("related-persons")
        return subject

    def _phone(self, phone: etree._Element, subject: str, path: str) -> None:
        prefix, number = said(phone, "tph_country_prefix").lstrip("+0").upper(), said(phone, "tph_number")
        told = number.startswith(("+", "00")) or not prefix.isdecimal()
        whole = number if told else f"+{prefix} {number.lstrip('0')}"
        self._to.phone_of(path, whole, subject, self._says, prefix)

    def _documents(self, element: etree._Element, path: str) -> list[str]:
        """Each number once. A number in ``id_number`` that a document repeats is that document."""
        home = said(element, "nationality1") or said(element, "residence") or self._to.options.region
        told = [
            (said(one, "type"), said(one, "number"), said(one, "issue_country") or home, f"{name}/number")
            for name in ("identification", "identifications/identification")
            for one in element.findall(name)
        ]
        passport = said(element, "passport_number")
        told.append(("PASSPORT", passport, said(element, "passport_country"), "passport_number"))
        covered = {packed(number) for _, number, _, _ in told}
        bare = [("SSN", said(element, "ssn"), home, "ssn"), ("ID", said(element, "id_number"), home, "id_number")]
        told.extend(one for one in bare if packed(one[1]) not in covered)
        found: list[str] = []
        for kind, number, country, where in told:
            if not number:
                continue
            if known := document(kind if kind != "-" else "ID", number, country):
                found.append(known)
            else:
                self._to.lacks(f"{path}/{where}", number, "document-pattern")
        return list(dict.fromkeys(found))
