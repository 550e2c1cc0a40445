"""A file chosen in a form of TKKSD's room is chosen once: it waits while the form is mended."""

import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kerjasama import held_uploads
from kerjasama.uploads import inspect
from reviews.domain import meetings
from reviews.models import Paper, Study, Team
from tests import factories as make
from tests.agreements.test_files import pdf_bytes
from tests.cast import Cast
from tests.reviews.table import submitted
from tests.reviews.test_meetings import _call

Facts = dict[str, Any]


def _decree(cast: Cast) -> tuple[Any, str, str, Facts, Facts]:
    today = cast.government.today().isoformat()
    wrong = {"decree_number": "100.3.7/9/2026", "decree_on": "", "starts_on": today}
    return cast.staf, reverse("reviews:team_new"), "decree_file", wrong, {"decree_on": today}


def _study(cast: Cast) -> tuple[Any, str, str, Facts, Facts]:
    make.SeatFactory(team=make.TeamFactory(government=cast.government, kind="tim_teknis"), holder=cast.anggota3)
    page = reverse("reviews:study", args=[submitted(cast).pk])
    return cast.anggota3, page, "file", {"advice": "layak", "text": ""}, {"text": "Layak teknis."}


def _paper(cast: Cast) -> tuple[Any, str, str, Facts, Facts]:
    page = reverse("reviews:meeting_attach", args=[_call(cast).pk])
    return cast.staf, page, "file", {"kind": ""}, {"kind": "notula"}


def _bytes_of_decree() -> bytes:
    with Team.objects.latest("pk").decree_file.open("rb") as stream:
        return bytes(stream.read())


def _bytes_of(sha256: str) -> bytes:
    with default_storage.open(f"{sha256[:2]}/{sha256}", "rb") as stream:
        return bytes(stream.read())


@pytest.mark.parametrize(
    ("form", "stored"),
    [
        (_decree, _bytes_of_decree),
        (_study, lambda: _bytes_of(Study.objects.get().file.sha256)),  # type: ignore[union-attr]
        (_paper, lambda: _bytes_of(Paper.objects.get().sha256)),
    ],
)
def test_a_chosen_file_waits_until_the_form_is_right(
    client: Client,
    cast: Cast,
    form: Callable[[Cast], tuple[Any, str, str, Facts, Facts]],
    stored: Callable[[], bytes],
) -> None:
    person, page, field, wrong, right = form(cast)
    client.force_login(person)
    body = pdf_bytes(page)
    refused = client.post(page, {**wrong, field: SimpleUploadedFile("naskah asli.pdf", body, "application/pdf")})
    assert refused.status_code == 422
    assert "naskah asli.pdf" in refused.content.decode()
    notes = [one.note for one in refused.context["held"]]
    assert len(notes) == 1
    assert notes[0] in refused.content.decode()
    done = client.post(page, {**wrong, **right, held_uploads.NOTES: notes})
    assert done.status_code == 302
    assert stored() == body


def test_a_required_file_is_asked_for_and_a_wrong_one_refused_beside_its_field(client: Client, cast: Cast) -> None:
    _person, page, field, _wrong, right = _paper(cast)
    client.force_login(cast.staf)
    refused = client.post(page, right)
    assert refused.status_code == 422
    assert list(refused.context["paper_form"].errors) == [field]
    program = SimpleUploadedFile("a.pdf", b"MZ\x90 program", "application/pdf")
    assert list(client.post(page, {**right, field: program}).context["paper_form"].errors) == [field]
    assert not Paper.objects.exists()


def test_a_paper_bears_the_moment_it_was_given(cast: Cast) -> None:
    moment = timezone.now() - dt.timedelta(days=2)
    upload = inspect(io.BytesIO(pdf_bytes("notula")), name="notula.pdf")
    meetings.attach(_call(cast), upload, kind="notula", by=cast.staf, now=moment)
    assert Paper.objects.get().uploaded_at == moment
