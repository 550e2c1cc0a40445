"""What machines get: JSON, linked data, and the proof of a printed card."""

import datetime as dt
import json
import re

import pytest
from django.conf import settings
from django.test import Client

from agreements.domain import verification
from agreements.enums import Capacity, FileKind, Phase, Precision
from agreements.models import Agreement
from portal import exports
from portal.domain.dossier import public_party
from portal.domain.rows import address
from tests.cast import Cast


def base(agreement: Agreement) -> str:
    return address(agreement.government.code, agreement.register_no or "")[:-1]


def test_json_tells_what_the_page_tells(client: Client, cast: Cast) -> None:
    today = cast.government.today()
    agreement = cast.registered(title="Judul & <b>", sdgs=[9], ends_on=today + dt.timedelta(days=9))
    later = cast.bring(cast.addendum(agreement), Phase.DITANDATANGANI, ends_on=today + dt.timedelta(days=99))
    file = cast.attach(agreement, FileKind.SALINAN_PUBLIK, visibility="publik", name="salinan a.pdf")
    told = client.get(f"{base(agreement)}.json").json()
    assert told["judul"] == "Judul & <b>"
    assert told["hari_terakhir"] == (today + dt.timedelta(days=99)).isoformat()
    assert told["hari_terakhir_semula"] == (today + dt.timedelta(days=9)).isoformat()
    assert told["keadaan"] == "berlaku"
    assert [party["nomor_naskah"] for party in told["pihak"]] == ["100.3.7/001/PKS/2026", "SPK/003/DIR/2026"]
    assert told["pihak"][1]["jabatan"] == "Direktur Utama"
    assert told["ruang_lingkup"] == ["Penyediaan jaringan", "Pemeliharaan jaringan"]
    assert [other["alamat"] for other in told["naskah_terkait"]] == [settings.PUBLIC_URL + base(later) + "/"]
    assert (told["naskah_induk"], told["hubungan"]) == (None, None)
    below = client.get(f"{base(later)}.json").json()
    assert (below["naskah_induk"], below["hubungan"]) == (told["alamat"], "addendum")
    assert client.get(f"{base(later)}.jsonld").json()["isBasedOn"]["@id"] == told["alamat"]
    assert [one["@id"] for one in client.get(f"{base(agreement)}.jsonld").json()["mentions"]] == [below["alamat"]]
    assert told["berkas"][0]["sha256"] == file.sha256
    got = client.get(told["berkas"][0]["alamat"].removeprefix(settings.PUBLIC_URL))
    assert len(b"".join(got.streaming_content)) == file.size  # type: ignore[attr-defined]
    assert told["sdg"] == [{"nomor": 9, "nama": "Industri, Inovasi, dan Infrastruktur"}]


@pytest.mark.parametrize(("precision", "written"), [(Precision.YEAR, "2015"), (Precision.MONTH, "2015-01")])
def test_an_imprecise_date_is_cut_where_the_knowledge_ends(
    client: Client, cast: Cast, precision: str, written: str
) -> None:
    day = dt.date(2015, 1, 1)
    agreement = cast.registered(signed_on=day, ends_on=dt.date(2016, 12, 31), signed_precision=precision)
    told = client.get(f"{base(agreement)}.json").json()
    assert told["ditandatangani"] == told["mulai_berlaku"] == written
    assert client.get(f"{base(agreement)}.jsonld").json()["temporalCoverage"] == f"{written}/2016-12-31"
    assert told["riwayat"][0]["hari"] == written
    contract = client.get(f"{base(agreement)}.ocds.json").json()["releases"][0]["contracts"][0]
    assert "dateSigned" not in contract, "OCDS has no way to say a year"
    assert contract["period"] == {"endDate": "2016-12-31T23:59:59+07:00"}
    (row,) = json.loads(b"".join(client.get("/naskah/unduh.json")))["naskah"]
    assert row["ketelitian_mulai"] == row["ketelitian_penandatanganan"] == precision
    assert row["ketelitian_hari_terakhir"] == "hari"
    assert exports._as_jdih({**row, "tanggal_penandatanganan": day})["tanggal_pengundangan"] == ""


def test_linked_data_stands_in_the_page_and_cannot_break_out_of_it(client: Client, cast: Cast) -> None:
    agreement = cast.registered(title="</script><script>alert(1)</script>")
    page = client.get(f"{base(agreement)}/").content.decode()
    assert "<script>alert" not in page
    embedded = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert embedded
    told = json.loads(embedded[1])
    assert told == client.get(f"{base(agreement)}.jsonld").json()
    assert told["name"] == agreement.title
    assert told["@id"] == settings.PUBLIC_URL + base(agreement) + "/"
    assert {party["name"] for party in told["creator"]} == {"Pemerintah Kota Tirtaraya", "PT Serat Optik Pesisir"}


def test_a_code_of_ours_shows_what_is_recorded(client: Client, cast: Cast) -> None:
    agreement = cast.registered()
    code = verification.code_of(agreement)
    page = client.get("/verifikasi/", {"kode": f" {code.upper()} "}, follow=True)
    assert page.redirect_chain[0][0] == f"/verifikasi/{code}/"
    assert str(agreement.register_no) in page.content.decode()


@pytest.mark.parametrize("code", ["1-aaaaaaaaaaaa", "x", "%00", "9" * 500, "zz-%F0%9F%98%80", "-", "<b>"])
def test_any_other_code_is_refused_with_a_sentence(client: Client, cast: Cast, code: str) -> None:
    cast.registered()
    page = client.get(f"/verifikasi/{code}/")
    assert page.status_code == 404
    assert "tidak berasal dari register ini" in page.content.decode()
    asked = client.get("/verifikasi/", {"kode": code})
    assert asked.status_code == 200
    assert "tidak berasal dari register ini" in asked.content.decode()


def test_a_code_of_a_withheld_document_is_confirmed_and_tells_nothing(client: Client, cast: Cast) -> None:
    agreement = cast.registered(title="Tersembunyi")
    agreement.visibility, agreement.visibility_reason = "rahasia", "Uji."
    agreement.save(update_fields=["visibility", "visibility_reason"])
    page = client.get(f"/verifikasi/{verification.code_of(agreement)}/")
    assert page.status_code == 200
    text = page.content.decode()
    assert "tidak dibuka untuk publik" in text
    assert "Tersembunyi" not in text
    assert str(agreement.register_no) not in text
    draft = cast.draft()
    assert client.get(f"/verifikasi/{verification.code_of(draft)}/").status_code == 404


def test_a_term_that_ran_out_is_the_last_event(client: Client, cast: Cast) -> None:
    today = cast.government.today()
    over = cast.registered(signed_on=today - dt.timedelta(days=900), ends_on=today - dt.timedelta(days=1))
    (*_before, last) = client.get(f"{base(over)}.json").json()["riwayat"]
    # Registered after its end: what happened first stands first.
    assert {"hari": over.last_day.isoformat() if over.last_day else "", "peristiwa": "Hari terakhir berlaku"} == {
        key: value for key, value in _before[-1].items() if key != "keterangan"
    }
    assert last["peristiwa"] == "Dicatat dalam register"
    running = cast.registered(ends_on=today)
    assert "Hari terakhir berlaku" not in client.get(f"{base(running)}.json").content.decode()


def test_an_office_that_is_none_of_the_law_s_is_not_called_other(cast: Cast) -> None:
    agreement = cast.registered()
    ours, theirs = agreement.ordered_parties()
    theirs.capacity = Capacity.LAINNYA
    assert public_party(ours).capacity == str(Capacity.KEPALA_DAERAH.label)
    assert public_party(theirs).capacity == ""


def test_what_machines_read_may_be_read_from_any_page(client: Client, cast: Cast) -> None:
    own = base(cast.registered())
    lists = [f"/naskah/unduh.{kind}" for kind in ("csv", "json", "atom")]
    feeds = ["/umpan/terbaru.atom", "/umpan/berakhir.atom", "/umpan/berakhir.ics", "/statistik/silang.csv"]
    for url in (f"{own}.json", f"{own}.jsonld", f"{own}.ocds.json", f"{own}.bib", *lists, *feeds):
        for _made_and_remembered in range(2):
            response = client.get(url)
            assert response.get("Access-Control-Allow-Origin") == "*", url
            assert b"".join(response)
    assert "Access-Control-Allow-Origin" not in client.get(f"{own}/")
