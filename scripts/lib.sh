# shellcheck shell=bash
# Sourced by the other scripts: which PostgreSQL, who runs its server, and
# throw-away clusters of their own.

: "${PG_CONFIG:=pg_config}" "${MAKE:=make}"
export PG_CONFIG MAKE

die() {
	echo "prefcount: $*" >&2
	exit 1
}

# A server refuses to run as root: then it runs as postgres, with / as its
# folder, since it may not be allowed to read the clone.
as_server() {
	if [ "$(id -u)" = 0 ]; then
		(cd / && runuser -u postgres -- "$@")
	else
		"$@"
	fi
}

# The major version of that PostgreSQL; nothing if there is none.
pg_major() { "$PG_CONFIG" --version 2>/dev/null | sed 's/[^0-9]*\([0-9]*\).*/\1/' || true; }

# The psql, initdb, pg_ctl... of the PostgreSQL that PG_CONFIG names.
use_pg() {
	PATH=$("$PG_CONFIG" --bindir):$PATH
	export PATH
}

build_and_install() {
	"$MAKE" -s -j"$(nproc)" || die "the build failed"
	"$MAKE" -s install || die "cannot install into $("$PG_CONFIG" --pkglibdir); run as root, or set PG_CONFIG"
}

# cluster_start DIR [SETTING...]: a new cluster in DIR, which must be empty or
# not there; reached over a Unix socket in DIR alone, by its owner and root.
cluster_start() {
	cluster_create "$@"
	cluster_run "$1"
}

# cluster_create DIR [SETTING...]: its files.  Nothing in it survives a crash of
# the machine: it is quick instead.
cluster_create() {
	local dir=$1 setting
	shift
	mkdir -p "$dir"
	chmod 700 "$dir"
	[ "$(id -u)" != 0 ] || chown postgres "$dir"
	as_server initdb --pgdata="$dir/data" --username=postgres --auth=trust \
		--encoding=UTF8 --no-locale --no-sync >/dev/null || die "initdb failed"
	for setting in "port = 5432" "listen_addresses = ''" "unix_socket_directories = '$dir'" \
		"fsync = off" "full_page_writes = off" "synchronous_commit = off" "$@"; do
		echo "$setting"
	done >>"$dir/data/postgresql.conf"
}

# cluster_run DIR: its server; psql and the like speak to it from then on.
cluster_run() {
	local dir=$1
	unset PGPORT PGHOSTADDR PGSERVICE PGOPTIONS PGDATA
	export PGHOST=$dir PGUSER=postgres PGDATABASE=postgres
	as_server pg_ctl --pgdata="$dir/data" --log="$dir/log" --wait start >/dev/null ||
		{ cat "$dir/log" >&2; die "the server did not start"; }
}

# cluster_remove DIR: stop it, if it runs, and remove all of it.
cluster_remove() {
	[ -f "$1/data/PG_VERSION" ] || return 0
	as_server pg_ctl --pgdata="$1/data" --mode=immediate --silent stop >/dev/null 2>&1 || true
	rm -rf "$1"
}

# build_apart DIR ARGUMENT...: another build of the library, in DIR/src, made
# with these arguments of make.  A server whose dynamic_library_path names
# DIR/src first loads it instead of the one that is installed.
build_apart() {
	local dir=$1
	shift
	mkdir -p "$dir/src"
	tar --exclude=./.git --exclude='*.o' --exclude='*.so' --exclude='*.bc' --exclude='*.gc*' -cf - . |
		tar -C "$dir/src" -xf -
	"$MAKE" -s -C "$dir/src" with_llvm=no "$@" || die "the build with $* failed"
	chmod 755 "$dir"
	[ "$(id -u)" != 0 ] || chown -R postgres "$dir/src"
}
