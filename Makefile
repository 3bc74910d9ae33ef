# Each target sets up what it needs: .venv for running, .venv-dev for tests, lint, generation and benches.
PYTHON ?= python3
PIP_FLAGS = --quiet --disable-pip-version-check --require-hashes --only-binary :all:
RUN = .venv/bin
DEV = .venv-dev/bin
export PYTHONDONTWRITEBYTECODE = 1
CYPHER = tests/engines/cypher_lint
ISLAND = services/console/island
PROTOS = $(sort $(shell find proto/rabta -name '*.proto'))

.PHONY: console-assets pictures demo test full lint check counts gen bench bench-against scale accuracy soak mutants serve clean locks

# RABTA_DEMO_STORE=postgres: the same story on a PostgreSQL server of its own, in an environment apart.
DEMO = $(if $(filter postgres,$(RABTA_DEMO_STORE)),.venv-postgres,.venv)
demo: $(DEMO)/.ready
	$(DEMO)/bin/rabta demo run --pictures build/pictures

serve: .venv/.ready
	$(RUN)/rabta demo up $(or $(DIR),demo)

# What is compiled is kept here, as hundreds of processes are started.
check test full: export PYTHONDONTWRITEBYTECODE =
# WORKERS=4 where there are more cores; on two a third worker makes it slower, and waits for servers run out.
# A test that hangs for ten minutes, three times what the longest takes, says where it is and ends its worker, which is
# started again once.
ENDS = --max-worker-restart 1 -o faulthandler_timeout=600 -o faulthandler_exit_on_timeout=true
PYTEST = $(DEV)/python -m pytest -n $(or $(WORKERS),2) --dist loadfile --durations=30 $(ENDS)
TESTS_NEED = .venv-dev/.ready .venv-ftm/.ready $(if $(shell command -v node),$(ISLAND)/node_modules/.ready)
# Before each commit: style, types, layers, and the tests of each room with embedded stores.
check: lint $(TESTS_NEED)
	$(PYTEST) --tier check

# That, and integration, attacks and faults.
test: $(TESTS_NEED)
	$(PYTEST) --tier test

# The rest, in four slices: a second graph engine with FinBench, PostgreSQL, browsers, and the Go client with all
# combinations, kills and the whole budget of properties. SLICE=postgres for one.
SLICES = engines postgres browsers exhaustive
full: $(addprefix full-,$(or $(SLICE),$(SLICES)))
full-%: $(TESTS_NEED)
	RABTA_BUDGET=$(if $(filter exhaustive,$*),full,quarter) $(PYTEST) --tier $*

lint: .venv-dev/.ready $(CYPHER)/node_modules/.ready $(ISLAND)/node_modules/.ready
	$(DEV)/ruff check .
	$(DEV)/ruff format --check .
	$(DEV)/mypy
	$(DEV)/lint-imports
	cd proto && ../$(DEV)/buf lint
	cd proto && ../$(DEV)/buf breaking --against baseline.binpb
	$(DEV)/python -m tests.arch.drift
	$(DEV)/python -m tests.engines.cypher
	cd $(ISLAND) && node node_modules/typescript/bin/tsc --noEmit

gen: .venv-dev/.ready
	rm -rf proto/gen/rabta
	$(DEV)/python -m grpc_tools.protoc -Iproto --python_out=proto/gen --pyi_out=proto/gen $(PROTOS)
	PYTHONPATH=.:proto/gen $(DEV)/python -m tests.arch.api_pages

# What the console serves to browsers, written anew from its lock file; it is committed, so that running needs no Node.js.
console-assets: $(ISLAND)/node_modules/.ready
	cd $(ISLAND) && node build.mjs ../static

# Each page of the console in both languages, in docs/pictures; needs Chromium.
pictures: .venv-dev/.ready
	$(DEV)/python -m tests.browser.pictures

# What the house wants fewer of, counted: here, or as of REV.
counts: .venv-dev/.ready
	$(DEV)/python -m tests.arch.house_counts $(REV)

bench: .venv-dev/.ready .venv-accuracy/.ready
	$(DEV)/python -m tests.bench

# The same of an older revision, in turns: REV=main~20, PARTS="hub audit" for some, RUNS=3 for fewer than five.
bench-against: .venv-dev/.ready
	$(DEV)/python -m tests.bench.against $(or $(REV),$(error REV names the older revision)) $(PARTS) $(if $(RUNS),--runs $(RUNS))

# How a node grows: PART=records, records_postgres, log, classes, graph, sync or model; SIZES="10000 1000000" for others.
scale: .venv-dev/.ready
	$(DEV)/python -m tests.bench.scale $(PART) $(if $(PART),$(SIZES))

# How well names and persons are told apart, on data that nothing was fitted on: PART=dakshina for one part. PART=spark
# runs the exported settings on Spark as well, in an environment of its own; it needs Java and is in no other run.
ACCURACY = $(if $(filter spark,$(PART)),.venv-spark,.venv-accuracy)
accuracy: $(ACCURACY)/.ready
	$(ACCURACY)/bin/python -m tests.accuracy $(PART)

# What takes too long for each change: PART=fuzz damages files for each reader, a minute each; PART=stores, 5,000 steps;
# PART=sync_sqlite, sync_postgres and sync_faults, nodes that give each other copies over networks that fail; PART=judging, other stories of records;
# PART=demo_postgres, the demonstration on PostgreSQL; PART=kills, `kill -9` of eight parts of one hub; PART=attack, twenty
# agencies that look for forty victims; PART=histories, the demonstration's histories before and now; PART=failover kills the leader of three database nodes ten times
# (etcd-server).
soak: .venv-dev/.ready
	$(DEV)/python -m tests.soak $(PART)

# Small faults put into the rooms that protect people, one at a time: PART=signing for one room, SAMPLE=60 for as
# many faults of each, else many hours.
mutants: .venv-dev/.ready
	nice -n 19 $(DEV)/python -m tests.mutants $(PART) $(if $(SAMPLE),--sample $(SAMPLE))

# The committed image that `buf breaking` compares with: renewed at a release, never to silence it.
proto/baseline.binpb: .venv-dev/.ready
	$(DEV)/buf build proto -o $@

locks: .venv-dev/.ready
	$(DEV)/pip-compile -q --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --strip-extras --allow-unsafe -o requirements.lock requirements.in
	$(DEV)/pip-compile -q --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --strip-extras --allow-unsafe -o requirements-pkcs11.lock requirements-pkcs11.in
	$(DEV)/pip-compile -q --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --strip-extras --allow-unsafe -o requirements-postgres.lock requirements-postgres.in
	$(DEV)/pip-compile -q --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --strip-extras --allow-unsafe -o requirements-demo-postgres.lock requirements-demo-postgres.in
	$(DEV)/pip-compile -q --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --strip-extras --allow-unsafe -o requirements-failover.lock requirements-failover.in
	$(DEV)/pip-compile -q --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --strip-extras --allow-unsafe -o requirements-accuracy.lock requirements-accuracy.in
	$(DEV)/pip-compile -q --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --strip-extras --allow-unsafe -o requirements-spark-build.lock requirements-spark-build.in
	$(DEV)/pip-compile -q --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --strip-extras --allow-unsafe --no-build-isolation --pip-args "--only-binary :all: --no-binary pyspark" -o requirements-spark.lock requirements-spark.in
	$(DEV)/pip-compile -q --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --strip-extras --allow-unsafe -o requirements-dev.lock requirements-dev.in

.venv/.ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(RUN)/python -m pip install $(PIP_FLAGS) -r requirements.lock
	$(RUN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index -e .
	touch $@

.venv-postgres/.ready: requirements.lock requirements-demo-postgres.lock pyproject.toml
	$(PYTHON) -m venv .venv-postgres
	.venv-postgres/bin/python -m pip install $(PIP_FLAGS) -r requirements.lock -r requirements-demo-postgres.lock
	.venv-postgres/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index -e .
	touch $@

.venv-dev/.ready: requirements-dev.lock pyproject.toml
	$(PYTHON) -m venv .venv-dev
	$(DEV)/python -m pip install $(PIP_FLAGS) -r requirements-dev.lock
	$(DEV)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index -e .
	touch $@

.venv-accuracy/.ready: requirements-accuracy.lock pyproject.toml
	$(PYTHON) -m venv .venv-accuracy
	.venv-accuracy/bin/python -m pip install $(PIP_FLAGS) -r requirements-accuracy.lock
	.venv-accuracy/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index -e .
	touch $@

# pyspark comes as a source archive alone (ADR 149): its lock excepts it by name, and pinned tools build it.
.venv-spark/.ready: requirements-accuracy.lock requirements-spark-build.lock requirements-spark.lock pyproject.toml
	@command -v java >/dev/null || { echo "make accuracy PART=spark needs Java 17 or newer, on which Spark runs" >&2; exit 1; }
	$(PYTHON) -m venv .venv-spark
	.venv-spark/bin/python -m pip install $(PIP_FLAGS) -r requirements-accuracy.lock -r requirements-spark-build.lock
	.venv-spark/bin/python -m pip install $(PIP_FLAGS) --no-build-isolation -r requirements-spark.lock
	.venv-spark/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index -e .
	touch $@

# Reads what `rabta` writes for FollowTheMoney: for the test of it alone.
.venv-ftm/.ready: requirements-ftm.lock
	$(PYTHON) -m venv .venv-ftm
	.venv-ftm/bin/python -m pip install $(PIP_FLAGS) --no-deps -r requirements-ftm.lock
	touch $@

# Neo4j's own analyser of Cypher, which is JavaScript.
$(CYPHER)/node_modules/.ready: $(CYPHER)/package-lock.json
	@command -v node >/dev/null && command -v npm >/dev/null || { echo "make lint needs Node.js with npm, for Neo4j's analyser of Cypher" >&2; exit 1; }
	cd $(CYPHER) && npm ci --silent --ignore-scripts --no-audit --no-fund
	touch $@

$(ISLAND)/node_modules/.ready: $(ISLAND)/package-lock.json
	@command -v node >/dev/null && command -v npm >/dev/null || { echo "the console's island needs Node.js with npm" >&2; exit 1; }
	cd $(ISLAND) && npm ci --silent --ignore-scripts --no-audit --no-fund
	touch $@

clean:
	rm -rf .venv .venv-dev .venv-postgres .venv-accuracy .venv-spark .venv-ftm build demo $(CYPHER)/node_modules $(ISLAND)/node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
