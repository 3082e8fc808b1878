# Completion of the command line of linchpin in fish.
set -l commands repl run ask check test sources uses new fmt convert explain lsp serve

complete -c linchpin -f -k -a '(__fish_complete_suffix .kb)'
for pair in 'repl:the prompt' 'run:load files and answer the questions in them' 'ask:answer one question' \
    'check:look for mistakes' 'test:compare answers with the comments in files' 'sources:compare citations with the texts' \
    'uses:list predicates by how often they are used' 'new:begin a knowledge base for a text' 'fmt:lay files out' \
    'convert:make a knowledge base of a Souffle program' \
    'explain:tell more of a message' 'lsp:serve an editor' \
    'serve:answer requests of other programs'
    set -l parts (string split -m 1 : $pair)
    complete -c linchpin -n "not __fish_seen_subcommand_from $commands" -a $parts[1] -d $parts[2]
end

complete -c linchpin -s h -l help -d 'print the options'
complete -c linchpin -l version -d 'print the version'
complete -c linchpin -l format -x -a 'table csv tsv json' -d 'how answers are printed'
complete -c linchpin -l color -x -a 'auto always never' -d 'when to colour'
complete -c linchpin -l limit-time -x -d 'stop an evaluation after so many seconds'
complete -c linchpin -l limit-memory -x -d 'stop an evaluation that holds more'
complete -c linchpin -l limit-tuples -x -d 'stop an evaluation that derives more tuples'
complete -c linchpin -l threads -x -d 'evaluate by so many threads'
complete -c linchpin -l allow-path -x -a '(__fish_complete_directories)' -d 'another directory that files may use'
complete -c linchpin -l stats -d 'time, tuples and memory on standard error'
complete -c linchpin -l strict -d 'warn of more, or end with 1 for what is idle'
complete -c linchpin -n '__fish_seen_subcommand_from ask' -s q -l question -x -d 'the question'
complete -c linchpin -n '__fish_seen_subcommand_from check' -l print -x -a 'ast program plan' -d 'print a stage'
complete -c linchpin -n '__fish_seen_subcommand_from sources new' -l text -r -d 'the text'
complete -c linchpin -n '__fish_seen_subcommand_from sources' -l accept -d 'take a changed text into the lock'
complete -c linchpin -n '__fish_seen_subcommand_from sources' -l no-write -d 'write no lock'
complete -c linchpin -n '__fish_seen_subcommand_from new' -l dir -x -a '(__fish_complete_directories)' -d 'where it is made'
complete -c linchpin -n '__fish_seen_subcommand_from repl' -l journal -r -d 'keep what is stated in a file'
complete -c linchpin -n '__fish_seen_subcommand_from fmt' -l check -d 'only name the files that differ'
complete -c linchpin -n '__fish_seen_subcommand_from convert' -s o -l output -r -d 'where the knowledge base goes'
complete -c linchpin -n '__fish_seen_subcommand_from serve' -l stdio -d 'over standard input and output'
