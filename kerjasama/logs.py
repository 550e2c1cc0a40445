"""One JSON line per event, without personal data.

Addresses of people are blotted out wherever they appear (a mail server's refusal, a database's "Key (email)=…"), and
of a request only method and path are kept: a query string holds what somebody searched for.
"""

import logging
import re
from typing import Any

from pythonjsonlogger.json import JsonFormatter as BaseFormatter

EMAIL = re.compile(r"[\w.+%-]+@[\w-]+(\.[\w-]+)+")


class JsonFormatter(BaseFormatter):
    """python-json-logger's formatter with the two rules above."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line of JSON."""
        request = record.__dict__.pop("request", None)
        if request is not None:
            record.__dict__["method"] = getattr(request, "method", None)
            record.__dict__["path"] = getattr(request, "path", None)
        return EMAIL.sub("[surel]", super().format(record))


def no_probes(record: logging.LogRecord) -> bool:
    """Drop Django's line about a 503 of the readiness page: who probes reads the answer, and asks every few seconds."""
    return getattr(getattr(record, "request", None), "path", "") != "/healthz/ready"


def configuration(*, is_plain: bool, level: str) -> dict[str, Any]:
    """``LOGGING`` of the settings: everything to stdout, as JSON or, for a person at a terminal, ``is_plain``."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {"()": JsonFormatter, "format": "%(asctime)s %(levelname)s %(name)s %(message)s"},
            "plain": {"format": "%(levelname)s %(name)s: %(message)s"},
        },
        "filters": {"no_probes": {"()": lambda: no_probes}},
        "handlers": {
            "stdout": {
                "class": "logging.StreamHandler",
                "stream": "ext://sys.stdout",
                "filters": ["no_probes"],
                "formatter": "plain" if is_plain else "json",
            }
        },
        # Django's own handler would mail or print a second, unredacted copy.
        "loggers": {
            "django": {"handlers": [], "propagate": True},
            "django.server": {"handlers": [], "propagate": True},
        },
        "root": {"handlers": ["stdout"], "level": level},
    }
