"""``python -m tests.unit.node.forking [plain]``: a process that serves over gRPC and starts others meanwhile.

What gRPC's core says of fork(2), and which of them did not come to be their program, goes to stderr. ``plain``: gRPC as it comes, and not as the product loads it.
"""

from __future__ import annotations

import asyncio
import os
import sys
from typing import Any

if "plain" in sys.argv:
    del os.environ["GRPC_ENABLE_FORK_SUPPORT"]

import grpc

FORKS = 60


async def answer(request: bytes, _context: object) -> bytes:
    """Part of grpc.aio: what it was asked."""
    return request


class Echo(grpc.GenericRpcHandler):
    """Every method."""

    def service(self, _details: object) -> grpc.RpcMethodHandler[bytes, bytes]:
        """Part of grpc.GenericRpcHandler."""
        return grpc.unary_unary_rpc_method_handler(answer)


async def main() -> None:
    """A question and a process, again and again; a process that is told something before its program begins is forked."""
    server = grpc.aio.server()
    server.add_generic_rpc_handlers((Echo(),))
    port = server.add_insecure_port("127.0.0.1:0")
    await server.start()
    async with grpc.aio.insecure_channel(f"127.0.0.1:{port}") as channel:
        for number in range(FORKS):
            call: Any = channel.unary_unary("/echo/Echo")
            assert await call(b"%d" % number) == b"%d" % number
            process = await asyncio.create_subprocess_exec("/bin/true", preexec_fn=lambda: None)
            if code := await process.wait():
                sys.stderr.write(f"a process was not started: {code}\n")
    await server.stop(None)


if __name__ == "__main__":
    asyncio.run(main())
