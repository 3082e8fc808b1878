autocmd BufNewFile,BufRead *.kb setfiletype linchpin
