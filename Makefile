# Everything is run as a module of .venv: a script with its address in the first line breaks in a path with a space.

PYTHON ?= python3
PORT ?= 8000
SANDBOX_PORT ?= 8900
DATA_DIR ?= var
export PORT SANDBOX_PORT DATA_DIR
# Container images set it; each of the hundreds of processes that run and test start would compile all sources anew.
export PYTHONDONTWRITEBYTECODE :=

RUN := .venv/bin/python -m

.PHONY: install production python run test test-all test-tools check format bench screenshots messages lock help

help:
	@echo "make run         the whole portal on this machine, at http://127.0.0.1:$(PORT)"
	@echo "make test        the tests on PostgreSQL and Redis, and what differs there again on files; PYTEST_ARGS chooses"
	@echo "make test-all    all tests on both"
	@echo "make check       format, lint, types, import contracts, migrations, settings of production, catalogues"
	@echo "make install     what run and test need, alone"
	@echo "make production  what an operator installs: no tools, with page assets and catalogues made"
	@echo "make bench       the measurements; BESIDE=COMMIT compares with the build of that commit"
	@echo "make screenshots the main pages in var/screenshots/; SCENES chooses"
	@echo "make messages    brings the catalogues in line with the sources"
	@echo "make lock        renews the locks in requirements/"

install: python
	@$(PYTHON) scripts/install.py

production: python
	@$(PYTHON) scripts/install.py production

python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: set PYTHON to one.")'

run: install
	@exec $(RUN) scripts.run

# 5 is pytest's "nothing to do": what PYTEST_ARGS chooses may have no part that runs again.
PYTEST := $(RUN) pytest -n 2 --dist loadfile --no-loadscope-reorder $(PYTEST_ARGS)
test: test-tools
	$(PYTEST)
	$(PYTEST) --embedded --again || [ $$? -eq 5 ]

test-all: test-tools
	$(PYTEST)
	$(PYTEST) --embedded

test-tools: install
	@$(RUN) scripts.browser
	@$(RUN) scripts.calendar_programs
	@$(RUN) scripts.sdk_venv

check: install
	$(RUN) ruff format --check .
	$(RUN) ruff check .
	$(RUN) djlint templates templates_jinja2 sandbox/control_api/page --check --quiet
	$(RUN) mypy .
	.venv/bin/python -c "from importlinter.cli import lint_imports_command as lint; lint()"
	$(RUN) scripts.check_project
	$(RUN) scripts.messages check

format:
	$(RUN) ruff format .
	$(RUN) ruff check --fix .
	-$(RUN) djlint templates templates_jinja2 sandbox/control_api/page --reformat --quiet

# BESIDE=COMMIT measures that build and this one in turns.
bench: install
	$(RUN) benchmarks $(if $(BESIDE),--beside $(BESIDE)) $(BENCH_ARGS)

screenshots: test-tools
	$(RUN) pytest -n 1 -q tests/journeys/screenshots.py

messages:
	$(RUN) scripts.messages extract

# Keeps every version that still fits; `make lock LOCK_ARGS=--upgrade` takes the newest. Production
# installs the very versions that the tests saw: dev.txt constrains base.txt.
LOCK := .venv/bin/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --python-version 3.11 \
	--custom-compile-command "make lock"
lock: install
	$(LOCK) $(LOCK_ARGS) pyproject.toml --extra dev --output-file requirements/dev.txt
	$(LOCK) $(LOCK_ARGS) pyproject.toml --constraint requirements/dev.txt --output-file requirements/base.txt
	$(LOCK) $(LOCK_ARGS) requirements/uv.in --output-file requirements/uv.txt
	$(LOCK) $(LOCK_ARGS) requirements/node.in --output-file requirements/node.txt
	$(LOCK) $(LOCK_ARGS) requirements/sdk.in --output-file requirements/sdk.txt
