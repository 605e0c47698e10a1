-- keep by_indicator: as in plain.sql

-- keep class_counts
SELECT c.class AS class, count(*) AS n
FROM rows r
JOIN (SELECT *
  FROM classes) c ON c.pid = r.pid AND c.iid = r.iid AND r.v >= c.least AND r.v <= c.most
WHERE 1 = 1 AND r.why = 0
GROUP BY c.class;

-- keep detail_periods
SELECT c.unit AS unit, s.raw_period AS raw_period
FROM worst_units c
JOIN periods p ON p.period = c.period AND p.pack = c.pack
JOIN spans s ON (s.number = p.number) UNION SELECT c.unit AS unit, s.raw_period AS raw_period
FROM map_units c
JOIN spans s ON s.pid = c.pid;

-- keep detail_rows: as in plain.sql

-- keep range_units
SELECT q.unit AS unit, q.number AS number
FROM (SELECT DISTINCT i.unit AS unit, n.number AS number
  FROM input i
  JOIN named n ON n.raw_period = i.period AND n.raw_indicator = i.indicator
  JOIN texts t ON t.raw = CAST(i.value AS STRING) AND t.pid = n.pid AND t.iid = n.iid
  WHERE t.ranged = 1 AND i.unit IS NOT NULL) q;

-- keep reporting: as in plain.sql

-- keep results
SELECT c.pid AS pid, c.iid AS iid, c.verdict AS verdict, c.pace AS pace, k.n AS n
FROM class_counts k
JOIN classes c ON c.class = k.class
UNION ALL SELECT h.pid AS pid, h.iid AS iid, h.verdict AS verdict, h.pace AS pace, h.n AS n
FROM fallback_results h;

-- keep spoiled
SELECT x.unit AS unit, x.pid AS pid, count(*) AS n, bit_or(m.b0) AS lost0, bit_or(CASE
    WHEN x.why IN (13, 15, 17, 18, 21) THEN m.b0
    ELSE 0 END) AS invalid0, bit_or(CASE
    WHEN (x.why IN (13, 15, 17, 18, 21) OR x.written AND x.why IN (14, 16)) THEN m.b0
    ELSE 0 END) AS mentioned0
FROM bad x
JOIN places m ON m.pid = x.pid AND m.iid = x.iid
WHERE x.why >= 13
GROUP BY x.unit, x.pid;

-- keep vintages
SELECT i.unit AS unit, i.period AS period, count(i.bit0) AS n, coalesce(bit_or(i.bit0), 0) AS b0
FROM input i
GROUP BY i.unit, i.period;

-- view bad
SELECT *
FROM read_parquet('FOLDER/bad.parquet');

-- view by_unit
SELECT p.pack AS pack, c.unit AS unit, p.period AS period, CAST(bit_count(c.valid0 & m.valid_counted0) AS BIGINT) +
    CAST(bit_count(c.invalid0 & m.invalid_counted0) AS BIGINT) + CAST(bit_count(~c.present0 & m.absent_counted0) AS
    BIGINT) AS counted, CAST(bit_count(c.valid0 & m.valid_met0) AS BIGINT) AS met, CAST(0 AS BIGINT) AS unmet,
    CAST(bit_count(c.invalid0 & m.invalid_undecided0) AS BIGINT) + CAST(bit_count(~c.present0 & m.absent_undecided0)
    AS BIGINT) AS undecided, CAST(bit_count(c.valid0 & m.valid_not_due0) AS BIGINT) + CAST(bit_count(c.invalid0 &
    m.invalid_not_due0) AS BIGINT) + CAST(bit_count(~c.present0 & m.absent_not_due0) AS BIGINT) AS not_due,
    CAST(bit_count(c.valid0) AS BIGINT) AS judged, c.bad AS bad
FROM presence c
JOIN tallies m ON m.pid = c.pid
JOIN periods p ON p.pid = c.pid
UNION ALL SELECT h.pack AS pack, h.unit AS unit, h.period AS period, h.counted AS counted, h.met AS met, h.unmet AS
    unmet, h.undecided AS undecided, h.not_due AS not_due, h.judged AS judged, h.bad AS bad
FROM fallback_units h;

-- view expected: as in plain.sql

-- view fallback
SELECT q.unit AS unit, q.number AS number
FROM owners q UNION SELECT q.unit AS unit, q.number AS number
FROM range_units q;

-- view fallback_findings
SELECT CAST(pack AS pack_label) AS pack, CAST(unit AS STRING) AS unit, CAST(period AS period_label) AS period,
    CAST(indicator AS indicator_label) AS indicator, CAST(subject AS office_label) AS subject, CAST(code AS
    code_label) AS code, CAST(matter AS matter_label) AS matter, CAST(gate AS gate_label) AS gate, CAST(verdict AS
    verdict_label) AS verdict, CAST(pace AS pace_label) AS pace, CAST(value AS DECIMAL(38,0)) AS value, CAST(numerator
    AS STRING) AS numerator, CAST(denominator AS STRING) AS denominator, CAST(shortfall AS DECIMAL(38,0)) AS
    shortfall, CAST(file AS STRING) AS file, CAST(row AS BIGINT) AS row, coalesce(CAST(CAST(shortfall AS
    DECIMAL(38,0)) AS DOUBLE) / nullif(abs(CAST(goal AS DOUBLE)), 0), 0) AS weight
FROM fallback_growing_weighed_findings;

-- view fallback_judged
SELECT CAST(pack AS pack_label) AS pack, CAST(unit AS STRING) AS unit, CAST(period AS period_label) AS period,
    CAST(indicator AS indicator_label) AS indicator, CAST(subject AS office_label) AS subject, CAST(verdict AS
    verdict_label) AS verdict, CAST(pace AS pace_label) AS pace, CAST(value AS DECIMAL(38,0)) AS value, CAST(shortfall
    AS DECIMAL(38,1)) AS shortfall, CAST(file AS STRING) AS file, CAST(row AS BIGINT) AS row
FROM fallback_growing_judged;

-- view fallback_results
SELECT CAST(pid AS BIGINT) AS pid, CAST(iid AS BIGINT) AS iid, CAST(verdict AS verdict_label) AS verdict, CAST(pace AS
    pace_label) AS pace, CAST(n AS BIGINT) AS n, CAST(unit AS STRING) AS unit
FROM fallback_growing_results;

-- view fallback_rows
SELECT *
FROM read_parquet('FOLDER/fallback.parquet');

-- view fallback_units
SELECT CAST(pack AS pack_label) AS pack, CAST(unit AS STRING) AS unit, CAST(period AS period_label) AS period,
    CAST(counted AS BIGINT) AS counted, CAST(met AS BIGINT) AS met, CAST(unmet AS BIGINT) AS unmet, CAST(undecided AS
    BIGINT) AS undecided, CAST(not_due AS BIGINT) AS not_due, CAST(judged AS BIGINT) AS judged, CAST(bad AS BIGINT) AS
    bad
FROM fallback_growing_units;

-- view findings: as in plain.sql

-- view given
SELECT 'FOLDER/rows.csv' AS file, rowid + 2 AS row, unit AS unit, period AS period, indicator AS indicator, value AS
    value, status AS status, CAST(NULL AS VARCHAR) AS as_of, CAST(NULL AS VARCHAR) AS numerator, CAST(NULL AS VARCHAR)
    AS denominator, CAST(NULL AS VARCHAR) AS percent_of_plan, CAST(NULL AS VARCHAR) AS confirmed, note AS note,
    CAST(NULL AS VARCHAR) AS growth, CAST(NULL AS VARCHAR) AS amends, CAST(NULL AS VARCHAR) AS unit_of_measure
FROM rows_0
WHERE cut IS NULL;

-- view near_rows
SELECT i.file AS file, i.row AS row, i.unit AS unit, i.period AS period, i.indicator AS indicator, n.pid AS pid, n.iid
    AS iid, CAST(i.value AS STRING) AS text, i.value IS NOT NULL AS written, i.status AS stated_status, i.note AS
    note, coalesce(s.estimate, CAST(t.state IS NOT NULL AS BIGINT), 0, 0) AS estimate, coalesce(s.state, t.state, 4,
    4) AS state, n.plain AS plain, n.counts AS counts, n.truncated AS truncated, n.rated AS rated, n.series AS series,
    n.falls AS falls, n.number AS number, t.slack AS read_slack, t.cut AS read_cut, CASE
  WHEN n.plain = 1 AND regexp_extract(CAST(i.value AS STRING),
      '^(?:-?([0-9]{1,20}|[1-9][0-9]{0,2}(\.[0-9]{3}){1,6})(,[0-9]{1,17})?)$') <> '' THEN
      try_cast(replace(replace(CAST(i.value AS STRING), '.', ''), ',', '.') AS DECIMAL(18,0))
  ELSE t.v END AS v, CASE
  WHEN n.why IS NULL AND i.period IS NULL THEN 1
  WHEN n.why IS NULL THEN 5
  WHEN n.why = 1 THEN 1
  WHEN n.why = 2 THEN 2
  WHEN i.unit IS NULL THEN 3
  WHEN n.why <> 0 THEN 5
  WHEN NOT i.value IS NOT NULL THEN 14
  WHEN i.status IS NOT NULL AND s.raw IS NULL THEN 15
  WHEN i.value IS NOT NULL AND (CASE
      WHEN n.plain = 1 AND regexp_extract(CAST(i.value AS STRING),
          '^(?:-?([0-9]{1,20}|[1-9][0-9]{0,2}(\.[0-9]{3}){1,6})(,[0-9]{1,17})?)$') <> '' THEN
          try_cast(replace(replace(CAST(i.value AS STRING), '.', ''), ',', '.') AS DECIMAL(18,0))
      ELSE t.v END IS NULL AND coalesce(t.ranged, 0) = 0) THEN 17
  WHEN h.unit IS NOT NULL THEN 20
  ELSE 0 END AS why
FROM input i
JOIN named n ON n.raw_period = i.period AND n.raw_indicator = i.indicator
LEFT JOIN texts t ON t.raw = CAST(i.value AS STRING) AND t.pid = n.pid AND t.iid = n.iid
LEFT JOIN states s ON s.raw = i.status
LEFT JOIN fallback h ON h.unit = i.unit AND h.number = n.number
WHERE NOT (CASE
    WHEN n.plain = 1 AND regexp_extract(CAST(i.value AS STRING),
        '^(?:-?([0-9]{1,20}|[1-9][0-9]{0,2}(\.[0-9]{3}){1,6})(,[0-9]{1,17})?)$') <> '' THEN
        try_cast(replace(replace(CAST(i.value AS STRING), '.', ''), ',', '.') AS DECIMAL(18,0)) BETWEEN n.quiet_from
        AND n.quiet_to
    ELSE NOT i.value IS NOT NULL END) OR s.estimate = 1;

-- view presence
SELECT t.unit AS unit, t.pid AS pid, t.number AS number, coalesce(l.n, 0) AS bad, (t.named0 & ~coalesce(l.lost0, 0))
    AS valid0, (t.named0 & ~coalesce(l.lost0, 0)) | coalesce(l.invalid0, 0) AS present0, (t.named0 &
    ~coalesce(l.lost0, 0)) | coalesce(l.mentioned0, 0) AS mentioned0, coalesce(l.invalid0, 0) AS invalid0
FROM reports t
LEFT JOIN spoiled l ON l.unit = t.unit AND l.pid = t.pid
WHERE NOT EXISTS (SELECT 1
  FROM fallback h
  WHERE h.unit = t.unit AND h.number = t.number);

-- view reporters
SELECT t.unit AS unit, t.pid AS pid, t.number AS number, coalesce(l.n, 0) AS bad, (t.named0 & ~coalesce(l.lost0, 0))
    AS valid0, (t.named0 & ~coalesce(l.lost0, 0)) | coalesce(l.invalid0, 0) AS present0, (t.named0 &
    ~coalesce(l.lost0, 0)) | coalesce(l.mentioned0, 0) AS mentioned0, coalesce(l.invalid0, 0) AS invalid0
FROM reports t
LEFT JOIN spoiled l ON l.unit = t.unit AND l.pid = t.pid;

-- view reports: as in plain.sql

-- view rows
SELECT i.file AS file, i.row AS row, i.unit AS unit, i.period AS period, i.indicator AS indicator, n.pid AS pid, n.iid
    AS iid, CAST(i.value AS STRING) AS text, i.value IS NOT NULL AS written, i.status AS stated_status, i.note AS
    note, coalesce(s.estimate, CAST(t.state IS NOT NULL AS BIGINT), 0, 0) AS estimate, coalesce(s.state, t.state, 4,
    4) AS state, n.plain AS plain, n.counts AS counts, n.truncated AS truncated, n.rated AS rated, n.series AS series,
    n.falls AS falls, n.number AS number, t.slack AS read_slack, t.cut AS read_cut, CASE
  WHEN n.plain = 1 AND regexp_extract(CAST(i.value AS STRING),
      '^(?:-?([0-9]{1,20}|[1-9][0-9]{0,2}(\.[0-9]{3}){1,6})(,[0-9]{1,17})?)$') <> '' THEN
      try_cast(replace(replace(CAST(i.value AS STRING), '.', ''), ',', '.') AS DECIMAL(18,0))
  ELSE t.v END AS v, CASE
  WHEN n.why IS NULL AND i.period IS NULL THEN 1
  WHEN n.why IS NULL THEN 5
  WHEN n.why = 1 THEN 1
  WHEN n.why = 2 THEN 2
  WHEN i.unit IS NULL THEN 3
  WHEN n.why <> 0 THEN 5
  WHEN NOT i.value IS NOT NULL THEN 14
  WHEN i.status IS NOT NULL AND s.raw IS NULL THEN 15
  WHEN i.value IS NOT NULL AND (CASE
      WHEN n.plain = 1 AND regexp_extract(CAST(i.value AS STRING),
          '^(?:-?([0-9]{1,20}|[1-9][0-9]{0,2}(\.[0-9]{3}){1,6})(,[0-9]{1,17})?)$') <> '' THEN
          try_cast(replace(replace(CAST(i.value AS STRING), '.', ''), ',', '.') AS DECIMAL(18,0))
      ELSE t.v END IS NULL AND coalesce(t.ranged, 0) = 0) THEN 17
  WHEN h.unit IS NOT NULL THEN 20
  ELSE 0 END AS why
FROM input i
LEFT JOIN named n ON n.raw_period = i.period AND n.raw_indicator = i.indicator
LEFT JOIN texts t ON t.raw = CAST(i.value AS STRING) AND t.pid = n.pid AND t.iid = n.iid
LEFT JOIN states s ON s.raw = i.status
LEFT JOIN fallback h ON h.unit = i.unit AND h.number = n.number;

-- write bad.parquet
SELECT r.file AS file, r.row AS row, r.unit AS unit, r.period AS period, r.indicator AS indicator, r.text AS text,
    CASE r.why
  WHEN 15 THEN r.stated_status
  ELSE r.text END AS cell, r.pid AS pid, r.iid AS iid, r.why AS why, r.written AS written
FROM rows r
WHERE why IN (1, 3, 5, 6, 7, 9, 10, 11, 13, 14, 15, 16, 17, 18, 19, 21);

-- write bad_rows.parquet
SELECT b.file AS file, b.row AS row, b.unit AS unit, b.period AS period, b.indicator AS indicator, b.text AS value,
    coalesce(w.code, CASE
    WHEN b.why = 1 THEN 'D305'
    WHEN b.why = 3 THEN 'D304'
    WHEN b.why = 5 THEN 'D101'
    WHEN b.why = 6 THEN 'D318'
    WHEN b.why = 7 THEN 'D151'
    WHEN b.why = 9 THEN 'D309'
    WHEN b.why = 10 THEN 'D152'
    WHEN b.why = 11 THEN 'D310'
    WHEN b.why = 13 THEN 'D308'
    WHEN b.why = 14 THEN 'D114'
    WHEN b.why = 15 THEN 'D311'
    WHEN b.why = 16 THEN 'D115'
    WHEN b.why = 17 THEN 'D103'
    WHEN b.why = 18 THEN 'D286'
    WHEN b.why = 19 THEN 'D303'
    WHEN b.why = 21 THEN 'D286' END) AS code
FROM bad b
LEFT JOIN problems w ON b.why = 17 AND w.raw = b.cell AND w.pid = b.pid AND w.iid = b.iid;

-- write by_group.parquet: as in plain.sql

-- write by_indicator.parquet: as in plain.sql

-- write by_unit.parquet: as in plain.sql

-- write fallback.parquet
SELECT r.*
FROM input r
JOIN (SELECT DISTINCT unit
  FROM fallback) c ON c.unit = r.unit
ORDER BY r.unit;

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
  JOIN remarks m ON m.pid = r.pid AND m.iid = r.iid AND r.v >= m.least AND r.v <= m.most AND coalesce(m.estimate =
      r.estimate, 1 = 1) AND coalesce(m.whole = CASE
      WHEN r.v % 1 = 0 THEN 1
      ELSE 0 END, 1 = 1)
  WHERE 1 = 1 AND r.why = 0 AND coalesce(m.confirmed = CASE
      WHEN 1 = 0 THEN 1
      ELSE 0 END, 1 = 1)
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
  JOIN places p ON p.pid = m.pid AND p.iid = -1
  UNION ALL SELECT p.pack AS pack, m.unit AS unit, p.period AS period, p.indicator AS indicator, CAST('' AS
      office_label) AS subject, k.code AS code, k.matter AS matter, k.gate AS gate, CAST('no_data' AS verdict_label)
      AS verdict, CAST(NULL AS pace_label) AS pace, CAST(NULL AS DECIMAL(18,0)) AS value, CAST(NULL AS office_label)
      AS numerator, CAST(NULL AS office_label) AS denominator, CAST(NULL AS DECIMAL(18,0)) AS shortfall, CAST(NULL AS
      file_label) AS file, CAST(NULL AS BIGINT) AS row, CAST(0 AS DOUBLE) AS weight
  FROM (SELECT e.unit, e.pid, e.number
    FROM expected e
    WHERE NOT EXISTS (SELECT 1
      FROM reports c
      WHERE c.unit = e.unit AND c.pid = e.pid)) m
  JOIN notes k ON k.number = m.number AND k.code = 'D119'
  JOIN places p ON p.pid = m.pid AND p.iid = -1
  UNION ALL SELECT h.pack AS pack, h.unit AS unit, h.period AS period, h.indicator AS indicator, h.subject AS subject,
      h.code AS code, h.matter AS matter, h.gate AS gate, h.verdict AS verdict, h.pace AS pace, h.value AS value,
      h.numerator AS numerator, h.denominator AS denominator, h.shortfall AS shortfall, h.file AS file, h.row AS row,
      h.weight AS weight
  FROM fallback_findings h) f;

-- write judged.parquet
SELECT p.pack AS pack, r.unit AS unit, p.period AS period, p.indicator AS indicator, s.office AS subject, s.verdict AS
    verdict, s.pace AS pace, r.v AS value, CAST(greatest(s.lo - CAST(r.v AS DECIMAL(18,0)), CAST(r.v AS DECIMAL(18,0))
    - s.hi) AS DECIMAL(18,0)) AS shortfall, r.file AS file, r.row AS row
FROM rows r
JOIN classes c ON c.pid = r.pid AND c.iid = r.iid AND r.v >= c.least AND r.v <= c.most
JOIN standings s ON s.class = c.class
JOIN places p ON p.pid = r.pid AND p.iid = r.iid
WHERE 1 = 1 AND r.why = 0
UNION ALL SELECT h.pack AS pack, h.unit AS unit, h.period AS period, h.indicator AS indicator, h.subject AS subject,
    h.verdict AS verdict, h.pace AS pace, h.value AS value, h.shortfall AS shortfall, h.file AS file, h.row AS row
FROM fallback_judged h;
