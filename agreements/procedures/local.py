"""The steps of one document: the national rule, with what its government changed or added."""

from agreements.models import Agreement
from agreements.procedures import procedure_of
from agreements.procedures.table import StepRule


def rules_of(agreement: Agreement) -> tuple[StepRule, ...]:
    """The rules carried by this document, in order; none for an old paper or where another rule leads."""
    procedure = procedure_of(agreement)
    if procedure is None or agreement.legacy:
        return ()
    return procedure.for_form(agreement.form)
