"""Numbers of the system calls that a submission may need, for x86_64 and aarch64.

Each entry is `name x86_64 aarch64`, with `-` where the architecture has no such call. A call that is not listed here is
never allowed, so this table is also the first half of the allow-list (`rules.py` is the other).
Source: the kernel's `asm/unistd_64.h` and `asm-generic/unistd.h`, Linux 6.1.
"""

from __future__ import annotations

# read and write open files
DATA = """
read 0 63 | write 1 64 | pread64 17 67 | pwrite64 18 68 | readv 19 65 | writev 20 66 | preadv 295 69 | pwritev 296 70
preadv2 327 286 | pwritev2 328 287 | lseek 8 62 | close 3 57 | close_range 436 436 | dup 32 23 | dup2 33 -
dup3 292 24 | pipe 22 - | pipe2 293 59 | sendfile 40 71 | copy_file_range 326 285 | fsync 74 82 | fdatasync 75 83
sync_file_range 277 84 | ftruncate 77 46 | fallocate 285 47 | fadvise64 221 223 | readahead 187 213
"""
# files by name (what they may reach is for the tmpfs root and Landlock)
NAMES = """
open 2 - | openat 257 56 | openat2 437 437 | creat 85 - | access 21 - | faccessat 269 48 | faccessat2 439 439
stat 4 - | fstat 5 80 | lstat 6 - | newfstatat 262 79 | statx 332 291 | statfs 137 43 | fstatfs 138 44
readlink 89 - | readlinkat 267 78 | getcwd 79 17 | chdir 80 49 | fchdir 81 50 | getdents 78 - | getdents64 217 61
mkdir 83 - | mkdirat 258 34 | rmdir 84 - | unlink 87 - | unlinkat 263 35 | rename 82 - | renameat 264 38
renameat2 316 276 | link 86 - | linkat 265 37 | symlink 88 - | symlinkat 266 36 | chmod 90 - | fchmod 91 52
fchmodat 268 53 | umask 95 166 | truncate 76 45 | utime 132 - | utimes 235 - | utimensat 280 88 | futimesat 261 -
"""
# memory of this process
MEMORY = """
mmap 9 222 | munmap 11 215 | mprotect 10 226 | mremap 25 216 | brk 12 214 | madvise 28 233 | mincore 27 232
msync 26 227 | membarrier 324 283 | pkey_alloc 330 289 | pkey_free 331 290 | pkey_mprotect 329 288
"""
# threads and futexes
THREADS = """
exit 60 93 | exit_group 231 94 | futex 202 98 | futex_waitv 449 449 | set_robust_list 273 99
get_robust_list 274 100 | set_tid_address 218 96 | rseq 334 293 | sched_yield 24 124 | sched_getaffinity 204 123
sched_getparam 143 121 | sched_getscheduler 145 120 | sched_get_priority_max 146 125 | sched_get_priority_min 147 126
getcpu 309 168 | get_mempolicy 239 236 | arch_prctl 158 - | set_thread_area 205 -
"""
# signals to oneself
SIGNALS = """
rt_sigaction 13 134 | rt_sigprocmask 14 135 | rt_sigreturn 15 139 | rt_sigpending 127 136 | rt_sigsuspend 130 133
rt_sigtimedwait 128 137 | sigaltstack 131 132 | restart_syscall 219 128 | pause 34 - | alarm 37 - | getitimer 36 102
setitimer 38 103
"""
# time
TIME = """
nanosleep 35 101 | clock_nanosleep 230 115 | clock_gettime 228 113 | clock_getres 229 114 | gettimeofday 96 169
time 201 - | times 100 153 | timerfd_create 283 85 | timerfd_settime 286 86 | timerfd_gettime 287 87
timer_create 222 107 | timer_settime 223 110 | timer_gettime 224 108 | timer_getoverrun 225 109
timer_delete 226 111
"""
# waiting for events
EVENTS = """
poll 7 - | ppoll 271 73 | select 23 - | pselect6 270 72 | epoll_create 213 - | epoll_create1 291 20
epoll_ctl 233 21 | epoll_wait 232 - | epoll_pwait 281 22 | epoll_pwait2 441 441 | eventfd 284 - | eventfd2 290 19
wait4 61 260 | waitid 247 95
"""
# who and where am I
IDENTITY = """
getpid 39 172 | gettid 186 178 | getppid 110 173 | getpgrp 111 - | getpgid 121 155 | getsid 124 156 | getuid 102 174
geteuid 107 175 | getgid 104 176 | getegid 108 177 | getgroups 115 158 | getresuid 118 148 | getresgid 120 150
uname 63 160 | sysinfo 99 179 | getrusage 98 165 | getrlimit 97 163 | getpriority 140 141 | capget 125 90
getrandom 318 278
"""
# the channel, an already connected socket
CHANNEL = """
shutdown 48 210 | getsockname 51 204 | getpeername 52 205
"""
# allowed for some arguments only, see rules.py
CONDITIONAL = """
clone 56 220 | clone3 435 435 | fork 57 - | vfork 58 - | execve 59 221 | execveat 322 281 | kill 62 129
tkill 200 130 | tgkill 234 131 | prctl 157 167 | prlimit64 302 261 | ioctl 16 29 | fcntl 72 25 | socketpair 53 199
recvfrom 45 207 | sendto 44 206 | getsockopt 55 209
"""

NEWEST = 450  # the last number that this table covers, the same on both architectures
MACHINES = {"x86_64": 0, "aarch64": 1}  # column of the table
AUDIT_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}  # from linux/audit.h: what seccomp reports as `arch`


def numbers(group: str, machine: str) -> dict[str, int]:
    """Return name -> number for one of the groups above, without the calls that `machine` lacks."""
    column = MACHINES[machine]
    entries = (entry.split() for line in group.splitlines() for entry in line.split("|") if entry.strip())
    return {name: int(columns[column]) for name, *columns in entries if columns[column] != "-"}
