#!/usr/bin/env bash
# Takes the captures anew: bash capture.sh, beside the configurations, with nginx and curl installed.
set -euo pipefail
cd "$(dirname "$0")"
origin='Origin: http://localhost:3000'
url=http://localhost:8080

capture() { # file, curl's arguments
    local file=$1
    shift
    curl -si -o "$file" -H "$origin" "$@"
}

for conf in faulty fixed; do
    state=$(mktemp -d)
    nginx -p "$state" -c "$PWD/$conf.conf" 2>"$state/log" &
    nginx=$!
    curl -s --retry 50 --retry-delay 0 --retry-connrefused -o "$state/up" "$url/items"

    preflight=(-X OPTIONS -H 'Access-Control-Request-Method: PUT' -H 'Access-Control-Request-Headers: content-type,x-foo')
    put=(-X PUT -H 'Content-Type: application/json' -H 'X-Foo: 1' --data-raw '{}')
    capture $conf/preflight.http "${preflight[@]}" $url/items
    capture $conf/put.http "${put[@]}" $url/items
    capture $conf/get.http $url/items
    capture $conf/get-http2.http --http2-prior-knowledge http://localhost:8082/items
    capture $conf/moved.http -L $url/moved
    capture $conf/404.http $url/none
    capture $conf/500.http $url/broken

    kill $nginx
    wait $nginx || true
    rm -r "$state"
done
