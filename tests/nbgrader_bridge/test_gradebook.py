"""The gradebook is out of a submission's reach, in SQLite and in PostgreSQL.

The submission here answers rightly only where it has got hold of the gradebook: its points say whether it has.
"""

import contextlib
import csv
import getpass
import glob
import os
import secrets
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from .conftest import configure, nbgrader, right_answers, submit

THIEF = """\
reached = []


def double(x):
    return 2 * x if reached else x


def try_file(path):
    import sqlite3
    with sqlite3.connect(path) as book:
        book.execute("update grade set auto_score = 5")
        reached.append(path)


def try_address(kind, address):
    import socket
    with socket.socket(kind, socket.SOCK_STREAM) as connection:
        connection.settimeout(2)
        connection.connect(address)
        reached.append(address)


def try_words(path, words):
    with open(path) as file:
        if words in file.read():
            reached.append(path)
"""


def attempt(line: str) -> str:
    return f"try:\n    {line}\nexcept Exception as error:\n    print(repr(error))\n"


def points(root: Path) -> dict[str, float]:
    nbgrader(root, "export", "--to", "grades.csv")
    with (root / "grades.csv").open() as file:
        return {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}


def grade_thief_and_honest(root: Path, attempts: list[str]) -> tuple[dict[str, float], dict[str, float]]:
    """Return the points with all layers and those without any."""
    right = right_answers(root)
    submit(root, "honest", right)
    submit(root, "thief", {"double": THIEF + "\n" + "".join(map(attempt, attempts))})
    nbgrader(root, "autograde", "lesson1")
    isolated = points(root)
    nbgrader(root, "autograde", "lesson1", "--force", "--student", "thief", "--ExaminerExecute.isolation=none")
    return isolated, points(root)


def test_a_submission_cannot_reach_the_gradebook_in_sqlite(copy):
    isolated, open_ = grade_thief_and_honest(copy, [f"try_file({str(copy / 'gradebook.db')!r})"])
    assert isolated == {"honest": 6.0, "thief": 0.0}
    assert open_["thief"] == 5.0  # without the layers it would have been reached


def program(name: str) -> str:
    found = shutil.which(name) or next(iter(sorted(glob.glob(f"/usr/lib/postgresql/*/bin/{name}"), reverse=True)), None)
    if found is None:
        pytest.skip(f"PostgreSQL is not installed ({name} is missing): apt-get install postgresql")
    return found


@pytest.fixture
def postgres() -> Iterator[tuple[str, int, Path]]:
    """A PostgreSQL server of this test's own: the URL of its database, its port, the folder of its socket."""
    pytest.importorskip("psycopg2", reason="psycopg2 is not installed: pip install psycopg2-binary")
    initdb, server = program("initdb"), program("postgres")
    user = "postgres" if os.getuid() == 0 else getpass.getuser()  # it refuses to run as root
    folder = Path("/tmp") / f"nn-by-hand-pg-{secrets.token_hex(4)}"  # the path of a socket has to be short
    folder.mkdir(mode=0o755)
    if os.getuid() == 0:
        shutil.chown(folder, user)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    password = folder / "password"
    password.write_text("a-secret\n")
    password.chmod(0o644)
    try:
        options = ["-D", str(folder / "data"), "-U", "grader", "-A", "scram-sha-256", f"--pwfile={password}", "-N"]
        subprocess.run([initdb, *options], user=user, check=True, capture_output=True, cwd="/")
        command = [server, "-D", str(folder / "data"), "-p", str(port), "-k", str(folder), "-h", "127.0.0.1", "-F"]
        with (
            (folder / "log").open("w") as log,
            subprocess.Popen(command, user=user, stdout=log, stderr=log, cwd="/") as process,
        ):
            try:
                url = f"postgresql+psycopg2://grader:a-secret@127.0.0.1:{port}/postgres"
                wait_for(url)
                yield url, port, folder
            finally:
                process.send_signal(signal.SIGINT)  # a fast shutdown, which waits for no client
                process.wait(60)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def wait_for(url: str) -> None:
    import sqlalchemy

    engine = sqlalchemy.create_engine(url, poolclass=sqlalchemy.NullPool)
    for _ in range(300):
        with contextlib.suppress(sqlalchemy.exc.OperationalError), engine.connect():
            return
        time.sleep(0.2)
    raise TimeoutError("PostgreSQL does not answer")


def test_a_submission_cannot_reach_the_gradebook_in_postgresql(copy, postgres):
    url, port, folder = postgres
    configure(copy, f"c.CourseDirectory.db_url = {url!r}")
    (copy / "gradebook.db").unlink()
    shutil.rmtree(copy / "release")
    nbgrader(copy, "generate_assignment", "lesson1")
    attempts = [
        f"try_address(2, ('127.0.0.1', {port}))",
        f"try_address(1, {str(folder / f'.s.PGSQL.{port}')!r})",
        f"try_words({str(copy / 'nbgrader_config.py')!r}, 'a-secret')",
    ]
    isolated, open_ = grade_thief_and_honest(copy, attempts)
    assert isolated == {"honest": 6.0, "thief": 0.0}
    assert open_["thief"] == 5.0
    assert not (copy / "gradebook.db").exists()
