// Runs an SQL script on DuckDB, in memory, by way of the npm package @duckdb/node-api, which NODE_PATH leads to (for
// that it must be CommonJS), and prints the last statement's rows, separated by tabs.
// usage: node run.cjs THREADS FILE.sql
const fs = require('fs');
const { DuckDBInstance } = require('@duckdb/node-api');

async function main(threads, file) {
  const instance = await DuckDBInstance.create(':memory:', { threads });
  const connection = await instance.connect();
  let rows = [];
  for (const statement of fs.readFileSync(file, 'utf8').split(';').filter((text) => text.trim())) {
    rows = (await connection.runAndReadAll(statement)).getRows();
  }
  for (const row of rows) console.log(row.map(String).join('\t'));
}

main(process.argv[2], process.argv[3]).catch((error) => {
  console.error(String(error));
  process.exit(1);
});
