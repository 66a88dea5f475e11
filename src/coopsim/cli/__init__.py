"""The command line: one command a file; whatever it knows it asks the layers below."""

from coopsim.cli.application import main

__all__ = ["main"]
