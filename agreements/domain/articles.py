"""The pasal of a document: written by people, or the minimum contents of its form built from the register's facts."""

from collections.abc import Iterable
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from agreements.domain import standard_clauses
from agreements.domain.clause_headings import headings_of
from agreements.domain.clause_writing import Draft, name_on_paper
from agreements.models import Agreement, Article, Party


class Clause(NamedTuple):
    """Heading and body of one pasal; in the body a blank line starts a new ayat, ``a.`` at a line's start an item."""

    heading: str
    body: str


def standard_articles(agreement: Agreement, parties: list[Party] | None = None) -> list[Clause]:
    """The minimum contents the law asks of this form (``clause_headings.contents_of``), from its facts.

    ``parties`` stand in for those of a document that is not in the register.
    """
    headings = headings_of(agreement)
    draft = Draft(
        agreement=agreement,
        parties=agreement.ordered_parties() if parties is None else parties,
        paper=name_on_paper(agreement),
        numbers={heading: number for number, heading in enumerate(headings, start=1)},
    )
    return [Clause(heading, standard_clauses.WRITERS[heading](draft)) for heading in headings]


def articles_of(agreement: Agreement) -> list[Clause]:
    """The pasal as drafted; where nobody has drafted any, the standard ones."""
    written = sorted(agreement.articles.all(), key=lambda article: article.order)
    if written:
        return [Clause(article.heading, article.body) for article in written]
    return standard_articles(agreement)


@transaction.atomic
def save_articles(agreement: Agreement, items: Iterable[tuple[str, str]], *, by: User) -> list[Article]:
    """Replace the pasal by ``items`` (heading, body), numbered 1, 2, 3 … without a gap; wholly empty ones are left out.

    Raises ValidationError when the document is frozen, or for a pasal without heading or text.
    """
    locked = Agreement.objects.select_for_update(of=("self",)).get(pk=agreement.pk)
    if locked.is_frozen():
        raise ValidationError(_("Naskah ini sudah ditandatangani; isinya tidak dapat diubah lagi."), code="frozen")
    clean = [Clause(" ".join(heading.split()), body.replace("\r\n", "\n").strip()) for heading, body in items]
    clean = [clause for clause in clean if clause.heading or clause.body]
    errors = []
    for number, clause in enumerate(clean, start=1):
        if not clause.heading:
            errors.append(ValidationError(_("Pasal %(number)s belum berjudul."), params={"number": number}))
        if not clause.body:
            errors.append(ValidationError(_("Pasal %(number)s belum ada isinya."), params={"number": number}))
        if len(clause.heading) > 160:
            errors.append(
                ValidationError(
                    _("Judul Pasal %(number)s terlalu panjang (paling banyak 160 karakter)."), params={"number": number}
                )
            )
    if errors:
        raise ValidationError(errors)
    Article.objects.filter(agreement=locked).delete()
    saved = Article.objects.bulk_create(
        Article(agreement=locked, order=number, heading=clause.heading, body=clause.body)
        for number, clause in enumerate(clean, start=1)
    )
    locked.updated_by = by
    locked.save(update_fields=["updated_by", "updated_at"])
    return saved
