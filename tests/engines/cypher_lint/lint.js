// Reads [[name, statement, parameters], ...] from standard input and prints what Neo4j's own analyser holds against each. Exit 1 if anything.
const { lintCypherQuery } = require("@neo4j-cypher/language-support");
const ERROR = 1;
let flagged = 0;
const statements = JSON.parse(require("fs").readFileSync(0, "utf8"));
for (const [name, text, parameters] of statements) {
  const given = Object.fromEntries(parameters.map((parameter) => [parameter, null]));
  const { diagnostics } = lintCypherQuery(text, { parameters: given });
  for (const found of diagnostics.filter((one) => one.severity === undefined || one.severity === ERROR)) {
    flagged += 1;
    console.error(`${name}:${found.range.start.line + 1}: ${found.message}`);
  }
}
console.error(`cypher: ${statements.length} statements, ${flagged} flagged`);
process.exit(flagged || !statements.length ? 1 : 0);
