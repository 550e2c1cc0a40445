"""Ask a running web process whether it is ready: the health check of the container and of `manage.py up`.

python -m kerjasama.probe            # exit code 0 when ready
"""

import http.client
import os
import sys
from urllib.parse import urlsplit


def is_ready(port: int, *, host: str = "127.0.0.1", public_url: str = "") -> bool:
    """Whether the web server on this machine says that everything works."""
    # The Host header is the public name: no other is allowed in.
    public_name = urlsplit(public_url).netloc or host
    connection = http.client.HTTPConnection(host, port, timeout=5)
    try:
        connection.request("GET", "/healthz/ready", headers={"Host": public_name})
        return connection.getresponse().status == http.HTTPStatus.OK
    except OSError:
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    ready = is_ready(int(os.environ.get("PORT", "8000")), public_url=os.environ.get("PUBLIC_URL", ""))
    sys.exit(0 if ready else 1)
