"""Compile the model's functions with Numba and keep the result between starts.

`kernel` and `inlined_kernel` are for functions that compiled functions call, `entry` for the few
that Python calls. Only entries are kept on disk, with everything they call inside them. Numba
notices an edit of the entry's own file, not of a file whose functions it calls, so kept code lies
in a folder named after a hash of every source that may be compiled, and of the versions, processor
and compiler settings it was made for. A compiled function must not freeze what a YAML file says.

The folder is `kernels` in the user's cache directory, or in the directory that the environment
variable COOPSIM_CACHE_DIR names. Kept code is loaded and run as it is, so name a directory that
only trusted people can write to. With NUMBA_DISABLE_JIT=1 nothing is compiled or kept.
"""

from coopsim.compilation.decorators import entry, inlined_kernel, interpreted, kernel
from coopsim.compilation.folder import NEVER_COMPILED, sources_key
from coopsim.compilation.keeping import cache_state, is_cached

__all__ = [
    "NEVER_COMPILED",
    "cache_state",
    "entry",
    "inlined_kernel",
    "interpreted",
    "is_cached",
    "kernel",
    "sources_key",
]
