"""Which partners look like a name: by trigrams on folded names and on every other name they are known by."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import TrigramSimilarity, TrigramWordSimilarity
from django.db.models import Case, F, FloatField, Max, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Greatest

from accounts.models import Government
from partners.enums import PartnerKind
from partners.models import Partner, PartnerAlias
from partners.names import fold

ALIKE = 0.4  # similarity of whole names: "Kabupaten Sukamandala" and "Pemkab Sukamandala"
PART_WEIGHT = 0.5  # so a name must hold 0.8 of the other ("Bank Segara" in "PT Bank Segara Tbk") to reach ALIKE
MAX_LENGTH = 250
MISSPELT = 0.45  # of the words sought, in a search: "hosimura" finds Hoshimura
SHORTEST = 3  # letters; fewer have no trigrams worth comparing
REGION_KINDS = [kind for kind in PartnerKind if kind.is_region]


@dataclass(frozen=True)
class Likeness:
    """An existing partner that resembles a name, the other name it was recognised by, and how much (0 to 1)."""

    partner: Partner
    alias: str
    score: float


def similar_to(
    name: str,
    *,
    government: Government,
    kind: str = "",
    region_code: str = "",
    exclude: Iterable[int] = (),
    limit: int = 5,
) -> list[Likeness]:
    """Current partners of the government that may be the same as ``name``, the likest first.

    Two regions are compared by code, not by name: Kabupaten Bandung is not Kabupaten Bandung Barat.
    """
    name = _printable(name)
    folded = fold(name)
    if len(folded) < SHORTEST:
        return []
    partners = Partner.objects.filter(government=government).current().exclude(pk__in=list(exclude))
    is_region = kind in REGION_KINDS
    if is_region and region_code:
        partners = partners.exclude(Q(kind__in=REGION_KINDS) & ~Q(region_code=region_code))
    # The operators use the trigram indexes with PostgreSQL's own thresholds (0.3 and 0.6); ours then narrow them.
    near = Q(name_folded__trigram_similar=folded) | Q(name_folded__trigram_word_similar=folded)
    aliases = PartnerAlias.objects.filter(near).values("partner_id")
    found = (Q(score__gte=ALIKE) & (near | Q(pk__in=aliases))) | Q(short_name__iexact=name)
    if is_region and region_code:
        found |= Q(kind__in=REGION_KINDS, region_code=region_code)
    scored: Any = _scored(partners, folded)
    rows = list(scored.filter(found).order_by("-score", "name_folded", "pk")[:limit])
    recognised = _aliases_of(rows, folded)
    return [Likeness(row, recognised.get(row.pk, ""), row.score) for row in rows]


def search(partners: "QuerySet[Partner]", text: str) -> "QuerySet[Partner]":
    """Partners whose name, short name or another name holds ``text`` or something close to it, the likest first."""
    text = _printable(text)
    folded = fold(text)
    if not folded:
        return partners.none()
    # Below the threshold of PostgreSQL's operator, so without its index: a register has some thousand partners at most.
    holds = Q(name_folded__contains=folded) | Q(word_score__gte=MISSPELT)
    word_score = TrigramWordSimilarity(folded, "name_folded")
    aliases: Any = PartnerAlias.objects.annotate(word_score=word_score)
    scored: Any = _scored(partners, folded).annotate(
        word_score=word_score,
        rank=Case(When(name_folded__contains=folded, then=Value(2.0)), default=F("score"), output_field=FloatField()),
    )
    hits = scored.filter(holds | Q(pk__in=aliases.filter(holds).values("partner_id")) | Q(short_name__icontains=text))
    found: QuerySet[Partner] = hits.order_by("-rank", "name_folded", "pk")
    return found


def _printable(text: str) -> str:
    """Without NUL, which PostgreSQL refuses, and no longer than a name can be."""
    return text.replace("\x00", "")[:MAX_LENGTH].strip()


def _scored(partners: "QuerySet[Partner]", folded: str) -> "QuerySet[Partner]":
    best_alias = (
        PartnerAlias.objects.filter(partner=OuterRef("pk"))
        .order_by()
        .values("partner")
        .annotate(best=Max(_score(folded)))
        .values("best")
    )
    own = _score(folded)
    return partners.annotate(
        own_score=own, score=Greatest(own, Coalesce(Subquery(best_alias), 0.0), output_field=FloatField())
    )


def _score(folded: str) -> Greatest:
    return Greatest(
        TrigramSimilarity("name_folded", folded),
        TrigramWordSimilarity(folded, "name_folded") * Value(PART_WEIGHT),
        output_field=FloatField(),
    )


def _aliases_of(rows: list[Partner], folded: str) -> dict[int, str]:
    """For each partner that was found by another name rather than by its own: that name."""
    own = {row.pk: row.own_score for row in rows}  # type: ignore[attr-defined]
    aliases = PartnerAlias.objects.filter(partner__in=rows).annotate(score=_score(folded)).order_by("score", "pk")
    return {
        alias.partner_id: alias.name
        for alias in aliases
        if alias.score >= ALIKE and alias.score > own[alias.partner_id]
    }
