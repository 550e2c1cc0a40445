"""Warnings inform and are recorded; they never block (domain digest 9: 17, 20, 22, 28)."""

import datetime as dt
from collections.abc import Sequence
from functools import reduce
from operator import or_
from typing import NamedTuple

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as say

from agreements.domain import chain
from agreements.domain.terms import contradiction, years_between
from agreements.enums import Capacity, CooperationKind, Form, Phase, Precision, Relation
from agreements.models import Agreement, Caution, Party
from agreements.words import hari, tanggal, weekday_contradicts

MAX_YEARS = 5  # KB: P22 Pasal 9 ayat (2), 32; KSDPL/KSDLL: P25 Pasal 32
LOI_MAX_YEARS = 1  # P25 Pasal 13
MAX_SAME_NUMBERS = 200  # rows looked at; one would do, save when one party's number is everybody's
MESSAGE_LENGTH = Caution._meta.get_field("message").max_length
_CHANGES_PARENT = frozenset({Relation.ADDENDUM, Relation.PERPANJANGAN, Relation.PENGGANTIAN})


class Warned(NamedTuple):
    """One warning: a stable code and the sentence shown."""

    code: str
    message: str


def warnings_for(agreement: Agreement, *, parties: Sequence[Party] | None = None) -> list[Warned]:
    """What a careful reader would notice about this document as it is now; ``parties`` are its own, if known."""
    if parties is None:
        parties = agreement.ordered_parties()
    found = [*_about_words(agreement), *_about_term(agreement), *_about_parent(agreement), *_about_date(agreement)]
    found += [*_about_signatories(agreement, parties), *_about_power(agreement, parties)]
    return [*found, *_about_numbers(agreement, parties)]


def record(
    agreement: Agreement,
    *,
    now: dt.datetime,
    parties: Sequence[Party] | None = None,
    known: Sequence[Caution] | None = None,
) -> list[Caution]:
    """Keep the warnings as rows: new ones are raised, those that no longer hold are cleared. Returns the open ones.

    ``parties`` and the open warnings ``known`` so far spare reading them.
    """
    current = {item.code: item.message[:MESSAGE_LENGTH] for item in warnings_for(agreement, parties=parties)}
    open_rows = list(agreement.cautions.filter(cleared_at=None)) if known is None else known
    gone = {row.pk for row in open_rows if current.get(row.code) != row.message}
    if gone:
        Caution.objects.filter(pk__in=gone).update(cleared_at=now)
    kept = {row.code: row for row in open_rows if row.pk not in gone}
    raised = [
        Caution(agreement=agreement, code=code, message=message, raised_at=now)
        for code, message in current.items()
        if code not in kept
    ]
    Caution.objects.bulk_create(raised, ignore_conflicts=True)
    return [*kept.values(), *raised]


def _about_words(agreement: Agreement) -> list[Warned]:
    wrong = contradiction(agreement.duration_text)
    if not wrong:
        return []
    return [Warned("duration_words", say("Angka dan huruf pada jangka waktu berbeda: %(text)s.") % {"text": wrong})]


def _about_term(agreement: Agreement) -> list[Warned]:
    start, end = agreement.starts_on, agreement.ends_on
    if start is None or end is None:
        return []
    years = years_between(start, end)
    if agreement.form == Form.PERNYATAAN_KEHENDAK and years > LOI_MAX_YEARS:
        message = say("Pernyataan Kehendak berlaku paling lama 1 tahun (Permendagri 25/2020 Pasal 13).")
        return [Warned("loi_term", message)]
    if years <= MAX_YEARS:
        return []
    if _prolonged_form(agreement) == Form.KESEPAKATAN_BERSAMA:
        return [
            Warned(
                "kb_term", say("Kesepakatan Bersama berlaku paling lama 5 tahun (Permendagri 22/2020 Pasal 9 dan 32).")
            )
        ]
    if agreement.cooperation_kind in CooperationKind.FOREIGN:
        return [
            Warned(
                "foreign_term",
                say("Kerja sama luar negeri berlaku paling lama 5 tahun (Permendagri 25/2020 Pasal 32)."),
            )
        ]
    return []


def _prolonged_form(agreement: Agreement) -> str:
    """Whose limit counts: an addendum or extension stays under the limit of the document it prolongs."""
    step = agreement
    for _depth in range(chain.MAX_DEPTH):
        if step.relation not in Relation.MOVES_END or step.parent is None:
            break
        step = step.parent
    return step.form


def _about_parent(agreement: Agreement) -> list[Warned]:
    parent = agreement.parent
    if parent is None:
        return []
    found = []
    if agreement.relation in _CHANGES_PARENT and parent.phase not in Phase.SIGNED:
        message = say("Naskah induknya belum ditandatangani, sehingga belum ada yang dapat diubah atau diperpanjang.")
        found.append(Warned("parent_not_signed", message))
    elif parent.phase in {Phase.DITOLAK, Phase.DIBATALKAN}:
        found.append(Warned("parent_dropped", say("Naskah induknya tidak diteruskan.")))
    if agreement.relation == Relation.PERPANJANGAN and parent.form == Form.PERNYATAAN_KEHENDAK:
        message = say(
            "Pernyataan Kehendak tidak diperpanjang, melainkan dibuat kembali (Permendagri 25/2020 Pasal 13)."
        )
        found.append(Warned("loi_extended", message))
    parent_end = parent.last_day or parent.ends_on
    if agreement.relation == Relation.TURUNAN and agreement.ends_on and parent_end and agreement.ends_on > parent_end:
        found.append(
            Warned(
                "outlives_parent",
                say("Jangka waktunya melampaui naskah induk, yang berakhir %(day)s.") % {"day": tanggal(parent_end)},
            )
        )
    day = agreement.signed_on
    if agreement.relation in Relation.MOVES_END and day and parent_end and day > parent_end:
        found.append(Warned("extends_ended", too_late(agreement, parent_end)))
    start = agreement.starts_on
    if agreement.relation in Relation.MOVES_END and start and parent_end and start > parent_end + dt.timedelta(days=1):
        found.append(
            Warned(
                "extends_after_end",
                say("Dimulai setelah naskah induk berakhir pada %(day)s; ada masa tanpa dasar kerja sama.")
                % {"day": tanggal(parent_end)},
            )
        )
    return found


def too_late(agreement: Agreement, parent_end: dt.date) -> str:
    """What an addendum or extension signed after its parent's last day is (domain digest 9, 22)."""
    is_foreign = agreement.cooperation_kind in CooperationKind.FOREIGN
    return say(
        "Ditandatangani setelah naskah induk berakhir pada %(day)s. Yang diperpanjang atau diubah ialah naskah yang"
        " masih berlaku (%(article)s): naskah ini menjadi kerja sama baru, dan akhir naskah induk tidak bergeser."
    ) % {
        "day": tanggal(parent_end),
        "article": "Permendagri 25/2020 Pasal 33" if is_foreign else "Permendagri 22/2020 Pasal 9, 15, 32, dan 37",
    }


def _about_date(agreement: Agreement) -> list[Warned]:
    if agreement.signed_on is None or agreement.signed_precision != Precision.DAY:
        return []
    if agreement.signed_weekday and weekday_contradicts(agreement.signed_weekday, agreement.signed_on):
        actual = f"{hari(agreement.signed_on)}, {tanggal(agreement.signed_on)}"
        return [
            Warned(
                "weekday",
                say("Hari yang tertulis (%(written)s) tidak sesuai dengan %(actual)s.")
                % {"written": agreement.signed_weekday, "actual": actual},
            )
        ]
    return []


def _about_signatories(agreement: Agreement, parties: Sequence[Party]) -> list[Warned]:
    if agreement.form not in Form.HEAD_ONLY:
        return []
    for party in parties:
        if party.government_id and party.capacity and party.capacity not in Capacity.HEAD:
            return [
                Warned(
                    "not_signed_by_head",
                    say("%(form)s lazimnya ditandatangani oleh Kepala Daerah, bukan oleh %(capacity)s.")
                    % {"form": agreement.get_form_display(), "capacity": party.get_capacity_display().lower()},
                )
            ]
    return []


def _about_power(agreement: Agreement, parties: Sequence[Party]) -> list[Warned]:
    """Who signs by power of attorney does so by a letter with a number and a day (P22 Pasal 14 (2), 36 (2)).

    Asked from the table of signing on: while a text is drafted, the letter is often not written yet.
    """
    if agreement.phase not in {Phase.DIREKOMENDASIKAN, *Phase.SIGNED}:
        return []
    sentence = say(
        "%(party)s ditandatangani penerima kuasa, tetapi nomor dan tanggal surat kuasanya belum tercatat"
        " (Permendagri 22/2020 Pasal 14 dan 36)."
    )
    return [
        Warned(f"power_unknown_{party.order}", sentence % {"party": party.label})
        for party in parties
        if party.lacks_letter_of_power
    ]


def _about_numbers(agreement: Agreement, parties: Sequence[Party]) -> list[Warned]:
    """The same party used the same number for another document in the same year."""
    numbered = [party for party in parties if party.number]
    if not numbered:
        return []
    year = (agreement.signed_on or timezone.localtime(agreement.created_at)).year
    same = Party.objects.filter(
        reduce(or_, (Q(number__iexact=one.number, partner=one.partner, government=one.government) for one in numbered)),
        Q(agreement__signed_on__year=year) | Q(agreement__signed_on=None, agreement__created_at__year=year),
        agreement__government_id=agreement.government_id,
    )
    same = same.exclude(agreement_id=agreement.pk).exclude(agreement__phase__in=[Phase.DIBATALKAN, Phase.DITOLAK])
    rows = same.order_by("pk").values_list("number", "partner_id", "agreement__short_title", "agreement__title")
    first: dict[tuple[str, int | None], str] = {}
    for number, partner_id, short_title, title in rows[:MAX_SAME_NUMBERS]:
        first.setdefault((number.casefold(), partner_id), short_title or title)
    return [
        Warned(
            f"number_used_{party.order}",
            say("Nomor %(number)s dari %(party)s sudah dipakai pada naskah “%(title)s”.")
            % {"number": party.number, "party": party.display_name, "title": other[:120]},
        )
        for party in numbered
        if (other := first.get((party.number.casefold(), party.partner_id))) is not None
    ]
