"""Why a record of an XML feed, or a detail of it, does not go in: the reasons of its Rejects."""

from __future__ import annotations

from typing import Final

from services.sources.feeds.meaning import REASONS as TABLE_REASONS

REASONS: Final = {
    "account-without-bank": "a number of an account, but neither bank nor system that it belongs to",
    "account-without-number": "an account without a number",
    "amount-decimals": "more decimals than the currency has (ISO 4217)",
    "amount-negative": "an amount below zero",
    "amount-pattern": "not an amount",
    "amount-size": "an amount beyond 63 bits of minor units",
    "birth-after-act": TABLE_REASONS["birth-after-act"],
    "birth-placeholder": "a birth more than 120 years before the act: a placeholder, and no birth",
    "currency-unknown": "not a currency of three letters with minor units",
    "direction-not-told": "the roles of many parties do not say who paid whom",
    "document-pattern": "not a number of a document, or without its country",
    "iban-check": "not an IBAN whose check digits fit (ISO 13616)",
    "in-future": TABLE_REASONS["in-future"],
    "no-account": "an account is not named, and a name is no account",
    "no-amount": "one of several transactions of an entry, without a sum of its own",
    "no-counterparty": "the other account is not named, and a name is no account",
    "no-date": "no date of booking, value or settlement",
    "direction-contradicts": "the entry says credit or debit otherwise than its parties do",
    "no-direction": "neither credit nor debit",
    "not-booked": "pending or for information: no money has moved",
    "party-missing": "a side of the transaction is missing",
    "party-says-nothing": "a party without name and number",
    "phone-ambiguous": "a number of this region or of another country: neither plan knows it, and both could",
    "phone-pattern": "not a phone number",
    "rounded-by-spreadsheet": "digits are lost: written as 9.99E+12, or rounded from that",
    "said-twice": "the record came before with the same reference: one act or two, nobody knows",
    "text-characters": "control, directional or invisible characters in a name or remark",
    "text-long": "a name or remark of more than 2,000 characters",
    "time-impossible": "a day or hour that does not exist",
    "time-pattern": "not a date or time of XML Schema",
}
