# shellcheck shell=bash
# Sourced by the scripts that test on other Debians, after lib.sh: systems in
# folders of their own, made by mmdebstrap, as root.

keyring=/usr/share/keyrings/debian-archive-keyring.gpg

# The mirror of Debian that this machine's apt uses.
mirror() {
	# shellcheck disable=SC2016	# apt's own variables
	apt-get indextargets --format '$(ORIGIN) $(LABEL) $(REPO_URI)' 'Created-By: Packages' |
		sed -n 's/^Debian Debian //p' | head -n 1
}

# make_chroot ROOT PACKAGES OPTIONS SUITE...: a Debian in ROOT out of these
# suites, with these packages (comma between them), and more options of mmdebstrap
# (an array's name).
make_chroot() {
	local root=$1 packages=$2 suite mirror sources=()
	local -n more=$3
	shift 3

	command -v mmdebstrap >/dev/null || {
		apt-get update -qq &&
			DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends mmdebstrap arch-test >/dev/null
	} || die "mmdebstrap is missing"
	mirror=$(mirror)
	[ -n "$mirror" ] || die "apt has no mirror of Debian"
	for suite in "$@"; do
		sources+=("deb [signed-by=$keyring] $mirror $suite main")
	done
	rm -rf "$root.new"
	mkdir -p "$(dirname "$root")"
	# the mirror may be a snapshot of a day long past
	mmdebstrap --mode=root --variant=apt --format=directory --keyring="$keyring" \
		--aptopt='Acquire::Check-Valid-Until "false"' --dpkgopt=force-unsafe-io \
		"${more[@]}" ${packages:+--include="$packages"} "$1" "$root.new" "${sources[@]}" \
		</dev/null >"$root.log" 2>&1 || { cat "$root.log" >&2; die "mmdebstrap could not make $root"; }
	mv "$root.new" "$root"
	rm "$root.log"
}

# copy_source FOLDER: the source as it is cloned, without what is built.
copy_source() {
	mkdir -p "$1"
	tar --exclude=./.git --exclude='*.o' --exclude='*.bc' --exclude='*.so' --exclude='*.gc*' \
		--exclude=./sql/prefcount--"$(sed -n "s/^default_version = '\(.*\)'/\1/p" prefcount.control)".sql \
		-cf - . | tar -C "$1" -xf -
}

# in_chroot ROOT [VARIABLE=VALUE...] COMMAND...: whatever it starts or mounts is
# gone when it ends.
in_chroot() {
	# shellcheck disable=SC2016	# the inner shell's own
	unshare --mount --pid --fork --kill-child sh -c '
		root=$1
		shift
		mount -t proc proc "$root/proc"
		mkdir -p "$root/dev/shm"
		mount -t tmpfs tmpfs "$root/dev/shm"
		[ ! -d "$root.cache" ] || mount --bind "$root.cache" "$root/var/cache/apt/archives"
		exec chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin "$@"' sh "$@"
}
