"""Places for a number of threads, given in the order they were asked for."""

import threading
from collections import deque


class Places:
    """A semaphore with a queue: of the library's own, whoever comes first takes what one who waits was woken for.

    Under a crowd that one was refused, although a place became free a hundred times while it waited.
    """

    def __init__(self, number: int) -> None:
        self._free = number
        self._waiting: deque[threading.Event] = deque()
        self._lock = threading.Lock()

    def acquire(self, timeout: float) -> bool:
        """Take a place; False when none became free within ``timeout`` seconds."""
        with self._lock:
            if self._free:
                self._free -= 1
                return True
            turn = threading.Event()
            self._waiting.append(turn)
        if turn.wait(timeout):
            return True
        with self._lock:
            if turn.is_set():  # given at the last moment
                return True
            self._waiting.remove(turn)
            return False

    def release(self) -> None:
        """Give the place to the one who waits longest, or back."""
        with self._lock:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._free += 1
