"""The process of the local AWS: MiniStack, which ends when whoever started it is gone, however that came about."""

import os
import signal
import sys
import threading
import time

from ministack.app import main


def end_with_starter():
    sys.stdin.buffer.read()  # Returns when the other end of the pipe is closed, which the kernel does even for a process that was killed.
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(5)
    os.killpg(0, signal.SIGKILL)


if "--keep" in sys.argv:
    sys.argv.remove("--keep")
else:
    threading.Thread(target=end_with_starter, daemon=True).start()
main()
