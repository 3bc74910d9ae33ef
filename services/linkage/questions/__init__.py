"""Questions to the link graph, one file each, answered under the caller's rights.

Every hop's WHERE holds the classes that the caller sees, so that what is hidden neither appears nor moves a count, a
rank, a distance or an order.
"""

from services.linkage.questions.co_travel import co_travel
from services.linkage.questions.common_neighbours import common_neighbours
from services.linkage.questions.contact_chain import contact_chain
from services.linkage.questions.expand import expand
from services.linkage.questions.key_players import key_players
from services.linkage.questions.shortest_paths import shortest_paths
from services.linkage.questions.timeline import timeline
from services.linkage.questions.trace_money import trace_money
from services.linkage.questions.why_linked import why_linked

__all__ = [
    "co_travel",
    "common_neighbours",
    "contact_chain",
    "expand",
    "key_players",
    "shortest_paths",
    "timeline",
    "trace_money",
    "why_linked",
]
