#!/bin/sh
# A whole site on this machine's loopback: one PostgreSQL that is written, two streaming replicas, PgBouncer in front of
# each, a shared cache, two web servers and nginx. On Debian, as root:
#
#   apt-get install postgresql pgbouncer redis-server nginx-light
#   deploy/cluster.sh start /srv/cluster     serves http://127.0.0.1:58000; asks for nothing, keeps everything there
#   deploy/cluster.sh stop /srv/cluster      stops it; `start` finds the data again
#   deploy/cluster.sh promote /srv/cluster 1 makes the first replica a primary of its own
#   deploy/cluster.sh env /srv/cluster       prints what a process of casetracker needs in its environment
#
# It is a model of several machines, to try things on and to read: on a network, passwords and TLS come to it.
set -eu

usage() { sed -n '2,12s/^# \{0,1\}//p' "$0" >&2; exit 2; }
[ $# -ge 2 ] || usage
ACTION=$1
CLUSTER=$2
SITE=$(cd "$(dirname "$0")/.." && pwd)
PYTHON=${PYTHON:-$SITE/.venv/bin/python}
BIN=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
[ -n "$BIN" ] || { echo "PostgreSQL is not installed: apt-get install postgresql" >&2; exit 1; }

NGINX=58000 WEB1=58001 WEB2=58002 CACHE=58003
PRIMARY=58010 REPLICA1=58011 REPLICA2=58012 # PostgreSQL; PgBouncer listens ten higher
pool() { echo $(($1 + 10)); }
url() { echo "postgresql://postgres@127.0.0.1:$(pool "$1")/casetracker"; }
as_postgres() { runuser -u postgres -- "$@"; }
server() { # server NAME PORT: start a PostgreSQL
    as_postgres "$BIN/pg_ctl" -w -D "$CLUSTER/$1" -l "$CLUSTER/log/$1.log" \
        -o "-p $2 -c listen_addresses=127.0.0.1 -c unix_socket_directories=$CLUSTER/run" start >/dev/null
}

environment() {
    echo "DATABASE_URL=$(url $PRIMARY)"
    echo "READ_DATABASE_URLS=${READ_DATABASE_URLS-$(url $REPLICA1),$(url $REPLICA2)}"
    echo "CACHE_URL=${CACHE_URL-redis://127.0.0.1:$CACHE/0}"
    echo "DJANGO_SETTINGS_MODULE=casetracker.settings"
    echo "PROXIES=1"
    echo "API_MOST_A_MINUTE=${API_MOST_A_MINUTE-600}"
    echo "READER_COST_A_MINUTE=${READER_COST_A_MINUTE-600}"
}

make_databases() {
    as_postgres "$BIN/initdb" -D "$CLUSTER/primary" -A trust -E UTF8 --locale=C.UTF-8 >/dev/null
    {
        echo "jit = off"
        echo "hot_standby = on"
        echo "max_standby_streaming_delay = 30s"
        echo "hot_standby_feedback = on"
    } >>"$CLUSTER/primary/postgresql.conf"
    server primary $PRIMARY
    as_postgres "$BIN/createdb" -h 127.0.0.1 -p $PRIMARY casetracker
    for number in 1 2; do
        as_postgres "$BIN/psql" -q -h 127.0.0.1 -p $PRIMARY -c \
            "SELECT pg_create_physical_replication_slot('replica$number')" casetracker >/dev/null
        as_postgres "$BIN/pg_basebackup" -h 127.0.0.1 -p $PRIMARY -D "$CLUSTER/replica$number" -R -X stream \
            -S "replica$number" -d "host=127.0.0.1 application_name=replica$number"
    done
}

pools() { # Sessions are pooled whole: Django's connections last, and one of them may hold a lock.
    for port in $PRIMARY $REPLICA1 $REPLICA2; do
        ini=$CLUSTER/pool-$port.ini
        cat >"$ini" <<INI
[databases]
casetracker = host=127.0.0.1 port=$port dbname=casetracker user=postgres
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = $(pool "$port")
auth_type = any
pool_mode = session
default_pool_size = 40
max_client_conn = 400
ignore_startup_parameters = extra_float_digits,options
server_connect_timeout = 2
server_login_retry = 1
query_wait_timeout = 5
logfile = $CLUSTER/log/pool-$port.log
pidfile = $CLUSTER/run/pool-$port.pid
unix_socket_dir =
INI
        chown postgres "$ini"
        as_postgres /usr/sbin/pgbouncer -q -d "$ini"
    done
}

web() { # web PORT NUMBER: one server of the site, as if on a machine of its own
    mkdir -p "$CLUSTER/metrics-$2"
    (cd "$SITE" && PROMETHEUS_MULTIPROC_DIR=$CLUSTER/metrics-$2 "$PYTHON" -m gunicorn casetracker.wsgi \
        --bind "127.0.0.1:$1" --workers 2 --threads 4 --no-control-socket --daemon \
        --worker-class casetracker.gunicorn_worker.PatientThreadWorker \
        --pid "$CLUSTER/run/web-$2.pid" --error-logfile "$CLUSTER/log/web-$2.log")
}

proxy() {
    cat >"$CLUSTER/nginx.conf" <<CONF
pid $CLUSTER/run/nginx.pid;
error_log $CLUSTER/log/nginx.log;
worker_processes 1;
events { worker_connections 1024; }
http {
    access_log off;
    client_body_temp_path $CLUSTER/run/nginx-body;
    proxy_temp_path $CLUSTER/run/nginx-proxy;
    fastcgi_temp_path $CLUSTER/run/nginx-fastcgi;
    uwsgi_temp_path $CLUSTER/run/nginx-uwsgi;
    scgi_temp_path $CLUSTER/run/nginx-scgi;
    upstream casetracker {
        server 127.0.0.1:$WEB1 max_fails=1 fail_timeout=2s;
        server 127.0.0.1:$WEB2 max_fails=1 fail_timeout=2s;
        keepalive 32;
    }
    server {
        listen 127.0.0.1:$NGINX;
        location = /metrics { return 404; }
        location / {
            proxy_pass http://casetracker;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_set_header Host \$host;
            proxy_set_header X-Forwarded-For \$remote_addr;
            proxy_set_header X-Request-ID \$request_id;
        }
    }
}
CONF
    nginx -c "$CLUSTER/nginx.conf"
}

ended() { # ended PIDFILE: stop a daemon
    [ -s "$1" ] || return 0
    kill "$(cat "$1")" 2>/dev/null || true
    rm -f "$1"
}

case $ACTION in
env)
    environment
    ;;
start)
    mkdir -p "$CLUSTER/log" "$CLUSTER/run"
    chown postgres "$CLUSTER" "$CLUSTER/log" "$CLUSTER/run"
    if [ -d "$CLUSTER/primary" ]; then server primary $PRIMARY; else make_databases; fi
    server replica1 $REPLICA1
    server replica2 $REPLICA2
    pools
    redis-server --port $CACHE --bind 127.0.0.1 --daemonize yes --save '' --maxmemory 256mb \
        --maxmemory-policy allkeys-lru --dir "$CLUSTER/run" --pidfile "$CLUSTER/run/cache.pid" >/dev/null
    environment >"$CLUSTER/environment"
    set -a
    . "$CLUSTER/environment"
    set +a
    (cd "$SITE" && "$PYTHON" -c "from casetracker import prepare; prepare.everything(print, site='http://127.0.0.1:$NGINX')")
    web $WEB1 1
    web $WEB2 2
    proxy
    echo "The site is at http://127.0.0.1:$NGINX"
    ;;
promote)
    as_postgres "$BIN/pg_ctl" -w -D "$CLUSTER/replica${3:?which replica}" promote
    ;;
stop)
    for pid in nginx web-1 web-2 cache pool-$PRIMARY pool-$REPLICA1 pool-$REPLICA2; do ended "$CLUSTER/run/$pid.pid"; done
    for name in replica1 replica2 primary; do
        as_postgres "$BIN/pg_ctl" -D "$CLUSTER/$name" -m fast stop >/dev/null 2>&1 || true
    done
    ;;
*) usage ;;
esac
