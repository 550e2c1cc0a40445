from agreements.models.agreement import Agreement
from agreements.models.answer_letter import AnswerLetter
from agreements.models.end_decision import EndDecision
from agreements.models.entry import Entry, Publication, Word
from agreements.models.file import File
from agreements.models.file_text import FilePage, FileText
from agreements.models.local_rule import LimitOverride, LocalItem, LocalStep
from agreements.models.offer import Offer
from agreements.models.party import Party
from agreements.models.queries import AgreementQuerySet
from agreements.models.rollup import RolledWord, Rollup
from agreements.models.step import Step
from agreements.models.story import Caution, Correction, Transition, Waiver
from agreements.models.text import Article, RegisterCounter, WorkingCopy

__all__ = [
    "Agreement",
    "AgreementQuerySet",
    "AnswerLetter",
    "Article",
    "Caution",
    "Correction",
    "EndDecision",
    "Entry",
    "File",
    "FilePage",
    "FileText",
    "LimitOverride",
    "LocalItem",
    "LocalStep",
    "Offer",
    "Party",
    "Publication",
    "RegisterCounter",
    "RolledWord",
    "Rollup",
    "Step",
    "Transition",
    "Waiver",
    "Word",
    "WorkingCopy",
]
