"""The one base of every exception that this project raises of its own.

Below all rooms, so that each can derive from it; ``audit`` and ``graph`` stand alone and have their own.
"""

from __future__ import annotations


class RabtaError(Exception):
    """Something that Rabta says of itself: a refusal, an answer that proves nothing, a file that is unfit.

    Its text never holds a name, an identifier or a key.
    """
