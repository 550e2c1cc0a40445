"""PDF of a seven-page PKS: our code against bare WeasyPrint on the same HTML, and a stored one served again.

Run as ``python benchmarks/bench_pdf.py`` with the environment of the application. Everything is made in one transaction
that is rolled back. Prints figures and ratios; budgets: ratio ≤ 1.15, stored ≤ 5 ms (design.md section 10).
"""

import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kerjasama.settings")
ROUNDS = 9


class _UndoError(Exception):
    """Leaves the transaction without keeping anything."""


def median(work: Callable[[], Any], rounds: int = ROUNDS) -> float:
    """Median seconds of ``work``, after one run to warm up."""
    work()
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def pks() -> Any:
    """A draft PKS with enough pasal for seven pages."""
    import datetime as dt

    from accounts.enums import Role
    from accounts.models import Government, Membership, Unit, User
    from agreements.domain import articles, drafting
    from agreements.domain.drafting import PartyEntry
    from agreements.enums import CooperationKind, Form
    from partners.enums import PartnerKind
    from partners.models import Partner

    government = Government.objects.create(
        code="00.00", name="Kota Uji", level="kota", head_title="Wali Kota", seat="Kota Uji", address="Jalan Uji 1"
    )
    unit = Unit.objects.create(government=government, name="Dinas Uji")
    user = User.objects.create_user("bench-pdf@uji.example", name="Penguji")
    Membership.objects.create(user=user, government=government, role=Role.STAF, starts_on=dt.date(2020, 1, 1))
    partner = Partner.objects.create(
        government=government, kind=PartnerKind.BADAN_USAHA_SWASTA, name="PT Uji Coba", address="Jalan Uji 2"
    )
    agreement = drafting.create_draft(
        government,
        values={
            "form": Form.PERJANJIAN_KERJA_SAMA,
            "cooperation_kind": CooperationKind.KSDPK,
            "title": "Penyediaan Jaringan Internet Ruang Publik",
            "lead_unit": unit,
            "scope": "Penyediaan jaringan\nPemeliharaan jaringan",
        },
        parties=[PartyEntry(government=government, number="1/PKS/2026"), PartyEntry(partner=partner, number="2/2026")],
        by=user,
        now=dt.datetime.now(tz=dt.UTC),
    )
    standard = articles.standard_articles(agreement)
    articles.save_articles(agreement, [*standard, *standard[:5]], by=user)
    return agreement


def measure() -> dict[str, float]:
    """The figures, in seconds, and their ratio."""
    import datetime as dt

    from weasyprint import CSS, HTML

    from agreements import pdf
    from agreements.pdf import resources, writing

    now = dt.datetime(2026, 3, 2, 2, 30, tzinfo=dt.UTC)
    agreement = pks()
    html, pictures = pdf.agreement_html(agreement, now=now)
    pages = len(writing.layout(html, sheet="style/paper.css", pictures=pictures).pages)

    def bare() -> bytes:
        fetcher = resources.fetcher(pictures)
        page = HTML(string=html, url_fetcher=fetcher)
        sheet = CSS(string=resources.text("style/paper.css"), url_fetcher=fetcher)
        body: bytes = page.write_pdf(stylesheets=[sheet], pdf_variant=writing.VARIANT)
        return body

    ours = median(lambda: pdf.render_agreement(agreement, now=now))
    theirs = median(bare)
    stored = median(lambda: pdf.stored_agreement(agreement, now=now), 50)
    card = median(lambda: pdf.render_card(agreement, now=now, public=False))
    return {"pages": pages, "ours": ours, "bare": theirs, "ratio": ours / theirs, "stored": stored, "card": card}


def main() -> None:
    import warnings

    import django

    warnings.simplefilter("ignore", ResourceWarning)
    django.setup()
    from django.db import transaction

    found: dict[str, float] = {}
    try:
        with transaction.atomic():
            found = measure()
            raise _UndoError
    except _UndoError:
        pass
    if os.environ.get("AS_JSON"):
        print(json.dumps(found))
        return
    print(f"PDF of a PKS, {found['pages']:.0f} pages: ours {found['ours'] * 1000:.0f} ms")
    print(f"bare WeasyPrint on the same HTML: {found['bare'] * 1000:.0f} ms")
    print(f"ratio: {found['ratio']:.2f} (budget 1.15)")
    print(f"stored: {found['stored'] * 1000:.1f} ms (budget 5)")
    print(f"register card: {found['card'] * 1000:.0f} ms")


if __name__ == "__main__":
    main()
