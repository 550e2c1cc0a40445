"""100,000 documents as CSV and XLSX, as /naskah/unduh.… writes them; in a process of its own, so that its memory shows.

DATABASE_URL=… python -m benchmarks.bench_export
"""

import json
import resource
import tempfile
import time
from pathlib import Path

ROWS = 100_000


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Seconds and megabytes (beyond what the process began with), as one line of JSON."""
    import django

    django.setup()
    from django.utils import timezone

    from agreements.models import Agreement
    from portal import exports
    from portal.domain.records import records_of
    from portal.domain.register import register_at

    now = timezone.now()
    register = register_at(now)
    ids = list(Agreement.objects.public().order_by("-pk").values_list("pk", flat=True)[:ROWS])
    found = {"rows": float(len(ids))}
    for kind in ("csv", "xlsx"):
        with tempfile.TemporaryDirectory() as folder:
            before, began = _memory(), time.perf_counter()
            listed = records_of(ids, register.governments, now=now)
            exports.one_list(kind, listed, Path(folder) / kind, asked="", total=len(ids), at=now)
            found[kind], found[f"{kind} memory"] = time.perf_counter() - began, _memory() - before
    print(json.dumps(found))


if __name__ == "__main__":
    main()
