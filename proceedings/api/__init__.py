"""The API: read-only JSON, the same parameters, rows and refusals as the pages.

``asking`` reads what an address asks, ``kinds`` writes the rows of each kind, ``freshness`` tells whether an
answer has changed, ``openapi`` describes all of it for programs, ``page`` the same for people.
"""
