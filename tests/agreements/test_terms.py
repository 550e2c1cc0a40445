"""The term as it is written: what may fill the last day, and what must be left to a person."""

import pytest

from agreements.domain.cautions import warnings_for
from agreements.domain.terms import Duration, contradiction, parse_duration
from agreements.enums import DurationUnit
from agreements.models import Agreement

TAHUN, BULAN, HARI = DurationUnit.TAHUN, DurationUnit.BULAN, DurationUnit.HARI


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("5 (lima) tahun", 5, TAHUN),
        ("Paling lama 5(LIMA) Tahun sejak ditandatangani", 5, TAHUN),
        ("selama dua puluh lima tahun", 25, TAHUN),
        ("24 (dua puluh empat) bulan", 24, BULAN),
        ("2 tahun 6 bulan", 30, BULAN),
        ("2 (dua) tahun dan 6 (enam) bulan", 30, BULAN),
        ("seratus dua puluh hari kalender", 120, HARI),
        ("5 tahun dan dapat diperpanjang 2 tahun", 5, TAHUN),
        ("5 tahun, evaluasi setiap enam bulan", 5, TAHUN),
        ("5 (lima) tahun dan dapat diakhiri dengan pemberitahuan tiga bulan", 5, TAHUN),
        ("5 (lima) tahun sejak ditandatangani dan dapat diperpanjang untuk jangka waktu satu tahun", 5, TAHUN),
        ("2 tahun 6 bulan dan dapat diperpanjang untuk satu tahun", 30, BULAN),
        ("5 tahun dan 6 (enam) bulan sebelum berakhir dievaluasi", 5, TAHUN),
        ("5 (lima) tahun, 3 (tiga) bulan sebelumnya diberitahukan", 5, TAHUN),
        ("5 tahun 6 bulan sejak ditandatangani, evaluasi 30 hari kerja sebelumnya", 66, BULAN),
        ("dua tahun, dan enam bulan", 30, BULAN),
    ],
)
def test_a_term_that_can_be_counted(text: str, value: int, unit: DurationUnit) -> None:
    assert parse_duration(text) == Duration(value, unit)


@pytest.mark.parametrize(
    "text",
    [
        "", "tahun", "tahun 2026", "0 tahun", "3,5 tahun", "satu setengah tahun", "999999 tahun", "1.000 hari",
        "30 hari kerja", "1 (satu) tahun anggaran", "2 tahun 6 bulan 10 hari", "6 bulan 10 hari", "5 (enam) tahun",
        "dua tahun setengah", "2 tahun dan setengah", "5 tahun, 6 bulan setelah berakhir",
        "3,5 tahun dan dapat diperpanjang 2 tahun", "30 hari kerja dan dapat diperpanjang 2 bulan",
    ],
)  # fmt: skip
def test_a_term_that_a_person_must_count(text: str) -> None:
    assert parse_duration(text) is None


def test_figures_and_words_that_differ_are_warned_of() -> None:
    paper = Agreement(duration_text="Selama 5 (enam) tahun")
    assert contradiction(paper.duration_text) == "5 (enam) tahun"
    [warned] = [one for one in warnings_for(paper, parties=[]) if one.code == "duration_words"]
    assert "5 (enam) tahun" in warned.message
    assert contradiction("5 (lima) tahun, setelah 3 (V) bulan") == ""
