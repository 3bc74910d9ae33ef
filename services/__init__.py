"""Rooms of the node: what a call passes through, from the wire to the store and back.

Layers point down: cli > services > edge | client > access > membership > signing > audit.
"""

import os

os.environ.setdefault("GRPC_ENABLE_FORK_SUPPORT", "0")
"""Before gRPC is loaded: where a process starts another, its handlers of fork(2) would have the child read and write on
the parent's connections until it becomes its own program, under the same keys and nonces (ADR 137).
"""
