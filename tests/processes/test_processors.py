"""Threads follow what this process may use and what is free: affinity, quotas of control groups, other programs."""

import os

import pytest

from grader.processes.processors import available_processors, processor_quota, running_programs, training_threads


@pytest.fixture
def system(tmp_path, monkeypatch):
    """A function that lays down files of the system, and 8 processors that this process may use."""
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: 8)
    monkeypatch.setattr(os, "sched_getaffinity", lambda pid: set(range(8)), raising=False)

    def lay(files):
        for name, text in files.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text)
        return tmp_path

    return lay


GROUP = "sys/fs/cgroup"
VERSION_2 = {"proc/self/cgroup": "0::/user/anna/job\n"}
VERSION_1 = {"proc/self/cgroup": "4:memory:/m\n3:cpu,cpuacct:/docker/abc\n1:name=systemd:/\n0::/\n"}


def test_without_a_quota_all_processors_of_the_affinity_are_available(system, monkeypatch):
    monkeypatch.setattr(os, "sched_getaffinity", lambda pid: {2, 5, 6}, raising=False)
    assert available_processors(system({})) == 3


@pytest.mark.parametrize(
    ("files", "quota"),
    [
        ({**VERSION_2, f"{GROUP}/user/anna/job/cpu.max": "250000 100000\n"}, 2.5),
        ({**VERSION_2, f"{GROUP}/user/anna/job/cpu.max": "max 100000\n"}, None),
        # The quota of a group above holds too: the smallest counts.
        (
            {
                **VERSION_2,
                f"{GROUP}/user/anna/job/cpu.max": "400000 100000\n",
                f"{GROUP}/user/cpu.max": "150000 100000\n",
            },
            1.5,
        ),
        # In a container the files of its own group are at the top.
        ({"proc/self/cgroup": "0::/\n", f"{GROUP}/cpu.max": "50000 100000\n"}, 0.5),
        (
            {
                **VERSION_1,
                f"{GROUP}/cpu,cpuacct/docker/abc/cpu.cfs_quota_us": "300000\n",
                f"{GROUP}/cpu,cpuacct/docker/abc/cpu.cfs_period_us": "100000\n",
            },
            3.0,
        ),
        (
            {
                **VERSION_1,
                f"{GROUP}/cpu/cpu.cfs_quota_us": "-1\n",
                f"{GROUP}/cpu/cpu.cfs_period_us": "100000",
            },
            None,
        ),
        (
            {
                **VERSION_1,
                f"{GROUP}/cpu/cpu.cfs_quota_us": "99000",
                f"{GROUP}/cpu/cpu.cfs_period_us": "33000",
            },
            3.0,
        ),
        ({**VERSION_2, f"{GROUP}/user/anna/job/cpu.max": "nonsense"}, None),
        ({}, None),
    ],
)
def test_a_quota_is_read_from_the_files_of_either_version(system, files, quota):
    assert processor_quota(system(files)) == quota


@pytest.mark.parametrize(("written", "available"), [("250000 100000", 3), ("20000 100000", 1), ("1600000 100000", 8)])
def test_a_quota_leaves_fewer_processors_but_never_none(system, written, available):
    assert available_processors(system({"proc/self/cgroup": "0::/\n", f"{GROUP}/cpu.max": written})) == available


@pytest.mark.parametrize(("running", "threads"), [(1, 8), (2, 7), (5, 4), (9, 1), (60, 1)])
def test_a_training_takes_the_processors_that_other_programs_leave(system, running, threads):
    root = system({"proc/stat": f"cpu  1 2 3 4\nprocs_running {running}\nprocs_blocked 0\n"})
    assert running_programs(root) == running - 1
    assert training_threads(root) == threads


def test_of_a_quota_only_the_share_that_is_free_everywhere_is_used(system):
    root = system({"proc/self/cgroup": "0::/\n", f"{GROUP}/cpu.max": "400000 100000"})
    assert [training_threads(root, busy) for busy in (0, 4, 8)] == [4, 2, 1]


def test_what_the_user_sets_goes_before(system, monkeypatch):
    monkeypatch.setenv("OMP_NUM_THREADS", "5")
    assert training_threads(system({}), busy=7) == 5
