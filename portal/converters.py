"""Shapes of the parts of our addresses: what does not look like one is no address of ours."""


class RegionCode:
    """A Kemendagri code: ``64`` or ``64.72``."""

    regex = r"\d{2}(?:\.\d{2,4}){0,3}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class RegisterNumber(RegionCode):
    """A register number: ``KB-2026-0001``."""

    regex = r"[A-Z]{1,8}-\d{4}-\d{4,9}"
