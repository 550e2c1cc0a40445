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


class RowNumber:
    """The number of a row, never beyond what the database counts to."""

    regex = r"[1-9]\d{0,17}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


class UrusanCode(RegionCode):
    """A Kemendagri code of an urusan: ``1.01``."""

    regex = r"\d\.\d{2}"


class CountryCode(RegionCode):
    """An ISO 3166-1 code: ``JP``."""

    regex = r"[A-Z]{2}"


class ProvinceCode(RegionCode):
    """A Kemendagri code of a province: ``64``."""

    regex = r"\d{2}"
