"""The API: read-only JSON, the same parameters, rows and refusals as the pages."""

from __future__ import annotations

from typing import Any, ClassVar, Generic, TypeVar

from django.urls import reverse
from django.utils.translation import gettext as _
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from proceedings import standing
from proceedings.queries import Asked, Moment, Nothing, Query, steady
from proceedings.query_words import instant_words

Question = TypeVar("Question", bound=Asked)


class ReadOnlyView(APIView, Generic[Question]):
    """A view that only answers; every parameter is understood, or refused by name."""

    http_method_names: ClassVar[list[str]] = ["get", "head", "options"]
    asks: type[Question]

    @property
    def default_response_headers(self) -> dict[str, str]:
        """Keep every answer out of search engines: the page it belongs to is what should be found."""
        return {**super().default_response_headers, "X-Robots-Tag": "noindex"}

    def get(self, request: Request, **_where: object) -> Response:
        """Answer, or refuse what is not understood (400)."""
        asked = self.asks.from_request(request.query_params)
        if asked.refusals:
            errors = [one.as_json() for one in asked.refusals]
            return Response({"errors": errors}, status.HTTP_400_BAD_REQUEST)
        return self.answer(request, asked)

    def answer(self, request: Request, asked: Question) -> Response:
        """Return what was asked for."""
        raise NotImplementedError


def nothing_here(detail: str, code: int) -> Response:
    """Return an answer that says why there is none."""
    return Response({"detail": detail}, code)


class ApiIndex(ReadOnlyView[Nothing]):
    """What versions there are."""

    asks = Nothing

    def answer(self, request: Request, _asked: Nothing) -> Response:
        """Return the address of each version."""
        return Response({"v1": request.build_absolute_uri(reverse("api-v1"))})


class VersionIndex(ReadOnlyView[Nothing]):
    """What version 1 answers."""

    asks = Nothing

    def answer(self, request: Request, _asked: Nothing) -> Response:
        """Return the address of each list."""
        return Response({"defendants": request.build_absolute_uri(reverse("api-defendants"))})


class DefendantsView(ReadOnlyView[Query]):
    """Defendants in cases: where each stands on a day, as known at an instant."""

    asks = Query

    def answer(self, request: Request, asked: Query) -> Response:
        """Return a page of rows with what was asked and how many there are."""
        return Response(steady(asked, lambda asked: self.read(request, asked)))

    def read(self, request: Request, asked: Query) -> dict[str, Any]:
        """Return the answer as plain values."""
        page = asked.page()
        count = asked.count()

        def beside(cursor: str | None, parameter: str) -> str | None:
            return request.build_absolute_uri(asked.href(**{parameter: cursor})) if cursor else None

        rows = standing.rows(page.rows, asked.clocks, possible=asked.is_possible)
        return {
            "query": asked.sentence,
            "on": asked.clocks.on.isoformat(),
            "known": asked.clocks.known_text,
            "count": {"value": count.value, "capped": count.is_capped, "words": count.words},
            "next": beside(page.next, "after"),
            "previous": beside(page.previous, "before"),
            "results": [standing.as_json(row, request.build_absolute_uri) for row in rows],
        }


class DefendantView(ReadOnlyView[Moment]):
    """One defendant in one case, with every stretch of days and its status."""

    asks = Moment

    def answer(self, request: Request, asked: Moment) -> Response:
        """Return the row and its changes; 404 when there is none, 410 when it is closed to the public."""
        try:
            found = steady(asked, lambda asked: self.read(request, asked))
        except standing.NotPublicError as error:
            return nothing_here(str(error), status.HTTP_404_NOT_FOUND)
        except standing.ClosedError as error:
            return nothing_here(str(error), status.HTTP_410_GONE)
        if found is None:
            said = _("Nothing of this record was published here by %(instant)s.")
            known = instant_words(asked.clocks.known)
            return nothing_here(said % {"instant": known}, status.HTTP_404_NOT_FOUND)
        return Response(found)

    def read(self, request: Request, asked: Moment) -> dict[str, Any] | None:
        """Return the answer as plain values; None when nothing was published by `known`."""
        pk, absolute = self.kwargs["pk"], request.build_absolute_uri
        row = standing.record(pk, asked.clocks)
        if row is None:
            return None
        changes = standing.changes(pk, asked.clocks)
        plain = [standing.change_as_json(change, absolute) for change in changes]
        return standing.as_json(row, absolute) | {"changes": plain}


class NothingHereView(APIView):
    """Any other address under the API."""

    http_method_names: ClassVar[list[str]] = ["get", "head", "options"]

    def get(self, _request: Request) -> Response:
        """Say that there is nothing, whatever was asked."""
        return nothing_here(_("There is nothing at this address."), status.HTTP_404_NOT_FOUND)
