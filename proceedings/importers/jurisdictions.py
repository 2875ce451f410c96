"""Where the courts of courts-db sit: the name it uses for a place, its codes, and its time zone.

A state with several time zones has that of its capital: an editor who knows better changes the court.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """A place: its name, country (ISO 3166-1), subdivision (ISO 3166-2, may be empty) and time zone."""

    name: str
    country: str
    subdivision: str
    time_zone: str


_STATES = """
AL Alabama America/Chicago
AK Alaska America/Anchorage
AZ Arizona America/Phoenix
AR Arkansas America/Chicago
CA California America/Los_Angeles
CO Colorado America/Denver
CT Connecticut America/New_York
DE Delaware America/New_York
FL Florida America/New_York
GA Georgia America/New_York
HI Hawaii Pacific/Honolulu
ID Idaho America/Boise
IL Illinois America/Chicago
IN Indiana America/Indiana/Indianapolis
IA Iowa America/Chicago
KS Kansas America/Chicago
KY Kentucky America/New_York
LA Louisiana America/Chicago
ME Maine America/New_York
MD Maryland America/New_York
MA Massachusetts America/New_York
MI Michigan America/Detroit
MN Minnesota America/Chicago
MS Mississippi America/Chicago
MO Missouri America/Chicago
MT Montana America/Denver
NE Nebraska America/Chicago
NV Nevada America/Los_Angeles
NH New Hampshire America/New_York
NJ New Jersey America/New_York
NM New Mexico America/Denver
NY New York America/New_York
NC North Carolina America/New_York
ND North Dakota America/Chicago
OH Ohio America/New_York
OK Oklahoma America/Chicago
OR Oregon America/Los_Angeles
PA Pennsylvania America/New_York
RI Rhode Island America/New_York
SC South Carolina America/New_York
SD South Dakota America/Chicago
TN Tennessee America/Chicago
TX Texas America/Chicago
UT Utah America/Denver
VT Vermont America/New_York
VA Virginia America/New_York
WA Washington America/Los_Angeles
WV West Virginia America/New_York
WI Wisconsin America/Chicago
WY Wyoming America/Denver
DC Washington, D.C. America/New_York
AS American Samoa Pacific/Pago_Pago
GU Guam Pacific/Guam
MP Northern Mariana Islands Pacific/Saipan
PR Puerto Rico America/Puerto_Rico
VI Virgin Islands America/St_Thomas
"""


def _state(line: str) -> Jurisdiction:
    code, _space, rest = line.partition(" ")
    name, _space, zone = rest.rpartition(" ")
    return Jurisdiction(name, "US", f"US-{code}", zone)


PLACES = {place.name: place for place in map(_state, _STATES.strip().splitlines())}
# As courts-db writes some of them; courts of the past and of other countries keep the zone of their place.
PLACES |= dict.fromkeys(("Washington D.C.", "Washignton D.C.", "DC", "D.C."), PLACES["Washington, D.C."])
PLACES |= {
    "United States": Jurisdiction("United States", "US", "", "America/New_York"),
    "Dakota Territory": Jurisdiction("Dakota Territory", "US", "", "America/Chicago"),
    "Panama": Jurisdiction("Panama Canal Zone", "PA", "", "America/Panama"),
    "Berlin": Jurisdiction("Berlin", "DE", "DE-BE", "Europe/Berlin"),
    "England": Jurisdiction("England", "GB", "GB-ENG", "Europe/London"),
    "Phillipines": Jurisdiction("Philippines", "PH", "", "Asia/Manila"),
}
ELSEWHERE = Jurisdiction("", "", "", "UTC")
