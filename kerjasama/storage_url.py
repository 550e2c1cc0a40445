"""FILES_URL: where files live, as one address."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.core.exceptions import ImproperlyConfigured


def storage(url: str) -> dict[str, Any]:
    """The Django storage for ``file:///srv/files`` or ``s3://bucket/prefix?endpoint=https://…&region=…``.

    Raises ImproperlyConfigured for any other scheme.
    """
    parts = urlsplit(url)
    if parts.scheme == "file" and parts.path:
        # No base_url: a stored file has no address of its own; it is reached only through a checked view.
        return {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": parts.path, "base_url": None},
        }
    if parts.scheme == "s3" and parts.netloc:
        query = {key: values[0] for key, values in parse_qs(parts.query).items()}
        return {
            "BACKEND": "storages.backends.s3.S3Storage",
            "OPTIONS": {
                "bucket_name": parts.netloc,
                "location": parts.path.strip("/"),
                "endpoint_url": query.get("endpoint"),
                "region_name": query.get("region"),
                "default_acl": "private",
                "file_overwrite": True,
            },
        }
    raise ImproperlyConfigured(f"FILES_URL harus berupa file:///folder atau s3://bucket/awalan, bukan {url!r}.")
