"""One pasal as a row of its form."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.forms.entry import UnjudgedMixin
from agreements.forms.fields import TextField


class ArticleForm(UnjudgedMixin, forms.Form):
    """Heading and body; a wholly empty row is left out when the pasal are saved."""

    heading = TextField(label=_("Judul pasal"), max_length=160, required=False, is_title=True)
    body = TextField(label=_("Isi"), required=False, widget=forms.Textarea({"rows": 5}), max_length=50_000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "use_required_attribute": False})

    def clean(self) -> dict[str, Any]:
        """A pasal has both a heading and a text."""
        cleaned = super().clean() or {}
        if cleaned.get("body") and not cleaned.get("heading") and "heading" not in self.errors:
            self.add_error("heading", _("Beri judul pasal ini."))
        if cleaned.get("heading") and not cleaned.get("body") and "body" not in self.errors:
            self.add_error("body", _("Isi pasal ini masih kosong."))
        return cleaned
