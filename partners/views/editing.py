"""Adding and changing partners. A name that looks like an existing one is shown before anything is saved."""

import datetime as dt
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.domain.roles import Workplace
from accounts.models import User
from kerjasama.given_file import GivenFile
from kerjasama.held_uploads import Held
from kerjasama.uploads import Upload
from partners.domain import partners as domain
from partners.domain.likeness import Likeness
from partners.domain.logos import MAX_BYTES, kept_logo
from partners.domain.partners import SimilarPartnersError, StalePartnerError
from partners.forms import AS_NEW, ContactFormSet, PartnerForm, SimilarChoiceForm, contacts_in
from partners.models import Partner
from partners.views.access import load, member, require
from partners.views.returning import return_path, with_partner

CONTACTS = ("name", "position", "email", "phone")


@require_http_methods(["GET", "HEAD", "POST"])
@member
def create(request: HttpRequest, *, user: User, place: Workplace) -> HttpResponse:
    """Enter a partner; ``kembali`` leads back to the form that needed one."""
    require(user, "partners.add_partner", place.government)
    back = return_path(request)
    chosen = _chosen(request, user, place.government.pk)
    if chosen is not None:
        return redirect(with_partner(back, chosen.pk) if back else reverse("partners:detail", args=[chosen.pk]))
    draft = Partner(government=place.government)
    if request.method != "POST":
        form = PartnerForm(instance=draft, initial={"name": request.GET.get("nama", "")[:250]})
        return _page(request, form, ContactFormSet(prefix="kontak"), back=back)
    form = PartnerForm(request.POST, request.FILES, instance=draft)
    contacts = ContactFormSet(request.POST, prefix="kontak")
    logo = _logo(request, form, user)
    if "tambah_kontak" in request.POST:
        return _page(request, _unjudged(form), _one_more(request), back=back, held=logo.held)

    def write(upload: Upload | None) -> Partner:
        return domain.create_partner(
            government=place.government,
            by=user,
            facts=form.facts(),
            aliases=form.cleaned_data["aliases"],
            contacts=contacts_in(contacts),
            logo=kept_logo(upload),
            seen=_seen(request),
        )

    partner = None
    try:
        if form.is_valid() & contacts.is_valid():
            partner = logo.write(write, tell=_tell_logo)
    except SimilarPartnersError as error:
        similar = _question(request, error.similar, _("Bukan salah satunya, simpan sebagai mitra baru"))
        return _page(
            request, form, contacts, back=back, held=logo.held, similar=similar, found=error.similar, status=422
        )
    if partner is None:
        return _page(request, form, contacts, back=back, held=logo.held, status=422)
    messages.success(request, _("Mitra %(name)s tercatat.") % {"name": partner.name})
    return redirect(with_partner(back, partner.pk) if back else reverse("partners:detail", args=[partner.pk]))


@require_http_methods(["GET", "HEAD", "POST"])
@member
def edit(request: HttpRequest, pk: int, *, user: User, place: Workplace) -> HttpResponse:
    """Change a partner. When somebody else saved meanwhile, both versions are shown and nothing is lost."""
    partner = load(user, pk)
    require(user, "partners.change_partner", partner)
    title = partner.name
    if request.method != "POST":
        aliases = "\n".join(partner.aliases.values_list("name", flat=True))
        form = PartnerForm(instance=partner, initial={"aliases": aliases, "opened_at": partner.updated_at.isoformat()})
        people = ContactFormSet(prefix="kontak", initial=list(partner.contacts.values(*CONTACTS)))
        return _page(request, form, people, partner=partner, title=title)
    form = PartnerForm(request.POST, request.FILES, instance=partner)
    contacts = _bound_contacts(request, partner)
    logo = _logo(request, form, user)
    page = partial(_page, request, partner=partner, title=title, held=logo.held)
    if "tambah_kontak" in request.POST:
        return page(_unjudged(form), _one_more(request))

    def write(upload: Upload | None) -> Partner:
        return domain.update_partner(
            partner,
            by=user,
            facts=form.facts(),
            aliases=form.cleaned_data["aliases"],
            contacts=contacts_in(contacts),
            opened_at=_moment(form.cleaned_data["opened_at"]),
            logo=kept_logo(upload),
            remove_logo=form.cleaned_data.get("remove_logo", False),
            seen=_seen(request),
        )

    saved = None
    try:
        if form.is_valid() & contacts.is_valid():
            saved = logo.write(write, tell=_tell_logo)
    except StalePartnerError as error:
        form.show_again(opened_at=error.partner.updated_at.isoformat())
        return page(form, contacts, theirs=_differences(form, contacts, error.partner), status=409)
    except SimilarPartnersError as error:
        similar = _question(request, error.similar, _("Bukan salah satunya, simpan perubahan nama ini"))
        return page(form, contacts, similar=similar, found=error.similar, status=422)
    if saved is None:
        return page(form, contacts, status=422)
    messages.success(request, _("Perubahan data %(name)s tersimpan.") % {"name": saved.name})
    return redirect("partners:detail", saved.pk)


def _logo(request: HttpRequest, form: PartnerForm, user: User) -> GivenFile:
    """The chosen logo, kept while the form is mended."""
    given = GivenFile(request, form, owner=user.pk, field="logo", max_bytes=MAX_BYTES)
    given.keep()
    return given


def _tell_logo(form: BaseForm, error: ValidationError) -> None:
    """A file that waited for another form, and is no picture."""
    form.add_error("logo", error)


def _page(
    request: HttpRequest,
    form: PartnerForm,
    contacts: Any,
    *,
    partner: Partner | None = None,
    title: str = "",
    back: str = "",
    similar: SimilarChoiceForm | None = None,
    found: list[Likeness] | None = None,
    theirs: list[tuple[str, str, str]] | None = None,
    held: list[Held] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "form": form, "contacts": contacts, "partner": partner, "title": title, "back": back, "similar": similar,
        "found": found or [], "theirs": theirs, "held": held or [],
    }  # fmt: skip
    return render(request, "partners/form.html", context, status=status)


def _chosen(request: HttpRequest, user: User, government_id: int) -> Partner | None:
    """The existing partner picked under “Mitra serupa sudah ada”; None for anything else."""
    choice = request.POST.get("serupa-choice", "")
    if not choice.isdecimal() or len(choice) > 18 or "tambah_kontak" in request.POST:
        return None
    return Partner.objects.visible_to(user).filter(government_id=government_id, pk=int(choice)).current().first()


def _seen(request: HttpRequest) -> frozenset[int]:
    """Ids of the similar partners shown before, when the person said that it is none of them."""
    if request.POST.get("serupa-choice") != AS_NEW:
        return frozenset()
    return frozenset(int(one) for one in request.POST.get("serupa-seen", "").split(",") if one.isdecimal())


def _question(request: HttpRequest, similar: list[Likeness], as_new: str) -> SimilarChoiceForm:
    """Unanswered at first; with an error when the person pressed save without choosing."""
    asked_before = "serupa-seen" in request.POST and "serupa-choice" not in request.POST
    if not asked_before:
        return SimilarChoiceForm(similar=similar, as_new=as_new)
    seen = ",".join(str(one.partner.pk) for one in similar)
    return SimilarChoiceForm({"serupa-seen": seen}, similar=similar, as_new=as_new)


def _bound_contacts(request: HttpRequest, partner: Partner) -> Any:
    return ContactFormSet(request.POST, prefix="kontak", initial=list(partner.contacts.values(*CONTACTS)))


def _one_more(request: HttpRequest) -> Any:
    """The contacts as typed, with one more empty row; judged only when the whole is saved."""
    bound = ContactFormSet(request.POST, prefix="kontak")
    typed = [
        {name: form[name].value() or "" for name in CONTACTS}
        for form in bound.forms
        if any(form[name].value() for name in CONTACTS)
    ]
    return ContactFormSet(prefix="kontak", initial=typed)


def _unjudged(form: PartnerForm) -> PartnerForm:
    """The same form as typed, without errors yet."""
    values = {name: form.data.get(name, "") for name in form.fields if name != "logo"}
    return PartnerForm(instance=form.instance, initial=values)


def _moment(text: str) -> dt.datetime:
    """The moment the form was opened; a garbled one counts as long ago, so that nothing is overwritten unseen."""
    try:
        return dt.datetime.fromisoformat(text)
    except ValueError:
        return dt.datetime.min.replace(tzinfo=dt.UTC)


def _differences(form: PartnerForm, contacts: Any, current: Partner) -> list[tuple[str, str, str]]:
    """(label, as saved by somebody else, as typed here) for everything that differs."""
    saved = PartnerForm(instance=current)
    found = []
    for name in form.Meta.fields:
        stored, typed = getattr(current, name), form.cleaned_data[name]
        if stored != typed:
            words = dict(_flat(getattr(saved.fields[name], "choices", ())))
            found.append((str(form.fields[name].label), str(words.get(stored, stored)), str(words.get(typed, typed))))
    lists = (
        (form.fields["aliases"].label, current.aliases.values_list("name", flat=True), form.cleaned_data["aliases"]),
        (_("Narahubung"), map(_line, current.contacts.all()), map(_line, contacts_in(contacts))),
    )
    for label, theirs, mine in lists:
        stored, typed = "; ".join(sorted(theirs)), "; ".join(sorted(mine))
        if stored != typed:
            found.append((str(label), stored, typed))
    return found


def _line(contact: Any) -> str:
    """One contact in a line."""
    return ", ".join(fact for name in CONTACTS if (fact := getattr(contact, name)))


def _flat(choices: Any) -> list[tuple[str, str]]:
    flat: list[tuple[str, str]] = []
    for value, label in choices:
        flat += [(value, label)] if isinstance(label, str) else list(label)
    return flat
