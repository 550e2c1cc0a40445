"""The public guide to the law's procedures, and the chooser that leads to one of them."""

from typing import Any, NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import Government
from agreements.domain import durations
from agreements.enums import CooperationKind, Form, Initiator, KsdpkKind, OfferKind
from agreements.pdf import word
from agreements.procedures import INTAKE, OTHER_RULES, PROCEDURES, Procedure, StepRule, guide
from agreements.procedures.diagram import draw
from agreements.procedures.intake import STEPS
from agreements.procedures.local import localised
from agreements.procedures.spoken import in_words
from agreements.procedures.wording import sums_words
from agreements.views.chooser import chooser_context
from kerjasama.uploads import DOCX
from portal.domain.register import Register
from portal.publishing import published

_INTAKE_OF = {
    "ksdd_wajib": OfferKind.PENAWARAN,
    "ksdd_sukarela": OfferKind.PENAWARAN,
    "ksdpk_pihak_ketiga": OfferKind.PRAKARSA,
}


class Whose(NamedTuple):
    """Whose own limits and records a page shows, and the addresses that stay with them."""

    government: Government | None
    others: list[Government]
    here: str

    def to(self, name: str, *args: str) -> str:
        """A page of the guide, of the same government."""
        if self.here and self.government is not None:
            return reverse(f"portal:{name}_of", args=[self.government.code, *args])
        return reverse(f"portal:{name}", args=args)

    def choices(self, name: str, *args: str) -> list[tuple[str, str, bool]]:
        """(name, address, whether it is this page) of each government, where the register serves several."""
        if not self.others:
            return []
        all_of_them = (str(_("Aturan nasional")), reverse(f"portal:{name}", args=args), not self.here)
        return [
            all_of_them,
            *(
                (one.name, reverse(f"portal:{name}_of", args=[one.code, *args]), one.code == self.here)
                for one in self.others
            ),
        ]


def _whose(register: Register, region: str) -> Whose:
    """The government of a register that serves one only; of one that serves several the one that is asked for.

    Raises Http404 for a region that is not ours.
    """
    rows = list(register.governments.values())
    if len(rows) == 1 and region in {"", rows[0].code}:
        return Whose(Government.objects.get(pk=rows[0].pk), [], "")
    if not region:
        return Whose(None, rows, "")
    found = Government.objects.filter(code=region).first()
    if found is None:
        raise Http404
    return Whose(found, rows, region)


def _plain(register: Register, region: str) -> bool:
    """Whether the address names the only government there is: the guide has a shorter one then."""
    return bool(region) and len(register.governments) == 1


@require_safe
@published
def procedures(request: HttpRequest, *, register: Register, region: str = "") -> HttpResponse:
    """All seven procedures, side by side."""
    whose = _whose(register, region)
    if _plain(register, region):
        return redirect("portal:procedures")
    rows = []
    for procedure in PROCEDURES.values():
        here = localised(procedure, whose.government) if whose.government else procedure
        here = in_words(here)
        rows.append(
            {
                "procedure": here,
                "url": whose.to("procedure", here.code),
                "stages": guide.stages(here),
                "limits": sums_words(here.steps),
            }
        )
    context = {
        "rows": rows,
        "other_rules": [_(rule) for rule in OTHER_RULES.values()],
        "government": whose.government if whose.here else None,
        "choices": whose.choices("procedures"),
        "canonical": whose.to("procedures"),
        "chooser_url": whose.to("chooser"),
    }
    return render(request, "portal/procedures.html", context)


@require_safe
@published
def procedure(request: HttpRequest, code: str, *, register: Register, region: str = "") -> HttpResponse:
    """One procedure: steps, papers, limits, what it took here, and a drawing."""
    if code not in PROCEDURES:
        raise Http404
    whose = _whose(register, region)
    if _plain(register, region):
        return redirect("portal:procedure", code)
    context = {
        **guide_of(code, whose.government),
        "choices": whose.choices("procedure", code),
        "canonical": whose.to("procedure", code),
        "guide_url": whose.to("procedures"),
        "is_of_one": bool(whose.here),
    }
    return render(request, "portal/procedure.html", context)


def guide_of(code: str, government: Government | None) -> dict[str, Any]:
    """What the page of one procedure shows."""
    found = localised(PROCEDURES[code], government) if government else PROCEDURES[code]
    found = in_words(found)
    taken = durations.of_procedures(government, public=True)[code] if government else {}
    parts = guide.stages(found)
    number, numbered = 0, []
    for part in parts:
        rows = []
        for rule in part.rules:
            number += 1
            rows.append((number, rule, taken.get(rule.code)))
        numbered.append((part, rows))
    return {
        "procedure": found,
        "stages": numbered,
        "duties": guide.duties(found),
        "intake": _intake(found, government),
        "skipped": [rule.label for rule in found.steps if rule.only_ours],
        "papers": guide.documents(found),
        "actors": guide.actors(found),
        "limits": sums_words(found.steps),
        "has_taken": bool(taken),
        "government": government,
        "drawing": draw(parts),
    }


def _intake(procedure: Procedure, government: Government | None) -> list[StepRule]:
    """How long we have to answer when they are the ones who begin (P22 Pasal 8)."""
    kind = _INTAKE_OF.get(procedure.code)
    if kind is None:
        return []
    found = localised(INTAKE, government) if government else INTAKE
    return [in_words(found.step(STEPS[kind, again])) for again in (False, True)]


@require_safe
@published
def choose(request: HttpRequest, *, register: Register, region: str = "") -> HttpResponse:
    """“Siapa mitranya?” for anybody."""
    whose = _whose(register, region)
    if _plain(register, region):
        return redirect("portal:chooser")
    context = chooser_context(request, whose.government)
    found = context["advice"].found.procedure if context["advice"] else None
    context |= {
        "guide_address": whose.to("procedure", found.code) if found else "",
        "may_add": False,
        "is_public": True,
        "choices": whose.choices("chooser"),
        "canonical": whose.to("chooser"),
        "guide_url": whose.to("procedures"),
    }
    return render(request, "portal/chooser.html", context)


@require_safe
@published
def skeleton(request: HttpRequest, *, register: Register) -> HttpResponse:
    """The skeleton of one form of document in Word, with the article of every mandatory item."""
    asked = {name: request.GET.get(name, "") for name in ("bentuk", "jenis", "jenis_ksdpk", "pemrakarsa", "wilayah")}
    form, kind = asked["bentuk"], asked["jenis"]
    if form not in Form.values or kind not in CooperationKind.values:
        raise Http404
    whose = _whose(register, asked["wilayah"])
    body = word.skeleton(
        form,
        kind,
        ksdpk_kind=asked["jenis_ksdpk"] if asked["jenis_ksdpk"] in KsdpkKind.values else "",
        initiator=asked["pemrakarsa"] if asked["pemrakarsa"] in Initiator.values else Initiator.KAMI.value,
        government=whose.government,
    )
    response = HttpResponse(body, content_type=DOCX)
    response["Content-Disposition"] = f'attachment; filename="kerangka-{form.replace("_", "-")}.docx"'
    return response
