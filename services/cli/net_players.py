"""Key players by name, and what their figures mean in words."""

from __future__ import annotations

from rabta.linkage.v1 import graph_pb2 as pb
from rabta.linkage.v1.question_pb2 import Answer, KeyPlayersResponse

from services.cli.net_common import Common
from services.cli.net_show import edge_kind, name, node_kind, printed, rest
from services.cli.pager import paged
from services.cli.show import tabled
from services.cli.table import line
from services.draw.table_words import text

PLAYERS = ("", "player", "kind", "meaning", "own numbers")


def player_name(key: pb.NodeKey, answer: Answer, urdu: bool) -> str:
    """The name that the answer shows, of a number whose it is said to be; else what can be typed."""
    nodes = {(node.key.kind, node.key.id): node for node in answer.nodes}
    person = nodes[key.kind, key.id].person if (key.kind, key.id) in nodes else 0
    others = [node for node in answer.nodes if person and node.person == person and node.key != key]
    for node in [nodes.get((key.kind, key.id)), *others]:
        if node and (said := (urdu and node.label_ur) or node.label):
            return said
    ends = {
        (e.end.kind, e.end.id): e.kind for e in answer.edges if e.start == key and e.end.kind == pb.NODE_KIND_SUBJECT
    }
    borne = [
        f"{edge_kind(kind, urdu)} {(urdu and nodes[end].label_ur) or nodes[end].label}"
        for end, kind in ends.items()
        if end in nodes and nodes[end].label
    ]
    return f"{name(key)} ({', '.join(borne)})" if borne else name(key)


@paged()
def key_players(found: KeyPlayersResponse, common: Common) -> None:
    """The set with what each holds together in words, its figure, and the band of random sets."""
    if printed(found, common):
        return
    urdu = common.urdu
    lines = [
        (
            str(i), player_name(one.node, found.answer, urdu), node_kind(one.node.kind, urdu),
            text("parted", urdu, n=one.parted, m=one.pairs), ", ".join(map(name, one.own)),
        )
        for i, one in enumerate(found.told, 1)
    ]  # fmt: skip
    tabled("Key players", PLAYERS, lines, urdu)
    if found.told:
        line(text("parted.all", urdu, n=found.parted, m=found.pairs))
    band = (found.fragmentation, found.random_low, found.random_high, found.random_median)
    worth, low, high, median = (f"{figure:.3f}" for figure in band)
    line(text("without", common.urdu, worth=worth, low=low, high=high, median=median))
    rest(found.answer, common)
