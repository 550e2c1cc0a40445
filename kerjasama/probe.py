"""Ask a running web process how it is: the health check of the container, and of `manage.py up`.

    python -m kerjasama.probe            # exit code 0 when the process serves

The container asks for ``live``, not ``ready``: mail that cannot leave is a reason to wake somebody, not to shut doors.
"""

import http.client
import os
import sys
from urllib.parse import urlsplit


def status_of(port: int, path: str, *, host: str = "127.0.0.1", public_url: str = "") -> int | None:
    """The HTTP status of /healthz/live or /healthz/ready on this machine; None when nobody answers."""
    # The Host header is the public name: no other is allowed in.
    public_name = urlsplit(public_url).netloc or host
    connection = http.client.HTTPConnection(host, port, timeout=10)
    try:
        connection.request("GET", path, headers={"Host": public_name})
        return connection.getresponse().status
    except OSError:
        return None
    finally:
        connection.close()


if __name__ == "__main__":
    found = status_of(int(os.environ.get("PORT", "8000")), "/healthz/live", public_url=os.environ.get("PUBLIC_URL", ""))
    sys.exit(0 if found == http.HTTPStatus.OK else 1)
