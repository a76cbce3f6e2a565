from importlib.metadata import packages_distributions
from pathlib import Path

OURS = ("core", "registry", "events", "notifications", "reports", "nadwa")


def test_no_dependency_ships_a_package_with_our_name():
    owners = packages_distributions()
    assert {name: set(owners.get(name, ["nadwa"])) for name in OURS} == {
        name: {"nadwa"} for name in OURS
    }


def test_no_package_of_ours_hides_a_module_that_python_needs():
    here = {path.parent.name for path in (Path(__file__).parents[2] / "src").glob("*/__init__.py")}
    assert here == set(OURS)
