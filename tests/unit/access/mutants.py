"""Every small weakening of the rules: a policy, a condition, a conjunct, an alternative, a word less."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cedarpy import policies_to_json_str

Node = dict[str, Any]
SLACKER = {">=": ">", "<": "<="}


@dataclass(frozen=True, slots=True)
class Mutant:
    """``what`` was done to ``where`` (policy or entity id); ``text`` is the whole set afterwards, as JSON."""

    where: str
    what: str
    text: str


def of_policies(policies: str) -> Iterator[Mutant]:
    """Mutants of a policy set, each as Cedar JSON."""
    whole = json.loads(policies_to_json_str(policies))
    for key, policy in whole["staticPolicies"].items():
        name = policy["annotations"]["id"]
        yield _with(whole, key, name, "policy dropped", None)
        for index, condition in enumerate(policy["conditions"]):
            rest = policy["conditions"][:index] + policy["conditions"][index + 1 :]
            yield _with(whole, key, name, f"{condition['kind']} {index} dropped", policy | {"conditions": rest})
            for what, body in _of_expression(condition["body"]):
                conditions = copy.copy(policy["conditions"])
                conditions[index] = condition | {"body": body}
                yield _with(
                    whole, key, name, f"{condition['kind']} {index}: {what}", policy | {"conditions": conditions}
                )


def of_vocabulary(entities: list[Node]) -> Iterator[Mutant]:
    """Mutants of the vocabulary's entities, each as entity JSON."""
    for index, entity in enumerate(entities):
        name = f"{entity['uid']['type'].rpartition(':')[2]} {entity['uid']['id']}"
        for attribute, value in entity["attrs"].items():
            if isinstance(value, bool):
                yield _entity(entities, index, name, f"{attribute} turned", attribute, not value)
                continue
            for place, word in enumerate(value):
                yield _entity(
                    entities, index, name, f"{attribute} without {word}", attribute, value[:place] + value[place + 1 :]
                )


def _with(whole: Node, key: str, name: str, what: str, policy: Node | None) -> Mutant:
    static = {other: text for other, text in whole["staticPolicies"].items() if other != key}
    if policy is not None:
        static[key] = policy
    return Mutant(name, what, json.dumps(whole | {"staticPolicies": static}))


def _entity(entities: list[Node], index: int, name: str, what: str, attribute: str, value: Any) -> Mutant:
    changed = entities[index] | {"attrs": entities[index]["attrs"] | {attribute: value}}
    return Mutant(name, what, json.dumps([*entities[:index], changed, *entities[index + 1 :]]))


def _of_expression(node: Any) -> Iterator[tuple[str, Any]]:
    """Each way to leave one operand, one set element or one negation out, or to loosen one bound."""
    if not isinstance(node, dict):
        return
    for operator in ("&&", "||"):
        if operator in node:
            operands = _operands(node, operator)
            for place in range(len(operands)):
                yield (
                    f"{operator} without {_short(operands[place])}",
                    _joined(operands[:place] + operands[place + 1 :], operator),
                )
            for place, operand in enumerate(operands):
                for what, changed in _of_expression(operand):
                    yield what, _joined([*operands[:place], changed, *operands[place + 1 :]], operator)
            return
    for operator, slack in SLACKER.items():
        if operator in node:
            yield f"{operator} made {slack}", {slack: node[operator]}
    if "!" in node:
        yield "negation dropped", node["!"]["arg"]
    if "Set" in node:
        for place, element in enumerate(node["Set"]):
            yield f"set without {_short(element)}", {"Set": node["Set"][:place] + node["Set"][place + 1 :]}
        return
    for key, value in node.items():
        if isinstance(value, dict):
            for what, changed in _of_expression(value):
                yield what, node | {key: changed}


def _operands(node: Node, operator: str) -> list[Any]:
    if operator not in node:
        return [node]
    return _operands(node[operator]["left"], operator) + _operands(node[operator]["right"], operator)


def _joined(operands: list[Any], operator: str) -> Any:
    joined = operands[0]
    for operand in operands[1:]:
        joined = {operator: {"left": joined, "right": operand}}
    return joined


def _short(node: Any) -> str:
    return json.dumps(node, separators=(",", ":"))[:160]
