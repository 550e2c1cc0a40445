"""The one file of a form, chosen now or waiting since an earlier sending of the same form."""

from collections.abc import Callable
from contextlib import nullcontext
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest

from kerjasama import held_uploads
from kerjasama.uploads import MAX_BYTES, Upload

Made = TypeVar("Made")


class GivenFile:
    """What was chosen in ``field``, or what waits (``held``, for ``_held_files.html``).

    ``kind`` is told beside a file that waits; ``max_bytes`` is the most this form takes.
    """

    def __init__(
        self,
        request: HttpRequest,
        form: BaseForm,
        *,
        owner: int,
        field: str = "berkas",
        kind: str = "",
        max_bytes: int = MAX_BYTES,
    ) -> None:
        self.form, self.owner, self.field, self.kind, self.max_bytes = form, owner, field, kind, max_bytes
        self.chosen: Any = request.FILES.get(field)
        found = held_uploads.held(request.POST.getlist(held_uploads.NOTES), owner=owner)
        self.held, self.lost = found.files[-1:], found.lost[-1:]
        self._is_kept = False

    def keep(self) -> None:
        """Judge the form, and let a sound file wait whatever else is wrong; every fault is told."""
        if self._is_kept:
            return
        self._is_kept = True
        if self.held and self.field in self.form.fields:
            self.form.fields[self.field].required = False
        self.form.full_clean()
        if self.chosen is not None and self.field not in self.form.errors:
            self._hold()
        if self.chosen is None and not self.held:
            for one, reason in self.lost:
                self.form.add_error(self.field if self.field in self.form.fields else None, f"{one.name}: {reason}")

    def write(
        self, act: Callable[[Upload | None], Made], *, tell: Callable[[BaseForm, ValidationError], None]
    ) -> Made | None:
        """``act`` with the file when the form is right; None, with every fault told, when it is not."""
        self.keep()
        if not self.form.is_valid():
            return None
        try:
            with held_uploads.taken(self.held[0]) if self.held else nullcontext() as upload:
                made = act(upload)
        except ValidationError as error:
            tell(self.form, error)
            return None
        for one in self.held:
            held_uploads.forget(one)
        return made

    def _hold(self) -> None:
        try:
            one = held_uploads.hold(self.chosen, kind=self.kind, owner=self.owner, max_bytes=self.max_bytes)
        except ValidationError as error:
            if self.field in self.form.fields:
                self.form.add_error(self.field, error)
            else:
                self.form.add_error(None, [f"{self.chosen.name}: {sentence}" for sentence in error.messages])
        else:
            for earlier in self.held:
                held_uploads.forget(earlier)
            self.held = [one]
