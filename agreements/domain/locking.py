"""One lock per document: whoever changes it holds its row until the transaction ends."""

from django.db.models import Prefetch, prefetch_related_objects

from agreements.models import Agreement, Party

# What was read of these stays with the locked row, such as a government's own rules: no move changes them.
_STAYS = ("government", "lead_unit", "created_by")


def lock(agreement: Agreement) -> Agreement:
    """The row as it is now, held until the transaction ends. Call inside a transaction.

    The key itself stays free: another document may name this one as its parent meanwhile, without waiting in a ring.
    """
    rows = Agreement.objects.select_for_update(of=("self",), no_key=True)
    locked = rows.get(pk=agreement.pk)
    for name, known in agreement._state.fields_cache.items():
        if name in _STAYS and known.pk == getattr(locked, f"{name}_id"):
            setattr(locked, name, known)
    return locked


def keep_parties(locked: Agreement) -> None:
    """Read its parties once for everything that asks for them while the row is held."""
    prefetch_related_objects([locked], Prefetch("parties", Party.objects.select_related("partner", "government")))


def catch_up(agreement: Agreement, locked: Agreement) -> None:
    """Bring the caller's object to what the transaction made of its locked row, as reading it again would.

    Of what hangs on it only the government stays: a unit may have a successor by the time of the next move.
    """
    for field in Agreement._meta.concrete_fields:
        setattr(agreement, field.attname, getattr(locked, field.attname))
    known = agreement._state.fields_cache
    agreement._state.fields_cache = {name: known[name] for name in ("government",) if name in known}
    agreement.__dict__.pop("_prefetched_objects_cache", None)
