"""Work beside the first connection: its failure is told, and it ends when it is to stop."""

import itertools
import threading

import pytest

from checker.bulk.parallel import ParallelWork


def test_work_after_failed_work_fails_alike():
    def fail():
        raise OSError("full")

    done = []
    first = ParallelWork(fail)
    second = ParallelWork(lambda: done.append("second"), first)
    for work in (first, second):
        work.start()
    for work in (second, first):
        with pytest.raises(OSError, match="full"):
            work.wait()
    assert done == []


def test_work_that_is_to_stop_makes_no_further_statement():
    began, interrupted = threading.Event(), threading.Event()

    def work():
        for _ in itertools.count():
            stopped.refuse_stopped()
            began.set()
            interrupted.wait()

    stopped = ParallelWork(work)
    after = ParallelWork(began.clear, stopped)
    for one in (stopped, after):
        one.start()
    began.wait()
    after.stop(interrupted.set)
    with pytest.raises(KeyboardInterrupt):
        after.wait()
    assert began.is_set()
