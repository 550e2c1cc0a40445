"""Folding of names, so that spellings of one name meet: Walikota and Wali Kota, PT. and PT, case and diacritics."""

import re
import unicodedata

_SPELLINGS = (
    (r"\bwalikota\b", "wali kota"),
    (r"\bkerjasama\b", "kerja sama"),
    (r"\bpemkot\b", "pemerintah kota"),
    (r"\bpemkab\b", "pemerintah kabupaten"),
    (r"\bpemprov\b", "pemerintah provinsi"),
    (r"\bkab\b", "kabupaten"),
    (r"\bprov\b", "provinsi"),
    (r"\buniv\b", "universitas"),
    (r"\b(?:persero|tbk)\b", ""),
)


def fold(name: str) -> str:
    """The name in lower case, without diacritics and punctuation, in one spelling."""
    text = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    text = re.sub(r"[^a-z0-9]+", " ", text)
    for pattern, replacement in _SPELLINGS:
        text = re.sub(pattern, replacement, text)
    return " ".join(text.split())[:300]
