"""Letters that come in: how long we have to answer, as steps like those of any procedure, so a region may set it.

Of another region's offer P22 Pasal 8 ayat (3)–(5) says it: 30 hari after receipt, 15 hari after a second request. The
rule sets no clock for a third party's initiative (Pasal 26, 31); the same one is kept.
"""

from agreements.enums import OfferKind as Kind
from agreements.procedures.table import Actor, Procedure, StepRule, hari

FIRST, SECOND = 30, 15
_NO_CLOCK = "P22 Pasal 26, 31; batas waktunya mengikuti Pasal 8"

INTAKE = Procedure(
    code="surat_masuk",
    label="Jawaban atas surat masuk",
    kinds=frozenset(),
    initiator="mitra",
    summary="Penawaran daerah lain dan prakarsa pihak ketiga yang kami terima: berapa lama kami punya untuk menjawab.",
    articles="Permendagri 22/2020 Pasal 8 ayat (3)–(5), 26, 31",
    needs_consent="tidak",
    term="",
    steps=(
        StepRule(
            "jawab_penawaran", "Jawaban atas penawaran daerah lain", Actor.KD, frozenset(), "P22 Pasal 8 ayat (3)",
            "Kepala Daerah menjawab penawaran dengan surat tanggapan.", documents=("Surat tanggapan",),
            limit=hari(FIRST),
        ),
        StepRule(
            "jawab_permintaan_kedua", "Jawaban atas permintaan kedua daerah lain", Actor.KD, frozenset(),
            "P22 Pasal 8 ayat (4)–(5)", "Kepala Daerah menjawab permintaan tanggapan yang kedua.",
            documents=("Surat tanggapan",), limit=hari(SECOND),
        ),
        StepRule(
            "jawab_prakarsa", "Jawaban atas prakarsa pihak ketiga", Actor.KD, frozenset(), _NO_CLOCK,
            "Kepala Daerah menjawab proposal setelah dikaji TKKSD.", documents=("Surat jawaban",), limit=hari(FIRST),
        ),
        StepRule(
            "jawab_prakarsa_kedua", "Jawaban atas permintaan kedua pihak ketiga", Actor.KD, frozenset(), _NO_CLOCK,
            "Kepala Daerah menjawab permintaan jawaban yang kedua.", documents=("Surat jawaban",), limit=hari(SECOND),
        ),
    ),
)  # fmt: skip

# (what came in, whether it was asked again) -> the step whose limit is our clock
STEPS: dict[tuple[str, bool], str] = {
    (Kind.PENAWARAN, False): "jawab_penawaran",
    (Kind.PENAWARAN, True): "jawab_permintaan_kedua",
    (Kind.PRAKARSA, False): "jawab_prakarsa",
    (Kind.PRAKARSA, True): "jawab_prakarsa_kedua",
}
