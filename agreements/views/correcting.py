"""Correcting frozen facts: first what changes is shown, old beside new, then it is kept with its reason."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.domain.roles import Workplace
from accounts.models import User
from agreements.domain import corrections
from agreements.forms import corrections as forms
from agreements.forms.corrections import Change, CorrectionForm, PartyCorrectionFormSet
from agreements.models import Agreement
from agreements.views import moves
from agreements.views.access import load, member, require


@require_http_methods(["GET", "HEAD", "POST"])
@member
def correct(request: HttpRequest, pk: int, *, user: User, place: Workplace) -> HttpResponse:
    """A reasoned correction in two steps: look at the difference, then keep it."""
    agreement = load(user, place, pk)
    require(user, "agreements.correct_agreement", agreement)
    if not agreement.is_frozen():
        return redirect("agreements:edit", pk=pk)
    is_post = request.method == "POST"
    form = CorrectionForm(request.POST if is_post else None, agreement=agreement)
    parties = PartyCorrectionFormSet(
        request.POST if is_post else None, initial=forms.party_initial(agreement), prefix=forms.PREFIX
    )
    preview: list[Change] = []
    if is_post:
        if (refused := moves.stale(request, agreement)) is not None:
            return refused
        is_form_valid, are_parties_valid = form.is_valid(), parties.is_valid()
        if is_form_valid and are_parties_valid:
            changes, party_changes = form.changes(), forms.party_changes(agreement, list(parties.forms))
            preview = _preview(agreement, changes, party_changes)
            if not preview:
                form.add_error(None, _("Tidak ada yang berubah."))
            elif "simpan" in request.POST:
                try:
                    corrections.correct(
                        agreement, changes=changes, party_changes=party_changes, reason=form.cleaned_data["reason"],
                        by=user, now=timezone.now(),
                    )  # fmt: skip
                except ValidationError as error:
                    form.add_error(None, error.messages)
                else:
                    messages.success(request, _("Koreksi tersimpan bersama alasannya."))
                    return redirect("agreements:detail", pk=pk)
    has_errors = is_post and (bool(form.errors) or not parties.is_valid())
    context = {
        "agreement": agreement,
        "form": form,
        "formset": parties,
        "rows": list(zip(agreement.ordered_parties(), parties.forms, strict=False)),
        "preview": [] if has_errors else preview,
    }
    return render(request, "agreements/correct.html", context, status=422 if has_errors else 200)


def _preview(
    agreement: Agreement, changes: dict[str, object], party_changes: dict[int, dict[str, object]]
) -> list[Change]:
    """Old and new in words, as the story will tell them."""
    parties = {party.order: party for party in agreement.ordered_parties()}
    told = {
        "agreement": {name: [_plain(getattr(agreement, name)), _plain(new)] for name, new in changes.items()},
        "parties": {
            str(order): {name: [_plain(getattr(parties[order], name)), _plain(new)] for name, new in fields.items()}
            for order, fields in party_changes.items()
        },
    }
    return forms.labels_of_changes(told)


def _plain(value: object) -> object:
    return value if value is None or isinstance(value, str | int | list) else DjangoJSONEncoder().default(value)
