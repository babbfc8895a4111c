"""The script that builds names.txt from a table of the SSA."""

import subprocess
import sys


def build(table: str, tmp_path) -> str:
    (tmp_path / "table.csv").write_text(table)
    command = [sys.executable, "-m", "data.build_names", tmp_path / "table.csv", "--out", tmp_path / "names.txt"]
    subprocess.run(command, check=True, capture_output=True)
    return (tmp_path / "names.txt").read_bytes().decode()


def test_girls_come_before_boys_each_by_count_in_lower_case(tmp_path):
    table = "name,sex,births\nNoah,M,900\nAva,F,70\nEmma,F,80\nLiam,M,1000\n"
    assert build(table, tmp_path) == "emma\nava\nliam\nnoah\n"


def test_ties_keep_the_order_of_the_table(tmp_path):
    table = "name,sex,births\nZoe,F,5\nAda,F,5\nMia,F,5\n"
    assert build(table, tmp_path) == "zoe\nada\nmia\n"


def test_counts_are_compared_as_numbers(tmp_path):
    assert build("name,sex,births\nAda,F,9\nZoe,F,10\n", tmp_path) == "zoe\nada\n"


def test_a_name_given_to_both_sexes_stands_twice(tmp_path):
    assert build("name,sex,births\nAvery,F,7\nMia,F,6\nAvery,M,9\n", tmp_path) == "avery\nmia\navery\n"
