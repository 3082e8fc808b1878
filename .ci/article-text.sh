#!/usr/bin/env bash
# article-text.sh ARTICLE: no tracked text file may hold a run of nine words of the article. The knowledge base says in
# its own words what the article says; the text itself belongs to its author.
set -euo pipefail
article=$1
if [[ ! -f $article ]]; then
  echo "article-text: skipped, $article is not here"
  exit 0
fi
# The files that git counts as text: -I leaves out binary ones.
mapfile -t files < <(git grep -Il '' -- ':!*.gz')
LC_ALL=C awk '
  # Slides the last nine words over a file; words are runs of letters and digits, in lower case.
  FNR == 1 { count = 0; article = FILENAME == ARGV[1] }
  {
    words = split(tolower($0), word, /[^a-z0-9]+/)
    for (w = 1; w <= words; w++) {
      if (word[w] == "") continue
      last[count++ % 9] = word[w]
      if (count < 9) continue
      run = ""
      for (i = count; i < count + 9; i++) run = run " " last[i % 9]
      if (article) known[run] = 1
      else if (run in known) {
        printf "%s:%d: nine words of the article:%s\n", FILENAME, FNR, run
        found = 1
      }
    }
  }
  END { exit found }
' "$article" "${files[@]}"
echo "article-text: ${#files[@]} files, none repeats the article"
