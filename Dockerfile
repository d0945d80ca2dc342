# PostgreSQL's official image with prefcount in it.
#
#	docker build --build-arg PG_MAJOR=17 -t prefcount .
#	docker run -d --name count -e POSTGRES_PASSWORD=secret prefcount
#	docker exec -it count psql -U postgres -c 'CREATE EXTENSION prefcount'
#
ARG PG_MAJOR=17

FROM postgres:${PG_MAJOR} AS build
# hadolint ignore=DL3008
RUN apt-get update \
	&& apt-get install -y --no-install-recommends gcc libc6-dev make "postgresql-server-dev-${PG_MAJOR}" \
	&& rm -rf /var/lib/apt/lists/*
COPY . /prefcount
WORKDIR /prefcount
RUN make with_llvm=no && make with_llvm=no DESTDIR=/installed install

FROM postgres:${PG_MAJOR}
COPY --from=build /installed/ /
