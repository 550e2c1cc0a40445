"""What to look for among the steps that were passed over."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Government, Unit, User
from agreements.domain.waivers import Wanted
from agreements.forms.fields import give_rows
from agreements.models import Waiver
from kerjasama.date_field import DateField


class WaiverFilter(forms.Form):
    """A filter: everything optional; what is not understood is told beside its field."""

    tahapan = forms.ChoiceField(label=_("Tahapan"), required=False)
    pd = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Perangkat daerah"), required=False, empty_label=_("Semua")
    )
    oleh = forms.ModelChoiceField(User.objects.none(), label=_("Oleh"), required=False, empty_label=_("Semua"))
    dari = DateField(label=_("Dari"), required=False)
    sampai = DateField(label=_("Sampai"), required=False)

    def __init__(self, *args: Any, government: Government, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "use_required_attribute": False})
        ours = Waiver.objects.filter(agreement__government=government).order_by()
        codes = dict(ours.values_list("code", "label").distinct())
        steps: Any = self.fields["tahapan"]
        steps.choices = [("", _("Semua")), *sorted(codes.items(), key=lambda pair: pair[1])]
        give_rows(self, "pd", Unit.objects.filter(government=government).order_by("name", "pk"))
        give_rows(self, "oleh", User.objects.filter(pk__in=ours.values("by")).order_by("name", "pk"))

    def wanted(self) -> Wanted:
        """For the domain; nothing wanted while the form has errors."""
        if not self.is_valid():
            return Wanted()
        given = self.cleaned_data
        unit, by = given["pd"], given["oleh"]
        return Wanted(
            given["tahapan"], unit.pk if unit else None, by.pk if by else None, given["dari"], given["sampai"]
        )
