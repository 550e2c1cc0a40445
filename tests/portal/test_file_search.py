"""Search in the text of public files: what it finds, where it says it stood, and what it never tells."""

import datetime as dt

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from agreements.domain import file_hits, files, indexing, openness, search_text
from agreements.enums import FileKind, Visibility
from agreements.models import Agreement, Entry, File, FilePage
from portal import publishing
from tests.agreements.reading import public_copy, read
from tests.cast import Cast

PAGES = {
    1: "PERJANJIAN KERJA SAMA\nPasal 1\nPara pihak sepakat mengangkut sampah.",
    2: "Pasal 2 <b>Tarif</b> & biaya tidak diatur.",
    3: "Pasal 3\nPembangunan insinerator dilakukan di Bukit Sanca, dan residunya dikelola bersama oleh walikota.",
}


@pytest.fixture
def agreement(cast: Cast) -> Agreement:
    """A public document whose public copy has been read."""
    agreement = cast.registered(title="Pengelolaan Sampah Regional")
    public_copy(cast, agreement, pages=3)
    indexing.catch_up()  # the text arrives later than the document
    read(PAGES)
    return agreement


def found(client: Client, text: str, **query: str) -> int:
    publishing.pages.clear()  # a page from the cache has no context
    response = client.get("/naskah/", {"q": text, **query})
    assert response.status_code == 200
    return int(response.context["total"])


def test_words_of_a_file_find_its_document_in_any_form(client: Client, agreement: Agreement) -> None:
    for text in ("insinerator", "membangun insinerator", '"Bukit Sanca"', "wali kota", "PKS", "mengangkut sampah"):
        assert found(client, text) == 1, text
    for text in ("sumpah", '"Sanca Bukit"', "insinerator -residu", "insinerator pelabuhan"):
        assert found(client, text) == 0, text
    assert found(client, "insinerator", keadaan="berlaku") == 1
    assert found(client, "insinerator", keadaan="berakhir") == 0


def test_the_hit_names_file_page_and_passage_and_nothing_runs(client: Client, agreement: Agreement) -> None:
    file = File.objects.get()
    page = client.get("/naskah/", {"q": "membangun insinerator"}).content.decode()
    address = f"/naskah/{agreement.government.code}/{agreement.register_no}/berkas/{file.pk}/salinan.pdf#page=3"
    assert f'<a href="{address}">salinan.pdf, halaman 3</a>' in page
    assert "<mark>Pembangunan insinerator</mark> dilakukan" in page
    assert "terbaca dari gambar" not in page
    page = client.get("/naskah/", {"q": "tarif biaya"}).content.decode()
    assert "&lt;b&gt;<mark>Tarif</mark>&lt;/b&gt; &amp; <mark>biaya</mark>" in page
    assert "halaman 2" in page


def test_a_hit_is_told_only_where_the_file_brought_it(client: Client, agreement: Agreement) -> None:
    """Of "sampah residu" the title has the one, so the page with the other is shown."""
    assert "Ditemukan di berkas" not in client.get("/naskah/", {"q": "pengelolaan sampah"}).content.decode()
    assert "halaman 3" in client.get("/naskah/", {"q": "sampah residu"}).content.decode()
    assert file_hits.hits_of([agreement.pk], search_text.parse("-residu")) == {}


def test_an_own_word_comes_before_a_word_of_a_file(client: Client, cast: Cast, agreement: Agreement) -> None:
    cast.registered(title="Pembangunan Insinerator", signed_on=cast.government.today() - dt.timedelta(days=99))
    rows = client.get("/naskah/", {"q": "insinerator"}).context["rows"]
    assert [row.title for row in rows] == ["Pembangunan Insinerator", "Pengelolaan Sampah Regional"]


def _withdraw(cast: Cast, agreement: Agreement) -> None:
    files.withdraw(File.objects.get(name="salinan.pdf"), reason="Salah unggah.", by=cast.staf, now=timezone.now())


def _close_file(cast: Cast, agreement: Agreement) -> None:
    file = File.objects.get()
    files.change_visibility(
        file, visibility=Visibility.TERBATAS, reason="Uji konsekuensi.", by=cast.staf, now=timezone.now()
    )


def _close_agreement(cast: Cast, agreement: Agreement) -> None:
    openness.change_openness(agreement, visibility=Visibility.RAHASIA, reason="Uji konsekuensi.", by=cast.staf)


def _replace(cast: Cast, agreement: Agreement) -> None:
    public_copy(cast, agreement, pages=2)


def _mask(cast: Cast, agreement: Agreement) -> None:
    public_copy(cast, agreement, name="tersamar.pdf", pages=2, original=File.objects.get())


def _by_hand(cast: Cast, agreement: Agreement) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE agreements_file SET visibility = 'rahasia'")


def test_what_is_no_longer_public_is_found_no_more_at_once(
    client: Client, cast: Cast, agreement: Agreement, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even before any word is gathered anew; however it was closed."""
    catch_up = indexing.catch_up
    for close in (_withdraw, _close_file, _close_agreement, _replace, _mask, _by_hand):
        with transaction.atomic():
            publishing.forget()
            assert found(client, "insinerator") == 1
            close(cast, agreement)
            monkeypatch.setattr(indexing, "catch_up", lambda: True)
            assert found(client, "insinerator") == 0, close
            assert file_hits.hits_of([agreement.pk], search_text.parse("insinerator")) == {}, close
            monkeypatch.setattr(indexing, "catch_up", catch_up)
            assert found(client, "insinerator") == 0, close
            assert not Entry.objects.filter(all_words__matches="'insinerator'").exists(), close
            transaction.set_rollback(True)


def test_what_is_opened_again_is_found_again(client: Client, cast: Cast, agreement: Agreement) -> None:
    _close_agreement(cast, agreement)
    assert found(client, "insinerator") == 0
    agreement.refresh_from_db()
    openness.change_openness(agreement, visibility=Visibility.PUBLIK, reason="Terbuka.", by=cast.staf)
    assert found(client, "insinerator") == 1


def test_a_hit_never_names_a_file_that_closed(client: Client, cast: Cast, agreement: Agreement) -> None:
    """Though its text is known and stands in another file that is open."""
    public_copy(cast, agreement, name="zzz.pdf", pages=3)
    _withdraw(cast, agreement)
    page = client.get("/naskah/", {"q": "insinerator"}).content.decode()
    assert "zzz.pdf, halaman 3" in page
    assert "salinan.pdf" not in page


def test_internal_files_are_neither_read_nor_found(client: Client, cast: Cast) -> None:
    agreement = cast.registered()
    for kind in (FileKind.KAK, FileKind.PINDAIAN):
        cast.attach(agreement, kind)
    closed = cast.attach(agreement, FileKind.SALINAN_PUBLIK, visibility="publik", name="ditarik.pdf")
    files.withdraw(closed, reason="Salah.", by=cast.staf, now=timezone.now())
    draft = cast.draft()
    cast.attach(draft, FileKind.SALINAN_PUBLIK, visibility="publik")
    assert read({1: "insinerator"}) == []
    assert not FilePage.objects.exists()
    assert found(client, "insinerator") == 0


def test_the_api_tells_it_too(client: Client, agreement: Agreement) -> None:
    (row,) = client.get("/api/v1/naskah/", {"q": "tarif"}).json()["hasil"]
    assert row["temuan"]["alamat"].startswith(f"{row['alamat']}berkas/")
    assert row["temuan"]["alamat"].endswith("/salinan.pdf#page=2")
    assert (row["temuan"]["berkas"], row["temuan"]["halaman"]) == ("salinan.pdf", 2)
    assert row["temuan"]["cuplikan"] == "Pasal 2 <b>Tarif</b> & biaya tidak diatur."
    (row,) = client.get("/api/v1/naskah/", {"q": "sampah"}).json()["hasil"]
    assert "temuan" not in row


def test_staff_find_public_text_in_the_workspace_list(
    client: Client, cast: Cast, agreement: Agreement, settings: Settings
) -> None:
    settings.MFA_REQUIRED_ROLES = []
    client.force_login(cast.staf)
    page = client.get("/ruang/naskah/", {"q": "insinerator"}).content.decode()
    assert "Pengelolaan Sampah Regional" in page
    assert f'/{File.objects.get().pk}/#page=3">salinan.pdf, halaman 3</a>' in page


def test_hits_cost_the_same_for_one_row_and_for_many(client: Client, cast: Cast, agreement: Agreement) -> None:
    query = search_text.parse("insinerator")
    assert found(client, "insinerator") == 1
    with CaptureQueriesContext(connection) as one:
        assert len(file_hits.hits_of([agreement.pk], query)) == 1
    more = [cast.registered(title=f"Naskah {number}") for number in range(2)]
    for other in more:
        public_copy(cast, other, pages=3)
    indexing.catch_up()
    with CaptureQueriesContext(connection) as many:
        hits = file_hits.hits_of([agreement.pk, *(other.pk for other in more)], query)
    assert len(hits) == 3, "the same bytes were read once, and count for each document"
    assert len(one) == len(many) == 3
    with CaptureQueriesContext(connection) as none:
        assert file_hits.hits_of([agreement.pk], search_text.parse("sampah")) == {}
    assert len(none) == 1


def test_a_long_file_does_not_blow_the_row_up(
    client: Client, agreement: Agreement, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "MOST_LETTERS", len(PAGES[1]) + len(PAGES[2]))
    Entry.objects.update(is_stale=True)
    assert found(client, "tarif") == 1
    assert found(client, "insinerator") == 0


def test_a_search_joins_few_pages_and_leaves_the_rest_to_the_worker(
    cast: Cast, agreement: Agreement, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else two hundred long files read in one night would keep every search waiting until its time is over."""
    light, twin = cast.registered(title="Tanpa berkas"), cast.registered(title="Berkas sama")
    public_copy(cast, twin, pages=3)
    for most, left in ((2, {agreement.pk, twin.pk}), (5, {twin.pk}), (6, set())):
        monkeypatch.setattr(indexing, "PAGES_AT_ONCE", most)
        Entry.objects.filter(agreement__in=[agreement, light, twin]).update(is_stale=True)
        with CaptureQueriesContext(connection) as asked:
            assert indexing.catch_up() == (not left)
        (joining,) = (query["sql"] for query in asked if "agreements_joined_words" in query["sql"])
        assert (File.objects.first().sha256 in joining) == (most > 2), "nothing is joined in vain"  # type: ignore[union-attr]
        assert set(Entry.objects.filter(is_stale=True).values_list("pk", flat=True)) == left
    Entry.objects.update(is_stale=True)
    assert indexing.refresh_words() == Entry.objects.count(), "the worker takes all"


def test_positions_beyond_what_postgresql_keeps_do_no_harm(client: Client, cast: Cast) -> None:
    agreement = cast.registered()
    public_copy(cast, agreement, pages=3)
    read({1: "kata " * 16_500, 2: "lagi " * 16_500, 3: "insinerator di ujung"})
    assert found(client, "insinerator") == 1
    hit = file_hits.hits_of([agreement.pk], search_text.parse("insinerator"))[agreement.pk]
    assert hit.page == 3


@pytest.mark.parametrize(
    ("text", "query", "told"),
    [
        ("Walikota menandatangani.", "wali kota", "[Walikota] menandatangani."),
        ("Ini perjanjian kerja sama baru.", "PKS", "Ini [perjanjian kerja sama] baru."),
        ("Ini MoU lama.", "nota kesepahaman", "Ini [MoU] lama."),
        ("Dikelola bersama.", "pengelolaan", "[Dikelola] bersama."),
        ("a " * 200 + "sampah rapi " + "b " * 200, "sampah", None),
    ],
)
def test_the_passage_marks_what_was_meant(text: str, query: str, told: str | None) -> None:
    parts = search_text.parse(query).parts
    lexemes = search_text.lexemes_of(parts)
    places = [search_text.GAP + term.position for term in search_text.terms(text) if term.lexeme in lexemes]
    pieces = file_hits.passage(text, search_text.spans(text, places, lexemes))
    shown = "".join(f"[{piece}]" if marked else piece for piece, marked in pieces)
    if told is not None:
        assert shown == told
    else:
        assert shown.startswith("… a a")
        assert shown.endswith("b b …")
        assert "[sampah]" in shown
        assert len(shown) < 240
