"""Lines of a calendar file (RFC 5545)."""

WIDTH = 73  # bytes of a line before it is folded; the standard allows 75


def escaped(text: str) -> str:
    """Text as the value of a property."""
    plain = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return plain.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def folded(line: str) -> bytes:
    """One line with its CRLF; a long one goes on after CRLF and a space, never within a character."""
    found, rest = b"", line
    while len(rest.encode()) > WIDTH:
        cut = WIDTH
        while len(rest[:cut].encode()) > WIDTH:
            cut -= 1
        found += rest[:cut].encode() + b"\r\n "
        rest = rest[cut:]
    return found + rest.encode() + b"\r\n"
