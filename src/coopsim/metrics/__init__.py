"""What is measured after every step: one registry, and compiled code that fills it.

Columns are numbered in the order of declaration, and compiled code keeps the numbers, so all
are declared here, in one order, whichever part is imported first.
"""

from coopsim.metrics import resilience as resilience  # isort: skip
from coopsim.metrics import cooperation as cooperation  # isort: skip
from coopsim.metrics import burden as burden  # isort: skip
from coopsim.metrics import relations as relations  # isort: skip
from coopsim.metrics import network as network  # isort: skip
from coopsim.metrics import threats as threats  # isort: skip
from coopsim.metrics import politics as politics  # isort: skip
from coopsim.metrics import institutions as institutions  # isort: skip
from coopsim.metrics import capability as capability  # isort: skip
from coopsim.metrics import provision as provision  # isort: skip
