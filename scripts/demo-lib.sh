# shellcheck shell=bash
# Sourced by demo and demo-stop, after lib.sh: the folder of the demo's server.

dir=${PREFCOUNT_DEMO:-/tmp/prefcount-demo}

# In the folder, and tells that it is a demo's: "making", then "ready" and the
# number of transactions by then.
mark=$dir/prefcount-demo

# Whether there is something in the folder's place.
demo_exists() { [ -e "$dir" ] || [ -L "$dir" ]; }

# Dies unless the folder is a demo's, of this user, and no make demo is at work
# in it; from then on none can be until this script ends.
demo_take() {
	if [ ! -d "$dir" ] || [ -L "$dir" ] || [ ! -f "$mark" ] || [ -L "$mark" ]; then
		die "$dir is in the way: it is no demo's folder and left alone. Move it away, or set PREFCOUNT_DEMO to another folder"
	fi
	[ -O "$dir" ] || { [ "$(id -u)" = 0 ] && [ "$(stat -c %U "$dir")" = postgres ]; } ||
		die "the demo in $dir is of the user $(stat -c %U "$dir"): be that user or root, or set PREFCOUNT_DEMO to another folder"
	demo_lock
}

# Only one script at a time works on the folder; it is free when the script
# ends, however it ends.
demo_lock() {
	exec 9<"$dir"
	flock --nonblock 9 || die "another make demo is at work in $dir: wait for it, or press Ctrl-C there"
}

# How many transactions have written in the demo's server; nothing if it is down.
demo_written() {
	PGHOST=$dir PGUSER=postgres PGDATABASE=postgres psql -XAtc 'SELECT pg_snapshot_xmax(pg_current_snapshot())' 2>/dev/null || true
}

# Stops the demo's server, if it runs, and removes the folder.
demo_remove() {
	if [ -f "$dir/data/postmaster.pid" ] && as_server pg_ctl --pgdata="$dir/data" status >/dev/null 2>&1; then
		as_server pg_ctl --pgdata="$dir/data" --mode=fast --silent --wait stop >/dev/null 2>&1 ||
			as_server pg_ctl --pgdata="$dir/data" --mode=immediate --silent --wait stop >/dev/null ||
			die "the server in $dir does not stop"
	fi
	rm -rf "$dir"
}
