"""A bare gRPC echo over the same mutual TLS: what the transport alone costs.

python -m tests.bench.echo_server PORT KEY CERTIFICATE CA ANSWER_BYTES
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import grpc
import uvloop


async def serve(port: int, key: Path, certificate: Path, roots: Path, size: int) -> None:
    """Answer every call with ``size`` fixed bytes."""
    answer = os.urandom(size)

    async def echo(_request: bytes, _context: Any) -> bytes:
        return answer

    class Handlers(grpc.GenericRpcHandler):
        handler: Any = grpc.unary_unary_rpc_method_handler(echo)

        def service(self, handler_call_details: Any) -> Any:
            return self.handler

    server = grpc.aio.server(options=[("grpc.so_reuseport", 1)], compression=grpc.Compression.NoCompression)
    server.add_generic_rpc_handlers((Handlers(),))
    pair = (key.read_bytes(), certificate.read_bytes())
    server.add_secure_port(f"127.0.0.1:{port}", grpc.ssl_server_credentials([pair], roots.read_bytes(), True))
    await server.start()
    await server.wait_for_termination()


if __name__ == "__main__":
    port, key, certificate, roots, size = sys.argv[1:]
    uvloop.run(serve(int(port), Path(key), Path(certificate), Path(roots), int(size)))
