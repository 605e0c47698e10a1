"""PyYAML without being run whole: what is spared, and that nobody else notices."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.examples import each_row

READ = """\
import sys
from checker.domain.codes import DATA_FILE
from checker.syntax.yaml import read_yaml
root = read_yaml("f.yaml", b"a: [1, 'b']", DATA_FILE).root
assert (root.entries[0][0].text, len(root.entries[0][1].items)) == ("a", 2)
"""


def run(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.fixture(autouse=True)
def compiled() -> None:
    pytest.importorskip("yaml._yaml", reason="PyYAML without libyaml")


def test_the_parser_in_python_is_not_imported() -> None:
    names = set(run(READ + "print(*sys.modules)").split())
    assert "yaml._yaml" in names
    assert names.isdisjoint({"yaml.reader", "yaml.constructor", "yaml.resolver", "yaml.loader", "yaml.dumper"})


@each_row(
    "use",
    [
        "import yaml; assert yaml.safe_load('a: 1') == {'a': 1}",
        "from yaml import CSafeLoader, load; assert load('a: 2024-01-01', CSafeLoader)['a'].year == 2024",
        "import yaml; assert yaml.dump({'a': [1]}, Dumper=yaml.CSafeDumper) == 'a:\\n- 1\\n'",
        "import yaml.loader; import yaml; assert yaml.SafeLoader is yaml.loader.SafeLoader",
        "from yaml.nodes import Node; import yaml; assert isinstance(yaml.compose('a', yaml.CLoader), Node)",
        "import yaml; assert yaml.__version__ and yaml.__file__ and yaml.__with_libyaml__",
        "import yaml; assert not hasattr(yaml, '__nothing__') and not hasattr(yaml, 'nothing')",
    ],
)
def test_others_find_all_of_it(use: str) -> None:
    run(READ + use)
    run(use + "\n" + READ)


@each_row("text", ["a: \x01", "[", "a: b: c", "*a", "\\xff"])
def test_others_catch_the_errors_that_they_know(text: str) -> None:
    caught = f"""
import yaml
try:
    yaml.load({text!r}, yaml.CSafeLoader)
except yaml.YAMLError as error:
    kind = type(error)
    assert kind is getattr(sys.modules[kind.__module__], kind.__name__)
    print(kind.__module__, kind.__name__)
"""
    assert run(READ + caught) == run("import sys" + caught)


def test_without_the_compiled_parser_the_other_one_reads() -> None:
    run("import sys; sys.modules['yaml._yaml'] = None\n" + READ)
    run("import sys; sys.modules['yaml._yaml'] = None\n" + READ + "import yaml; assert not yaml.__with_libyaml__")
