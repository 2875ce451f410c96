"""The whole in numbers: how many stand where, over time, by court, year, offence; how long; what sentences.

Criminal and civil are never added up. Every number comes from the public spans as known at an instant;
what is left out of a figure is counted beside it.
"""
