"""Start `coopsim view` as users do, and end it as they do."""

from __future__ import annotations

import signal
import subprocess
import sys


class Server:
    def __init__(self, *arguments: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "coopsim", "view", *arguments, "--no-open", "--port", "0"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        self.url = self.process.stdout.readline().strip()

    def stop(self) -> None:
        self.process.send_signal(signal.SIGINT)
        _, talk = self.process.communicate(timeout=120)
        assert self.process.returncode == 0, talk
        assert "Traceback" not in talk
