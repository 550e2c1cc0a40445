"""What can go wrong with a move, as the person reads it."""


class WrongPhase(Exception):
    """Somebody else moved the document first; answered with 409 and a sentence."""


class Conflict(Exception):
    """Somebody else saved the document since this person opened it; both versions are shown."""
