"""Pictures of numbers as pure geometry: bars, columns over time, spreads. Templates draw them as SVG.

Horizontal places are per cent of the width, so one picture fits a telephone and a wide page; vertical places
are pixels. What a part stands for is told by its pattern and its words, never by colour.
"""

from kit.charts.bars import Bars, bars
from kit.charts.box_plots import Spread, Spreads, spreads
from kit.charts.columns import Columns, columns
from kit.charts.scale import Amount, Part, Row

__all__ = ["Amount", "Bars", "Columns", "Part", "Row", "Spread", "Spreads", "bars", "columns", "spreads"]
