"""Every command that writes, killed, interrupted, without space and beside another: whole files, and nothing left.

Here some are stopped where files change, in the night all, and at random moments; ``make faults`` kills each 200 times
and at each named point.
"""

from __future__ import annotations

import os
import random
import shlex
import subprocess
import sys

import pytest

from tests.command import PATIENCE
from tests.faults import SCENES, Stage, Stopper, around, trials

pytestmark = pytest.mark.slow

FEW = ("annotate workbook", "baseline update", "bulk parquet", "check, a set")


def named(*names, without=()):
    """Try a test on these scenes, and in the night on all others."""
    marks = {scene.name: () if scene.name in names else (pytest.mark.nightly,) for scene in SCENES}
    found = [
        pytest.param(scene, marks=marks[scene.name], id=scene.name)
        for scene in SCENES
        if not scene.name.startswith(without or "-")
    ]
    return pytest.mark.parametrize("stage", found, indirect=True)


@pytest.fixture(scope="module")
def stopper():
    with Stopper() as made:
        yield made


@pytest.fixture
def stage(tmp_path, request):
    return Stage(request.param, tmp_path / "stage")


@named(*FEW)
def test_a_command_that_is_stopped_leaves_whole_files_and_the_next_run_nothing_else(stage, stopper):
    # By day at named calls alone: what a random moment finds once in a thousand runs is no news about a change.
    found = list(trials(stage, stopper, random.Random(), 0, ("replace",), every=3))  # noqa: S311 - moments, no secrets
    assert [trial for trial in found if trial[1]] == []
    assert {"at replace", "SIGTERM 143 at replace", "no space"} <= {kind for kind, _ in found}


@pytest.mark.nightly
@named(*(scene.name for scene in SCENES))
def test_a_command_that_is_stopped_at_any_moment_leaves_whole_files_too(stage, stopper):
    draw = random.Random(random.random())  # noqa: S311 - moments, no secrets
    assert [trial for trial in trials(stage, stopper, draw, 20, ("replace",)) if trial[1]] == []


def shell(line: str, stage: Stage) -> subprocess.CompletedProcess[bytes]:
    command = shlex.join([sys.executable, "-m", "checker", *stage.scene.arguments])
    return subprocess.run(
        ["bash", "-c", line.replace("CHECKER", command)],  # noqa: S607 - a shell is what is tried
        cwd=stage.folder,
        env=around(stage.folder),
        capture_output=True,
        check=False,
        timeout=PATIENCE,
    )


@named("annotate workbook", "bulk parquet", without="check")
def test_closed_streams_change_no_file_and_no_exit_code(stage, stopper):
    stage.first(stopper)
    for closed, is_told in (("<&- >&- 2>&-", False), (">/dev/full", True)):
        stage.reset()
        done = shell(f"CHECKER {closed}", stage)
        assert b"Traceback" not in done.stderr, closed
        # A full stream is told, and what was written before that stays.
        assert done.returncode == (2 if is_told else stage.code), (closed, done.stderr)
        assert stage.whole() == stage.left_over() == "", closed


@named("check, a set", "bulk parquet, new")
def test_commands_beside_each_other_end_as_alone(stage, stopper):
    stage.first(stopper)
    stage.reset()
    begun = 'for n in 1 2 3 4; do CHECKER >/dev/null & all="$all $!"; done'
    done = shell(f"{begun}; for one in $all; do wait $one; echo $?; done", stage)
    assert done.stdout.split() == [b"%d" % stage.code] * 4, done.stderr
    assert stage.as_a_set() == ""
    assert stage.outputs().keys() == stage.new.keys()


# Root may write everywhere unless it gives that up.
MODEST = "setpriv --bounding-set=-dac_override,-dac_read_search --inh-caps=-all --" if os.geteuid() == 0 else ""


def is_modest() -> bool:
    """Tell whether a command can be one that may not write everywhere: a container may forbid to give that up."""
    return subprocess.run(["bash", "-c", f"{MODEST} true"], capture_output=True, check=False).returncode == 0  # noqa: S607


@named("check, a set", "bulk parquet", without=("bulk parquet, new", "baseline"))
def test_a_folder_that_may_not_be_written_is_told_and_changes_nothing(stage, stopper):
    if not is_modest():
        pytest.skip("root may write everywhere")
    stage.first(stopper)
    stage.reset()
    places = [place for place in (stage.folder / "out", stage.folder) if place.is_dir()]
    for place in places:
        place.chmod(0o555)
    done = shell(f"{MODEST} CHECKER", stage)
    for place in places:
        place.chmod(0o755)
    assert (done.returncode, b"cannot be written" in done.stderr) == (2, True), done.stderr
    assert stage.outputs() == stage.old
    assert stage.left_over() == ""
