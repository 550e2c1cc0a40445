"""One JSON line per event, without personal data.

Addresses of people are blotted out wherever they appear (a mail server's refusal, a database's "Key (email)=…"), and
of a request only method and path are kept: a query string holds what somebody searched for.
"""

import logging
import re

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
