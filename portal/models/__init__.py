from portal.models.api_key import ApiKey, ApiKeyQuerySet, ApiScope
from portal.models.dataset import Dataset, DatasetFile, DatasetQuerySet
from portal.models.snapshot import Snapshot
from portal.models.subscription import Debut, Letter, LetterKind, LetterQuerySet, Subscription

__all__ = [
    "ApiKey",
    "ApiKeyQuerySet",
    "ApiScope",
    "Dataset",
    "DatasetFile",
    "DatasetQuerySet",
    "Debut",
    "Letter",
    "LetterKind",
    "LetterQuerySet",
    "Snapshot",
    "Subscription",
]
