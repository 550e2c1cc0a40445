import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements import words
from kerjasama.dates import parse_tanggal


@pytest.mark.parametrize(
    ("number", "spoken"),
    [
        (0, "nol"),
        (11, "sebelas"),
        (100, "seratus"),
        (1000, "seribu"),
        (1001, "seribu satu"),
        (1_100_000, "satu juta seratus ribu"),
        (1_000_000_000, "satu miliar"),
        (-5, "minus lima"),
        (
            1_234_567_890,
            "satu miliar dua ratus tiga puluh empat juta lima ratus enam puluh tujuh ribu delapan ratus sembilan puluh",
        ),
    ],
)
def test_terbilang(number: int, spoken: str) -> None:
    assert words.terbilang(number) == spoken


@pytest.mark.parametrize(
    ("date", "written"),
    [
        (dt.date(2026, 3, 2), "Senin, tanggal dua bulan Maret tahun dua ribu dua puluh enam (02-03-2026)"),
        (
            dt.date(2021, 12, 31),
            "Jumat, tanggal tiga puluh satu bulan Desember tahun dua ribu dua puluh satu (31-12-2021)",
        ),
        (
            dt.date(2024, 2, 29),
            "Kamis, tanggal dua puluh sembilan bulan Februari tahun dua ribu dua puluh empat (29-02-2024)",
        ),
        (dt.date(2000, 1, 1), "Sabtu, tanggal satu bulan Januari tahun dua ribu (01-01-2000)"),
    ],
)
def test_date_in_words(date: dt.date, written: str) -> None:
    assert words.tanggal_terbilang(date) == written


def test_counts_and_money() -> None:
    assert words.rangkap(2) == "2 (dua)"
    assert words.rupiah(Decimal(1500000)) == "Rp1.500.000,00"
    assert words.rupiah(-1) == "-Rp1,00"
    assert words.rupiah_terbilang(1_000) == "Rp1.000,00 (seribu rupiah)"
    assert words.rupiah_terbilang(Decimal("10.05")) == "Rp10,05 (sepuluh rupiah lima sen)"


@pytest.mark.parametrize(
    ("number", "letters"), [(1, "I"), (4, "IV"), (9, "IX"), (12, "XII"), (40, "XL"), (399, "CCCXCIX")]
)
def test_roman(number: int, letters: str) -> None:
    assert words.roman(number) == letters


@pytest.mark.parametrize("number", [0, -1, 400])
def test_roman_knows_its_limits(number: int) -> None:
    with pytest.raises(ValueError, match="Roman"):
        words.roman(number)


@pytest.mark.parametrize(
    ("text", "date", "contradicts"),
    [
        ("Senin 02-01-2015", dt.date(2015, 1, 2), True),  # a real paper: that day was a Friday
        ("Jum'at", dt.date(2015, 1, 2), False),
        ("JUM’AT, 2 Januari 2015", dt.date(2015, 1, 2), False),
        ("Jumat", dt.date(2015, 1, 2), False),
        ("Ahad", dt.date(2015, 1, 4), False),
        ("Minggu", dt.date(2015, 1, 4), False),
        ("Minggu", dt.date(2015, 1, 5), True),
        ("", dt.date(2015, 1, 5), False),
        ("hari baik", dt.date(2015, 1, 5), False),
        ("Senin", None, False),
    ],
)
def test_weekday_contradicts(text: str, date: dt.date | None, contradicts: bool) -> None:
    assert words.weekday_contradicts(text, date) is contradicts


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Senin, 2 Pebruari 2015", dt.date(2015, 2, 2)),
        ("tanggal 17 Nopember 1999", dt.date(1999, 11, 17)),
        ("3 Agust. 2007", dt.date(2007, 8, 3)),
        ("1-Okt-2010", dt.date(2010, 10, 1)),
        ("02/03/2026", dt.date(2026, 3, 2)),
        ("2026-03-02", dt.date(2026, 3, 2)),
        ("pada tahun 2019", None),
        ("5 Sesuatu 2019", None),
    ],
)
def test_parse_old_dates(text: str, date: dt.date | None) -> None:
    assert parse_tanggal(text) == date


@pytest.mark.parametrize("text", ["31-02-2026", "30 Pebruari 2024", "2026-13-01"])
def test_a_date_no_calendar_has_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"month|day"):
        parse_tanggal(text)


@given(st.dates(min_value=dt.date(1900, 1, 1), max_value=dt.date(2199, 12, 31)))
def test_what_we_write_we_can_read(date: dt.date) -> None:
    assert parse_tanggal(words.tanggal_terbilang(date)) == date
    assert parse_tanggal(words.tanggal(date)) == date
    assert not words.weekday_contradicts(words.tanggal_terbilang(date), date)
