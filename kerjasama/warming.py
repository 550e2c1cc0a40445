"""What a web process does before it takes its first visitor, so that the visitor does not wait for it.

A room registers what it has in ``AppConfig.ready``: ``warming.register(counts)`` for work, and for a page that is asked
for once ``warming.visit("/naskah/")``, which imports and compiles what pages need. Nothing here is needed to be right:
what fails is logged, and done when somebody asks.
"""

import io
import logging
import sys
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connections

logger = logging.getLogger(__name__)
_tasks: list[Callable[[], object]] = []
_pages: list[str] = []


def register(task: Callable[[], object]) -> None:
    """Have ``task`` run when a web process begins."""
    _tasks.append(task)


def visit(path: str) -> None:
    """Have a page asked for when a web process begins, after all tasks."""
    _pages.append(path)


def warm(application: Callable[..., Any]) -> None:
    """Run every task and ask for every page; one that fails does not keep the process from serving."""
    for task in [*_tasks, *(lambda path=path: _ask(application, path) for path in _pages)]:
        try:
            task()
        except Exception:
            logger.exception("warming failed")
    connections.close_all()


def _ask(application: Callable[..., Any], path: str) -> None:
    public = urlsplit(settings.PUBLIC_URL)
    environ = {
        "REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": "", "HTTP_HOST": public.netloc,
        "SERVER_NAME": public.hostname, "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": public.scheme, "wsgi.input": io.BytesIO(), "wsgi.errors": sys.stderr,
    }  # fmt: skip
    application(environ, lambda *_answer: None).close()
