"""The pasal of a draft: headings and bodies in order, or the minimum contents of its form to begin with."""

import hashlib
from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import formset_factory
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.domain.roles import Workplace
from accounts.models import User
from agreements.domain.articles import save_articles, standard_articles
from agreements.enums import Phase
from agreements.forms.articles import ArticleForm
from agreements.forms.rows import act_of, flat_rows, raw_rows, rearranged
from agreements.models import Agreement
from agreements.views.access import load, member, require
from kerjasama.errors import conflict

PREFIX = "pasal"
MAX_ARTICLES = 100
ArticleFormSet = formset_factory(ArticleForm, extra=0, max_num=MAX_ARTICLES, absolute_max=MAX_ARTICLES)


@require_http_methods(["GET", "HEAD", "POST"])
@member
def articles(request: HttpRequest, pk: int, *, user: User, place: Workplace) -> HttpResponse:
    """Write the pasal; 409 once the document has moved on, with what was typed meanwhile."""
    agreement = load(user, place, pk)
    if agreement.phase not in Phase.EDITABLE:
        require(user, "agreements.withdraw_agreement", agreement)
        return _too_late(request, agreement)
    require(user, "agreements.change_agreement", agreement)
    stored = [(one.heading, one.body) for one in agreement.articles.order_by("order")]
    if request.method != "POST":
        return _page(request, agreement, _formset(_as_rows(stored or [("", "")])), stored)
    data = _sent(request)
    act, row = act_of(request.POST)
    if act:
        changed = rearranged(data, act=act, row=row, prefix=PREFIX, maximum=MAX_ARTICLES)
        return _page(request, agreement, _formset(changed), stored, mark=request.POST.get("sidik", ""), touched=act)
    if "baku" in request.POST:
        standard = _as_rows((clause.heading, clause.body) for clause in standard_articles(agreement))
        return _page(
            request, agreement, _formset(standard), stored, mark=request.POST.get("sidik", ""), is_standard=True
        )
    return _save(request, agreement, data, stored, user)


def _sent(request: HttpRequest) -> dict[str, list[str]]:
    return {name: [str(value) for value in values] for name, values in request.POST.lists()}


def _too_late(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    reason = _("Naskah ini sudah berada pada tahap “%(phase)s” dan tidak dapat diubah.")
    reason %= {"phase": agreement.get_phase_display()}
    rows = raw_rows(_sent(request), prefix=PREFIX, maximum=MAX_ARTICLES)
    typed = [{name: (row.get(name) or [""])[-1] for name in ("heading", "body")} for row in rows]
    if not any(one["heading"].strip() or one["body"].strip() for one in typed):
        return conflict(request, reason=reason, back=reverse("agreements:detail", args=[agreement.pk]))
    context = {"agreement": agreement, "reason": reason, "typed": typed}
    return render(request, "agreements/articles_too_late.html", context, status=409)


def _save(
    request: HttpRequest, agreement: Agreement, data: dict[str, list[str]], stored: list[tuple[str, str]], user: User
) -> HttpResponse:
    formset = _formset(data, is_unjudged=False)
    if request.POST.get("sidik", "") != fingerprint(stored):
        return _page(request, agreement, formset, stored, is_stale=True, status=409)
    if not formset.is_valid():
        return _page(request, agreement, formset, stored, status=422)
    items = [(form.cleaned_data.get("heading", ""), form.cleaned_data.get("body", "")) for form in formset.forms]
    try:
        save_articles(agreement, items, by=user)
    except ValidationError as error:
        formset.non_form_errors().extend(error.messages)
        return _page(request, agreement, formset, stored, status=422)
    messages.success(request, _("Isi pasal tersimpan."))
    return redirect("agreements:detail", pk=agreement.pk)


def fingerprint(rows: Iterable[tuple[str, str]]) -> str:
    """Tells whether somebody else has saved other pasal since the page was opened."""
    return hashlib.sha256(repr(list(rows)).encode()).hexdigest()[:20]


def _as_rows(rows: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    return flat_rows([{"heading": [heading], "body": [body]} for heading, body in rows], prefix=PREFIX)


def _formset(data: dict[str, list[str]], *, is_unjudged: bool = True) -> Any:
    rows = raw_rows(data, prefix=PREFIX, maximum=MAX_ARTICLES)
    formset = ArticleFormSet(MultiValueDict(flat_rows(rows, prefix=PREFIX)), prefix=PREFIX)
    for form in formset.forms:
        form.is_unjudged, form.empty_permitted = is_unjudged, False
    return formset


def _page(
    request: HttpRequest,
    agreement: Agreement,
    formset: "forms.BaseFormSet[ArticleForm]",
    stored: list[tuple[str, str]],
    *,
    mark: str = "",
    touched: str = "",
    is_standard: bool = False,
    is_stale: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = {
        "agreement": agreement,
        "formset": formset,
        "mark": fingerprint(stored) if is_stale or not mark else mark,
        "stored": stored,
        "touched": touched,
        "is_standard": is_standard,
        "is_stale": is_stale,
    }
    return render(request, "agreements/articles.html", context, status=status)
