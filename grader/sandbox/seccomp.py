"""seccomp: turn the rules of `rules.py` into a BPF program, and install it for good.

The program is an allow-list. It kills the process on a foreign architecture and on the x32 interface, which would give
every call a second number. It answers "not permitted" to calls that exist but are not allowed, and "no such call" to
calls newer than the table, so that libc falls back to the older ones.
Source: Documentation/userspace-api/seccomp_filter.rst.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import struct

from grader.sandbox import rules, syscalls, tables

_LOAD, _JEQ, _JGE, _JGT, _AND, _RET = 0x20, 0x15, 0x35, 0x25, 0x54, 0x06
_KILL, _ERRNO, _ALLOW = 0x80000000, 0x00050000, 0x7FFF0000
_NR, _ARCH, _ARGS = 0, 4, 16  # offsets in struct seccomp_data; both machines are little-endian
_X32 = 0x40000000

Instruction = tuple[int, int, int, int]  # code, jump if true, jump if false, operand


def program(machine: str, *, own_pid: int | None, may_fork: bool, may_exec: bool) -> bytes:
    """Return the filter as an array of struct sock_filter.

    `own_pid` limits kill and tgkill to this process (None: any process of the namespace); `may_fork` and `may_exec`
    permit new processes and new programs. Raises KeyError for a machine that the table does not cover.
    """
    code: list[Instruction] = [
        (_LOAD, 0, 0, _ARCH),
        (_JEQ, 1, 0, tables.AUDIT_ARCH[machine]),
        (_RET, 0, 0, _KILL),
        (_LOAD, 0, 0, _NR),
        (_JGE, 0, 1, _X32),
        (_RET, 0, 0, _KILL),
    ]
    conditional = tables.numbers(tables.CONDITIONAL, machine)
    for name, rule in rules.conditional(own_pid, may_fork, may_exec).items():
        if name in conditional:
            code += _block(conditional[name], rule)
    for low, high in _ranges(sorted(rules.always(machine))):
        code += [(_JGE, 0, 2, low), (_JGT, 1, 0, high), (_RET, 0, 0, _ALLOW)]
    code += [(_JGT, 1, 0, tables.NEWEST), (_RET, 0, 0, _ERRNO | errno.EPERM), (_RET, 0, 0, _ERRNO | errno.ENOSYS)]
    return b"".join(struct.pack("<HBBI", *instruction) for instruction in code)


def _block(number: int, rule: rules.Rule) -> list[Instruction]:
    """If the call has this number, decide by the low halves of its arguments, all of which are C ints."""
    body: list[Instruction] = []
    refuse = _ERRNO | rule.errno
    for test in rule.tests:
        body.append((_LOAD, 0, 0, _ARGS + 8 * test.index))
        body.append((_AND, 0, 0, test.mask))
        last = len(test.values)
        body += [(_JEQ, last - place, 0, value & 0xFFFFFFFF) for place, value in enumerate(test.values)]
        body.append((_RET, 0, 0, refuse))
    body.append((_RET, 0, 0, _ALLOW if rule.tests else refuse))
    return [(_JEQ, 0, len(body), number), *body]


def _ranges(numbers: list[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and number == found[-1][1] + 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_char_p)]


def install(*, own_pid: int | None, may_fork: bool, may_exec: bool) -> None:
    """Confine this process and its children for good; needs no_new_privs. Raises OSError if there is no seccomp."""
    code = program(platform.machine(), own_pid=own_pid, may_fork=may_fork, may_exec=may_exec)
    filter_ = _Program(len(code) // 8, code)
    syscalls.prctl(syscalls.PR_SET_SECCOMP, 2, ctypes.addressof(filter_))
