"""Both graph engines, started by the tests: ArcadeDB as delivered, and Neo4j 5.26 from its Maven jars."""
