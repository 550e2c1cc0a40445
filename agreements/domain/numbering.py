"""Register numbers: gap-free per government, form and year, taken under a row lock."""

from django.db import connection

from agreements.enums import Form
from agreements.models import Agreement, RegisterCounter

_NEXT = f"""
INSERT INTO {RegisterCounter._meta.db_table} AS counter (government_id, form, year, last) VALUES (%s, %s, %s, 1)
ON CONFLICT (government_id, form, year) DO UPDATE SET last = counter.last + 1
RETURNING last
"""  # noqa: S608 - the name of our own table


def assign(agreement: Agreement, *, year: int) -> None:
    """Give the next number, such as ``KB-2026-0001``. Call inside the transaction that registers the document.

    The counter row stays locked until that transaction ends: a rollback gives the number back, so none is ever missing.
    """
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [agreement.government_id, agreement.form, year])
        last: int = cursor.fetchone()[0]
    agreement.register_year, agreement.register_seq = year, last
    agreement.register_no = f"{Form(agreement.form).code}-{year}-{last:04d}"
