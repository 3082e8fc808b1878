-- pt is non-linear, so the recursive term names the last delta (pt) and the whole
-- relation so far (recurring.pt). USING KEY keeps one row per key.
CREATE TABLE address_of AS SELECT * FROM read_csv('address_of.facts', delim='\t', header=false, columns={'y':'INTEGER','x':'INTEGER'});
CREATE TABLE assign AS SELECT * FROM read_csv('assign.facts', delim='\t', header=false, columns={'y':'INTEGER','z':'INTEGER'});
CREATE TABLE load AS SELECT * FROM read_csv('load.facts', delim='\t', header=false, columns={'y':'INTEGER','x':'INTEGER'});
CREATE TABLE store AS SELECT * FROM read_csv('store.facts', delim='\t', header=false, columns={'y':'INTEGER','x':'INTEGER'});
WITH RECURSIVE pt(v,o) USING KEY (v,o) AS (
  SELECT y, x FROM address_of
  UNION
  SELECT v, o FROM (
    SELECT a.y AS v, d.o AS o FROM pt d JOIN assign a ON a.z = d.v
    UNION
    SELECT l.y, p.o FROM pt d JOIN load l ON l.x = d.v JOIN recurring.pt p ON p.v = d.o
    UNION
    SELECT l.y, d.o FROM pt d JOIN recurring.pt p ON p.o = d.v JOIN load l ON l.x = p.v
    UNION
    SELECT d.o, p.o FROM pt d JOIN store s ON s.y = d.v JOIN recurring.pt p ON p.v = s.x
    UNION
    SELECT p.o, d.o FROM pt d JOIN store s ON s.x = d.v JOIN recurring.pt p ON p.v = s.y
  ) AS n
  WHERE NOT EXISTS (SELECT 1 FROM recurring.pt r WHERE r.v = n.v AND r.o = n.o))
SELECT count(*), sum((v*7+o)%257) FROM pt;
