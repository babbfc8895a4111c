"""Names in archives and on disk are read as their authors typed them, whatever program wrote them."""

import base64
import io
import shutil
import struct
import subprocess
import tarfile
import zipfile
import zlib
from pathlib import Path

import pytest

from grader.intake.archives import archive_files
from grader.intake.entries import list_entries
from grader.intake.files import Unreadable

TYPED = "Übung 5 – größer/Müller_ñ.py"
# `zip` 3.0 of Debian, on a disk whose names are Latin-1: the bytes of "Mälzer/größer.py", and no flag.
LATIN = base64.b64decode(
    "UEsDBAoAAAAAAIyVeV1T/FFnAgAAAAIAAAAQABwATeRsemVyL2dy9t9lci5weVVUCQADhywHa4csB2t1eAsAAQQAAAAABAAAAAAxClBLAQIeAwoA"
    "AAAAAIyVeV1T/FFnAgAAAAIAAAAQABgAAAAAAAEAAACkgQAAAABN5Gx6ZXIvZ3L232VyLnB5VVQFAAOHLAdrdXgLAAEEAAAAAAQAAAAAUEsFBgAA"
    "AAABAAEAVgAAAEwAAAAAAA=="
)


class Named(zipfile.ZipInfo):
    """A member whose name is written as these bytes."""

    raw, flags = b"", 0

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:
        return self.raw, self.flags


def zipped(raw: bytes, *, system: int, flags: int = 0, extra: bytes = b"") -> bytes:
    """An archive as a program writes it on a system: 0 is Windows, 3 is Unix."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        member = Named("x")
        member.raw, member.flags, member.create_system, member.extra = raw, flags, system, extra
        archive.writestr(member, "x = 1")
    return data.getvalue()


def unicode_path(name: str, raw: bytes) -> bytes:
    """Info-ZIP's extra field for a name, behind one with the time."""
    field = struct.pack("<BL", 1, zlib.crc32(raw)) + name.encode()
    return struct.pack("<HHBL", 0x5455, 5, 1, 0) + struct.pack("<HH", 0x7075, len(field)) + field


def names(data: bytes, name: str = "work.zip") -> list[str]:
    return [str(file.path) for file in archive_files(data, name)]


@pytest.mark.parametrize(
    ("typed", "data"),
    [
        ("Mälzer/größer.py", LATIN),
        (TYPED, zipped(TYPED.encode(), system=3)),
        (TYPED, zipped(TYPED.encode(), system=3, flags=0x800)),
        (TYPED, zipped(TYPED.encode(), system=0, flags=0x800)),
        (TYPED, zipped(b"#U00dcbung.py", system=3, extra=unicode_path(TYPED, b"#U00dcbung.py"))),
        ("王芳/layers.py", zipped(b"__/layers.py", system=0, extra=unicode_path("王芳/layers.py", b"__/layers.py"))),
        ("Übung größer ÄÖÜäöüß.py", zipped("Übung größer ÄÖÜäöüß.py".encode("cp850"), system=0)),
        ("Übung größer ÄÖÜäöüß.py", zipped("Übung größer ÄÖÜäöüß.py".encode("cp437"), system=0)),
        ("Ørsted Ångström Ñandú.py", zipped("Ørsted Ångström Ñandú.py".encode("cp850"), system=0)),
        ("Иванова Анна.py", zipped("Иванова Анна.py".encode("cp866"), system=0)),
        ("Müller – größer.py", zipped("Müller – größer.py".encode("cp1252"), system=0)),
        ("Zoë.py", zipped("Zoe\u0308.py".encode(), system=3)),
    ],
)
def test_a_name_in_a_zip_archive_is_what_its_author_typed(typed, data):
    assert names(data) == [typed]
    assert archive_files(data, "work.zip")[0].read()


@pytest.mark.skipif(shutil.which("zip") is None, reason="Info-ZIP is not installed")
def test_an_archive_of_info_zip_itself_is_read(tmp_path):
    (tmp_path / TYPED).parent.mkdir()
    (tmp_path / TYPED).write_text("x = 1")
    subprocess.run(["zip", "-qr", "work.zip", Path(TYPED).parent], cwd=tmp_path, check=True)
    assert names((tmp_path / "work.zip").read_bytes()) == [TYPED]


@pytest.mark.parametrize("form", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
@pytest.mark.parametrize("encoding", ["utf-8", "cp850"])
def test_a_name_in_a_tar_archive_is_what_its_author_typed(form, encoding):
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w", format=form, encoding=encoding) as archive:
        archive.addfile(tarfile.TarInfo("Übung/Müller.py"), io.BytesIO())
    assert names(data.getvalue(), "work.tar") == ["Übung/Müller.py"]


def test_the_extra_field_for_another_name_does_not_count():
    assert names(zipped(b"layers.py", system=3, extra=unicode_path("other.py", b"renamed since"))) == ["layers.py"]


@pytest.mark.parametrize("typed", ["../layers.py", "/etc/layers.py", "a/../../layers.py"])
def test_a_name_in_an_extra_field_leads_no_more_out_of_the_archive_than_any_other(typed):
    with pytest.raises(Unreadable, match="leads outside"):
        names(zipped(b"layers.py", system=3, extra=unicode_path(typed, b"layers.py")))


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1", "cp850"])
def test_a_student_is_called_as_the_folder_was_named(tmp_path, encoding):
    try:
        (tmp_path / "Jürgen Größer".encode(encoding).decode("utf-8", "surrogateescape")).mkdir()
    except OSError:
        pytest.skip("this disk takes UTF-8 only")
    (entry,) = list_entries(tmp_path)[0]
    assert entry.file == entry.student == "Jürgen Größer"
