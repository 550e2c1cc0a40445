"""Stored bytes as an answer: the right type, nothing that runs, whole or in part, and nothing sent twice."""

import logging
import re
from collections.abc import Iterator
from typing import BinaryIO

from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header

from agreements.domain import files
from agreements.models import File
from kerjasama.uploads import PDF

logger = logging.getLogger(__name__)
SHOWN_IN_PLACE = {PDF, "image/png", "image/jpeg"}
_RANGE = re.compile(r"^bytes=(\d{0,15})-(\d{0,15})$")
_CHUNK = 256 * 1024
# A browser's own PDF viewer does not start in a sandbox; a PDF with scripts never enters the store.
_POLICY = "default-src 'none'; img-src 'self'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"


def serve(request: HttpRequest, file: File, *, public: bool = False) -> HttpResponseBase:
    """A stored file the caller has already checked. ``?unduh`` saves it instead of showing it.

    Answers 304 for an unchanged copy, 206 for a range, 404 when the store has lost the bytes.
    """
    etag = f'"{file.sha256}"'
    if (unchanged := get_conditional_response(request, etag=etag)) is not None:
        return _dressed(unchanged, request, mime="", name=file.name, etag=etag, public=public)
    try:
        stream = files.open_file(file)
    except FileNotFoundError:
        logger.exception("bytes of file %s are missing from the store", file.pk)
        raise Http404 from None
    part = _range(request, file.size, etag)
    response: HttpResponseBase
    if part is None:
        response = FileResponse(stream, content_type=file.mime)
        response["Content-Length"] = str(file.size)
    elif part[0] >= file.size:
        stream.close()
        response = HttpResponse(status=416)
        response["Content-Range"] = f"bytes */{file.size}"
    else:
        first, last = part
        response = StreamingHttpResponse(_Part(stream, first, last), status=206, content_type=file.mime)
        response["Content-Range"] = f"bytes {first}-{last}/{file.size}"
        response["Content-Length"] = str(last - first + 1)
    response["Accept-Ranges"] = "bytes"
    return _dressed(response, request, mime=file.mime, name=file.name, etag=etag, public=public)


def serve_pdf(request: HttpRequest, body: bytes, *, name: str, etag: str, public: bool = False) -> HttpResponseBase:
    """A rendered PDF; ``etag`` without quotes."""
    quoted = f'"{etag}"'
    response = get_conditional_response(request, etag=quoted) or HttpResponse(body, content_type=PDF)
    return _dressed(response, request, mime=PDF, name=name, etag=quoted, public=public)


def _dressed(
    response: HttpResponseBase, request: HttpRequest, *, mime: str, name: str, etag: str, public: bool
) -> HttpResponseBase:
    save = "unduh" in request.GET or (mime != "" and mime not in SHOWN_IN_PLACE)
    disposition = content_disposition_header(save, name)
    if disposition and mime:
        response["Content-Disposition"] = disposition
    response["ETag"] = etag
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "public, max-age=0, must-revalidate" if public else "private, no-cache"
    response["Content-Security-Policy"] = _POLICY if mime == PDF else f"sandbox; {_POLICY}"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def _range(request: HttpRequest, size: int, etag: str) -> tuple[int, int] | None:
    """First and last byte asked for; None for the whole file (also for several ranges, which may be answered whole)."""
    asked = _RANGE.match(request.headers.get("Range", ""))
    if asked is None or request.method != "GET" or request.headers.get("If-Range", etag) != etag:
        return None
    first, last = asked.groups()
    if first:
        begin, end = int(first), min(int(last), size - 1) if last else size - 1
        return None if last and int(last) < begin else (begin, end)
    return (max(0, size - int(last)), size - 1) if last and int(last) else None


class _Part:
    """Some bytes of an open file, in pieces. Closing it closes the file, also when nobody has read from it."""

    def __init__(self, stream: BinaryIO, first: int, last: int) -> None:
        self.stream, self.left = stream, last - first + 1
        stream.seek(first)

    def __iter__(self) -> Iterator[bytes]:
        while self.left > 0 and (piece := self.stream.read(min(_CHUNK, self.left))):
            self.left -= len(piece)
            yield piece

    def close(self) -> None:
        self.stream.close()
