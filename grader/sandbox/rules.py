"""Which system calls a submission may make, and why the notable others are refused.

Refused although a program might want them:
- memfd_create, memfd_secret, shmget: memory that the address-space limit does not count;
- socket, connect, bind, accept: every kind of network, and other programs' Unix sockets;
- ptrace, process_vm_*, process_madvise, pidfd_*, kcmp: other processes;
- unshare, setns, mount, pivot_root, chroot, fsopen and relatives, clone with namespace flags: the walls themselves;
- io_uring_*: would make file and network calls that seccomp never sees;
- bpf, perf_event_open, userfaultfd, keyctl, add_key, request_key, kexec_*, *_module, iopl, personality, quotactl:
  kernel interfaces with a history of holes and no use in a lesson;
- clone3: its flags are in memory, where a filter cannot read them; "no such call" makes libc fall back to clone;
- setsid, setpgid: a new process group would escape the supervisor's signals;
- sendmsg, recvmsg: what they send beside the bytes, descriptors and credentials, is in memory, where a filter cannot
  read it;
- setsockopt: would attach filters to the channel, among others;
- flock, and locks by fcntl: files of the host that can be read could be locked against the host.
"""

from __future__ import annotations

import errno as codes
from dataclasses import dataclass, field

from grader.sandbox import tables

_CLONE_THREAD = 0x10000
_CLONE_NEW_ANY = 0x7E020000  # the flags CLONE_NEW... of clone(2)


@dataclass(frozen=True)
class Argument:
    """Holds when `argument[index] & mask` is one of `values`; arguments count from 0."""

    index: int
    values: tuple[int, ...]
    mask: int = 0xFFFFFFFF


@dataclass(frozen=True)
class Rule:
    """Allow the call if all tests hold, otherwise answer `errno`. Without tests, always refuse."""

    tests: tuple[Argument, ...] = field(default=())
    errno: int = codes.EPERM


REFUSE = Rule()
ALLOW = Rule((Argument(0, (0,), mask=0),))  # 0 & anything is 0: always true

# terminals and flags of open files; not TIOCSTI, which types into the terminal that grading was started from
_IOCTL = Rule((Argument(1, (0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)),), errno=codes.ENOTTY)
# dup, flags, pipe size; not locks, not F_SETOWN and F_SETSIG, which send signals to other processes
_FCNTL = Rule((Argument(1, (0, 1, 2, 3, 4, 9, 1030, 1032, 1034)),), errno=codes.EINVAL)
# names of threads and memory, and queries; not PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_PTRACER
_PRCTL = Rule((Argument(0, (3, 15, 16, 21, 23, 29, 30, 39, 40, 0x53564D41, 0x41555856)),))
# a connected pair (AF_UNIX, SOCK_STREAM); from a datagram socket one could send to any other socket by its path
_SOCKETPAIR = Rule((Argument(0, (1,)), Argument(1, (1,), mask=0xF)))

# MSG_PEEK, MSG_DONTWAIT, MSG_WAITALL, MSG_NOSIGNAL; not MSG_OOB, which the frames of the other side do not count
_PLAIN_BYTES = Rule((Argument(3, (0,), mask=0xFFFFFFFF & ~0x4142),))
# at SOL_SOCKET what Python asks of a socket: SO_TYPE, SO_ERROR, SO_PROTOCOL, SO_DOMAIN; not who is at the other end
_GETSOCKOPT = Rule((Argument(1, (1,)), Argument(2, (3, 4, 38, 39))))


def always(machine: str) -> set[int]:
    """Return the numbers that are allowed whatever the arguments."""
    groups = (
        tables.DATA,
        tables.NAMES,
        tables.MEMORY,
        tables.THREADS,
        tables.SIGNALS,
        tables.TIME,
        tables.EVENTS,
        tables.IDENTITY,
        tables.CHANNEL,
    )
    return {number for group in groups for number in tables.numbers(group, machine).values()}


def conditional(own_pid: int | None, may_fork: bool, may_exec: bool) -> dict[str, Rule]:
    """Return the rules for calls whose arguments decide; the parameters are those of `seccomp.program`."""
    threads_only = Rule((Argument(0, (_CLONE_THREAD,), mask=_CLONE_THREAD), Argument(0, (0,), mask=_CLONE_NEW_ANY)))
    same_namespaces = Rule((Argument(0, (0,), mask=_CLONE_NEW_ANY),))
    to_itself = ALLOW if own_pid is None else Rule((Argument(0, (own_pid,)),))
    fork, execute = (ALLOW if may_fork else REFUSE), (ALLOW if may_exec else REFUSE)
    return {
        "clone": same_namespaces if may_fork else threads_only,
        "clone3": Rule(errno=codes.ENOSYS),
        "fork": fork,
        "vfork": fork,
        "execve": execute,
        "execveat": REFUSE,
        "kill": to_itself,
        "tgkill": to_itself,
        "tkill": REFUSE,
        "prctl": _PRCTL,
        "prlimit64": Rule((Argument(0, (0,)),)),
        "ioctl": _IOCTL,
        "fcntl": _FCNTL,
        "socketpair": _SOCKETPAIR,
        "sendto": _PLAIN_BYTES,
        "recvfrom": _PLAIN_BYTES,
        "getsockopt": _GETSOCKOPT,
    }
