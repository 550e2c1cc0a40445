from portal.models.api_key import ApiKey, ApiKeyQuerySet, ApiScope
from portal.models.dataset import Dataset, DatasetFile, DatasetQuerySet

__all__ = ["ApiKey", "ApiKeyQuerySet", "ApiScope", "Dataset", "DatasetFile", "DatasetQuerySet"]
