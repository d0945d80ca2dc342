# prefcount: counts ranked ballots inside PostgreSQL.
#
#	make && make install && make installcheck	with a PostgreSQL of one's own
#	make demo, make test						as root on a fresh Debian machine

EXTENSION    = prefcount
EXTVERSION   = $(shell sed -n 's/^  "version": "\(.*\)",$$/\1/p' META.json)
MODULE_big   = prefcount
OBJS         = $(sort $(patsubst %.c,%.o,$(wildcard src/*.c)))
DATA_built   = sql/prefcount--$(EXTVERSION).sql
DATA         = $(filter-out $(DATA_built),$(wildcard sql/prefcount--*.sql))
TESTS        = $(sort $(wildcard test/sql/*.sql))
REGRESS      = $(patsubst test/sql/%.sql,%,$(TESTS))
REGRESS_OPTS = --inputdir=test
EXTRA_CLEAN  = results regression.diffs regression.out
PG_CPPFLAGS  = -DPREFCOUNT_VERSION='"$(EXTVERSION)"'

# Only what SQL calls is visible outside: libraries that the server links, such
# as Kerberos, have functions with names like profile_init() too, and theirs
# would be called instead of ours.
PG_CFLAGS    = -fvisibility=hidden

PG_CONFIG   ?= pg_config
export PG_CONFIG
PGXS        := $(shell $(PG_CONFIG) --pgxs 2>/dev/null)
ifneq ($(wildcard $(PGXS)),)
include $(PGXS)
else
all install installcheck clean:
	$(error $(PG_CONFIG) knows no PGXS: set PG_CONFIG, or install postgresql-server-dev for your version)
endif

# Every object is built again when a header or the version changes.
$(OBJS): $(wildcard src/*.h) META.json

# The families of functions are written out, one for each type.
sql/prefcount--$(EXTVERSION).sql: sql/prefcount.sql sql/expand.awk
	awk -f sql/expand.awk $< > $@.new && mv $@.new $@

.PHONY: test test-majors test-trust fuzz coverage sanitize demo demo-stop bench
test test-majors test-trust fuzz coverage sanitize demo demo-stop bench:
	@MAKE='$(MAKE)' scripts/$@
