"""The API as it answers: refusals, marks of freshness, pages of rows, single records, and its description."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any, ClassVar, Generic, TypeVar

from django.http import HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from kit.answer_cache import mark_cacheable
from kit.date_text import instant_text
from proceedings.api.conditional import Validators
from proceedings.api.openapi import document
from proceedings.api.params import RecordAsked, RowsAsked
from proceedings.api.resources import KINDS, Resource, only
from proceedings.research import statuses
from proceedings.research.query.list_cost import cost_of_list
from proceedings.research.query.request_params import (
    ClockParams,
    RequestParams,
    consistent_read,
)

Question = TypeVar("Question", bound=RequestParams)


class ReadOnlyView(APIView, ABC, Generic[Question]):
    """A view that only answers; every parameter is understood, or refused by name."""

    http_method_names: ClassVar[list[str]] = ["get", "head", "options"]

    @property
    def default_response_headers(self) -> dict[str, str]:
        """Keep answers out of search engines, and let no copy be used again without asking here.

        The page an answer belongs to is what should be found, and a record that is sealed is gone at once.
        """
        own = {"X-Robots-Tag": "noindex", "Cache-Control": "no-cache"}
        return {**super().default_response_headers, **own}

    def finalize_response(
        self, request: Request, response: HttpResponseBase, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        """Say that nothing but the record decides an answer."""
        answer: HttpResponseBase = super().finalize_response(request, response, *args, **kwargs)
        return mark_cacheable(answer)

    def get(self, request: Request, **_where: object) -> Response:
        """Answer; or refuse what is not understood (400), or say that nothing has changed (304)."""
        asked = self.ask(request)
        if asked.refusals:
            errors = [one.as_json() for one in asked.refusals]
            return Response({"errors": errors}, status.HTTP_400_BAD_REQUEST)
        marks = Validators.of(request._request, asked.clocks if isinstance(asked, ClockParams) else None)  # noqa: SLF001  # REST framework gives no other way to Django's request
        if marks.was_given(request):
            return HttpResponseNotModified(headers=marks.headers())
        answer = self.answer(request, asked)
        if answer.status_code != status.HTTP_200_OK:
            return answer
        if marks.is_unchanged(request):
            return HttpResponseNotModified(headers=marks.headers())
        for name, value in marks.headers().items():
            answer[name] = value
        return answer

    @abstractmethod
    def ask(self, request: Request) -> Question:
        """Return what is asked."""

    @abstractmethod
    def answer(self, request: Request, asked: Question) -> Response:
        """Return what was asked for."""


def nothing_here(detail: str, code: int) -> Response:
    """Return an answer that says why there is none."""
    return Response({"detail": detail}, code)


class PlainView(ReadOnlyView[RequestParams]):
    """An address that takes no parameter."""

    def ask(self, request: Request) -> RequestParams:
        """Return the empty question, or its refusals."""
        return RequestParams(request.query_params)


class ApiIndex(PlainView):
    """What versions there are."""

    def answer(self, request: Request, _asked: RequestParams) -> Response:
        """Return the address of each version."""
        return Response({"v1": request.build_absolute_uri(reverse("api-v1"))})


class VersionIndex(PlainView):
    """What version 1 answers."""

    def answer(self, request: Request, _asked: RequestParams) -> Response:
        """Return the address of each list, of the description, and of its page."""
        names = {slug: f"api-{slug}" for slug in KINDS} | {"openapi": "api-openapi", "docs": "api-docs"}
        return Response({name: request.build_absolute_uri(reverse(route)) for name, route in names.items()})


class DocumentView(PlainView):
    """The description of the API, for programs."""

    def answer(self, _request: Request, _asked: RequestParams) -> Response:
        """Return the OpenAPI document."""
        return Response(document())


class KindView(ReadOnlyView[Question]):
    """A view of one kind of rows."""

    kind: Resource

    def initial(self, request: Request, *args: Any, slug: str, **kwargs: Any) -> None:
        """Take the kind from the address."""
        self.kind = KINDS[slug]
        super().initial(request, *args, **kwargs)


class RowsView(KindView[RowsAsked]):
    """Rows of one kind, a page at a time."""

    request_cost = staticmethod(cost_of_list)

    def ask(self, request: Request) -> RowsAsked:
        """Return what is asked of the list."""
        return RowsAsked(self.kind.rows_of, self.kind.row_names(), request.query_params)

    def answer(self, request: Request, asked: RowsAsked) -> Response:
        """Return a page of rows with what was asked and how many there are."""
        return Response(consistent_read(asked, lambda asked: self.read(request, asked)))

    def read(self, request: Request, asked: RowsAsked) -> dict[str, Any]:
        """Return the answer as plain values."""
        page = asked.page()
        count = asked.count()

        def beside(cursor: str | None, parameter: str) -> str | None:
            return request.build_absolute_uri(asked.href(**{parameter: cursor})) if cursor else None

        rows = self.kind.rows(asked, page.rows, request.build_absolute_uri)
        return {
            "query": asked.sentence,
            "close_to": asked.close_to if count.value else "",
            "on": asked.clocks.on.isoformat(),
            "known": asked.clocks.known_text,
            "count": {"value": count.value, "capped": count.is_capped, "words": count.words},
            "next": beside(page.next, "after"),
            "previous": beside(page.previous, "before"),
            "results": [only(row, asked.wanted) for row in rows],
        }


class RecordView(KindView[RecordAsked]):
    """One record of a kind."""

    def ask(self, request: Request) -> RecordAsked:
        """Return what is asked of the record."""
        return RecordAsked(self.kind.record_names(), request.query_params)

    def answer(self, request: Request, asked: RecordAsked) -> Response:
        """Return the record; 404 when there is none, 410 when it is closed to the public."""
        try:
            found = consistent_read(asked, lambda asked: self.read(request, asked))
        except statuses.NotPublicError as error:
            return nothing_here(str(error), status.HTTP_404_NOT_FOUND)
        except statuses.ClosedError as error:
            return nothing_here(str(error), status.HTTP_410_GONE)
        if found is None:
            said = _("Nothing of this record was published here by %(instant)s.")
            known = instant_text(asked.clocks.known)
            return nothing_here(said % {"instant": known}, status.HTTP_404_NOT_FOUND)
        return Response(only(found, asked.wanted))

    def read(self, request: Request, asked: RecordAsked) -> dict[str, Any] | None:
        """Return the answer as plain values; None when nothing was published by `known`."""
        return self.kind.record(self.kind.rows_of, self.kwargs["pk"], asked, request.build_absolute_uri)


class NothingHereView(APIView):
    """Any other address under the API."""

    http_method_names: ClassVar[list[str]] = ["get", "head", "options"]

    def get(self, _request: Request) -> Response:
        """Say that there is nothing, whatever was asked."""
        return nothing_here(_("There is nothing at this address."), status.HTTP_404_NOT_FOUND)
