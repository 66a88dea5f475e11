"""How the folder of a sweep is known, and how its manifest is sealed."""

from __future__ import annotations

import hashlib
import json
from typing import Any, Final

BLUEPRINT: Final = "experiment.json"


def checksum(manifest: dict[str, Any]) -> str:
    """Return the SHA-256 of a manifest without its checksum, in canonical JSON."""
    content = {**manifest, "run": {**manifest["run"]}}
    content["run"].pop("checksum", None)
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
