:- table reach/1.
reach(X) :- start(X).
reach(Y) :- reach(X), edge(X,Y).
:- consult('facts.lp').
main :- aggregate_all(r(count, sum(X mod 257)), reach(X), r(C,S)),
        format('~d\t~d~n', [C,S]).
