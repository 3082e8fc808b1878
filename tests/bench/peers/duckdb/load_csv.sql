CREATE TABLE edge AS SELECT * FROM read_csv('edge.csv', header=false, columns={'x':'INTEGER','y':'INTEGER'});
SELECT count(*), sum(x%257) FROM edge;
