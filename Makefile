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

PG_CONFIG   ?= pg_config
PGXS        := $(shell $(PG_CONFIG) --pgxs)
include $(PGXS)

# Every object is built again when a header changes: there are few of them.
$(OBJS): $(wildcard src/*.h)

sql/prefcount--$(EXTVERSION).sql: sql/prefcount.sql
	cp $< $@
