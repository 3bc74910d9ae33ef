"""What the console serves as it lies: style, script and fonts, read once; a path names one of them or nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

FOLDER: Final = Path(__file__).parent / "static"
TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".woff2": "font/woff2",
}
"""Media types by suffix; what has another suffix is not served."""


def asset_route(folder: Path = FOLDER) -> Route:
    """``/static/{path}``: files of ``folder`` as it is now. No path is joined to a folder when a browser asks."""
    held = {
        path.relative_to(folder).as_posix(): (path.read_bytes(), TYPES[path.suffix])
        for path in sorted(folder.rglob("*"))
        if path.suffix in TYPES and path.is_file()
    }

    async def serve(request: Request) -> Response:
        found = held.get(str(request.path_params["path"]))
        return Response(status_code=404) if found is None else Response(found[0], media_type=found[1])

    return Route("/static/{path:path}", serve, methods=["GET"])
