"""The open data of the whole register: made in the background when the register has changed, then only read.

The row is the claim: two workers never make the same data set, and one that died is taken over after ``STALE``.
"""

import datetime as dt
import hashlib
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F, Q

from accounts.models import Government
from agreements.domain import versions
from agreements.domain.listing import Clock
from agreements.enums import Phase
from agreements.models import Agreement, Entry
from agreements.models.entry import SEGMENT
from portal.domain.records import CHUNK, Record, among, records
from portal.models import Dataset, DatasetFile

STALE = dt.timedelta(minutes=15)  # a task may run for eleven
LONGEST_CHANGE = dt.timedelta(minutes=5)  # a change is dated when it begins and seen when it commits
KEPT = 2  # finished data sets: the present one, and one for downloads under way
Writer = Callable[[Iterable[Record], Path], list[str]]


def current() -> Dataset | None:
    """What can be downloaded now: nothing, from the moment a document in it is withheld until the next one is made."""
    newest = Dataset.objects.finished().prefetch_related("files").first()
    if newest is None or newest.finished_at is None or newest.version == versions.current().name:
        return newest
    return None if _withheld_since(newest.finished_at - LONGEST_CHANGE) else newest


def _withheld_since(moment: dt.datetime) -> bool:
    """Whether a document was published since that is public no longer.

    Of a publication too large to name its documents, and when there were too many, the history of each tells.
    """
    news = versions.published_since(moment)
    withheld = Entry.objects.filter(is_public=False, agreement__phase__in=Phase.SIGNED)
    if news is not None and withheld.filter(pk__in=among(list(news.documents))).exists():
        return True
    changed = withheld.filter(agreement__events__pgh_created_at__gte=moment)
    if news is None:
        return changed.exists()
    return any(
        changed.filter(pk__gte=number * SEGMENT, pk__lt=(number + 1) * SEGMENT).exists()
        for number in sorted(news.segments)
    )


def under_way(now: dt.datetime) -> Dataset | None:
    """The one being made, for the progress on the page."""
    return Dataset.objects.filter(finished_at=None, claimed_at__gte=now - STALE).order_by("-pk").first()


def renew(now: dt.datetime, *, write: Writer) -> Dataset | None:
    """Make the data set of the present version unless it is there or in somebody's hands; None then."""
    governments = {government.pk: government for government in Government.objects.order_by("pk")}
    version, day = versions.current().name, Clock.at(now, list(governments.values())).today
    row, _new = Dataset.objects.get_or_create(version=version, day=day)
    free = Q(claimed_at=None) | Q(claimed_at__lt=now - STALE)
    if not Dataset.objects.filter(free, pk=row.pk, finished_at=None).update(claimed_at=now, done=0):
        return None
    Dataset.objects.filter(pk=row.pk).update(total=Agreement.objects.public().count())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        names = write(_counted(row, records(governments, now=now)), path)
        kept = [_keep(row, path / name) for name in names]
    with transaction.atomic():
        DatasetFile.objects.filter(dataset=row).delete()
        DatasetFile.objects.bulk_create(kept)
        Dataset.objects.filter(pk=row.pk).update(finished_at=now, total=F("done"))
    _forget_old()
    row.refresh_from_db()
    return row


def _counted(row: Dataset, found: Iterable[Record]) -> Iterator[Record]:
    """Pass the records on, noting how far they are."""
    done = 0
    for done, record in enumerate(found, start=1):
        if done % CHUNK == 0:
            Dataset.objects.filter(pk=row.pk).update(done=done)
        yield record
    Dataset.objects.filter(pk=row.pk).update(done=done)


def _keep(row: Dataset, path: Path) -> DatasetFile:
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
        stream.seek(0)
        place = f"data-terbuka/{row.pk}-{path.name}"
        default_storage.delete(place)  # of a worker that died half way
        stored = default_storage.save(place, File(stream))
    return DatasetFile(dataset=row, name=path.name, sha256=digest, size=path.stat().st_size, path=stored)


def _forget_old() -> None:
    keep = Dataset.objects.finished().values_list("pk", flat=True)[:KEPT]
    newest = max(keep, default=0)
    for old in Dataset.objects.exclude(pk__in=list(keep)).filter(pk__lt=newest).prefetch_related("files"):
        for file in old.files.all():
            default_storage.delete(file.path)
        old.delete()


def open_file(file: DatasetFile) -> BinaryIO:
    """The bytes. Raises FileNotFoundError when the store has lost them."""
    return cast("BinaryIO", default_storage.open(file.path, "rb"))
