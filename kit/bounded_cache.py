"""A cache of this process, bounded in bytes: the entries used least recently go first."""

from __future__ import annotations

import time
from collections import OrderedDict
from threading import Lock
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache

# ruff: noqa: ANN401  # a cache holds any value, as Django declares it


class Store:
    """The entries of one cache: a value, its size in bytes, and when it expires."""

    def __init__(self) -> None:
        self.entries: OrderedDict[str, tuple[Any, int, float | None]] = OrderedDict()
        self.total = 0
        self.lock = Lock()

    def drop(self, key: str) -> bool:
        """Forget an entry; tell whether there was one. The lock is the caller's."""
        entry = self.entries.pop(key, None)
        if entry is not None:
            self.total -= entry[1]
        return entry is not None


# Django makes a backend for each thread: what they hold in common is here, by the name of the cache.
_stores: dict[str, Store] = {}


class ByteBoundedCache(BaseCache):
    """Keep `bytes`, or values with a `size` in bytes, up to `OPTIONS["MAX_BYTES"]` in all.

    Values are kept as they are, not pickled: they must not be changed after `set`.
    """

    def __init__(self, name: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        self.max_bytes = int(params.get("OPTIONS", {}).get("MAX_BYTES", 32 * 1024 * 1024))
        self._store = _stores.setdefault(name, Store())

    @property
    def total(self) -> int:
        """The bytes held now."""
        return self._store.total

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        """Return a value, or the default when there is none or its time has passed."""
        full = self.make_and_validate_key(key, version=version)
        with self._store.lock:
            entry = self._store.entries.get(full)
            if entry is None:
                return default
            value, _size, expires = entry
            if expires is not None and expires <= time.monotonic():
                self._store.drop(full)
                return default
            self._store.entries.move_to_end(full)
            return value

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        """Keep a value; one that is larger than a quarter of the cache is not kept."""
        full = self.make_and_validate_key(key, version=version)
        size = len(full) + (value.size if hasattr(value, "size") else len(value))
        seconds = self.default_timeout if timeout is DEFAULT_TIMEOUT else timeout
        store = self._store
        with store.lock:
            store.drop(full)
            if size > self.max_bytes // 4:
                return
            store.entries[full] = (value, size, None if seconds is None else time.monotonic() + seconds)
            store.total += size
            while store.total > self.max_bytes:
                store.drop(next(iter(store.entries)))

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Keep a value unless there is one."""
        if self.get(key, version=version) is not None:
            return False
        self.set(key, value, timeout, version)
        return True

    def delete(self, key: str, version: int | None = None) -> bool:
        """Forget a value; tell whether there was one."""
        with self._store.lock:
            return self._store.drop(self.make_and_validate_key(key, version=version))

    def clear(self) -> None:
        """Forget everything."""
        with self._store.lock:
            self._store.entries.clear()
            self._store.total = 0
