"""Asking the database about all check constraints of a row at once, not about one after another."""

from collections.abc import Collection

from django.core.exceptions import FieldError, ValidationError
from django.db import models
from django.db.models import CheckConstraint, Q


class CheckedAtOnce(models.Model):
    """A model of which nearly every row that is looked at is whole: one question finds that out.

    Only for a row that breaks a rule is each constraint asked by itself, as Django does, for the sentence.
    """

    class Meta:
        abstract = True

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        """Raises ValidationError with the sentence of every constraint that does not hold."""
        if not self._is_whole(set(exclude or ())):
            super().validate_constraints(exclude)

    def _is_whole(self, left_out: set[str]) -> bool:
        """Unknown (NULL) is not broken, for the whole as for each part: what is false makes a whole false."""
        checks = [one for one in self._meta.constraints if isinstance(one, CheckConstraint)]
        others = [one for one in self._meta.constraints if not isinstance(one, CheckConstraint)]
        conditions = [Q(one.condition) for one in checks]
        whole = Q(*(one for one in conditions if not one.referenced_base_fields & left_out))
        against = self._get_field_expression_map(meta=self._meta, exclude=left_out)  # type: ignore[attr-defined]
        try:
            if whole and not whole.check(against):
                return False
            for constraint in others:
                constraint.validate(type(self), self, exclude=left_out)
        except (ValidationError, FieldError):
            return False
        return True
