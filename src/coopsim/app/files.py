"""Write a page to a file, whole or not at all."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from coopsim.errors import Fault, InputError


def check_target(file: Path) -> None:
    """Make sure that a page can be written to a file; an older page may stand there.

    Raises:
        InputError: It is a folder, or its own folder is missing or may not be written to.
    """
    folder = file.parent
    if file.is_dir():
        raise _refusal(file, "is a folder", f"name a file in it, such as {file / 'run.html'}")
    if file.suffix.lower() not in {".html", ".htm"}:
        raise _refusal(file, "is no name of a page", f"write {file}.html")
    if not folder.is_dir():
        raise _refusal(file, f"can't be written, because there is no folder {folder}")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise _refusal(file, f"can't be written, because {folder} may not be written to")


def write_page(file: Path, text: str) -> int:
    """Write a page and return its size in bytes; an older one stays until it is complete.

    Raises:
        OSError: The disk is full or fails.
    """
    draft = file.with_name(f".{file.name}-{secrets.token_hex(4)}.unfinished")
    written = text.encode()
    try:
        with draft.open("wb") as opened:
            opened.write(written)
            opened.flush()
            os.fsync(opened.fileno())
        draft.replace(file)
    # Ctrl-C too must leave nothing behind.
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    return len(written)


def _refusal(file: Path, message: str, hint: str = "") -> InputError:
    return InputError((Fault(None, "--output", f"{file} {message}", hint),))
