CREATE TABLE edge AS SELECT * FROM read_csv('edge.facts', delim='\t', header=false, columns={'x':'INTEGER','y':'INTEGER'});
CREATE TABLE start AS SELECT * FROM read_csv('start.facts', delim='\t', header=false, columns={'x':'INTEGER'});
WITH RECURSIVE reach(x) AS (
  SELECT x FROM start
  UNION
  SELECT edge.y FROM reach JOIN edge ON reach.x = edge.x)
SELECT count(*), sum(x%257) FROM reach;
