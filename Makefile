# `make demo` shows the record of the example pages and keeps that of the example crisis in demo.db;
# `make test` runs all checks.
# Both make their own virtual environment from the lock files in requirements/.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
# The lock files are complete: nothing is resolved anew (an older pip stumbles over extras there).
INSTALL := PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore $(BIN)/python -m pip install --quiet

.PHONY: demo test check lint types contracts tests floors format lock clean

demo: $(VENV)/run.stamp
	@$(BIN)/onrecord demo --store demo.db

test: $(VENV)/dev.stamp
	@$(MAKE) --no-print-directory check

check: lint types contracts tests floors

lint:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types:
	$(BIN)/mypy

contracts:
	$(BIN)/lint-imports

# Test processes and reading processes share the cores; coverage of the latter is not needed.
tests:
	$(BIN)/python -m pytest --cov --cov-report=term

# Scores that must not drop, on the data beside the project; says so and passes where it is absent.
floors:
	@if [ -f evals/floors.py ]; then $(BIN)/python evals/floors.py; else echo "floors: none yet"; fi

format: $(VENV)/dev.stamp
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# A Debian without python3-venv has no ensurepip: its own pip then fills the environment.
$(VENV)/bin/python:
	@echo "making $(VENV)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "On Record needs Python 3.11 or newer; set PYTHON=python3.12 or the like." >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) >/dev/null 2>&1 || { rm -rf $(VENV) && $(PYTHON) -m venv --without-pip $(VENV) && \
		$(PYTHON) -m pip --quiet --python $(VENV)/bin/python install --require-hashes -r requirements/pip.txt; }

$(VENV)/run.stamp: requirements/run.txt pyproject.toml src/onrecord/version.py | $(VENV)/bin/python
	@echo "installing what the program needs (requirements/run.txt)"
	@$(INSTALL) --no-deps --require-hashes -r requirements/run.txt
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt $(VENV)/run.stamp
	@echo "installing what the tests need (requirements/dev.txt)"
	@$(INSTALL) --no-deps --require-hashes -r requirements/dev.txt
	@touch $@

# Newer versions of everything, with hashes; needs uv (pip install uv). UPGRADE= keeps what is locked.
UPGRADE ?= --upgrade
COMPILE := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes $(UPGRADE) \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"
lock:
	$(COMPILE) pyproject.toml --group build -o requirements/run.txt
	$(COMPILE) pyproject.toml --group build --group dev -c requirements/run.txt -o requirements/dev.txt
	echo pip | $(COMPILE) - -o requirements/pip.txt

clean:
	rm -rf $(VENV) build dist demo.db demo.db-wal demo.db-shm .coverage* .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# The picture in the README, from what the program prints today.
.PHONY: picture
picture: $(VENV)/run.stamp
	$(BIN)/python docs/picture.py
