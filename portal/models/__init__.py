from portal.models.dataset import Dataset, DatasetFile, DatasetQuerySet

__all__ = ["Dataset", "DatasetFile", "DatasetQuerySet"]
