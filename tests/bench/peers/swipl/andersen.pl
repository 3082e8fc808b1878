% Subsumptive tabling: pt(bound,free) subgoals read the table of the open call.
:- table (pt/2) as subsumptive.
pt(Y,X) :- address_of(Y,X).
pt(Y,X) :- pt(Z,X), assign(Y,Z).
pt(Y,W) :- pt(X,Z), load(Y,X), pt(Z,W).
pt(Z,W) :- pt(Y,Z), store(Y,X), pt(X,W).
:- consult('facts.lp').
main :- aggregate_all(r(count, sum((X*7+Y) mod 257)), pt(X,Y), r(C,S)),
        format('~d\t~d~n', [C,S]).
