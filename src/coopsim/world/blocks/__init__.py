"""Blocks of the world, one module an idea: the index constants of their rows.

Rows are numbered in the order of declaration, and compiled code keeps the numbers, so all are
declared here, in one order, whichever part is imported first.
"""

from coopsim.world.blocks import state as state  # isort: skip
from coopsim.world.blocks import dyad as dyad  # isort: skip
from coopsim.world.blocks import partnership as partnership  # isort: skip
from coopsim.world.blocks import institution as institution  # isort: skip
from coopsim.world.blocks import threat as threat  # isort: skip
from coopsim.world.blocks import tally as tally  # isort: skip
from coopsim.world.blocks import attacker as attacker  # isort: skip
from coopsim.world.blocks import politics as politics  # isort: skip
from coopsim.world.blocks import membership as membership  # isort: skip
from coopsim.world.blocks import capability as capability  # isort: skip
from coopsim.world.blocks import cooperation as cooperation  # isort: skip
from coopsim.world.blocks import conduct as conduct  # isort: skip
from coopsim.world.blocks import organisation as organisation  # isort: skip
from coopsim.world.blocks import provision as provision  # isort: skip
