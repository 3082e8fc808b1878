#!/usr/bin/env bash
# Drawings and pages: that others can read them, and that what is drawn obeys limits. Needs Graphviz and Python.
set -euo pipefail
linchpin=$(realpath "${LINCHPIN:-build/release/linchpin}")
here=$(realpath "$(dirname "$0")")
command -v dot >/dev/null && command -v python3 >/dev/null || exit 77
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$here/village.kb" "$work/"
cd "$work"

fail() {
  printf 'FAILED %s\n' "$*"
  exit 1
}
ask() { "$linchpin" ask village.kb "${@:2}" -q "$1"; }

questions=(
  'why goes(X, fair)'
  'in fair: why goes(X, fair)'
  'suppose needs(bruno, "a -> b", "]"): why needs(X, Y, Z)'
  'why says_aloud(X, Y)'
  'why needs(ada, bruno, X), villager(Y)'
  'graph needs(X, Y, Z)'
  'graph says_aloud(X, Y)'
  'graph villager(X)'
  'in fair: graph paid(X, N)'
)
for i in "${!questions[@]}"; do
  for form in svg html dot; do
    ask "${questions[$i]} as $form to \"$i.$form\"?" >/dev/null
    cmp -s "$i.$form" <(ask "${questions[$i]} as $form?") || fail "$i.$form is not what is printed"
  done
  dot -Tsvg "$i.dot" -o /dev/null 2>dot.txt || fail "$i.dot: $(cat dot.txt)"
  [[ ! -s dot.txt ]] || fail "$i.dot: $(cat dot.txt)"
done

# XML, without what would be fetched or run, that says what was asked and what is stated, to the letter.
python3 -B - ./*.svg <<'PYTHON'
import sys, xml.etree.ElementTree as tree
for path in sys.argv[1:]:
    root = tree.parse(path).getroot()
    assert root.tag == "{http://www.w3.org/2000/svg}svg", root.tag
    assert len(root.findall(".//{*}title")) == 1
    for element in root.iter():
        assert element.tag.split("}")[1] in {"svg", "g", "title", "polygon", "polyline", "path", "text", "ellipse"}, element.tag
        assert not any(name.endswith("href") or name.startswith("on") for name in element.attrib), element.attrib
words = {path: " ".join(tree.parse(path).getroot().itertext()) for path in sys.argv[1:]}
assert "in fair: why goes(X, fair)?" in words["./1.svg"]
assert "fair: There is a fair" in words["./1.svg"]
assert "assumed in fair" in words["./1.svg"]
assert "overridden by habit" in words["./1.svg"]
assert "weakest link: paid" in words["./1.svg"]
assert 'Ada "the <Baker>" & co' in words["./5.svg"]
said = "".join(words["./6.svg"].split())
for part in ("<script>alert('x')</script>", "]]>", "-->", "&lt;", "\\\\N", "#35;", "`b`", "北朝鲜"):
    assert part in said, part
PYTHON
python3 -B "$here/_check_html.py" ./*.html || fail "a page"

# The same whatever the order in which facts came.
{ sed '/^needs/d; /^goes/,$d' village.kb; echo 'needs(ada, bruno, flour).'; } >moved.kb
cmp <("$linchpin" ask moved.kb -q 'graph needs(X, Y, Z) as svg?') 5.svg || fail "another order, another picture"

# A Graphviz that hangs is stopped, and one that fails is quoted.
mkdir bin
printf '#!/bin/sh\nexec sleep 20\n' >bin/dot
chmod +x bin/dot
status=0
PATH=$work/bin:$PATH timeout 15 "$linchpin" ask village.kb --limit-time 1 -q 'graph needs(A, B, _) to "slow.svg"?' 2>slow.txt || status=$?
[[ $status == 3 ]] || fail "status $status: $(cat slow.txt)"
grep -q 'while the picture was drawn' slow.txt || fail "$(cat slow.txt)"
PATH=$work/bin:$PATH timeout 15 "$linchpin" ask village.kb -q 'graph needs(A, B, _) to "slow.svg"?' 2>slow.txt &
sleep 1
kill -INT $!
status=0
wait $! || status=$?
[[ $status == 130 ]] || fail "status $status: $(cat slow.txt)"
printf '#!/bin/sh\necho "no such layout" >&2\nexit 1\n' >bin/dot
output=$(PATH=$work/bin:$PATH "$linchpin" ask village.kb -q 'graph needs(A, B, _) to "slow.svg"?' 2>&1) && fail "drawn"
[[ $output == *'error[E433]'*'no such layout'* ]] || fail "$output"
[[ ! -e slow.svg ]] || fail "slow.svg is written"
