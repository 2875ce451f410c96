"""Many new facts at once, as the services would have written them one by one."""

from proceedings.bulk.writing import BulkWriting

__all__ = ["BulkWriting"]
