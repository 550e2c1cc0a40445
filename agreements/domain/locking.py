"""One lock per document: whoever changes it holds its row until the transaction ends."""

from agreements.models import Agreement


def lock(agreement: Agreement) -> Agreement:
    """The row as it is now, held until the transaction ends. Call inside a transaction."""
    return Agreement.objects.select_for_update(of=("self",)).select_related("government").get(pk=agreement.pk)
