# Two commands: `make demo` and `make test`. Each does all of its own set-up.
PYTHON ?= python3
BIN := .venv/bin
UV := $(BIN)/uv
SYNC := $(UV) sync --frozen --quiet --inexact
CODE := bot commands intake jobs messages sandbox sla storage

# Python's compiled files are kept, whatever the shell says: a run starts many processes.
export UV_COMPILE_BYTECODE := 1
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test check lint again fix slow bench pictures clean

demo: .venv/demo
	$(BIN)/sla-bot demo

test: .venv/dev
	$(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder -m "not slow" -q

check: lint test

lint: .venv/dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

again: .venv/dev
	$(BIN)/pytest --last-failed --last-failed-no-failures none -m "not slow" -q

fix: .venv/dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

slow: .venv/dev
	$(BIN)/pytest -n auto -m slow -q
	$(BIN)/pytest -n auto -m "hypothesis and not slow" --hypothesis-profile=thorough -q

bench: .venv/dev
	$(BIN)/python -m benchmarks

pictures: .venv/dev
	PYTHONPATH=. $(BIN)/python docs/pictures/take.py

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache tests/node/node_modules

$(UV):
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv

.venv/demo: pyproject.toml uv.lock | $(UV)
	$(SYNC) --no-dev --extra sandbox
	@touch $@

.venv/dev: pyproject.toml uv.lock | $(UV)
	$(SYNC) --all-extras
	@touch $@ .venv/demo
