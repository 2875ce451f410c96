"""Many new facts at once, as the services would have written them one by one."""

from proceedings.record.bulk.writer import BulkWriting

__all__ = ["BulkWriting"]
