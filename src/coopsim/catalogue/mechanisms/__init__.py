"""The mechanisms and their parameters, one module a part of the world.

Places in ``world.parameters`` follow the order of declaration, and compiled code keeps them,
so all are declared here, in one order, whichever part is imported first.
"""

from coopsim.catalogue.mechanisms import core as core  # isort: skip
from coopsim.catalogue.mechanisms import rivalry as rivalry  # isort: skip
from coopsim.catalogue.mechanisms import dangers as dangers  # isort: skip
from coopsim.catalogue.mechanisms import politics as politics  # isort: skip
from coopsim.catalogue.mechanisms import organisation as organisation  # isort: skip
from coopsim.catalogue.mechanisms import cooperation as cooperation  # isort: skip
from coopsim.catalogue.mechanisms import capability as capability  # isort: skip
from coopsim.catalogue.mechanisms import conduct as conduct  # isort: skip
from coopsim.catalogue.mechanisms import provision as provision  # isort: skip
