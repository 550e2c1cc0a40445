"""Tags of the look: what they say to people who see, to people who listen, and to authors who mistype."""

import datetime as dt
import re
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import html5lib
import pytest
from django import forms
from django.conf import settings
from django.forms import formset_factory
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.utils import timezone, translation


def render(source: str, **context: Any) -> str:
    return Template(source).render(Context(context))


class Sample(forms.Form):
    title = forms.CharField(label="Judul", help_text="Seperti tercetak.", max_length=500)
    opinion = forms.ChoiceField(label="Pendapat", choices=[("a", "Setuju"), ("b", "Tidak")], widget=forms.RadioSelect)
    sure = forms.BooleanField(label="Sudah diperiksa")
    secret = forms.CharField(label="Rahasia", widget=forms.HiddenInput)
    note = forms.CharField(label="Catatan", required=False, widget=forms.Textarea(attrs={"class": "tinggi"}))
    kind = forms.ChoiceField(label="Jenis", choices=[("x", "X")], required=False)

    def clean(self) -> None:
        raise forms.ValidationError("Ada <b>yang</b> keliru.")


ALL = "{% form_errors form=form %}" + "".join(f"{{% field field=form.{name} %}}" for name in Sample.base_fields)


def test_every_error_stands_in_the_summary_and_beside_its_field() -> None:
    page = render(ALL, form=Sample({}))
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    ids = {element.get("id") for element in tree.iter() if element.get("id")}
    links = [a.get("href", "")[1:] for a in tree.iter("a")]
    assert links == ["id_title", "id_opinion_0", "id_sure"]
    assert set(links) <= ids
    assert "Ada 5 isian" in page
    assert page.count('class="field-error"') == 3
    assert "&lt;b&gt;yang&lt;/b&gt;" in page


def test_nothing_is_summed_up_before_something_was_sent() -> None:
    assert render("{% form_errors form=form %}", form=Sample()).strip() == ""


def test_a_browser_is_not_told_to_cut_what_is_pasted() -> None:
    assert "maxlength" not in render(ALL, form=Sample())


def test_inputs_name_their_help_and_their_error() -> None:
    page = render(ALL, form=Sample({}))
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    ids = {element.get("id") for element in tree.iter() if element.get("id")}
    described = [e.get("aria-describedby") or "" for e in tree.iter() if e.get("aria-describedby")]
    assert "id_title_helptext id_title_error" in described
    assert {part for text in described for part in text.split()} <= ids
    for label in tree.iter("label"):
        assert label.get("for") in ids
    assert len(list(tree.iter("fieldset"))) == 1
    assert [(e.text or "").strip() for e in tree.iter("legend")] == ["Pendapat"]


def test_a_widgets_own_class_stays_and_optional_fields_say_so() -> None:
    page = render("{% field field=form.note %}{% field field=form.title %}", form=Sample())
    assert 'class="form-control tinggi"' in page
    assert page.count("opsional") == 1


def test_errors_of_a_formset_say_which_row() -> None:
    rows = formset_factory(Sample, extra=0)({"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "form-1-note": "x"})
    page = render("{% form_errors formset=rows %}", rows=rows)
    assert "Baris 2: Judul" in page
    assert 'href="#id_form-1-title"' in page


@pytest.mark.parametrize(
    "source",
    [
        "{% icon name='tidak-ada' %}",
        "{% badge text='x' tone='merah' %}",
        "{% badge text='x' colour='red' %}",
        "{% card title='x' level=5 %}{% endcard %}",
        "{% badge 'x' %}",
    ],
)
def test_a_mistyped_tag_fails_at_once(source: str) -> None:
    with pytest.raises((TemplateSyntaxError, TypeError)):
        render(source)


def test_text_is_never_markup() -> None:
    evil = "<script>alert(1)</script>"
    page = render(
        "{% badge text=e %}{% card title=e note=e link_text=e link='/x' %}{{ e }}{% endcard %}"
        "{% alert title=e %}{{ e }}{% endalert %}"
        "{% facts %}{% fact label=e %}{{ e }}{% endfact %}{% endfacts %}{% stat label=e value=e note=e %}"
        "{% crumb text=e %}"
        "{% empty_state title=e %}{{ e }}{% endempty_state %}{% icon name='bell' label=e %}"
        "{% post_button url='/x' text=e confirm=e %}{% pagination total=1 noun=e %}",
        e=evil,
    )  # fmt: skip
    assert evil not in page
    assert page.count("&lt;script&gt;") >= 17


def test_an_empty_fact_shows_a_dash() -> None:
    assert "–" in render("{% fact label='Nomor' %}{{ number }}{% endfact %}", number="")


def test_navigation_marks_where_one_is_and_hides_what_does_not_exist() -> None:
    def nav(path: str) -> str:
        source = (
            '{% nav_link url="people:list" text="Orang" besides="people:units" %}'
            '{% nav_link url="people:units" text="Unit" count="n" %}{% nav_link url="x:y" text="Tiada" %}'
        )
        return render(source, request=RequestFactory().get(path), n=3)

    here = nav("/ruang/orang/")
    assert 'href="/ruang/orang/" aria-current="page"' in here
    assert here.count("aria-current") == 1
    assert "Tiada" not in here
    assert "belum dibaca" in here
    below = nav("/ruang/orang/perangkat-daerah/3/")
    assert 'href="/ruang/orang/perangkat-daerah/" aria-current="true"' in below
    assert below.count("aria-current") == 1


@pytest.mark.parametrize(
    ("source", "value", "written"),
    [
        ("{{ v|tanggal }}", dt.date(2026, 3, 2), "2 Maret 2026"),
        ("{{ v|tanggal_pendek }}", dt.date(2026, 8, 2), "2 Agu 2026"),
        ("{{ v|hari_tanggal }}", dt.date(2026, 3, 2), "Senin, 2 Maret 2026"),
        ("{{ v|waktu }}", dt.datetime(2026, 3, 2, 2, 30, tzinfo=dt.UTC), "2 Maret 2026 pukul 09.30 WIB"),
        ("{{ v|tanggal }}", dt.datetime(2026, 3, 1, 17, 0, tzinfo=dt.UTC), "2 Maret 2026"),
        ("{{ v|rupiah }}", 1_500_000, "Rp1.500.000,00"),
        ("{{ v|rupiah }}", Decimal("-0.5"), "-Rp0,50"),
        ("{{ v|rupiah }}", Decimal("12345678901234567.89"), "Rp12.345.678.901.234.567,89"),
        ("{{ v|rupiah }}", 0, "Rp0,00"),
        ("{{ v|angka }}", 1234567, "1.234.567"),
        ("{{ v|angka }}", 0, "0"),
        ("{{ v|ukuran }}", 999, "999 B"),
        ("{{ v|ukuran }}", 1_400_000, "1,4 MB"),
        ("{{ v|ukuran }}", 52_428_800, "52 MB"),
        ("{{ v|tanggal }}", None, "–"),
        ("{{ v|rupiah }}", None, "–"),
        ("{{ v|waktu }}", None, "–"),
        ("{{ v|angka }}", None, "–"),
        ("{{ v|perangkat }}", "Mozilla/5.0 (Windows NT 10.0) Chrome/150 Safari/537 Edg/150", "Edge di Windows"),
        ("{{ v|perangkat }}", "curl/8", "curl/8"),
    ],
)
def test_dates_money_and_sizes_as_indonesians_write_them(source: str, value: object, written: str) -> None:
    with translation.override("id"):
        assert render(source, v=value) == written


@pytest.mark.parametrize(
    ("zone", "written"),
    [("Asia/Makassar", "10.30 WITA"), ("Asia/Jayapura", "11.30 WIT"), ("Asia/Jakarta", "09.30 WIB")],
)
def test_times_carry_the_zone_of_the_government(zone: str, written: str) -> None:
    with timezone.override(ZoneInfo(zone)), translation.override("id"):
        assert render("{{ v|jam }}", v=dt.datetime(2026, 3, 2, 2, 30, tzinfo=dt.UTC)) == written


JUDGED_HERE = ("account", "accounts", "mfa", "partners")
FORM = re.compile(r"<form\b((?:\{%.*?%\}|\{\{.*?\}\}|[^>{])*)>(.*?)</form>", re.DOTALL)


def test_a_form_is_judged_by_the_server_not_by_bubbles_in_the_browser_s_language() -> None:
    root = Path(settings.BASE_DIR) / "templates"
    bubbles = [
        path.relative_to(root).as_posix()
        for room in JUDGED_HERE
        for path in sorted((root / room).rglob("*.html"))
        for head, body in FORM.findall(path.read_text())
        if 'method="post"' in head and "{% field " in body and "novalidate" not in head
    ]
    assert bubbles == []
