-- Another number whenever another connection has committed; also where a read transaction takes its snapshot.
PRAGMA data_version
