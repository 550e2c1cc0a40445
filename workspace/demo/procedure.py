"""The law's steps as they were taken in Tirtaraya, recorded through the domain."""

import datetime as dt

from accounts.models import Government, User
from agreements.domain import answer_letters, gates, offers, steps
from agreements.domain.steps import StepFacts
from agreements.enums import Outcome
from agreements.models import Agreement
from partners.models import Partner

_GOOD = (Outcome.DISETUJUI, Outcome.SELESAI)


def take_steps_before(agreement: Agreement, action: str, *, by: User, now: dt.datetime) -> None:
    """Record every step that stands before a move, each answered a few days after it was sent."""
    today = agreement.government.today(now)
    for number, item in enumerate(gates.closed_gates(agreement, action, today=today), start=1):
        if not item.rule.outcomes:
            steps.waive(agreement, item.rule.code, reason="Laporan tahunan disampaikan di luar sistem.", by=by, now=now)
            continue
        sent = today - dt.timedelta(days=12 - min(number, 6))
        facts = StepFacts(
            sent_on=sent,
            received_on=sent + dt.timedelta(days=2),
            done_on=sent + dt.timedelta(days=5),
            letter_number=f"100.3.7/{agreement.pk:03d}.{number}/BKS/{today.year}",
            outcome=next(outcome for outcome in _GOOD if outcome in item.rule.outcomes),
        )
        steps.record(agreement, item.rule.code, facts=facts, by=by, now=now)


def ask_the_dprd(agreement: Agreement, *, by: User, now: dt.datetime) -> None:
    """A request that reached the DPRD 35 days ago and waits for its answer."""
    today = agreement.government.today(now)
    facts = StepFacts(
        sent_on=today - dt.timedelta(days=37),
        received_on=today - dt.timedelta(days=35),
        letter_number=f"100.3.7/{agreement.pk:03d}/BKS/{today.year}",
    )
    steps.record(agreement, "persetujuan_dprd", facts=facts, by=by, now=now)


_LETTERS = (
    # kind, partner, number, subject, days ago
    ("penawaran", "karangjaya", "119/214/KS/2026", "Penawaran kerja sama pengelolaan air baku lintas daerah", 26),
    ("prakarsa", "rimba", "045/DIR-KRS/2026", "Usulan pengelolaan hutan kota sebagai ruang edukasi", 9),
)


_MISSING = ["Studi kelayakan menurut Pasal 27", "Akta pendirian dan pengesahannya", "Susunan pembiayaan"]


def receive_letters(government: Government, known: dict[str, Partner], *, by: User, now: dt.datetime) -> None:
    """Letters that wait for our answer: one soon, one with time left and a letter that asks for more begun."""
    today = government.today(now)
    for kind, sender, number, subject, days in _LETTERS:
        values = {
            "kind": kind,
            "partner": known[sender],
            "letter_number": number,
            "received_on": today - dt.timedelta(days=days),
            "subject": subject,
        }
        offer = offers.take_in(government, values=values, upload=None, by=by, now=now)
        if kind == "prakarsa":
            words = {**answer_letters.beginning(offer, "lengkapi"), "points": _MISSING}
            answer_letters.draft(offer, values=words, by=by)
