:- table null/2.
null(X,Y) :- null_edge(X,Y).
null(X,Z) :- null(X,Y), arc(Y,Z).
:- consult('facts.lp').
main :- aggregate_all(r(count, sum((X*7+Y) mod 257)), null(X,Y), r(C,S)),
        format('~d\t~d~n', [C,S]).
