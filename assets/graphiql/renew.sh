#!/bin/sh
# Downloads the bundled files again from the npm registry. Change the versions here and in README.md, run this script,
# and check the page.
set -eu
graphiql=4.1.2 react=18.3.1 graphql_ws=5.16.2
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
take() { # PACKAGE VERSION
  [ -d "$1" ] || { mkdir -p "$1"; npm pack --silent "$1@$2" >/dev/null; tar xzf ./*.tgz -C "$1" --strip-components=1; rm ./*.tgz; }
}
take graphiql "$graphiql"; take react "$react"; take react-dom "$react"; take graphql-ws "$graphql_ws"
# Remove the reference to the source map, and the fonts (300 KB, with their own licences): system fonts suffice.
sed '/^\/\/# sourceMappingURL=/d' graphiql/graphiql.min.js > "$here/graphiql.min.js"
perl -0pe 's/\@font-face\s*\{[^}]*\}//g' graphiql/graphiql.min.css > "$here/graphiql.min.css"
cp react/umd/react.production.min.js react-dom/umd/react-dom.production.min.js graphql-ws/umd/graphql-ws.min.js "$here/"
cp react/LICENSE "$here/LICENSE-react"; cp graphql-ws/LICENSE.md "$here/LICENSE-graphql-ws"
# graphiql.min.js contains its dependencies: collect the licence of each.
echo '{}' > package.json
npm install --silent --ignore-scripts --no-audit --no-fund "graphiql@$graphiql" "react@$react" "react-dom@$react" graphql@16 >/dev/null
{
  echo "Licences of graphiql $graphiql and of the packages that its bundle may have within it"
  find node_modules -name package.json -not -path '*/dist/*' -not -path '*/esm/*' | sort | while read -r manifest; do
    folder=$(dirname "$manifest")
    case "$folder" in *node_modules/@*/*) ;; *node_modules/@*) continue ;; esac
    title=$(node -p "const p=require('./$manifest'); p.name && p.version ? p.name+' '+p.version+' ('+(p.license?.type ?? p.license ?? 'see text')+')' : ''")
    [ -n "$title" ] || continue
    text=$(find "$folder" -maxdepth 1 -iname 'licen[cs]e*' -type f | sort | head -1)
    printf '\n==== %s ====\n' "$title"
    [ -z "$text" ] || cat "$text"
  done
} > "$here/LICENSES-graphiql"
ls -l "$here"
