"""Small answers while somebody types: keep the words, fill the end date, suggest the kind, find a parent."""

import json
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.domain.roles import Workplace
from accounts.models import User
from agreements.domain import working_copies
from agreements.domain.terms import last_day, parse_duration
from agreements.enums import CooperationKind
from agreements.forms.parties import suggested_kind
from agreements.models import Agreement
from agreements.views.access import load, member, require, seen_by
from agreements.views.saving import clean_raw
from agreements.words import hari, tanggal
from kerjasama.date_field import read_date

SUGGESTIONS = 20


@require_POST
@member
def keep(request: HttpRequest, *, user: User, place: Workplace) -> JsonResponse:
    """Write down what is typed: JSON ``{key, agreement, base_version, data}``. Answers ``{"at": "10.42"}``."""
    try:
        sent = json.loads(request.body)
        if not isinstance(sent, dict):
            raise ValidationError("")
        agreement = _agreement(user, place, sent.get("agreement"))
        version = sent.get("base_version")
        copy = working_copies.keep(
            user=user, government=place.government, data=clean_raw(sent.get("data")), agreement=agreement,
            key=UUID(str(sent.get("key"))) if agreement is None else UUID(int=0),
            base_version=version if isinstance(version, int) and 0 < version < 10**8 else None,
        )  # fmt: skip
    except (ValueError, ValidationError) as error:
        sentence = " ".join(getattr(error, "messages", [])) or _("Isian ini tidak dapat disimpan otomatis.")
        return JsonResponse({"error": sentence}, status=422)
    return JsonResponse({"at": formats.date_format(timezone.localtime(copy.updated_at), "H.i")})


def _agreement(user: User, place: Workplace, pk: Any) -> Agreement | None:
    if pk is None or pk == "":
        require(user, "agreements.add_agreement", place.government)
        return None
    if not str(pk).isdecimal() or len(str(pk)) > 15:
        raise ValidationError(_("Isian ini tidak dapat disimpan otomatis."))
    agreement = load(user, place, int(pk))
    require(user, "agreements.change_agreement", agreement)
    return agreement


@require_POST
@member
def discard(request: HttpRequest, *, user: User, place: Workplace) -> HttpResponse:
    """Forget the typing and go back to the saved version, or to an empty form."""
    pk, key = request.POST.get("naskah", ""), request.POST.get("kunci", "")
    if pk.isdecimal() and len(pk) < 16:
        agreement = load(user, place, int(pk))
        working_copies.discard(user=user, agreement=agreement)
        return redirect("agreements:edit", pk=agreement.pk)
    try:
        working_copies.discard(user=user, key=UUID(key))
    except ValueError:
        raise Http404 from None
    return redirect(reverse("agreements:create_legacy" if "lama" in request.POST else "agreements:create"))


@require_safe
@member
def term(request: HttpRequest, *, user: User, place: Workplace) -> JsonResponse:
    """The last day that follows from ``mulai`` and ``jangka``: ``{"ends_on", "words"}``; empty when unknown."""
    duration = parse_duration(request.GET.get("jangka", "")[:200])
    try:
        start = read_date(request.GET.get("mulai", "")[:60]) if request.GET.get("mulai") else None
        end = last_day(start, duration) if start and duration else None
    except (ValidationError, ValueError, OverflowError):
        end = None
    if end is None:
        return JsonResponse({"ends_on": "", "words": ""})
    return JsonResponse({"ends_on": end.strftime("%d-%m-%Y"), "words": f"{hari(end)}, {tanggal(end)}"})


@require_safe
@member
def suggest_kind(request: HttpRequest, *, user: User, place: Workplace) -> HttpResponse:
    """Fragment: the kind that the chosen partners suggest, when it is not the one chosen already."""
    keys = [str(value) for name, value in request.GET.items() if name.endswith("-source")]
    suggestion: CooperationKind | None = suggested_kind(keys, place.government)
    if suggestion == request.GET.get("cooperation_kind"):
        suggestion = None
    return render(request, "agreements/_suggestion.html", {"suggestion": suggestion})


@require_safe
@member
def suggest_parent(request: HttpRequest, *, user: User, place: Workplace) -> JsonResponse:
    """Up to 20 documents for ``q`` (title, register number, partner): ``{"results": [{id, name, note}]}``."""
    text = request.GET.get("q", "").strip()[:200]
    rows = seen_by(user, place)
    for word in text.split()[:8]:
        partner = Q(parties__partner__name__icontains=word)
        rows = rows.filter(Q(title__icontains=word) | Q(register_no__icontains=word) | partner)
    except_pk = request.GET.get("kecuali", "")
    if except_pk.isdecimal() and len(except_pk) < 16:
        rows = rows.exclude(pk=int(except_pk))
    found = rows.order_by("-signed_on", "-pk").distinct()[:SUGGESTIONS]
    results = [
        {
            "id": row.pk,
            "name": str(row),
            "note": f"{row.name_of_document} · {row.register_no or row.get_phase_display()}",
        }
        for row in found
    ]
    return JsonResponse({"results": results})
