"""What can go wrong with a move, as the person reads it."""


class WrongPhase(Exception):  # noqa: N818 - reads as a sentence: raise WrongPhase
    """Somebody else moved the document first; answered with 409 and a sentence."""


class Conflict(Exception):  # noqa: N818 - as above
    """Somebody else saved the document since this person opened it; both versions are shown."""
