"""FinBench's complex reads in SQL over its own CSV files: it shares no line with what it judges.

Each read is one statement with recursion or joins; truncation is ROW_NUMBER over each vertex.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

SCHEMA = {
    "transfer": ("AccountTransferAccount", "fromId AS a, toId AS b, amount AS m, createTime AS t"),
    "withdraw": ("AccountWithdrawAccount", "fromId AS a, toId AS b, amount AS m, createTime AS t"),
    "deposit": ("LoanDepositAccount", "loanId AS a, accountId AS b, amount AS m, createTime AS t"),
    "repay": ("AccountRepayLoan", "accountId AS a, loanId AS b, amount AS m, createTime AS t"),
    "signin": ("MediumSignInAccount", "mediumId AS a, accountId AS b, '0' AS m, createTime AS t"),
    "guarantee": ("PersonGuaranteePerson", "fromId AS a, toId AS b, '0' AS m, createTime AS t"),
    "invest": ("PersonInvestCompany", "investorId AS a, companyId AS b, '0' AS m, createTime AS t"),
    "apply": ("PersonApplyLoan", "personId AS a, loanId AS b, '0' AS m, createTime AS t"),
    "own": ("PersonOwnAccount", "personId AS a, accountId AS b, '0' AS m, createTime AS t"),
    "company_own": ("CompanyOwnAccount", "companyId AS a, accountId AS b, '0' AS m, createTime AS t"),
}


class Oracle:
    def __init__(self, folder: Path) -> None:
        self.db = duckdb.connect()
        for name, (file, columns) in SCHEMA.items():
            self.db.execute(
                f"CREATE TABLE {name} AS SELECT a::BIGINT AS a, b::BIGINT AS b, m::DECIMAL(38, 12) AS m, "
                f"epoch_ms(t::TIMESTAMP) AS t FROM (SELECT {columns} FROM {_csv(folder, file)})"
            )
        self.db.execute(
            f"CREATE TABLE loan AS SELECT loanId::BIGINT AS id, loanAmount::DECIMAL(38, 12) AS amount, "
            f"balance::DECIMAL(38, 12) AS balance FROM {_csv(folder, 'Loan')}"
        )
        self.db.execute(
            f"CREATE TABLE medium AS SELECT mediumId::BIGINT AS id, mediumType AS type, isBlocked = 'true' AS blocked "
            f"FROM {_csv(folder, 'Medium')}"
        )
        self.db.execute(
            f"CREATE TABLE account AS SELECT accountId::BIGINT AS id, accoutType AS type FROM {_csv(folder, 'Account')}"
        )

        self.out: dict[int, list[tuple[int, int, Decimal, int]]] = {}
        for edge in self.rows("SELECT a, b, m, t FROM transfer UNION ALL SELECT a, b, m, t FROM withdraw"):
            self.out.setdefault(edge[0], []).append(edge)

    def rows(self, sql: str, **values: Any) -> list[tuple[Any, ...]]:
        used = {name: value for name, value in values.items() if f"${name}" in sql}
        return self.db.execute(sql, used).fetchall()

    def cut(self, source: str, vertex: str, far: str, p: dict[str, Any]) -> str:
        """Edges of ``source`` (a table, or a table with a WHERE) in the window, truncated at ``vertex``."""
        joined = "AND" if " WHERE " in source else "WHERE"
        window = f"SELECT * FROM {source} {joined} t > $from_ms AND t < $to_ms"
        by, _, way = p["order"].partition("_")
        way = "DESC" if way == "DESCENDING" else "ASC"
        keys = ("t", "m") if by == "TIMESTAMP" else ("m", "t")
        order = ", ".join(f"{key} {way}" for key in (*keys, far))
        return f"({window} QUALIFY row_number() OVER (PARTITION BY {vertex} ORDER BY {order}) <= $limit)"

    def ask(self, read: int, p: dict[str, Any]) -> Any:
        return getattr(self, f"read_{read}")(p)

    def read_1(self, p: dict[str, Any]) -> Any:
        sql = f"""
            WITH RECURSIVE e AS {self.cut("transfer", "a", "b", p)},
            s AS {self.cut("(SELECT signin.*, type FROM signin JOIN medium ON id = a AND blocked) WHERE true", "b", "a", p)},
            walk(far, t, d) AS (
                SELECT DISTINCT b, t, 1 FROM e WHERE a = $id
                UNION SELECT b, e.t, d + 1 FROM walk JOIN e ON e.a = far AND e.t > walk.t WHERE d < 3)
            SELECT DISTINCT far, d, s.a, type FROM walk JOIN s ON s.b = far ORDER BY d, far, s.a"""
        return self.rows(sql, **p)

    def read_2(self, p: dict[str, Any]) -> Any:
        sql = f"""
            WITH RECURSIVE e AS {self.cut("transfer", "b", "a", p)}, l AS {self.cut("deposit", "b", "a", p)},
            walk(far, t, d) AS (
                SELECT DISTINCT e.a, e.t, 1 FROM own JOIN e ON own.b = e.b WHERE own.a = $id
                UNION SELECT e.a, e.t, d + 1 FROM walk JOIN e ON e.b = far AND e.t < walk.t WHERE d < 3),
            pairs AS (SELECT DISTINCT far, l.a AS loan FROM walk JOIN l ON l.b = far)
            SELECT far, round(sum(amount), 3) AS s, round(sum(balance), 3)
            FROM pairs JOIN loan ON loan.id = loan GROUP BY far ORDER BY sum(amount) DESC, far"""
        rows = self.rows(sql, **p)
        return sorted(rows, key=lambda row: (-row[1], row[0]))

    def read_3(self, p: dict[str, Any]) -> Any:
        import networkx

        graph = networkx.DiGraph(self.rows("SELECT a, b FROM transfer WHERE t > $from_ms AND t < $to_ms", **p))
        graph.add_nodes_from((p["id"], p["id2"]))
        try:
            return networkx.shortest_path_length(graph, p["id"], p["id2"])
        except networkx.NetworkXNoPath:
            return -1

    def read_4(self, p: dict[str, Any]) -> Any:
        sql = """
            WITH e AS (SELECT * FROM transfer WHERE t > $from_ms AND t < $to_ms),
            two AS (SELECT a AS o, count(*) AS n, sum(m) AS s, max(m) AS x FROM e WHERE b = $id GROUP BY a),
            three AS (SELECT b AS o, count(*) AS n, sum(m) AS s, max(m) AS x FROM e WHERE a = $id2 GROUP BY b)
            SELECT o, two.n, round(two.s, 3), round(two.x, 3), three.n, round(three.s, 3), round(three.x, 3)
            FROM two JOIN three USING (o)
            WHERE EXISTS (FROM e WHERE a = $id AND b = $id2) AND o NOT IN ($id, $id2)
            ORDER BY two.s DESC, three.s DESC, o"""
        return self.rows(sql, **p)

    def read_5(self, p: dict[str, Any]) -> Any:
        sql = f"""
            WITH RECURSIVE e AS {self.cut("transfer", "a", "b", p)},
            walk(path, far, t) AS (
                SELECT DISTINCT [e.a, e.b], e.b, e.t FROM own JOIN e ON own.b = e.a WHERE own.a = $id AND e.a <> e.b
                UNION SELECT list_append(path, e.b), e.b, e.t FROM walk JOIN e ON e.a = far AND e.t > walk.t
                WHERE len(path) < 4 AND NOT list_contains(path, e.b))
            SELECT DISTINCT path FROM walk"""
        return sorted((tuple(row[0]) for row in self.rows(sql, **p)), key=lambda path: (-len(path), path))

    def read_6(self, p: dict[str, Any]) -> Any:
        sql = f"""
            WITH w AS {self.cut("withdraw WHERE b = $id AND m > $most", "b", "a", p)},
            e AS {self.cut("transfer WHERE a <> b AND m > $least AND b IN (SELECT a FROM withdraw WHERE b = $id)", "b", "a", p)},
            mids AS (SELECT a, sum(m) AS s FROM w GROUP BY a),
            ins AS (SELECT b, sum(m) AS s FROM e GROUP BY b HAVING count(*) > 3)
            SELECT a, round(ins.s, 3), round(mids.s, 3) FROM mids JOIN ins ON a = b ORDER BY mids.s DESC, a"""
        return self.rows(sql, **p)

    def read_7(self, p: dict[str, Any]) -> Any:
        into = f"SELECT count(DISTINCT a), sum(m) FROM {self.cut('transfer WHERE b = $id AND m > $least', 'b', 'a', p)}"
        out = f"SELECT count(DISTINCT b), sum(m) FROM {self.cut('transfer WHERE a = $id AND m > $least', 'a', 'b', p)}"
        (sources, came), (targets, went) = self.rows(into, **p)[0], self.rows(out, **p)[0]
        return sources, targets, _ratio(came, went)

    def read_8(self, p: dict[str, Any]) -> Any:
        """By levels in Python over SQL's edges: the recursion carries a set, which SQL's does not."""
        money = "SELECT * FROM transfer UNION ALL SELECT * FROM withdraw"
        window = "t > $from_ms AND t < $to_ms"
        paid = dict(
            self.rows(f"SELECT b, sum(m) FROM {self.cut('deposit WHERE a = $id', 'a', 'b', p)} GROUP BY b", **p)
        )
        came = dict(self.rows(f"SELECT b, sum(m) FROM ({money}) WHERE {window} GROUP BY b", **p))
        whole = self.rows("SELECT amount FROM loan WHERE id = $id", **p)
        sums: dict[int, Decimal] = {}
        least: dict[int, int] = {}
        level, gone = set(paid), set()
        by, _, way = p["order"].partition("_")
        for distance in (2, 3, 4):
            followed = []
            for account in level:
                bound = p["share"] * (came.get(account, 0) + paid.get(account, 0))
                inside = (edge for edge in self.out.get(account, ()) if p["from_ms"] < edge[3] < p["to_ms"])
                edges = [edge for edge in inside if edge[2] > bound]
                edges.sort(key=lambda e: (e[3], e[2], e[1]) if by == "TIMESTAMP" else (e[2], e[3], e[1]))
                followed += (edges[::-1] if way == "DESCENDING" else edges)[: p["limit"]]
            for _, b, m, _ in followed:
                sums[b] = sums.get(b, Decimal(0)) + m
                least.setdefault(b, distance)
            gone |= level
            level = {edge[1] for edge in followed} - gone
        rows = [(b, _ratio(sums[b], whole[0][0] if whole else 0), least[b]) for b in sums]
        return sorted(rows, key=lambda row: (-row[2], -row[1], row[0]))

    def read_9(self, p: dict[str, Any]) -> Any:
        def total(table: str, side: str, far: str) -> Any:
            source = self.cut(f"{table} WHERE {side} = $id AND m > $least", side, far, p)
            return self.rows(f"SELECT sum(m) FROM {source}", **p)[0][0]

        paid, repaid = total("deposit", "b", "a"), total("repay", "a", "b")
        came, went = total("transfer", "b", "a"), total("transfer", "a", "b")
        return _ratio(paid, repaid), _ratio(paid, went), _ratio(came, went)

    def read_10(self, p: dict[str, Any]) -> Any:
        sql = """
            WITH i AS (SELECT a, b FROM invest WHERE t > $from_ms AND t < $to_ms),
            one AS (SELECT DISTINCT b FROM i WHERE a = $id), two AS (SELECT DISTINCT b FROM i WHERE a = $id2)
            SELECT (SELECT count(*) FROM one JOIN two USING (b)),
                   (SELECT count(*) FROM (FROM one UNION FROM two))"""
        both, either = self.rows(sql, **p)[0]
        return _ratio(both, either) if either else Decimal("0.000")

    def read_11(self, p: dict[str, Any]) -> Any:
        sql = f"""
            WITH RECURSIVE g AS {self.cut("guarantee", "a", "b", p)},
            chain(far) AS (SELECT b FROM g WHERE a = $id UNION SELECT b FROM chain JOIN g ON a = far)
            SELECT coalesce(round(sum(amount), 3), 0), count(*)
            FROM loan WHERE id IN (SELECT apply.b FROM chain JOIN apply ON apply.a = far)"""
        return self.rows(sql, **p)[0]

    def read_12(self, p: dict[str, Any]) -> Any:
        sql = f"""
            WITH e AS {self.cut("transfer", "a", "b", p)}
            SELECT e.b, round(sum(e.m), 3) FROM own JOIN e ON own.b = e.a
            WHERE own.a = $id AND e.b IN (SELECT b FROM company_own) GROUP BY e.b"""
        return sorted(self.rows(sql, **p), key=lambda row: (-row[1], row[0]))


def _csv(folder: Path, name: str) -> str:
    return f"read_csv('{folder / name}.csv', delim='|', header=true, all_varchar=true)"


def _ratio(over: Any, under: Any) -> Decimal:
    if not under:
        return Decimal(-1)
    return (Decimal(over or 0) / Decimal(under)).quantize(Decimal("0.001"), "ROUND_HALF_UP")
