" Knowledge bases of Linchpin.
if exists("b:current_syntax")
  finish
endif

syntax keyword linchpinKeyword about added all as asc assumable assume at below by claim compare conflicts constraint deny desc entity export extends find from functor graph implicit import in include incompatible least level levels limit linchpins max min mod normally not of order overrides predicate remark repeats requires retract scenario sort source stated suppose table to trust where why without
syntax match linchpinAggregate "#\(count\|sum\|min\|max\|avg\|list\)\>"
syntax match linchpinPredicate "\<\l\w*\ze("
syntax match linchpinVariable "\<[A-Z_]\w*\>"
syntax match linchpinNumber "\<\d[0-9_]*\(\.\d\+\([eE][+-]\?\d\+\)\?\)\?\>"
syntax match linchpinDate "\<\d\{4}-\d\d-\d\d\>"
syntax match linchpinPlace "\<\l\w*/[a-z0-9][a-z0-9-]*/\d\+\.\d\+"
syntax match linchpinOperator ":-\|!=\|<=\|>=\|[=<>+*-]"
syntax match linchpinQuoted "'\([^'\\]\|\\.\)*'"
syntax match linchpinEscape contained "\\\([\"'\\nt]\|u{\x\{1,6}}\)"
syntax match linchpinArgument contained "{\l\w*}"
syntax region linchpinString start=+"+ skip=+\\.+ end=+"+ contains=linchpinEscape,linchpinArgument
syntax match linchpinComment "%.*$" contains=linchpinTodo,@Spell
syntax region linchpinComment start="/\*" end="\*/" contains=linchpinTodo,@Spell
syntax keyword linchpinTodo contained TODO FIXME XXX

highlight default link linchpinKeyword Keyword
highlight default link linchpinAggregate Operator
highlight default link linchpinPredicate Function
highlight default link linchpinVariable Identifier
highlight default link linchpinNumber Number
highlight default link linchpinDate Constant
highlight default link linchpinPlace Label
highlight default link linchpinOperator Operator
highlight default link linchpinQuoted Constant
highlight default link linchpinEscape SpecialChar
highlight default link linchpinArgument Special
highlight default link linchpinString String
highlight default link linchpinComment Comment
highlight default link linchpinTodo Todo

let b:current_syntax = "linchpin"
