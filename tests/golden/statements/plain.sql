-- keep by_indicator
SELECT p.pack AS pack, p.period AS period, g.indicator AS indicator, max(g.title) AS title, max(g.grouped) AS grouped,
    max(u.n) AS units, CAST(sum(CASE
      WHEN s.verdict = 'unmet' THEN s.n
      ELSE 0 END) AS BIGINT) AS unmet, CAST(sum(CASE
      WHEN s.verdict = 'met' THEN s.n
      ELSE 0 END) AS BIGINT) AS met, CAST(sum(CASE
      WHEN s.verdict = 'exceeded' THEN s.n
      ELSE 0 END) AS BIGINT) AS exceeded, CAST(sum(CASE
      WHEN s.verdict = 'not_due' THEN s.n
      ELSE 0 END) AS BIGINT) AS not_due, CAST(sum(CASE
      WHEN s.verdict = 'not_assessed' THEN s.n
      ELSE 0 END) AS BIGINT) AS not_assessed, CAST(sum(CASE
      WHEN s.verdict = 'undecided' THEN s.n
      ELSE 0 END) AS BIGINT) AS undecided, CAST(sum(CASE
      WHEN s.pace = 'behind' THEN s.n
      ELSE 0 END) AS BIGINT) AS behind, CAST(sum(CASE
      WHEN s.pace = 'at_risk' THEN s.n
      ELSE 0 END) AS BIGINT) AS at_risk, CAST(sum(CASE
      WHEN s.pace = 'on_track' THEN s.n
      ELSE 0 END) AS BIGINT) AS on_track, CAST(sum(CASE
      WHEN s.pace = 'ahead' THEN s.n
      ELSE 0 END) AS BIGINT) AS ahead, greatest(0, max(u.n) - CAST(coalesce(sum(s.n), 0) AS BIGINT)) AS without
FROM periods p
JOIN indicators g ON g.number = p.number
JOIN reporting u ON u.pid = p.pid
LEFT JOIN results s ON s.pid = p.pid AND s.iid = g.iid
GROUP BY p.pack, p.period, g.indicator;

-- keep class_counts
SELECT c.class AS class, count(*) AS n
FROM (SELECT s.class + CASE
    WHEN CAST(i.value AS DECIMAL(18,0)) > s.end0 THEN 1
    ELSE 0 END + CASE
    WHEN CAST(i.value AS DECIMAL(18,0)) > s.end1 THEN 1
    ELSE 0 END + CASE
    WHEN CAST(i.value AS DECIMAL(18,0)) > s.end2 THEN 1
    ELSE 0 END + CASE
    WHEN CAST(i.value AS DECIMAL(18,0)) > s.end3 THEN 1
    ELSE 0 END AS class
  FROM input i
  JOIN (SELECT n.pair, s.*
    FROM named n
    JOIN steps s ON s.pid = n.pid AND s.iid = n.iid) s ON s.pair = i.pairs + i.place) c
GROUP BY c.class;

-- keep detail_periods
SELECT c.unit AS unit, s.raw_period AS raw_period
FROM worst_units c
JOIN periods p ON p.period = c.period AND p.pack = c.pack
JOIN spans s ON s.pid = p.pid UNION SELECT c.unit AS unit, s.raw_period AS raw_period
FROM map_units c
JOIN spans s ON s.pid = c.pid;

-- keep detail_rows
SELECT i.*
FROM given i
JOIN detail_periods k ON k.unit = i.unit AND k.raw_period = i.period;

-- keep moved
SELECT f.unit AS unit, m.pid AS pid, CAST(sum(m.counted) AS BIGINT) AS counted, CAST(sum(m.met) AS BIGINT) AS met,
    CAST(sum(m.unmet) AS BIGINT) AS unmet, CAST(sum(m.undecided) AS BIGINT) AS undecided, CAST(sum(m.not_due) AS
    BIGINT) AS not_due
FROM findings f
JOIN moves m ON CAST(m.pack AS STRING) = f.pack AND CAST(m.period AS STRING) = f.period AND CAST(m.indicator AS
    STRING) = f.indicator AND CAST(m.code AS STRING) = f.code AND CAST(m.matter AS STRING) = f.matter AND
    CAST(m.office AS STRING) = f.subject AND f.value >= m.least AND f.value <= m.most
GROUP BY f.unit, m.pid;

-- keep reporting
SELECT t.pid AS pid, count(*) AS n, CAST(sum(CAST(bit_count(t.named0) AS BIGINT)) AS BIGINT) AS named, max(CASE
    WHEN t.n > CAST(bit_count(t.named0) AS BIGINT) THEN 1
    ELSE 0 END) AS repeats
FROM reports t
GROUP BY t.pid;

-- keep results
SELECT c.pid AS pid, c.iid AS iid, c.verdict AS verdict, c.pace AS pace, k.n AS n
FROM class_counts k
JOIN classes c ON c.class = k.class;

-- keep vintages
SELECT try_cast(i.unit AS raw_unit_label) AS unit, try_cast(i.period AS raw_period_label) AS period, count(i.bit0) AS
    n, coalesce(bit_or(i.bit0), 0) AS b0
FROM input i
GROUP BY try_cast(i.unit AS raw_unit_label), try_cast(i.period AS raw_period_label);

-- view by_unit
SELECT p.pack AS pack, c.unit AS unit, p.period AS period, CAST(bit_count(c.valid0 & m.valid_counted0) AS BIGINT) +
    CAST(bit_count(c.invalid0 & m.invalid_counted0) AS BIGINT) + CAST(bit_count(~c.present0 & m.absent_counted0) AS
    BIGINT) + coalesce(s.counted, 0) AS counted, CAST(bit_count(c.valid0 & m.valid_met0) AS BIGINT) + coalesce(s.met,
    0) AS met, CAST(0 AS BIGINT) + coalesce(s.unmet, 0) AS unmet, CAST(bit_count(c.invalid0 & m.invalid_undecided0) AS
    BIGINT) + CAST(bit_count(~c.present0 & m.absent_undecided0) AS BIGINT) + coalesce(s.undecided, 0) AS undecided,
    CAST(0 AS BIGINT) + coalesce(s.not_due, 0) AS not_due, CAST(bit_count(c.valid0) AS BIGINT) AS judged, c.bad AS bad
FROM presence c
JOIN tallies m ON m.pid = c.pid
JOIN periods p ON p.pid = c.pid
LEFT JOIN moved s ON s.unit = c.unit AND s.pid = c.pid;

-- view expected
SELECT u.unit AS unit, p.pid AS pid, u.number AS number
FROM (SELECT DISTINCT unit, number
  FROM reports) u
JOIN periods p ON p.number = u.number
WHERE NOT EXISTS (SELECT 1
  FROM owners o
  WHERE o.unit = u.unit AND o.number = u.number);

-- view fallback
SELECT q.unit AS unit, q.number AS number
FROM owners q;

-- view findings
SELECT *
FROM read_parquet('FOLDER/findings.parquet');

-- view given
SELECT 'FOLDER/rows.parquet' AS file, file_row_number + 1 AS row, CAST("unit" AS VARCHAR) AS unit, CAST("period" AS
    VARCHAR) AS period, CAST("indicator" AS VARCHAR) AS indicator, "value" AS value
FROM read_parquet(['FOLDER/rows.parquet'], hive_partitioning = false, binary_as_string = true, file_row_number = true);

-- view near_rows
SELECT i.file AS file, i.row AS row, i.unit AS unit, i.period AS period, i.indicator AS indicator, n.pid AS pid, n.iid
    AS iid, CAST(i.value AS STRING) AS text, i.value IS NOT NULL AS written, coalesce(0, 0) AS estimate, coalesce(4,
    4) AS state, n.plain AS plain, n.counts AS counts, n.truncated AS truncated, n.rated AS rated, n.series AS series,
    n.falls AS falls, n.number AS number, NULL AS read_slack, NULL AS read_cut, CAST(i.value AS DECIMAL(18,0)) AS v, 0
    AS why
FROM input i
JOIN named n ON n.raw_period = i.period AND n.raw_indicator = i.indicator
WHERE NOT (CAST(i.value AS DECIMAL(18,0)) BETWEEN n.quiet_from AND n.quiet_to);

-- view presence
SELECT t.unit AS unit, t.pid AS pid, t.number AS number, 0 AS bad, t.named0 AS valid0, t.named0 AS present0, t.named0
    AS mentioned0, 0 AS invalid0
FROM reports t;

-- view reporters
SELECT t.unit AS unit, t.pid AS pid, t.number AS number, 0 AS bad, t.named0 AS valid0, t.named0 AS present0, t.named0
    AS mentioned0, 0 AS invalid0
FROM reports t;

-- view reports
SELECT CAST(v.unit AS STRING) AS unit, s.pid AS pid, s.number AS number, v.n AS n, v.b0 & s.known0 AS named0
FROM vintages v
JOIN spans s ON s.raw_period = v.period
WHERE v.unit IS NOT NULL AND ((v.b0 & s.known0) <> 0);

-- view rows
SELECT i.file AS file, i.row AS row, i.unit AS unit, i.period AS period, i.indicator AS indicator, n.pid AS pid, n.iid
    AS iid, CAST(i.value AS STRING) AS text, i.value IS NOT NULL AS written, coalesce(0, 0) AS estimate, coalesce(4,
    4) AS state, n.plain AS plain, n.counts AS counts, n.truncated AS truncated, n.rated AS rated, n.series AS series,
    n.falls AS falls, n.number AS number, NULL AS read_slack, NULL AS read_cut, CAST(i.value AS DECIMAL(18,0)) AS v, 0
    AS why
FROM input i
JOIN named n ON n.raw_period = i.period AND n.raw_indicator = i.indicator;

-- write by_group.parquet
SELECT i.pack AS pack, i.period AS period, i.grouped AS grouped, count(*) AS indicators, max(i.units) AS units,
    CAST(sum(i.unmet) AS BIGINT) AS unmet, CAST(sum(i.met) AS BIGINT) AS met, CAST(sum(i.exceeded) AS BIGINT) AS
    exceeded, CAST(sum(i.not_due) AS BIGINT) AS not_due, CAST(sum(i.not_assessed) AS BIGINT) AS not_assessed,
    CAST(sum(i.undecided) AS BIGINT) AS undecided, CAST(sum(i.behind) AS BIGINT) AS behind, CAST(sum(i.at_risk) AS
    BIGINT) AS at_risk, CAST(sum(i.on_track) AS BIGINT) AS on_track, CAST(sum(i.ahead) AS BIGINT) AS ahead,
    CAST(sum(i.without) AS BIGINT) AS without
FROM by_indicator i
GROUP BY i.pack, i.period, i.grouped;

-- write by_indicator.parquet
SELECT *
FROM by_indicator;

-- write by_unit.parquet
SELECT u.pack AS pack, u.unit AS unit, u.period AS period, u.counted AS counted, u.met AS met, u.unmet AS unmet,
    u.undecided AS undecided, u.not_due AS not_due, u.judged AS judged, u.bad AS bad, t.title AS unit_title
FROM by_unit u
LEFT JOIN unit_titles t ON t.pack = u.pack AND t.unit = u.unit;

-- write findings.parquet
SELECT f.pack AS pack, f.unit AS unit, f.period AS period, f.indicator AS indicator, f.subject AS subject, f.code AS
    code, f.matter AS matter, f.gate AS gate, f.verdict AS verdict, f.pace AS pace, f.value AS value, f.numerator AS
    numerator, f.denominator AS denominator, f.shortfall AS shortfall, f.file AS file, f.row AS row, f.weight AS
    weight
FROM (SELECT m.pack AS pack, r.unit AS unit, m.period AS period, m.indicator AS indicator, m.office AS subject, m.code
    AS code, m.matter AS matter, m.gate AS gate, m.verdict AS verdict, m.pace AS pace, r.v AS value, CAST(NULL AS
    office_label) AS numerator, CAST(NULL AS office_label) AS denominator, CAST(greatest(m.lo - CAST(r.v AS
    DECIMAL(18,0)), CAST(r.v AS DECIMAL(18,0)) - m.hi) AS DECIMAL(18,0)) AS shortfall, CAST(r.file AS file_label) AS
    file, r.row AS row, coalesce(CAST(CAST(greatest(m.lo - CAST(r.v AS DECIMAL(18,0)), CAST(r.v AS DECIMAL(18,0)) -
    m.hi) AS DECIMAL(18,0)) AS DOUBLE) / nullif(abs(CAST(m.goal AS DOUBLE)), 0), 0) AS weight
  FROM near_rows r
  JOIN remarks m ON m.pid = r.pid AND m.iid = r.iid AND r.v >= m.least AND r.v <= m.most AND coalesce(m.whole = CASE
      WHEN r.v % 1 = 0 THEN 1
      ELSE 0 END, 1 = 1)
  WHERE 1 = 1
  UNION ALL SELECT m.pack AS pack, m.unit AS unit, m.period AS period, m.indicator AS indicator, m.office AS subject,
      m.code AS code, m.matter AS matter, m.gate AS gate, m.verdict AS verdict, CAST(NULL AS pace_label) AS pace,
      CAST(NULL AS DECIMAL(18,0)) AS value, CAST(NULL AS office_label) AS numerator, CAST(NULL AS office_label) AS
      denominator, CAST(NULL AS DECIMAL(18,0)) AS shortfall, CAST(NULL AS file_label) AS file, CAST(NULL AS BIGINT) AS
      row, CAST(0 AS DOUBLE) AS weight
  FROM (SELECT c.unit, a.*
    FROM (SELECT c.*
      FROM presence c
      JOIN tallies m ON m.pid = c.pid
      WHERE (c.present0 & m.due0) <> m.due0) c
    JOIN absences a ON a.pid = c.pid AND (c.present0 & a.b0) = 0) m
  UNION ALL SELECT p.pack AS pack, m.unit AS unit, p.period AS period, p.indicator AS indicator, CAST('' AS
      office_label) AS subject, k.code AS code, k.matter AS matter, k.gate AS gate, CAST('no_data' AS verdict_label)
      AS verdict, CAST(NULL AS pace_label) AS pace, CAST(NULL AS DECIMAL(18,0)) AS value, CAST(NULL AS office_label)
      AS numerator, CAST(NULL AS office_label) AS denominator, CAST(NULL AS DECIMAL(18,0)) AS shortfall, CAST(NULL AS
      file_label) AS file, CAST(NULL AS BIGINT) AS row, CAST(0 AS DOUBLE) AS weight
  FROM (SELECT c.unit, c.pid, c.number
    FROM presence c
    JOIN tallies m ON m.pid = c.pid
    WHERE (c.mentioned0 & m.expected0) <> m.expected0) m
  JOIN notes k ON k.number = m.number AND k.code = 'T007'
  JOIN places p ON p.pid = m.pid AND p.iid = -1) f;

-- write judged.parquet
SELECT p.pack AS pack, r.unit AS unit, p.period AS period, p.indicator AS indicator, s.office AS subject, s.verdict AS
    verdict, s.pace AS pace, r.v AS value, CAST(greatest(s.lo - CAST(r.v AS DECIMAL(18,0)), CAST(r.v AS DECIMAL(18,0))
    - s.hi) AS DECIMAL(18,0)) AS shortfall, r.file AS file, r.row AS row
FROM rows r
JOIN classes c ON c.pid = r.pid AND c.iid = r.iid AND r.v >= c.least AND r.v <= c.most
JOIN standings s ON s.class = c.class
JOIN places p ON p.pid = r.pid AND p.iid = r.iid
WHERE 1 = 1;
