"""One lock per document: whoever changes it holds its row until the transaction ends."""

from agreements.models import Agreement


def lock(agreement: Agreement) -> Agreement:
    """The row as it is now, held until the transaction ends. Call inside a transaction.

    The key itself stays free: another document may name this one as its parent meanwhile, without waiting in a ring.
    """
    rows = Agreement.objects.select_for_update(of=("self",), no_key=True)
    locked = rows.get(pk=agreement.pk)
    if Agreement.government.is_cached(agreement):
        locked.government = agreement.government  # what was read of it already, such as its own rules, stays
    return locked
