"""An answer as FollowTheMoney entities (https://followthemoney.tech, schema of 3.8), a JSON object a line. Pure.

A phone or a document stands there for whoever uses it, and an account's payments are those of whoever used the account:
the schema wants a person or company, and who that is is not known. Nobody is given a topic, such as that of a crime.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Final

from services.draw.clean import clean
from services.draw.network.caption import Caption
from services.draw.network.caption_fields import caption_fields
from services.draw.network.chart import Chart, Spot
from services.draw.network.labels import heading, number_of, stub_lines
from services.draw.network.words import edge_word
from services.tables.currencies import digits_of
from services.tables.numbers import NumberError, iban
from services.values.network import Edge, Node, Stub

Entity = Mapping[str, object]
SCHEMATA: Final = {
    "SUBJECT": "Person",
    "ORGANISATION": "Organization",
    "ACCOUNT": "BankAccount",
    "PHONE": "LegalEntity",
    "DOCUMENT": "LegalEntity",
    "DEVICE": "Asset",
    "VEHICLE": "Vehicle",
    "CASE": "CourtCase",
    "PLACE": "Address",
    "JOURNEY": "Event",
}
"""Schema of each kind of node."""
_PHONE: Final = re.compile(r"\+[1-9][0-9]{7,14}")


def ftm(chart: Chart, caption: Caption, language: str = "") -> bytes:
    """Entities of nodes, of rows, of hidden stretches and of who made the file, in one order."""
    told: list[Entity] = [_note("caption", "; ".join(f"{k}: {v}" for k, v in caption_fields(caption).items() if v))]
    rows = [row for link in chart.links for row in link.rows]
    others = {key for row in rows if row.kind != "IDENTIFIED_BY" for key in (row.start, row.end)}
    borne = {row.end for row in rows if row.kind == "IDENTIFIED_BY"} - others
    for spot in chart.spots.values():
        if spot.stub:
            told.append(_stub(spot.id, spot.stub, language))
        elif spot.node and spot.node.key not in borne:
            told.append(_node(spot, spot.node, language))
    told += _users(rows, language)
    told += [_ROWS.get(row.kind, _unknown)(row, language) for row in rows if row.start and row.end]
    lines = (json.dumps(each, ensure_ascii=False, sort_keys=True, separators=(",", ":")) for each in told)
    return "".join(f"{line}\n" for line in lines).encode()


def _entity(schema: str, name: str, properties: Mapping[str, Iterable[str]]) -> Entity:
    """``name``: what it is within the chart, from which its id is made."""
    held = {key: [clean(value, 2000) for value in values if value] for key, values in properties.items()}
    return {"id": _id(name), "schema": schema, "properties": {key: values for key, values in held.items() if values}}


def _id(name: str) -> str:
    return sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:40]


def _note(name: str, text: str, entity: str = "") -> Entity:
    return _entity("Note", name, {"description": [text], "entity": [entity]})


def _stub(name: str, stub: Stub, language: str) -> Entity:
    """That there is more, whose it is, and what it lies next to."""
    near = stub.before or stub.after
    entity = _id(f"{near.kind} {near.id}") if near and near.kind != "DOCUMENT" else ""
    return _note(name, ". ".join(line for line in stub_lines(stub, language) if line), entity)


def _node(spot: Spot, node: Node, language: str) -> Entity:
    kind, number = node.key.kind if node.key else "", number_of(spot)
    names = [heading(spot, language)]
    more: dict[str, Iterable[str]] = {"alias": [each for each in (node.label, node.label_ur) if each not in names]}
    match kind:
        case "ACCOUNT":
            more |= {"accountNumber": [number], "iban": [_iban(number)]}
        case "PHONE":
            more |= {"phone": [number] if _PHONE.fullmatch(number) else []}
        case "CASE":
            more |= {"caseNumber": [number]}
        case "VEHICLE":
            more |= {"registrationNumber": [number]}
        case "DOCUMENT":
            more |= {"idNumber": [number]}
        case "PLACE":
            more |= {"full": names}
    about = {"name": names, "publisher": [node.owner], "summary": [_grade(node.grade)]}
    return _entity(SCHEMATA.get(kind, "LegalEntity"), spot.id, about | more)


def _iban(number: str) -> str:
    """The number where it is a sound IBAN, which alone the schema takes as one."""
    try:
        return iban(number)[0].removeprefix("IBAN:")
    except NumberError:
        return ""


def _users(rows: Iterable[Edge], language: str) -> Iterator[Entity]:
    """Whoever used each account that money left or came to."""
    paid = (row for row in rows if _ROWS.get(row.kind) is _payment)
    for key in dict.fromkeys(key for row in paid for key in (row.start, row.end) if key):
        number = key.id.removeprefix("IBAN:")
        said = f"نامعلوم صارف {number}" if language == "ur" else f"whoever used {number}"
        yield _entity("LegalEntity", f"user {key.kind} {key.id}", {"name": [said]})


def _grade(grade: str) -> str:
    return f"grade {grade}" if grade else ""


def _row(schema: str, row: Edge, properties: Mapping[str, Iterable[str]]) -> Entity:
    """A row as an interval, with its times, owner, source and authority."""
    said = " ".join(part for part in (row.source, _grade(row.grade), row.authority, row.note) if part)
    about: dict[str, Iterable[str]] = {"recordId": [row.id], "publisher": [row.owner], "summary": [said]}
    if row.until_ms > row.at_ms > 0:
        about |= {"startDate": [_time(row.at_ms)], "endDate": [_time(row.until_ms)]}
    else:
        about |= {"date": [_time(row.at_ms)]}
    return _entity(schema, f"{row.kind} {row.id}", {**about, **properties})


def _time(at_ms: int) -> str:
    """``2026-03-05T09:30:00`` in UTC, as the schema has it; empty for none."""
    return datetime.fromtimestamp(at_ms / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%S") if at_ms > 0 else ""


def _ends(row: Edge) -> tuple[str, str]:
    return tuple(f"{key.kind} {key.id}" if key else "" for key in (row.start, row.end))  # type: ignore[return-value]  # two


def _payment(row: Edge, language: str) -> Entity:
    start, end = _ends(row)
    minor, digits = row.sum_minor if row.rows else row.amount_minor, digits_of(row.currency)
    amount = f"{minor / 10**digits:.{digits}f}" if row.currency else ""
    return _row(
        "Payment",
        row,
        {
            "payer": [_id(f"user {start}")],
            "beneficiary": [_id(f"user {end}")],
            "payerAccount": [_id(start)],
            "beneficiaryAccount": [_id(end)],
            "amount": [amount],
            "currency": [row.currency],
            "purpose": [edge_word(row.kind, language)],
        },
    )


def _call(row: Edge, _language: str) -> Entity:
    start, end = map(_id, _ends(row))
    length = str(row.duration_s) if row.duration_s else ""
    return _row("Call", row, {"caller": [start], "receiver": [end], "duration": [length]})


def _identification(row: Edge, _language: str) -> Entity:
    start, end = _ends(row)
    kind, _, number = end.partition(" ")[2].partition(":")
    return _row("Identification", row, {"holder": [_id(start)], "number": [number or kind], "type": [kind]})


def _party(row: Edge, language: str) -> Entity:
    start, end = map(_id, _ends(row))
    return _row("CourtCaseParty", row, {"party": [start], "case": [end], "role": [edge_word(row.kind, language)]})


def _ownership(row: Edge, language: str) -> Entity:
    start, end = map(_id, _ends(row))
    return _row("Ownership", row, {"owner": [end], "asset": [start], "role": [edge_word(row.kind, language)]})


def _unknown(row: Edge, language: str) -> Entity:
    start, end = map(_id, _ends(row))
    return _row("UnknownLink", row, {"subject": [start], "object": [end], "role": [edge_word(row.kind, language)]})


_ROWS: Final[Mapping[str, Callable[[Edge, str], Entity]]] = {
    "TRANSFERRED": _payment,
    "WITHDREW": _payment,
    "CALLED": _call,
    "IDENTIFIED_BY": _identification,
    "PARTY_TO": _party,
    "ACCOUNT_HELD_BY": _ownership,
}
