"""The decision about the end of a document: its page, and what is shown of it elsewhere."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.domain.roles import Workplace
from accounts.models import User
from agreements.domain import end_decisions
from agreements.enums import EndChoice, Form, Phase
from agreements.forms.deciding import DecisionForm, NoticeDaysForm
from agreements.models import Agreement, EndDecision
from agreements.views.access import load, member, require


@require_http_methods(["GET", "HEAD", "POST"])
@member
def end_decision(request: HttpRequest, pk: int, *, user: User, place: Workplace) -> HttpResponse:
    """Decide; who only oversees reads what was decided. The next page is the first step of what was chosen."""
    agreement = load(user, place, pk)
    if agreement.phase not in Phase.SIGNED or agreement.form in Form.REDONE:
        return redirect("agreements:detail", pk=pk)
    may_decide = user.has_perm("agreements.decide_end", agreement)
    form = DecisionForm(request.POST or None)
    if request.method == "POST":
        require(user, "agreements.decide_end", agreement)
        if form.is_valid():
            try:
                decision = end_decisions.decide(agreement, **form.cleaned_data, by=user, now=timezone.now())
            except ValidationError as error:
                form.add_error(None, error.messages)
            else:
                messages.success(request, _("Keputusan tercatat: %s.") % decision.get_choice_display().lower())
                return redirect(_next_of(decision, user, place))
    return _page(request, agreement, form, user=user, may_decide=may_decide)


def _next_of(decision: EndDecision, user: User, place: Workplace) -> str:
    """A pre-filled child for perpanjang, ubah and ganti, the ending for akhiri; else, or without the right, back."""
    agreement = decision.agreement
    relation = EndChoice.FOLLOWED_BY.get(decision.choice)
    if relation and user.has_perm("agreements.add_agreement", place.government):
        return f"{reverse('agreements:create')}?induk={agreement.pk}&hubungan={relation}"
    if decision.choice == EndChoice.AKHIRI and user.has_perm("agreements.register_agreement", agreement):
        return reverse("agreements:end", args=[agreement.pk])
    return f"{reverse('agreements:detail', args=[agreement.pk])}#kelanjutan"


@require_POST
@member
def notice_days(request: HttpRequest, pk: int, *, user: User, place: Workplace) -> HttpResponse:
    """How early the text asks for a word; the day to decide moves with it."""
    agreement = load(user, place, pk)
    require(user, "agreements.correct_agreement", agreement)
    form = NoticeDaysForm(request.POST)
    if form.is_valid():
        end_decisions.set_notice_days(agreement, form.cleaned_data["notice_days"], by=user)
        messages.success(request, _("Tenggat keputusan disesuaikan."))
        return redirect("agreements:end_decision", pk=pk)
    may_decide = user.has_perm("agreements.decide_end", agreement)
    return _page(request, agreement, DecisionForm(), user=user, may_decide=may_decide, days=form)


def _page(
    request: HttpRequest,
    agreement: Agreement,
    form: DecisionForm,
    *,
    user: User,
    may_decide: bool,
    days: NoticeDaysForm | None = None,
) -> HttpResponse:
    context: dict[str, Any] = {
        "agreement": agreement,
        "form": form,
        "days": days or NoticeDaysForm(initial={"notice_days": agreement.notice_days}),
        "may_set_days": user.has_perm("agreements.correct_agreement", agreement),
        "past": list(agreement.end_decisions.select_related("by").order_by("-at", "-pk")),
        **panel(agreement, user=user),
        "may_decide": may_decide and _can(agreement),
    }
    wrong = form.errors or (days is not None and days.errors)
    return render(request, "agreements/end_decision.html", context, status=422 if wrong else 200)


def _can(agreement: Agreement) -> bool:
    return end_decisions.may_be_decided(agreement, today=agreement.government.today())


def panel(agreement: Agreement, *, user: User) -> dict[str, Any]:
    """What the document's own page says about its end: the day to decide, the decision, what was begun."""
    if agreement.phase not in Phase.SIGNED or agreement.effective_ends_on is None or agreement.form in Form.REDONE:
        return {"end_panel": None}
    today = agreement.government.today()
    day = end_decisions.decide_by(agreement)
    decision = end_decisions.decision_about(agreement)
    return {
        "end_panel": {
            "ends_on": agreement.effective_ends_on,
            "decide_by": day,
            "left": (day - today).days if day else None,
            "decision": decision,
            "followers": end_decisions.continuations(agreement),
            "is_open": _can(agreement),
            "may_decide": _can(agreement) and user.has_perm("agreements.decide_end", agreement),
            "relation": EndChoice.FOLLOWED_BY.get(decision.choice, "") if decision else "",
        }
    }
