"""Register numbers: gap-free per government, form and year, taken under a row lock."""

from agreements.enums import Form
from agreements.models import Agreement, RegisterCounter


def assign(agreement: Agreement, *, year: int) -> None:
    """Give the next number, such as ``KB-2026-0001``. Call inside the transaction that registers the document.

    The counter row stays locked until that transaction ends: a rollback gives the number back, so none is ever missing.
    """
    RegisterCounter.objects.bulk_create(
        [RegisterCounter(government_id=agreement.government_id, form=agreement.form, year=year)], ignore_conflicts=True
    )
    counter = RegisterCounter.objects.select_for_update().get(
        government_id=agreement.government_id, form=agreement.form, year=year
    )
    counter.last += 1
    counter.save(update_fields=["last"])
    agreement.register_year, agreement.register_seq = year, counter.last
    agreement.register_no = f"{Form(agreement.form).code}-{year}-{counter.last:04d}"
