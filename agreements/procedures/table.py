"""The words a procedure is written in: who does what, with which documents, within how many days, by which article."""

import re
from dataclasses import dataclass, field
from enum import nonmember

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import DayUnit
from agreements.enums import Form, Outcome


class Actor(models.TextChoices):
    """Who acts, as the law names them; shown as the position of the government at hand."""

    PD = "pd", _("Perangkat daerah pemrakarsa")
    SEK = "sek", _("Sekretariat TKKSD")
    TKK = "tkk", _("TKKSD")
    KET = "ket", _("Ketua TKKSD (Sekretaris Daerah)")
    KD = "kd", _("Kepala Daerah")
    MTR = "mtr", _("Mitra")
    DPRD = "dprd", _("Pimpinan DPRD")
    GUB = "gub", _("Gubernur")
    MDN = "mdn", _("Menteri Dalam Negeri melalui Sekretaris Jenderal")
    MLU = "mlu", _("Menteri Luar Negeri")

    OUTSIDE = nonmember(frozenset({"mtr", "dprd", "gub", "mdn", "mlu"}))


class When(models.TextChoices):
    """When a step applies to a document."""

    SELALU = "selalu", _("Selalu")
    PERLU_DPRD = "perlu_dprd", _("Bila membebani masyarakat dan daerah dan/atau belum teranggarkan dalam APBD")
    TIDAK_DIJAWAB = "tidak_dijawab", _("Bila tidak dijawab dalam tenggat")
    TETAP_TIDAK_DIJAWAB = "tetap_tidak_dijawab", _("Bila permintaan kedua juga tidak dijawab")
    KABUPATEN_KOTA = "kabupaten_kota", _("Bila diajukan oleh kabupaten/kota")
    ORGANISASI_INTERNASIONAL = (
        "organisasi_internasional",
        _("Bila mitranya organisasi internasional atau mitra pembangunan"),
    )
    LEMBAGA_NONPROFIT = "lembaga_nonprofit", _("Bila mitranya lembaga nonprofit asing")
    PRAKARSA_MITRA = "prakarsa_mitra", _("Bila mitra yang menawarkan kepada kami")
    LOI_LEWAT = "loi_lewat", _("Bila Pernyataan Kehendak yang mendasarinya sudah lewat masa berlakunya")
    LAPORAN_TERTUNGGAK = "laporan_tertunggak", _("Bila laporan tahunan Januari lalu belum disampaikan")
    INDUK_BELUM = "induk_belum", _("Bila naskah induknya belum ditandatangani")
    NOTA_BELUM = "nota_belum", _("Bila persetujuan DPRD atas Nota Kesepakatannya masih ditunggu")

    # What is there or is not: nobody records it, it opens by itself.
    OBSTACLES = nonmember(frozenset({"loi_lewat", "laporan_tertunggak", "induk_belum", "nota_belum"}))


class Moment(models.TextChoices):
    """The date of a step from which a limit is counted."""

    SENT = "sent_on", _("dikirim")
    RECEIVED = "received_on", _("diterima")
    DONE = "done_on", _("selesai")


_REGULATIONS = {"P22": "Permendagri 22/2020", "P25": "Permendagri 25/2020"}


def in_full(article: str) -> str:
    """``P22 Pasal 8 ayat (3)`` as ``Permendagri 22/2020 Pasal 8 ayat (3)``."""
    for short, name in _REGULATIONS.items():
        article = re.sub(rf"\b{short}\b", name, article)
    return article


@dataclass(frozen=True)
class Limit:
    """So many hari or hari kerja after a moment of this step (``step`` empty) or of another one."""

    number: int
    unit: DayUnit
    since: Moment = Moment.RECEIVED
    step: str = ""


@dataclass(frozen=True)
class SubLimit:
    """A part of a longer limit that the law names on its own, such as the 15 hari of the DPRD's answer."""

    label: str
    number: int
    unit: DayUnit


@dataclass(frozen=True)
class StepRule:
    """One stage of the law.

    ``forms`` are the documents of the tree that carry it. ``gates`` is the move that is refused while the step is
    open, ``gates_also`` a later one that is refused as well; ``done_by`` the move that is the step itself. ``silence``
    says that no answer within the limit counts as consent, which a person declares. ``only_ours`` marks
    what belongs to our own initiative and not to an offer that came to us. ``valid_months`` is how long what
    it produced stays good. ``national`` is the limit of the law where a government set another, 0 days where the law
    has none; ``is_local`` marks a step of its own rule.
    """

    code: str
    label: str
    actor: Actor
    forms: frozenset[str]
    article: str
    action: str
    documents: tuple[str, ...] = ()
    limit: Limit | None = None
    sub_limits: tuple[SubLimit, ...] = ()
    when: When = When.SELALU
    outcomes: tuple[Outcome, ...] = (Outcome.SELESAI,)
    gates: str = ""
    gates_also: str = ""
    done_by: str = ""
    silence: bool = False
    only_ours: bool = False
    repeatable: bool = False
    is_duty: bool = False
    valid_months: int | None = None
    contents: tuple[str, ...] = ()
    national: Limit | None = None
    is_local: bool = False

    def __post_init__(self) -> None:
        """The tables cite P22 and P25; whoever reads a page knows the regulations by their names."""
        object.__setattr__(self, "article", in_full(self.article))

    def stands_before(self, action: str) -> bool:
        """Whether the move is refused while this step is open."""
        return bool(action) and action in {self.gates, self.gates_also}

    @property
    def may_record(self) -> tuple[Outcome, ...]:
        """The outcomes a person may choose.

        "Tidak berlaku" is one only where nothing waits for the step: what holds a move back is waived with a reason.
        """
        holds_back = self.gates or self.gates_also
        if not self.outcomes or self.when == When.SELALU or holds_back:
            return self.outcomes
        return (*self.outcomes, Outcome.TIDAK_BERLAKU)

    @property
    def is_asked_by_us(self) -> bool:
        """Whether "received" is when they got our letter, from which their time runs, and not when we got theirs."""
        return self.limit is not None and not self.limit.step and self.limit.since == Moment.RECEIVED


@dataclass(frozen=True)
class Procedure:
    """The ordered steps for one kind of cooperation, and where the law says so."""

    code: str
    label: str
    kinds: frozenset[str]
    initiator: str
    summary: str
    articles: str
    needs_consent: str  # of the DPRD: "bersyarat", "selalu", "tidak"
    term: str
    steps: tuple[StepRule, ...]
    templates: tuple[str, ...] = field(default=())
    requirements: tuple[str, ...] = ()  # what the cooperation itself has to be like, before any step
    requirements_article: str = ""

    def step(self, code: str) -> StepRule:
        """The step with this code. Raises KeyError."""
        for rule in self.steps:
            if rule.code == code:
                return rule
        raise KeyError(code)

    def for_form(self, form: str) -> tuple[StepRule, ...]:
        """The steps carried by a document of this form, in order."""
        return tuple(rule for rule in self.steps if form in rule.forms)


def on(*forms: Form) -> frozenset[str]:
    """The documents of the tree that carry a step."""
    return frozenset(str(form) for form in forms)


def hari(number: int, *, since: Moment = Moment.RECEIVED, step: str = "") -> Limit:
    """A limit in calendar days (Permendagri 22/2020)."""
    return Limit(number, DayUnit.HARI, since, step)


def hari_kerja(number: int, *, since: Moment = Moment.RECEIVED, step: str = "") -> Limit:
    """A limit in working days (Permendagri 25/2020)."""
    return Limit(number, DayUnit.HARI_KERJA, since, step)
