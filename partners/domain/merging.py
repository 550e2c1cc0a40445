"""Making one partner of two that are the same."""

from dataclasses import dataclass

import pghistory
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from partners.models import Partner, PartnerAlias
from partners.names import fold

# Facts the survivor takes over where it has none of its own.
INHERITED = ("short_name", "legal_form", "legal_basis", "address", "website", "logo")


class MergeRefusedError(Exception):
    """These two cannot become one; the message is a sentence for the person."""


@dataclass(frozen=True)
class Merged:
    """The partner that remains, and how many parties of agreements now point to it instead of the other."""

    survivor: Partner
    moved: int


def shared_titles(one: Partner, other: Partner) -> list[str]:
    """Titles of agreements in which both are parties, so that they are two partners after all."""
    # The relation leads to the room above, which this one must not import.
    both = one.parties.filter(agreement__parties__partner=other).order_by("agreement_id")
    return list(both.values_list("agreement__title", flat=True))


def merge_partners(survivor: Partner, duplicate: Partner, *, by: User) -> Merged:
    """Everything of ``duplicate`` moves to ``survivor``: agreements, other names, contacts, missing facts.

    Its name becomes another name of the survivor and its page leads there. Signed papers keep what they say.
    Raises PermissionDenied, MergeRefusedError.
    """
    if survivor.pk == duplicate.pk:
        raise MergeRefusedError(_("Pilih dua mitra yang berbeda."))
    with transaction.atomic(), pghistory.context(user=by.pk):
        # In one order always, so two merges of the same pair wait for each other instead of locking crosswise.
        # FOR UPDATE also holds back new parties that would name either of them.
        rows = Partner.objects.select_for_update(of=("self",)).filter(pk__in=[survivor.pk, duplicate.pk]).order_by("pk")
        locked = {row.pk: row for row in rows}
        kept, gone = locked[survivor.pk], locked[duplicate.pk]
        _refuse(kept, gone, by=by)
        moved = gone.parties.update(partner=kept)
        _inherit(kept, gone)
        _move_names(kept, gone)
        gone.contacts.update(partner=kept)
        gone.merged.update(merged_into=kept)
        gone.merged_into = kept
        gone.save(update_fields=["merged_into", "updated_at"])
    return Merged(kept, moved)


def _refuse(kept: Partner, gone: Partner, *, by: User) -> None:
    for partner in (kept, gone):
        if partner.merged_into_id is not None:
            raise MergeRefusedError(_("%(name)s sudah digabung ke mitra lain.") % {"name": partner.name})
        if not by.has_perm("partners.merge_partner", partner):
            raise PermissionDenied("partners.merge_partner")
    if kept.government_id != gone.government_id:
        raise MergeRefusedError(_("Kedua mitra tercatat pada register pemerintah daerah yang berbeda."))
    titles = shared_titles(kept, gone)
    if titles:
        raise MergeRefusedError(
            _("Keduanya menjadi pihak pada naskah yang sama, “%(title)s”. Perbaiki para pihak naskah itu dahulu.")
            % {"title": titles[0]}
        )


def _inherit(kept: Partner, gone: Partner) -> None:
    for field in INHERITED:
        if not getattr(kept, field):
            setattr(kept, field, getattr(gone, field))
    if gone.note and gone.note not in kept.note:
        kept.note = "\n\n".join(note for note in (kept.note, gone.note) if note)
    kept.save()


def _move_names(kept: Partner, gone: Partner) -> None:
    known = {kept.name_folded, *kept.aliases.values_list("name_folded", flat=True)}
    gone.aliases.filter(name_folded__in=known).delete()
    gone.aliases.update(partner=kept)
    names = [gone.name, gone.short_name if gone.short_name != kept.short_name else ""]
    for name in names:
        folded = fold(name)
        if folded and not kept.aliases.filter(Q(name_folded=folded)).exists() and folded != kept.name_folded:
            PartnerAlias.objects.create(partner=kept, name=name)
