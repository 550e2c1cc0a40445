"""Forms of the team: its decree and its seats."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Government, Unit, User
from kerjasama.date_field import DateField
from reviews.domain.teams import may_sit
from reviews.enums import SeatKind
from reviews.models import Team

DECREE_MAX_BYTES = 20 * 1024 * 1024


class TeamForm(forms.Form):
    """A Keputusan Kepala Daerah that sets the team."""

    decree_number = forms.CharField(label=_("Nomor keputusan"), max_length=120)
    decree_on = DateField(label=_("Tanggal keputusan"))
    starts_on = DateField(label=_("Berlaku sejak"))
    ends_on = DateField(label=_("Berlaku sampai"), required=False, help_text=_("Kosongkan bila tidak dibatasi."))
    decree_file = forms.FileField(
        label=_("Berkas keputusan"), required=False, help_text=_("PDF atau pindaian, paling besar 20 MB.")
    )
    keep_seats = forms.BooleanField(
        label=_("Lanjutkan pejabat yang sama dari keputusan sebelumnya"), required=False, initial=True
    )

    def __init__(self, *args: Any, earlier: Team | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if earlier is None:
            del self.fields["keep_seats"]


class DecreeForm(TeamForm):
    """What was written down of a decree, to be corrected; its first day stays."""

    def __init__(self, *args: Any, team: Team, **kwargs: Any) -> None:
        written = {name: getattr(team, name) for name in ("decree_number", "decree_on", "ends_on")}
        super().__init__(*args, earlier=None, initial=written, **kwargs)
        del self.fields["starts_on"]
        if team.decree_file:
            self.fields["decree_file"].help_text = _("Kosongkan bila berkas yang tersimpan tidak diganti.")


class _HolderForm(forms.Form):
    holder = forms.ModelChoiceField(
        label=_("Pejabat"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("— belum ada pejabatnya —"),
        widget=forms.Select(attrs={"data-select": ""}),
        help_text=_("Orang yang belum ada dalam daftar ini diundang dahulu oleh administrator sebagai anggota TKKSD."),
    )
    starts_on = DateField(label=_("Mulai"))

    def __init__(self, *args: Any, government: Government, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [person.pk for person in may_sit(government)]
        choice = User.objects.filter(pk__in=people).order_by("name", "pk")
        self.fields["holder"].queryset = choice  # type: ignore[attr-defined]


class SeatForm(_HolderForm):
    """A new seat."""

    kind = forms.ChoiceField(label=_("Kedudukan"), choices=SeatKind)
    position = forms.CharField(
        label=_("Jabatan"), max_length=150, help_text=_("Kedudukan melekat pada jabatan, misalnya Sekretaris Daerah.")
    )
    unit = forms.ModelChoiceField(
        label=_("Perangkat daerah"),
        queryset=Unit.objects.none(),
        required=False,
        widget=forms.Select(attrs={"data-select": ""}),
    )

    field_order = ["kind", "position", "unit", "holder", "starts_on"]

    def __init__(self, *args: Any, government: Government, **kwargs: Any) -> None:
        super().__init__(*args, government=government, **kwargs)
        units = Unit.objects.filter(government=government, ends_on=None).order_by("name", "pk")
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class ChangeHolderForm(_HolderForm):
    """Who takes the seat over, and from which day."""


class EndSeatForm(forms.Form):
    """The last day of a seat."""

    last_day = DateField(label=_("Hari terakhir"))
