# Two commands: `make demo` and `make test`. Both build .venv on first use; nothing is installed outside it.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3 python; do \
  command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
WORKERS ?= 2

.PHONY: demo test lint docs bench clean python

demo: $(VENV)/runtime.stamp
	@$(BIN)/makewhole demo

test: $(VENV)/dev.stamp
	@$(BIN)/ruff check src tests bench docs
	@$(BIN)/ruff format --check src tests bench docs
	@$(BIN)/mypy
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup -m 'not browser'
	@$(BIN)/python -m pytest -m browser tests/web -o faulthandler_timeout=300 -o faulthandler_exit_on_timeout=true

lint: $(VENV)/dev.stamp
	@$(BIN)/ruff check --fix src tests bench docs && $(BIN)/ruff format src tests bench docs

docs: $(VENV)/dev.stamp
	@$(BIN)/python -m makewhole.policy
	@$(BIN)/python -m makewhole.fees
	@$(BIN)/python docs/make_reference.py
	@$(BIN)/python docs/make_licences.py

bench: $(VENV)/dev.stamp
	@$(BIN)/python -m bench

clean:
	rm -rf $(VENV) build dist

python:
	@test -n "$(PYTHON)" || { echo "makewhole needs Python 3.11 or later, and none was found on the PATH."; \
	  echo "Install it from python.org or your system's packages, or run: make PYTHON=/path/to/python3.11"; exit 1; }

$(VENV)/uv.stamp: | python
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "Python's venv module is not complete on this machine."; \
	  echo "On Debian or Ubuntu: sudo apt install python3-venv. Then run the same command again."; exit 1; }
	@$(BIN)/python -m pip install -q uv
	@touch $@

$(VENV)/runtime.stamp: $(VENV)/uv.stamp requirements.lock pyproject.toml
	@test -f $(VENV)/dev.stamp || $(BIN)/uv pip sync -q --compile-bytecode --python $(BIN)/python --require-hashes requirements.lock
	@$(BIN)/uv pip install -q --python $(BIN)/python --no-deps --no-build-isolation -e . && $(BIN)/python -m compileall -q src
	@touch $@

$(VENV)/dev.stamp: $(VENV)/uv.stamp requirements-dev.lock pyproject.toml
	@$(BIN)/uv pip sync -q --compile-bytecode --python $(BIN)/python --require-hashes requirements-dev.lock
	@$(BIN)/uv pip install -q --python $(BIN)/python --no-deps --no-build-isolation -e . && $(BIN)/python -m compileall -q src
	@touch $@
