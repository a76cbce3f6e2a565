"""Sends pages small: compressed for those who can read that."""

import gzip

from fastapi import Request, Response

_WORTH_IT = 1000
_LEVEL = 6


def packed(request: Request, response: Response) -> Response:
    """Return the response compressed, when the caller accepts it and it is worth it."""
    response.headers.append("Vary", "Accept-Encoding")
    content = bytes(response.body)
    if len(content) < _WORTH_IT or "gzip" not in request.headers.get("accept-encoding", ""):
        return response
    response.body = gzip.compress(content, _LEVEL, mtime=0)
    response.headers["Content-Encoding"] = "gzip"
    response.headers["Content-Length"] = str(len(response.body))
    return response
