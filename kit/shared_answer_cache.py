"""Whole answers in a Valkey or Redis that several processes or machines share.

When it is away, answers are made anew: nobody waits for it long, and nobody sees an error. What is read from
it is data alone, never code: it is not pickled.
"""

from __future__ import annotations

import json
import logging
import struct
from typing import Any

import redis
from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.redis import RedisCache

from kit.answer_cache import WholeAnswer

# ruff: noqa: ANN401  # a cache holds any value, as Django declares it

TIMEOUT_SECONDS = 0.25
_LENGTH = struct.Struct("<I")
log = logging.getLogger(__name__)


class AnswerSerializer:
    """An answer as bytes: its status and headers as JSON behind their length, then its body."""

    def dumps(self, answer: WholeAnswer) -> bytes:
        head = json.dumps([answer.status, answer.headers]).encode()
        return _LENGTH.pack(len(head)) + head + answer.body

    def loads(self, data: bytes) -> WholeAnswer:
        end = _LENGTH.size + _LENGTH.unpack_from(data)[0]
        status, headers = json.loads(data[_LENGTH.size : end])
        return WholeAnswer(status, tuple((name, value) for name, value in headers), data[end:])


class SharedAnswerCache(RedisCache):
    """Django's cache in Redis, for answers, and without errors when it is away."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        seconds = {"socket_timeout": TIMEOUT_SECONDS, "socket_connect_timeout": TIMEOUT_SECONDS}
        options = {"serializer": AnswerSerializer(), **seconds, **params.get("OPTIONS", {})}
        super().__init__(server, params | {"OPTIONS": options})

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        try:
            return super().get(key, default, version)
        except (redis.RedisError, struct.error, ValueError) as error:
            log.warning("The shared cache is not used: %s", type(error).__name__)
            return default

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        try:
            super().set(key, value, timeout, version)
        except redis.RedisError as error:
            log.warning("The shared cache is not used: %s", type(error).__name__)
