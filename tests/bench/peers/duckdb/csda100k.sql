CREATE TABLE null_edge AS SELECT * FROM read_csv('null_edge.facts', delim='\t', header=false, columns={'x':'INTEGER','y':'INTEGER'});
CREATE TABLE arc AS SELECT * FROM read_csv('arc.facts', delim='\t', header=false, columns={'x':'INTEGER','y':'INTEGER'});
WITH RECURSIVE nulls(x,y) AS (
  SELECT x, y FROM null_edge
  UNION
  SELECT nulls.x, arc.y FROM nulls JOIN arc ON nulls.y = arc.x)
SELECT count(*), sum((x*7+y)%257) FROM nulls;
