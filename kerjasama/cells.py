"""Cells of a table that leaves the house."""

FORMULA = frozenset("=+-@\t\r")


def harmless(text: str) -> str:
    """A text that a spreadsheet would run as a formula gets an apostrophe before it (OWASP: CSV injection)."""
    return f"'{text}" if text and text[0] in FORMULA else text
