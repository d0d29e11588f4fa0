"""One line that says how far something is and when it will be done."""

import sys
import time


class Progress:
    """Prints at most every ``every`` seconds, and at the end."""

    def __init__(self, what: str, total: int, done: int = 0, every: float = 10.0) -> None:
        self.what, self.total, self.done, self.every = what, total, done, every
        self._from, self._began, self._printed = done, time.monotonic(), time.monotonic()

    def step(self, note: str = "", count: int = 1) -> None:
        """Counts, and prints when it is time."""
        self.done += count
        now = time.monotonic()
        if now - self._printed >= self.every or self.done == self.total:
            self._printed = now
            left = (now - self._began) / max(1, self.done - self._from) * (self.total - self.done)
            print(f"{self.what} {self.done}/{self.total}, {duration(left)} left {note}".rstrip(), file=sys.stderr, flush=True)


def duration(seconds: float) -> str:
    """``1 h 05 min``, ``12 min`` or ``40 s``."""
    if seconds >= 3600:
        return f"{int(seconds // 3600)} h {int(seconds % 3600 // 60):02} min"
    return f"{int(seconds // 60)} min" if seconds >= 90 else f"{round(seconds)} s"
