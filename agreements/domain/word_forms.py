"""The root of an Indonesian word: pengelolaan, mengelola and dikelola are all ``kelola``.

PySastrawi does it by rules and a dictionary. Where the rules lead to another word of the dictionary (perawatan to
``awat``, pemetaan to ``meta``) the forms of the field's roots are written out here, and win.
"""

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

from agreements.domain.field_words import OLD_ROOTS, ROOTS

_VERBS = ("", "kan", "i")
_NOUNS = ("", "an")
_OTHERS = frozenset({"ceki", "petai", "prosesi"})  # words of their own


@cache
def _stemmer() -> Any:
    from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

    return StemmerFactory().create_stemmer(isDev=False)


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The root of one folded word; the word itself where none is known."""
    if len(word) <= 3 or len(word) > 30 or not word.isascii() or not word.isalpha():
        return word
    known = _forms().get(word) or _forms().get(word.removesuffix("nya"))
    return known or _root_in_k(word, str(_stemmer().stem(word)) or word)


def _root_in_k(word: str, found: str) -> str:
    """A noun of a root that ends in k (kerusakan, peternakan) is not one of a shorter root with the suffix -kan."""
    longer = f"{found}k"
    is_noun = word.startswith(("pe", "ke")) and word.endswith(f"{longer}an")
    return longer if is_noun and _stemmer().delegatedStemmer.dictionary.contains(longer) else found


@cache
def _forms() -> dict[str, str]:
    """Every form of the roots that PySastrawi has no right rule for."""
    roots = {**OLD_ROOTS, **dict.fromkeys(ROOTS)}
    return {form: right or root for root, right in roots.items() for form in forms_of(root) if form not in _OTHERS}


def forms_of(root: str) -> Iterator[str]:
    """A root with the prefixes and suffixes it may take; some of the forms nobody uses."""
    nasal = _with_nasal(root)
    for prefix, stemmed in (("me", nasal), ("di", root), ("ter", root), ("memper", root), ("diper", root), ("", root)):
        yield from (f"{prefix}{stemmed}{suffix}" for suffix in _VERBS)
    for prefix, stemmed in (("", root), ("pe", nasal), ("pe", root), ("per", root), ("ber", root)):
        yield from (f"{prefix}{stemmed}{suffix}" for suffix in _NOUNS)
    yield from (f"ke{root}an", f"keter{root}an", f"kepe{root}an", f"keper{root}an")
    if root.startswith("pr"):  # memproses, but pemrosesan
        yield from (f"pem{root[1:]}", f"pem{root[1:]}an")


def _with_nasal(root: str) -> str:
    """The root as it stands after meN- and peN-: p, t, k and s melt away where a vowel follows (pungut: mungut)."""
    first, melts = root[0], root[1] in "aiueo"
    if len(root) == 3:  # one syllable: mengecek
        return f"nge{root}"
    if first in "lmnrwy":
        return root
    if first in "ptks" and melts:
        return {"p": "m", "t": "n", "k": "ng", "s": "ny"}[first] + root[1:]
    return {"b": "m", "p": "m", "d": "n", "t": "n", "j": "n", "c": "n", "s": "n"}.get(first, "ng") + root
