setlocal commentstring=%\ %s comments=s1:/*,mb:*,ex:*/,:%
setlocal shiftwidth=2 softtabstop=2 expandtab textwidth=120
setlocal formatprg=linchpin\ fmt\ -
