"""What is signed is frozen: PostgreSQL refuses a change of facts except through a recorded correction.

A correction (``agreements.domain.corrections``) writes its row with reason first and then tells the transaction its
id in the setting ``kerjasama.correction``; the triggers look for exactly that row.
"""

import pgtrigger

from agreements.enums import Phase

FROZEN_FIELDS = (
    "government_id",
    "form",
    "title_as_printed",
    "cooperation_kind",
    "title",
    "parent_id",
    "relation",
    "object",
    "purpose",
    "scope",
    "background",
    "benefits",
    "initiator",
    "funding_sources",
    "funding_note",
    "value_amount",
    "languages",
    "prevailing_language",
    "signed_on",
    "signed_precision",
    "signed_weekday",
    "signed_place",
    "effective_from",
    "ends_on",
    "ends_precision",
    "term_rule",
    "duration_text",
    "signing_method",
    "copies_original",
    "meterai_kind",
    "meterai_count",
    "legacy",
    "register_no",
    "register_year",
    "register_seq",
    "frozen_at",
)

_CORRECTION_COVERS = """
    EXISTS (
        SELECT 1 FROM agreements_correction
        WHERE id = NULLIF(current_setting('kerjasama.correction', true), '')::bigint AND agreement_id = {agreement}
    )
"""


_REFUSED = "USING ERRCODE = 'integrity_constraint_violation'"


class FrozenAgreement(pgtrigger.Trigger):
    """Refuses UPDATE of a frozen field, a way back before signature, and any DELETE once ``frozen_at`` is set."""

    when = pgtrigger.Before
    operation = pgtrigger.Update | pgtrigger.Delete

    def get_func(self, model):  # type: ignore[no-untyped-def]
        signed = ", ".join(f"'{phase}'" for phase in sorted(Phase.SIGNED))
        changed = " OR ".join(f"NEW.{field} IS DISTINCT FROM OLD.{field}" for field in FROZEN_FIELDS)
        return f"""
            IF OLD.frozen_at IS NULL THEN
                IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                RETURN NEW;
            END IF;
            IF TG_OP = 'DELETE' THEN
                RAISE EXCEPTION 'frozen: a registered agreement is never deleted' {_REFUSED};
            END IF;
            IF NEW.phase NOT IN ({signed}) THEN
                RAISE EXCEPTION 'frozen: a signed agreement does not go back before its signature' {_REFUSED};
            END IF;
            IF ({changed}) AND NOT {_CORRECTION_COVERS.format(agreement="OLD.id")} THEN
                RAISE EXCEPTION 'frozen: facts of a signed agreement change only by a correction' {_REFUSED};
            END IF;
            RETURN NEW;
        """


class FrozenParty(pgtrigger.Trigger):
    """Refuses INSERT, UPDATE and DELETE of a party whose agreement is frozen, and taking it away to another one."""

    when = pgtrigger.Before
    operation = pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete

    def get_func(self, model):  # type: ignore[no-untyped-def]
        return f"""
            DECLARE target bigint;
            BEGIN
                target := CASE WHEN TG_OP = 'INSERT' THEN NEW.agreement_id ELSE OLD.agreement_id END;
                IF TG_OP = 'UPDATE' AND NEW.agreement_id <> OLD.agreement_id THEN
                    RAISE EXCEPTION 'frozen: a party belongs to one agreement for ever' {_REFUSED};
                END IF;
                IF EXISTS (SELECT 1 FROM agreements_agreement WHERE id = target AND frozen_at IS NOT NULL)
                   AND NOT (TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'partner_id' = to_jsonb(OLD) - 'partner_id')
                   AND NOT {_CORRECTION_COVERS.format(agreement="target")}
                THEN
                    RAISE EXCEPTION 'frozen: parties of a signed agreement change only by a correction' {_REFUSED};
                END IF;
                IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                RETURN NEW;
            END;
        """  # noqa: S608 - only constants of this module go into the text
